using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Api.Uploads;

namespace Sed.Exchange.Node.Api.Reports;

/// <summary>
/// Receives a report: JSON alone, or <c>multipart/form-data</c> whose part <c>report</c> is that JSON and whose parts <c>file</c> are the files.
/// </summary>
internal static class ReportReading
{
    /// <summary>The part that holds the request.</summary>
    public const string Part = "report";

    /// <summary>A request is texts of a form; it is kept in memory whole.</summary>
    private const int RequestBytes = 512 * 1024;

    private static readonly JsonDocumentOptions Parsing = new() { MaxDepth = 16 };

    /// <summary>Reads the body to its end. The files are the upload's.</summary>
    /// <exception cref="UploadException">It cannot be taken.</exception>
    public static async Task<ReportHanded> ReadAsync(HttpRequest request, Upload upload, UploadLimits limits, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) throw new UploadException(HttpProblemCodes.MediaTypeNotAccepted, "no Content-Type");
        if (type.MediaType.Equals(MediaTypes.Json, StringComparison.OrdinalIgnoreCase))
            return new ReportHanded(Parse(await ReadAllAsync(request.Body, cancel)), []);
        if (!type.MediaType.Equals(MediaTypes.Multipart, StringComparison.OrdinalIgnoreCase))
            throw new UploadException(HttpProblemCodes.MediaTypeNotAccepted, type.MediaType.ToString());

        byte[]? octets = null;
        await MultipartReading.ReadAsync(request, type, upload, limits, cancel, async (name, body) =>
        {
            if (name != Part) return false;
            if (octets is not null) throw new UploadException(HttpProblemCodes.RequestInvalid, $"two parts named \"{Part}\"");
            octets = await ReadAllAsync(body, cancel);
            return true;
        });
        return new ReportHanded(Parse(octets ?? throw new UploadException(HttpProblemCodes.RequestInvalid, $"no part named \"{Part}\"")), upload.Files);
    }

    private static JsonElement Parse(byte[] octets)
    {
        try
        {
            using var document = JsonDocument.Parse(octets, Parsing);
            var root = document.RootElement.Clone();
            ReadTexts(root);
            return root;
        }
        catch (JsonException malformed)
        {
            throw new UploadException(HttpProblemCodes.RequestInvalid, $"line {malformed.LineNumber + 1}, octet {malformed.BytePositionInLine}: not JSON");
        }
    }

    // Half a surrogate pair passes the parser and is found when the text is read.
    private static void ReadTexts(JsonElement element)
    {
        try
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.String:
                    element.GetString();
                    break;
                case JsonValueKind.Array:
                    foreach (var item in element.EnumerateArray()) ReadTexts(item);
                    break;
                case JsonValueKind.Object:
                    foreach (var field in element.EnumerateObject())
                    {
                        _ = field.Name;
                        ReadTexts(field.Value);
                    }

                    break;
            }
        }
        catch (InvalidOperationException)
        {
            throw new UploadException(HttpProblemCodes.RequestInvalid, "a text is not Unicode: half a surrogate pair");
        }
    }

    private static async Task<byte[]> ReadAllAsync(Stream body, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (all.Length + read > RequestBytes) throw new UploadException(ProblemCodes.TooLarge, $"more than {RequestBytes} octets of report");
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }
}
