using Microsoft.Net.Http.Headers;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Resumable;

namespace Sed.Exchange.Node.Api.Uploads;

/// <summary>Receives the package of a request, whatever form it has.</summary>
internal static class UploadReading
{
    /// <summary>Reads a package that was uploaded in pieces: one flat ZIP. The caller disposes the upload.</summary>
    /// <exception cref="UploadException">It cannot be taken.</exception>
    public static async Task<Upload> ReadAsync(HandedUpload handed, UploadDesk desk, CancellationToken cancel)
    {
        var upload = new Upload(desk);
        try
        {
            await using var zip = handed.Open();
            await ZipReading.ReadAsync(zip, upload, desk.Limits, cancel);
            return upload.Files.Count > 0 ? upload : throw new UploadException(HttpProblemCodes.RequestInvalid, "no files");
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    /// <summary>Reads the body to its end. The caller disposes the upload.</summary>
    /// <exception cref="UploadException">It cannot be taken.</exception>
    public static async Task<Upload> ReadAsync(HttpRequest request, UploadDesk desk, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) throw new UploadException(HttpProblemCodes.MediaTypeNotAccepted, "no Content-Type");
        var upload = new Upload(desk);
        try
        {
            if (type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            {
                await MultipartReading.ReadAsync(request, type, upload, desk.Limits, cancel);
            }
            else if (type.MediaType.Equals("application/zip", StringComparison.OrdinalIgnoreCase))
            {
                await ZipReading.ReadAsync(request, upload, desk, cancel);
            }
            else
            {
                throw new UploadException(HttpProblemCodes.MediaTypeNotAccepted, type.MediaType.ToString());
            }

            if (upload.Files.Count == 0) throw new UploadException(HttpProblemCodes.RequestInvalid, "no files");
            return upload;
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }
}
