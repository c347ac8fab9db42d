using System.Globalization;
using System.Text;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// The names under which a package's files lie in an input: their own, unless the disk of «Дело», which is Windows', or this one cannot have them. Then
/// <c>f0003.pdf</c>, and a list beside the files says which is which: what cannot be found by its name can still be read.
/// </summary>
internal static class InstalledNames
{
    /// <summary>Name of the list; not in any passport, so an installation ignores it.</summary>
    public const string ListName = "sedx-names.txt";

    private const int Longest = 255;
    private const string Refused = "\"*/:<>?\\|";

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(number => new[] { $"COM{number}", $"LPT{number}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>A name on disk for each name of a package, in order.</summary>
    public static IReadOnlyList<string> For(IReadOnlyList<string> names)
    {
        // Windows shows names of another case as one: the first keeps it.
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { ListName };
        return [.. names.Select((name, index) =>
        {
            if (CanBe(name) && used.Add(name)) return name;
            var other = $"f{index.ToString("D4", CultureInfo.InvariantCulture)}{Extension(name)}";
            while (!used.Add(other)) other = "_" + other;
            return other;
        })];
    }

    /// <summary>The list, or null when every file has its own name.</summary>
    public static byte[]? ListOf(IReadOnlyList<string> names, IReadOnlyList<string> onDisk)
    {
        var rows = names.Zip(onDisk).Where(pair => pair.First != pair.Second).Select(pair => $"{pair.Second}\t{pair.First}").ToList();
        return rows.Count == 0 ? null : [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(
            "Имена, которых не бывает на этом диске. Слева имя файла здесь, справа его имя в паспорте.\r\n" + string.Join("\r\n", rows) + "\r\n")];
    }

    private static bool CanBe(string name) =>
        (OperatingSystem.IsWindows() ? name.Length : Encoding.UTF8.GetByteCount(name)) <= Longest
        && !name.Any(letter => Refused.Contains(letter, StringComparison.Ordinal) || char.IsControl(letter))
        && name[^1] is not (' ' or '.')
        && !Devices.Contains(name.Split('.')[0].TrimEnd());

    private static string Extension(string name)
    {
        var extension = Path.GetExtension(name);
        return extension.Length is > 1 and <= 11 && extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? extension.ToLowerInvariant() : string.Empty;
    }
}
