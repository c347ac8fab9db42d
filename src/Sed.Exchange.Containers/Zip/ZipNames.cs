using System.Text;

namespace Sed.Exchange.Containers.Zip;

/// <summary>Which names of entries are safe, and how they are stored.</summary>
internal static class ZipNames
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>True when all characters are printable ASCII: such names are stored without the UTF-8 flag.</summary>
    public static bool IsAscii(string name) => name.All(c => c is >= ' ' and <= '~');

    /// <summary>Octets of a name.</summary>
    public static byte[] Encode(string name) => StrictUtf8.GetBytes(name);

    /// <summary>The name, or null when its octets are not what the flag says.</summary>
    public static string? Decode(ReadOnlySpan<byte> octets, bool isUtf8)
    {
        if (!isUtf8 && octets.ContainsAnyExceptInRange((byte)0, (byte)0x7F)) return null;
        try
        {
            return StrictUtf8.GetString(octets);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>
    /// True when the name stays inside the folder it is unpacked to, on every system: relative, forward slashes, no drive, no
    /// <c>.</c>, <c>..</c> or empty part, no control characters. One trailing slash marks a folder.
    /// </summary>
    public static bool IsSafe(string name)
    {
        if (name.Length == 0 || name[0] == '/') return false;
        if (name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0])) return false;
        if (name.Any(c => c == '\\' || char.IsControl(c))) return false;
        var path = name[^1] == '/' ? name[..^1] : name;
        return path.Split('/').All(part => part is not ("" or "." or ".."));
    }
}
