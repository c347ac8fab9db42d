using System.Text;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>
/// Names of entries as relative URI references (RFC 3986 section 4.2; EN 319 162-1 annex A): UTF-8, escaped octet by octet,
/// slashes kept. Decoded exactly once, so that <c>%2541</c> can never name the entry <c>A</c>.
/// </summary>
internal static class ReferenceUri
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The reference to an entry.</summary>
    public static string Escape(string name) => string.Join('/', name.Split('/').Select(Uri.EscapeDataString));

    /// <summary>
    /// The entry that a reference names, or null: an absolute reference, a query or fragment, a dot segment, an escape that is
    /// not two hexadecimal digits, an octet that must be escaped and is not, octets that are not UTF-8.
    /// </summary>
    public static string? Decode(string reference)
    {
        if (reference.Length == 0 || reference[0] == '/') return null;
        var octets = new byte[reference.Length];
        var length = 0;
        for (var index = 0; index < reference.Length; index++)
        {
            var character = reference[index];
            if (character == '%')
            {
                if (index + 2 >= reference.Length || !char.IsAsciiHexDigit(reference[index + 1]) || !char.IsAsciiHexDigit(reference[index + 2])) return null;
                octets[length++] = Convert.ToByte(reference.Substring(index + 1, 2), 16);
                index += 2;
            }
            else if (IsPlain(character))
            {
                octets[length++] = (byte)character;
            }
            else
            {
                return null;
            }
        }

        try
        {
            var name = StrictUtf8.GetString(octets, 0, length);
            return name.Split('/').Any(segment => segment is "." or "..") ? null : name;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // Unreserved characters, sub-delims, "@" and the slash; not ":", which would make a scheme of what stands before it.
    private static bool IsPlain(char character) =>
        char.IsAsciiLetterOrDigit(character) || "-._~!$&'()*+,;=@/".Contains(character, StringComparison.Ordinal);
}
