using System.Globalization;
using System.Text;

namespace Sed.Exchange.Packages;

/// <summary>
/// When two names would be one file somewhere: same after canonical decomposition (Unicode TR15) and case folding. The runtime's own
/// <see cref="string.Normalize()"/> returns its input unchanged under invariant globalization, therefore the table is ours.
/// </summary>
public static class FileNameKey
{
    private const int HangulFirst = 0xAC00, HangulLast = 0xD7A3, LeadFirst = 0x1100, VowelFirst = 0x1161, TailFirst = 0x11A7, Vowels = 21, Tails = 28;

    private static readonly Lazy<Dictionary<int, int[]>> Decompositions = new(ReadTable);

    /// <summary>
    /// Equal for all names that are canonically equivalent or differ in simple case only. Marks are ordered by code point instead of
    /// combining class: that may call a few more names equal, which is the safe side.
    /// </summary>
    public static string Of(string name)
    {
        if (Ascii.IsValid(name)) return name.ToLowerInvariant();
        var points = new List<int>(name.Length + 8);
        foreach (var rune in name.EnumerateRunes()) Decompose(rune.Value, points);
        OrderMarks(points);
        var text = new StringBuilder(points.Count + 8);
        foreach (var point in points) text.Append(new Rune(point).ToString());
        // Up, then down: letters with three forms (final sigma) come out the same.
        return text.ToString().ToUpperInvariant().ToLowerInvariant();
    }

    private static void Decompose(int point, List<int> into)
    {
        if (point is >= HangulFirst and <= HangulLast)
        {
            var index = point - HangulFirst;
            into.Add(LeadFirst + index / (Vowels * Tails));
            into.Add(VowelFirst + index % (Vowels * Tails) / Tails);
            if (index % Tails != 0) into.Add(TailFirst + index % Tails);
        }
        else if (point > 0x7F && Decompositions.Value.TryGetValue(point, out var parts))
        {
            into.AddRange(parts);
        }
        else
        {
            into.Add(point);
        }
    }

    private static void OrderMarks(List<int> points)
    {
        for (var start = 0; start < points.Count; start++)
        {
            var end = start;
            while (end < points.Count && IsMark(points[end])) end++;
            if (end - start > 1) points.Sort(start, end - start, null);
            if (end > start) start = end - 1;
        }
    }

    private static bool IsMark(int point) => CharUnicodeInfo.GetUnicodeCategory(point)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static Dictionary<int, int[]> ReadTable()
    {
        using var stream = typeof(FileNameKey).Assembly.GetManifestResourceStream("names/decompositions.txt")
            ?? throw new InvalidOperationException("The table of decompositions is not embedded.");
        using var reader = new StreamReader(stream);
        var table = new Dictionary<int, int[]>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var points = line.Split(' ').Select(part => int.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
            table.Add(points[0], points[1..]);
        }

        return table;
    }
}
