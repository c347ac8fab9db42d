using System.Globalization;
using System.Text;

namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>Reads a <c>verdicts.csv</c>: UTF-8, RFC 4180, a header line that names the columns.</summary>
internal static class VerdictsFile
{
    /// <summary>Name of the file.</summary>
    public const string Name = "verdicts.csv";

    private static readonly string[] Needed = ["file", "operation", "expected"];

    /// <summary>Its rows.</summary>
    /// <exception cref="FormatException">It is no such file; the message says where.</exception>
    public static IReadOnlyList<VectorRow> Read(string text)
    {
        var lines = Parse(text.TrimStart('\uFEFF')).ToList();
        if (lines.Count > 0) lines[0] = [.. lines[0].Select(name => name.Trim())];
        if (lines.Count > 0 && lines[0].Distinct(StringComparer.Ordinal).Count() != lines[0].Count) throw new FormatException("a column stands twice");
        if (lines.Count == 0 || Needed.FirstOrDefault(name => !lines[0].Contains(name)) is { } missing && missing.Length > 0) throw new FormatException($"no column {Needed[0]}, {Needed[1]} or {Needed[2]}");
        var columns = lines[0].Select((name, index) => (name, index)).ToDictionary(column => column.name, column => column.index, StringComparer.Ordinal);
        return [.. lines.Skip(1).Where(line => line.Count > 1 || line[0].Length > 0).Select((line, index) => ToRow(line, index + 2))];

        VectorRow ToRow(List<string> line, int number)
        {
            if (line.Count != lines[0].Count) throw new FormatException($"line {number} has {line.Count} cells, the header {lines[0].Count}");
            string Cell(string name) => columns.TryGetValue(name, out var index) ? line[index] : "";
            var at = Cell("at_time").Trim() is { Length: > 0 } time ? ReadTime(time) : null;
            IReadOnlyList<string> List(string name) => Cell(name).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return new VectorRow
            {
                File = Cell("file"),
                Operation = Cell("operation").Trim(),
                Expected = Cell("expected").Trim(),
                Reason = Cell("reason"),
                DetachedContent = List("detached_content"),
                Trust = List("trust"),
                Intermediates = List("intermediates"),
                AtTime = at,
                Fault = at is null && Cell("at_time").Trim().Length > 0 ? $"at_time {Cell("at_time")}" : null,
                Policy = List("policy"),
            };
        }
    }

    private static DateTimeOffset? ReadTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static IEnumerable<List<string>> Parse(string text)
    {
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (quoted && letter == '"' && index + 1 < text.Length && text[index + 1] == '"')
            {
                cell.Append(text[++index]);
            }
            else if (letter == '"' && (quoted || cell.Length == 0))
            {
                quoted = !quoted;
            }
            else if (quoted || letter is not (',' or '\n' or '\r'))
            {
                cell.Append(letter);
            }
            else if (letter != '\r')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (letter != '\n') continue;
                yield return row;
                row = [];
            }
        }

        if (quoted) throw new FormatException("a quote is not closed");
        if (cell.Length == 0 && row.Count == 0) yield break;
        row.Add(cell.ToString());
        yield return row;
    }
}
