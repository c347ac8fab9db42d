using System.Text;

namespace Sed.Exchange.Containers.Containers;

/// <summary>Names of entries as URIs of a manifest: RFC 3986 relative references, escaped and decoded exactly once.</summary>
internal static class EntryUri
{
    /// <summary>What a path segment may hold besides letters and digits (RFC 3986 section 3.3), and the slash.</summary>
    private const string PathPunctuation = "-._~!$&'()*+,;=:@/";

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>Escapes everything but unreserved characters and the slash.</summary>
    public static string Encode(string entry) => string.Join('/', entry.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The name, or null when the text is not a path: wrong escapes, other characters than ASCII, not UTF-8 inside.</summary>
    public static string? Decode(string uri)
    {
        var octets = new byte[uri.Length];
        var length = 0;
        for (var i = 0; i < uri.Length; i++)
        {
            if (uri[i] == '%')
            {
                if (i + 2 >= uri.Length || !char.IsAsciiHexDigit(uri[i + 1]) || !char.IsAsciiHexDigit(uri[i + 2])) return null;
                octets[length++] = Convert.FromHexString(uri.AsSpan(i + 1, 2))[0];
                i += 2;
            }
            else if (char.IsAsciiLetterOrDigit(uri[i]) || PathPunctuation.Contains(uri[i], StringComparison.Ordinal))
            {
                octets[length++] = (byte)uri[i];
            }
            else
            {
                return null;
            }
        }

        try
        {
            return StrictUtf8.GetString(octets, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
