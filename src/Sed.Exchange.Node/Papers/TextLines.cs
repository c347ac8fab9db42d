using System.Text;

namespace Sed.Exchange.Node.Papers;

/// <summary>Breaks texts into lines of a width: between words where it can, inside a word where it must; what does not fit ends with an ellipsis.</summary>
internal static class TextLines
{
    private const string Ellipsis = "…";

    /// <summary>The lines; at least one, at most <paramref name="most"/>.</summary>
    public static IReadOnlyList<string> Of(string text, Typeface face, double size, double width, int most)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var word in Plain(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // A word that no line holds begins where it stands, lest a line of its own be all that is seen.
            if (line.Length > 0 && face.Measure($"{line} {word}", size) > width && face.Measure(word, size) <= width) End();
            if (line.Length > 0) line.Append(' ');
            foreach (var rune in word.EnumerateRunes())
            {
                if (line.Length > 0 && face.Measure($"{line}{rune}", size) > width) End();
                line.Append(rune.ToString());
            }

            // A book in one value is no reason to lay out a book.
            if (lines.Count > most) break;
        }

        if (line.Length > 0 || lines.Count == 0) End();
        if (lines.Count <= most) return lines;
        var last = lines[most - 1];
        while (last.Length > 0 && face.Measure(last + Ellipsis, size) > width) last = last[..^(last.Length > 1 && char.IsLowSurrogate(last[^1]) ? 2 : 1)];
        return [.. lines.Take(most - 1), last.TrimEnd() + Ellipsis];

        void End()
        {
            lines.Add(line.ToString());
            line.Clear();
        }
    }

    // Line ends, tabs and marks of direction have no place on a paper that must be read as it is drawn.
    private static string Plain(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? " "
        : Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format ? string.Empty
        : rune.ToString()));
}
