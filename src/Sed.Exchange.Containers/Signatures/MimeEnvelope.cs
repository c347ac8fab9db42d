using System.Text;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>A CMS in the body of a mail (RFC 8551 section 3.5.2): application/pkcs7-mime in base64. Clear-signed mail, which is two parts, is only told.</summary>
internal static class MimeEnvelope
{
    private const int LongestHeader = 16 * 1024;

    /// <summary>True when the text begins with the header of a mail.</summary>
    public static bool IsMail(ReadOnlySpan<byte> file) => Header(file) is { } header && header.Contains("Content-Type:", StringComparison.OrdinalIgnoreCase);

    /// <summary>The base64 text of the body; null: there is none of that kind.</summary>
    public static string? Body(ReadOnlySpan<byte> file)
    {
        if (Header(file) is not { } header || !header.Contains("pkcs7-mime", StringComparison.OrdinalIgnoreCase)) return null;
        return header.Contains("base64", StringComparison.OrdinalIgnoreCase) ? Encoding.Latin1.GetString(file[header.Length..]) : null;
    }

    private static string? Header(ReadOnlySpan<byte> file)
    {
        var start = Encoding.Latin1.GetString(file[..Math.Min(file.Length, LongestHeader)]);
        if (start.Length == 0 || !char.IsAsciiLetter(start[0])) return null;
        var end = start.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var crlf and >= 0 ? crlf + 4
            : start.IndexOf("\n\n", StringComparison.Ordinal) is var lf and >= 0 ? lf + 2
            : 0;
        return end == 0 ? null : start[..end];
    }
}
