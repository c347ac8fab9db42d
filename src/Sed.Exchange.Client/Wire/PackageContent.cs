using System.Net.Http.Headers;

namespace Sed.Exchange.Client.Wire;

/// <summary>A package as <c>multipart/form-data</c>: one part <c>file</c> per file, streamed, its length known beforehand.</summary>
internal static class PackageContent
{
    public static MultipartFormDataContent Create(IReadOnlyList<OutboundFile> files)
    {
        var multipart = new MultipartFormDataContent();
        foreach (var file in files)
        {
            var part = new StreamContent(file.Open());
            part.Headers.ContentLength = file.Length;
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            part.Headers.ContentDisposition = Disposition(file.Name);
            multipart.Add(part);
        }

        return multipart;
    }

    private static ContentDispositionHeaderValue Disposition(string name)
    {
        var disposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"" };
        // filename cannot carry Cyrillic portably; filename* (RFC 8187) can, and the node reads it first.
        if (name.All(letter => letter is > '\u001f' and < '\u007f' and not '"' and not '\\')) disposition.FileName = $"\"{name}\"";
        else disposition.FileNameStar = name;
        return disposition;
    }
}
