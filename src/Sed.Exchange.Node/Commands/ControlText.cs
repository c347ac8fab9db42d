using System.Globalization;
using Sed.Exchange.Delivery.Control;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Texts;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Commands;

/// <summary>Execution control for people: by organisation and document, what stands under a task below it.</summary>
internal sealed class ControlText(ControlDocument document, CommandSurroundings around)
{
    private const int StateWidth = 13;
    private const int Indent = 2;

    private readonly HashSet<ControlTaskDocument> _written = [];

    private Words Words => around.Words;

    public static void Write(ControlDocument document, CommandSurroundings around) => new ControlText(document, around).Write();

    /// <summary>A message's tasks in one line: «контроль: до 26.12.2026, исполнитель …, доложено 2 из 3, просрочено 1».</summary>
    internal static string Line(ControlLineDocument line, Words words)
    {
        var parts = new List<string>();
        if (line.Done == line.Assigned) parts.Add(words.With("control.line.done", line.Done));
        else if (line.Deadline is { } last) parts.Add(words.With("control.line.until", Day(last, words)));
        var executors = string.Join(", ", line.Executors.Take(3)) + (line.Executors.Count > 3 ? ", …" : string.Empty);
        if (executors.Length > 0) parts.Add(words.With(line.Executors.Count == 1 ? "control.line.executor" : "control.line.executors", executors));
        if (line.Done < line.Assigned) parts.Add(words.With("control.line.reported", line.Reported, line.Assigned));
        if (line.Done > 0 && line.Done < line.Assigned) parts.Add(words.With("control.line.partlyDone", line.Done));
        if (line.Overdue > 0) parts.Add(words.With("control.line.overdue", line.Overdue));
        return words.With("control.line", string.Join(", ", parts));
    }

    internal static string Day(DateOnly day, Words words) => day.ToString(words.Language == "ru" ? "dd.MM.yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void Write()
    {
        var items = document.Items;
        if (items.Count == 0)
        {
            around.Output.WriteLine(Words["control.none"]);
            return;
        }

        foreach (var knower in items.GroupBy(item => item.Organisation.Id))
        {
            var open = knower.Count(item => !IsClosed(item));
            around.Output.WriteLine(Words.With(
                "control.title", Name(knower.First().Organisation), StatusText.Time(document.At), knower.Count(), open, knower.Count(item => item.State == nameof(ControlState.Overdue))));
            foreach (var letter in knower.GroupBy(item => item.MessageId))
            {
                around.Output.WriteLine();
                around.Output.WriteLine($"{letter.First().Subject ?? Words["kind.document"]}  {letter.Key}");
                var shown = letter.ToList();
                foreach (var item in shown.Where(item => ParentIn(item, shown) is null)) Write(item, shown, 1);

                // Tasks that stand under one another in a circle have no first one.
                foreach (var item in shown) Write(item, shown, 1);
            }

            around.Output.WriteLine();
        }

        around.Output.WriteLine(Words["control.zone"]);
        if (document.Next is not null) around.Output.WriteLine(Words.With("control.more", items.Count));
    }

    private void Write(ControlTaskDocument item, List<ControlTaskDocument> shown, int level)
    {
        if (!_written.Add(item)) return;
        var margin = new string(' ', level * Indent);
        var state = Words[$"control.state.{item.State}"].PadRight(StateWidth);
        around.Output.WriteLine($"{margin}{state} {Deadline(item)}  {Title(item.Kind, item.Number, item.Text, item.Private)}{Giver(item)}");
        var inner = margin + new string(' ', StateWidth + 1);
        if (level == 1 && item.Parent is { } parent && ParentIn(item, shown) is null)
            around.Output.WriteLine($"{inner}{Words.With("control.under", Title(parent.Kind, parent.Number, parent.Text, false))}");
        foreach (var executor in item.Executors.Where(executor => !IsNotKnown(executor))) around.Output.WriteLine($"{inner}→ {Executor(executor)}");
        var others = string.Join(", ", item.Executors.Where(IsNotKnown).Select(NameOf));
        if (others.Length > 0) around.Output.WriteLine($"{inner}{Words.With("control.others", others)}");
        foreach (var below in shown.Where(other => ParentIn(other, shown) == item)) Write(below, shown, level + 1);
    }

    private static ControlTaskDocument? ParentIn(ControlTaskDocument item, List<ControlTaskDocument> shown) =>
        item.Parent is { } parent ? shown.Find(other => other.Uid == parent.Uid && other.Giver.Id == parent.Giver.Id && other != item) : null;

    private static bool IsClosed(ControlTaskDocument item) =>
        item.State is nameof(ControlState.Done) or nameof(ControlState.Late) or nameof(ControlState.NotKnown);

    private string Deadline(ControlTaskDocument item) =>
        item.Deadline is { } last ? Words.With("control.until", Day(last, Words)) : Words["control.noDeadline"];

    private string Title(string kind, string? number, string? text, bool isPrivate)
    {
        var title = number is null || kind == "Document" ? Words[$"control.kind.{kind}"] : $"{Words[$"control.kind.{kind}"]} {number}";
        return isPrivate ? $"{title}: {Words["control.private"]}" : text is null ? title : $"{title}: {text}";
    }

    private string Giver(ControlTaskDocument item) =>
        item.Standing == "Given" ? string.Empty : $" ({Words.With("control.giver", Name(item.Giver))})";

    private static bool IsNotKnown(ControlExecutorDocument executor) => executor.State == nameof(ControlState.NotKnown);

    private string NameOf(ControlExecutorDocument executor) => executor.Organisation is { } party ? Name(party) : executor.Name ?? Words["control.unnamed"];

    private string Executor(ControlExecutorDocument executor)
    {
        var who = string.Join(", ", new[] { NameOf(executor), executor.Person, executor.Responsible ? Words["control.responsible"] : null }.OfType<string>());
        var said = new List<string> { Words[$"control.state.{executor.State}"] };
        if (executor.DoneOn is { } day) said[0] += $" {Day(day, Words)}";
        if (executor.Status is { } status) said.Add($"«{status}»");
        if (executor.Report is { } report) said.Add($"«{report}»");

        // Installations say days, and mean their own: in UTC the day of a report would be the day before.
        if (executor.ReportedAt is { } at) said.Add(Words.With("control.reportedAt", Day(DateOnly.FromDateTime(at.ToOffset(SevTime.UsualZone).DateTime), Words)));
        else if (executor.State is nameof(ControlState.Overdue) or nameof(ControlState.Open)) said.Add(Words["control.notReported"]);
        if (!executor.Named) said.Add(Words["control.notNamed"]);
        return $"{who}: {string.Join(", ", said)}";
    }

    private static string Name(PartyDocument party) => party.Name ?? party.Id.ToString();
}
