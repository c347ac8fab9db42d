using Carried = Sed.Exchange.Containers.Envelopes.FileNames;

namespace Sed.Exchange.Node.Api.Uploads;

/// <summary>
/// Which names of files are taken. A name is kept as it is and never becomes a path here; but installations write files by these names, so
/// none with a directory part may pass. Long Cyrillic names, brackets and percent signs are names like any other.
/// </summary>
internal static class FileNames
{
    private const int MaxLength = 255;

    /// <summary>Why a name is refused, in English; null: it is taken.</summary>
    public static string? Fault(string? name)
    {
        if (string.IsNullOrEmpty(name)) return "no file name";
        if (name is "." or "..") return "a directory, not a file";
        if (name.AsSpan().IndexOfAny('/', '\\') >= 0) return "a directory part in the file name";
        if (name.Any(char.IsControl)) return "a control character in the file name";
        // U+FFFD is what a decoder leaves of octets that are not UTF-8.
        if (name.Contains('\uFFFD', StringComparison.Ordinal)) return "the file name is not UTF-8";
        if (name.Length > MaxLength) return $"the file name is longer than {MaxLength} characters";
        return Carried.IsCarryable(name) ? null : "a character in the file name that XML does not have";
    }
}
