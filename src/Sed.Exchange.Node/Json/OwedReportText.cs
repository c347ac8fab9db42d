using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Json;

/// <summary>Reports asked for, for people: one line for each state and term, in the order in which a reader needs them.</summary>
internal static class OwedReportText
{
    private static readonly IReadOnlyList<string> States = ["Overdue", "Owed", "Received", "Ended"];

    /// <summary>The lines, each with the state it is about.</summary>
    public static IEnumerable<(string State, string Text)> Lines(IReadOnlyList<OwedReportDocument> owed, Words words, Func<DateTimeOffset, string> time) =>
        from state in States
        let kinds = owed.Where(report => report.State == state).ToList()
        where kinds.Count > 0
        select (state, words.With($"owed.{state}", time(kinds[0].Until), string.Join(", ", kinds.Select(report => words[$"owed.kind.{report.Kind}"]))));
}
