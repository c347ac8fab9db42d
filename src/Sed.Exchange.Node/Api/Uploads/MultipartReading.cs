using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Sed.Exchange.Node.Api.Problems;

namespace Sed.Exchange.Node.Api.Uploads;

/// <summary>Reads <c>multipart/form-data</c>: one part named <c>file</c> per file of the package, and nothing else that the caller does not take itself.</summary>
internal static class MultipartReading
{
    private const int MaxBoundary = 100;
    private const int MaxHeaders = 16;

    /// <summary>Reads the body to its end.</summary>
    /// <param name="request">The request.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="upload">Takes the files.</param>
    /// <param name="limits">How large.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <param name="takeOther">Is given parts of other names; false: it does not know this one either.</param>
    /// <exception cref="UploadException">It cannot be taken.</exception>
    public static async Task ReadAsync(
        HttpRequest request, MediaTypeHeaderValue type, Upload upload, UploadLimits limits, CancellationToken cancel, Func<string?, Stream, Task<bool>>? takeOther = null)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > MaxBoundary) throw new UploadException(HttpProblemCodes.RequestInvalid, "multipart boundary missing or too long");
        // Headers of parts are limited: they are kept in memory.
        var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = MaxHeaders, HeadersLengthLimit = limits.PartHeaderBytes };
        try
        {
            while (await reader.ReadNextSectionAsync(cancel) is { } part)
            {
                var disposition = ContentDisposition.Parse(part.ContentDisposition)
                    ?? throw new UploadException(HttpProblemCodes.RequestInvalid, "a part without readable Content-Disposition");
                if (disposition.Name != "file" && takeOther is not null && await takeOther(disposition.Name, part.Body)) continue;
                if (disposition.Name != "file") throw new UploadException(HttpProblemCodes.RequestInvalid, "parts of a package are named \"file\"");
                await upload.AddAsync(disposition.FileName, part.Body, cancel);
            }
        }
        catch (InvalidDataException malformed)
        {
            throw new UploadException(HttpProblemCodes.RequestInvalid, malformed.Message);
        }
        catch (IOException cut) when (cut is not BadHttpRequestException && cut.Message.StartsWith("Unexpected end of Stream", StringComparison.Ordinal))
        {
            throw new UploadException(HttpProblemCodes.RequestInvalid, "the multipart body ends too early");
        }
    }
}
