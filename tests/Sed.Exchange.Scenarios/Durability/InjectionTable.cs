using System.Globalization;
using System.Text;

namespace Sed.Exchange.Scenarios.Durability;

/// <summary>Counts what was made to fail and what came of it, per kind of file.</summary>
internal sealed class InjectionTable
{
    private readonly SortedDictionary<(FileKind Kind, string Call, string Error), Row> _rows = [];
    private readonly List<string> _violations = [];

    /// <summary>Everything that must not be, each with the exchange in which it was.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Kinds of files of which a call has failed.</summary>
    public IReadOnlyCollection<FileKind> Kinds => [.. _rows.Keys.Select(key => key.Kind).Distinct()];

    /// <summary>Adds one exchange.</summary>
    public void Add(FaultOutcome outcome)
    {
        foreach (var call in outcome.Injected)
        {
            var key = (call.Kind, call.Name, outcome.Fault.Error);
            if (!_rows.TryGetValue(key, out var row)) _rows[key] = row = new Row();
            row.Injections++;
            if (outcome.HasStopped) row.Stopped++;
            else row.Healed++;
            row.Withheld += outcome.Played.Tries.Count(told => told == "no answer");
            row.Refused += outcome.Played.Tries.Count(told => told.StartsWith("503 ", StringComparison.Ordinal));
        }

        _violations.AddRange(outcome.Violations.Select(violation => $"{outcome.Role}, {outcome.Size} octets, {outcome.Fault}: {violation}"));
    }

    /// <summary>The table, for a person and for <c>docs/reliability.md</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine("| file | call | error | injections | fail-stop, restarted | healed by itself | tries told 503 | tries without an answer |");
        text.AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var ((kind, call, error), row) in _rows)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {kind} | {call} | {error} | {row.Injections} | {row.Stopped} | {row.Healed} | {row.Refused} | {row.Withheld} |");
        }

        text.Append(CultureInfo.InvariantCulture, $"{_rows.Values.Sum(row => row.Injections)} injections, {_violations.Count} violations");
        foreach (var violation in _violations) text.Append('\n').Append(violation);
        return text.ToString();
    }

    private sealed class Row
    {
        public int Injections { get; set; }

        public int Stopped { get; set; }

        public int Healed { get; set; }

        public int Refused { get; set; }

        public int Withheld { get; set; }
    }
}
