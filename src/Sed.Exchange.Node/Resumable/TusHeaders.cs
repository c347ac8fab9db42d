using System.Globalization;
using Microsoft.Extensions.Primitives;
using Sed.Exchange.Adapters.Resumable;

namespace Sed.Exchange.Node.Resumable;

/// <summary>Headers of tus 1.0.0, read strictly and written.</summary>
internal static class TusHeaders
{
    /// <summary>The version spoken.</summary>
    public const string Version = "1.0.0";

    /// <summary>What is spoken besides the core.</summary>
    public const string Extensions = "creation,expiration,termination";

    /// <summary>Type of the octets in a PATCH.</summary>
    public const string OffsetOctets = "application/offset+octet-stream";

    /// <summary>Names.</summary>
    public const string Resumable = "Tus-Resumable", Length = "Upload-Length", Offset = "Upload-Offset", Metadata = "Upload-Metadata", Expires = "Upload-Expires";

    // Metadata is kept and given back, never read: a kilobyte says enough about a file.
    private const int MetadataLength = 4096;

    /// <summary>A number of octets; null: missing or malformed.</summary>
    public static long? Number(StringValues header) =>
        header.Count == 1 && long.TryParse(header[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Upload-Metadata; false: too long, or not ASCII.</summary>
    public static bool TryMetadata(StringValues header, out string? metadata)
    {
        metadata = header.Count == 0 ? null : header.ToString();
        return metadata is null || (metadata.Length <= MetadataLength && metadata.All(letter => letter is >= ' ' and < '\u007f'));
    }

    /// <summary>Says how far an upload is and how long it is kept.</summary>
    public static void Tell(HttpResponse response, ResumableUpload upload)
    {
        response.Headers[Offset] = upload.Offset.ToString(CultureInfo.InvariantCulture);
        response.Headers[Expires] = upload.Expires.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
    }
}
