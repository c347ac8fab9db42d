using System.Globalization;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Commands;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Demo.Showing;

/// <summary>Shows the tasks of one message, what stands under a task below it.</summary>
internal static class ControlTable
{
    private const int StateWidth = 12;

    /// <summary>Writes the table.</summary>
    public static void Write(Narrator tell, ControlPage page)
    {
        foreach (var root in page.Items.Where(item => ParentIn(page, item) is null)) Write(tell, page, root, 0);
    }

    /// <summary>The tasks of a message in one line, as <c>sedx status</c> writes it.</summary>
    public static string Line(Narrator tell, ControlLine line) => ControlText.Line(
        new ControlLineDocument(line.Deadline, line.DueAt, line.Executors, line.Assigned, line.Reported, line.Done, line.Overdue), Words.Of(tell.Language));

    private static void Write(Narrator tell, ControlPage page, ControlTask task, int level)
    {
        var margin = new string(' ', 5 + (2 * level));
        var title = task.Text ?? (task.Kind == "Document" ? tell.Pick("документ на контроле", "document on control") : task.Kind);
        var until = task.Deadline?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) ?? "–";
        tell.Line($"{margin}{Painted(tell, task.State)} {tell.Pick("до", "until")} {until}  {title}");
        foreach (var executor in task.Executors)
            tell.Line($"{margin}{new string(' ', StateWidth)}   → {executor.Organisation?.Name ?? executor.Name}: {State(tell, executor.State)}{(executor.Report is null ? string.Empty : $", «{executor.Report}»")}");
        foreach (var below in page.Items.Where(item => ParentIn(page, item) == task)) Write(tell, page, below, level + 1);
    }

    private static ControlTask? ParentIn(ControlPage page, ControlTask task) =>
        page.Items.FirstOrDefault(item => item.Uid == task.Parent?.Uid && item.Giver.Id == task.Parent.Giver.Id && item != task);

    private static string Painted(Narrator tell, string state) =>
        tell.Paint(State(tell, state).PadRight(StateWidth), state switch { "Overdue" or "Late" => "31", "Done" => "32", _ => "33" });

    private static string State(Narrator tell, string state) => state switch
    {
        "Open" => tell.Pick("открыто", "open"),
        "Reported" => tell.Pick("есть доклад", "reported"),
        "Done" => tell.Pick("исполнено", "done"),
        "Overdue" => tell.Pick("просрочено", "overdue"),
        "Late" => tell.Pick("с опозданием", "done late"),
        _ => tell.Pick("не известно", "not known"),
    };
}
