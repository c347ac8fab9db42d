using System.Text;

namespace Sed.Exchange.Tests;

/// <summary>The rows of a folder's <c>verdicts.csv</c> (RFC 4180): which file must get which verdict, and what is given with it.</summary>
internal static class SharedVerdicts
{
    /// <summary>The rows, each by the names of the header.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(params string[] folder)
    {
        var lines = Parse(Encoding.UTF8.GetString(SharedFolder.Read([.. folder, "verdicts.csv"]))).ToList();
        return lines.Skip(1).Select(line => (IReadOnlyDictionary<string, string>)lines[0].Zip(line).ToDictionary(cell => cell.First, cell => cell.Second)).ToList();
    }

    private static IEnumerable<List<string>> Parse(string text)
    {
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (quoted && character == '"' && index + 1 < text.Length && text[index + 1] == '"') cell.Append(text[++index]);
            else if (character == '"') quoted = !quoted;
            else if (quoted || character is not (',' or '\n' or '\r')) cell.Append(character);
            else if (character != '\r')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (character != '\n') continue;
                yield return row;
                row = [];
            }
        }
    }
}
