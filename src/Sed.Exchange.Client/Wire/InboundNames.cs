using System.Globalization;
using System.Text;

namespace Sed.Exchange.Client.Wire;

/// <summary>
/// The names under which a package's files are written, chosen for all of them before the first octet: their own, unless a disk cannot have it or would
/// take it for that of another file of the package. Then <c>f0003.pdf</c>; the paths that are returned say which is which. What is one name somewhere
/// (case, composition of letters, dots and spaces at the end) is one everywhere: the folder may lie on another system's disk.
/// </summary>
internal static class InboundNames
{
    private const int Longest = 255;
    private const int LongestEnding = 11;
    private const string RefusedByWindows = "\"*<>?|";

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(number => new[] { $"COM{number}", $"LPT{number}" })], StringComparer.OrdinalIgnoreCase);

    // Under invariant globalization the runtime composes nothing.
    private static readonly bool Composes = "\u0438\u0306".Normalize() == "\u0439";

    /// <summary>A name for each file, in order.</summary>
    /// <param name="files">The package's files.</param>
    /// <param name="taken">A name that none of them may have.</param>
    /// <exception cref="InvalidDataException">A name could leave the folder.</exception>
    public static IReadOnlyList<string> For(IReadOnlyList<InboundFile> files, string taken)
    {
        if (files.FirstOrDefault(file => Leaves(file.Name)) is { } leaving)
            throw new InvalidDataException($"File {leaving.Index} has a name that cannot be used in a folder; open it with OpenFileAsync.");
        var alike = files.GroupBy(file => Outline(file.Name), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { taken };

        // Own names first: a made one gives way to a file that is really called so.
        var own = files.Select(file => CanBe(file.Name) && IsComparable(file.Name, alike) && used.Add(file.Name.Normalize())).ToList();
        return [.. files.Select((file, place) => own[place] ? file.Name : Made(file, used))];
    }

    private static bool Leaves(string name) => name is "" or "." or ".." || name.IndexOfAny(['/', '\\', ':', '\0']) >= 0;

    // 255 letters are a name on Windows; file systems of Linux count octets, and Cyrillic letters have two.
    private static bool CanBe(string name) =>
        (OperatingSystem.IsWindows() ? name.Length : Encoding.UTF8.GetByteCount(name)) <= Longest
        && name[^1] is not ('.' or ' ')
        && !name.Any(letter => char.IsControl(letter) || (OperatingSystem.IsWindows() && RefusedByWindows.Contains(letter, StringComparison.Ordinal)))
        && !Devices.Contains(name.Split('.')[0].TrimEnd());

    // Where letters cannot be composed, one written with its mark apart could be any other: it gives way where there is one that it could be.
    private static bool IsComparable(string name, Dictionary<string, int> alike) => Composes || !name.Any(IsMark) || alike[Outline(name)] == 1;

    // A name in which all letters that may have marks, written with them or apart, are the same.
    private static string Outline(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (!IsMark(letter)) text.Append(char.IsAscii(letter) && !char.IsLetter(letter) ? letter : '?');
        }

        return text.ToString();
    }

    private static bool IsMark(char letter) => char.GetUnicodeCategory(letter)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static string Made(InboundFile file, HashSet<string> used)
    {
        var ending = Path.GetExtension(file.Name);
        if (ending.Length > LongestEnding || !ending.All(letter => letter == '.' || char.IsAsciiLetterOrDigit(letter))) ending = string.Empty;
        var name = $"f{file.Index.ToString("D4", CultureInfo.InvariantCulture)}{ending}";
        while (!used.Add(name)) name = "_" + name;
        return name;
    }
}
