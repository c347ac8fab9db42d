using System.Text.RegularExpressions;
using Sed.Exchange.Scenarios.Support;
using Sed.Exchange.Tests;

namespace Sed.Exchange.Scenarios.Docs;

/// <summary>
/// The shell blocks of a document, run in their order in one bash, so that what one block sets the next one has. A block is fenced as
/// <c>```sh</c>, or as <c>```sh gost</c> when it belongs to one variant. A <c>```text</c> fence directly after it is what it prints; an ellipsis there
/// stands for anything.
/// </summary>
internal sealed partial class DocumentScript
{
    private const string Mark = "\u0001block ";

    private readonly string _name;
    private readonly IReadOnlyList<Block> _blocks;

    private DocumentScript(string name, IReadOnlyList<Block> blocks)
    {
        _name = name;
        _blocks = blocks;
    }

    /// <summary>How many blocks run.</summary>
    public int Count => _blocks.Count;

    /// <summary>Reads the blocks that belong to a variant, or to none.</summary>
    /// <param name="document">Path from the root of the repository.</param>
    /// <param name="variant">The variant; null: only blocks without one.</param>
    public static DocumentScript Read(string document, string? variant = null)
    {
        var text = File.ReadAllText(Path.Combine(SharedFolder.RepositoryRoot(), document));
        var blocks = Fence().Matches(text)
            .Where(match => match.Groups["variant"].Value is "" || match.Groups["variant"].Value == variant)
            .Select(match => new Block(match.Groups["script"].Value, match.Groups["output"].Success ? match.Groups["output"].Value : null))
            .ToList();
        return new DocumentScript(document, blocks);
    }

    /// <summary>Runs every block in <paramref name="folder"/>; says what failed, or null.</summary>
    public async Task<string?> FindFaultAsync(string folder, IReadOnlyDictionary<string, string?> variables, TimeSpan? patience = null)
    {
        var script = "set -euo pipefail\n" + string.Concat(_blocks.Select((block, number) => $"printf '{Mark}{number}\\n'\n{block.Script}"));
        var run = await ToolRun.Run("bash", ["-c", script], folder, variables, patience ?? TimeSpan.FromMinutes(2));
        var outputs = run.Output.Split(Mark).Skip(1).Select(part => part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..]).ToList();
        if (run.ExitCode != 0)
            return $"{_name}: exit code {run.ExitCode} in block\n{_blocks[outputs.Count - 1].Script}\nafter it printed\n{outputs[^1]}\n{run.Errors}";
        var wrong = _blocks.Zip(outputs).FirstOrDefault(pair => !pair.First.Prints(pair.Second));
        return wrong.First is null ? null : $"{_name}: the block\n{wrong.First.Script}\nprints\n{wrong.Second}\nand not\n{wrong.First.Output}";
    }

    [GeneratedRegex(@"^```sh(?: (?<variant>\w+))?\n(?<script>.*?)^```\n(?:\n```text\n(?<output>.*?)^```\n)?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    private sealed record Block(string Script, string? Output)
    {
        public bool Prints(string printed) => Output is null
            || Regex.IsMatch(printed.Trim(), "^" + Regex.Escape(Output.Trim()).Replace("…", ".*?", StringComparison.Ordinal) + "$", RegexOptions.Singleline);
    }
}
