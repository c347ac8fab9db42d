namespace Sed.Exchange.Node.Region;

/// <summary>SHA-256 fingerprints as people read them aloud and write them down.</summary>
internal static class Fingerprint
{
    private const int Group = 4;

    /// <summary>64 lower-case hexadecimal digits of what was typed with colons, spaces or capitals; null when it is none.</summary>
    public static string? Parse(string text)
    {
        var digits = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && letter is not (':' or '-'))).ToLowerInvariant();
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit) ? digits : null;
    }

    /// <summary>In groups of four, two lines of eight: so that two people on a telephone do not lose the place.</summary>
    public static IReadOnlyList<string> Lines(string fingerprint) =>
        [.. fingerprint.Chunk(Group).Select(group => new string(group)).Chunk(8).Select(line => string.Join(' ', line))];
}
