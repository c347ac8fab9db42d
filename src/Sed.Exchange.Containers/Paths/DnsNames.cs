namespace Sed.Exchange.Containers.Paths;

/// <summary>Host names as certificates have them (RFC 5280 section 4.2.1.6, RFC 1034 section 3.5, RFC 9525).</summary>
internal static class DnsNames
{
    private const int MaxLength = 253;
    private const int MaxLabel = 63;

    /// <summary>True for labels of letters, digits and inner hyphens.</summary>
    /// <param name="text">The name; a trailing period makes it none.</param>
    /// <param name="allowUnderscore">True: underscores, which are in use though not preferred, are taken.</param>
    public static bool IsHost(ReadOnlySpan<char> text, bool allowUnderscore)
    {
        if (text.IsEmpty || text.Length > MaxLength) return false;
        foreach (var range in text.Split('.'))
        {
            var label = text[range];
            if (label.IsEmpty || label.Length > MaxLabel || label[0] == '-' || label[^1] == '-') return false;
            foreach (var character in label)
            {
                if (!char.IsAsciiLetterOrDigit(character) && character != '-' && !(allowUnderscore && character == '_')) return false;
            }
        }

        return true;
    }

    /// <summary>
    /// True when a name presented by a certificate stands for a host (RFC 9525 section 6.3): equal, or with one asterisk as its whole leftmost label, which
    /// stands for one label, before at least two others; what is only an asterisk before a top-level domain stands for nobody.
    /// </summary>
    public static bool Match(string presented, string host)
    {
        if (!IsHost(host, allowUnderscore: true)) return false;
        if (!presented.StartsWith("*.", StringComparison.Ordinal))
            return IsHost(presented, allowUnderscore: true) && string.Equals(presented, host, StringComparison.OrdinalIgnoreCase);
        var rest = presented[2..];
        var cut = host.IndexOf('.', StringComparison.Ordinal);
        return IsHost(rest, allowUnderscore: true) && rest.Contains('.')
            && cut > 0 && string.Equals(host[(cut + 1)..], rest, StringComparison.OrdinalIgnoreCase);
    }
}
