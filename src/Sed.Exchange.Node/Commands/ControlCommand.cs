using System.CommandLine;
using Sed.Exchange.Client;
using Sed.Exchange.Delivery.Control;
using Sed.Exchange.Node.Api;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx control</c>: who must do what by when? 0 nothing left to do, 1 something is overdue, 2 unknown, 3 something is open.</summary>
internal static class ControlCommand
{
    private const int UsualMax = 200;

    public static Command Create(CommandSurroundings around)
    {
        var organisation = new Option<Guid?>("--organisation") { HelpName = "GUID" };
        var executor = new Option<Guid?>("--executor") { HelpName = "GUID" };
        var message = new Option<Guid?>("--message") { HelpName = "ID" };
        var overdue = new Option<bool>("--overdue");
        var all = new Option<bool>("--all");
        var dueBefore = new Option<string>("--due-before") { HelpName = "YYYY-MM-DD" };
        var max = new Option<int>("--max") { HelpName = "N", DefaultValueFactory = _ => UsualMax };
        var config = UsualOptions.Config();
        var json = UsualOptions.Json();
        var api = new ApiOptions();
        var command = new Command("control") { organisation, executor, message, overdue, all, dueBefore, max, config, json };
        api.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var most = parsed.GetValue(max) is var given and >= 1 and <= 500 ? given : throw Unusable("--max", $"{parsed.GetValue(max)}", around);
            var day = parsed.GetValue(dueBefore) is not { } text ? (DateOnly?)null
                : DateOnly.TryParseExact(text, "yyyy-MM-dd", out var parsedDay) ? parsedDay : throw Unusable("--due-before", text, around);
            var filter = new ControlFilter
            {
                Organisation = parsed.GetValue(organisation),
                Executor = parsed.GetValue(executor),
                MessageId = parsed.GetValue(message),
                OverdueOnly = parsed.GetValue(overdue),
                WithDone = parsed.GetValue(all),
                DueBefore = day,
            };
            var document = parsed.GetValue(config) is null && api.AreGiven(parsed, around)
                ? await AskAsync(filter, most, api.Connect(parsed, around), around, cancel)
                : await LookAsync(filter, most, UsualOptions.ConfigFile(parsed, config, around), around, cancel);
            if (parsed.GetValue(json)) around.WriteJson(document);
            else ControlText.Write(document, around);
            return CodeOf(document);
        });
        return command;
    }

    /// <summary>The exit code a list means: overdue ones come first in it, so that a page tells of all.</summary>
    internal static int CodeOf(ControlDocument document)
    {
        var states = document.Items.Select(item => item.State).ToList();
        if (states.Contains(nameof(ControlState.Overdue))) return ExitCodes.No;
        return document.Next is null && states.All(state => state is nameof(ControlState.Done) or nameof(ControlState.Late) or nameof(ControlState.NotKnown))
            ? ExitCodes.Yes
            : ExitCodes.CannotTell;
    }

    private static async Task<ControlDocument> LookAsync(ControlFilter filter, int max, string configFile, CommandSurroundings around, CancellationToken cancel)
    {
        using var journal = JournalLook.Open(configFile, around);
        var now = around.Time.GetUtcNow();
        var query = new ControlQuery
        {
            Organisations = filter.Organisation is { } one ? [one] : null,
            WithDone = filter.WithDone,
            OverdueOnly = filter.OverdueOnly,
            DueBy = filter.DueBefore is { } day ? ControlEndpoint.BeginningOf(day) : null,
            Executor = filter.Executor,
            MessageId = filter.MessageId,
        };
        var (page, directory) = await journal.ReadAsync(
            reader => (
                filter.MessageId is { } id && reader.DeliveriesOf(id).Count == 0 ? throw Unknown(id, around) : ControlView.Read(reader, query, null, max, now),
                NodeStore.DirectoryInForce(reader, now)),
            cancel);
        return ControlDocument.From(page, directory, now, withContent: true);
    }

    private static async Task<ControlDocument> AskAsync(ControlFilter filter, int max, ExchangeClient client, CommandSurroundings around, CancellationToken cancel)
    {
        using (client)
        {
            try
            {
                return From(await client.GetControlAsync(filter, null, max, cancel));
            }
            catch (ExchangeProblemException problem) when (problem.Code == Delivery.ProblemCodes.NotFound)
            {
                throw Unknown(filter.MessageId ?? Guid.Empty, around);
            }
        }
    }

    private static CommandException Unknown(Guid messageId, CommandSurroundings around) => new(around.Words.With("status.unknown", messageId));

    private static CommandException Unusable(string option, string value, CommandSurroundings around) => new(around.Words.With("error.value", option, value));

    private static ControlDocument From(Client.ControlPage page) => new()
    {
        At = page.At,
        Next = page.Next,
        Items = [.. page.Items.Select(task => new ControlTaskDocument
        {
            Organisation = From(task.Organisation)!,
            Standing = task.Standing,
            Giver = From(task.Giver)!,
            Uid = task.Uid,
            Kind = task.Kind,
            State = task.State,
            MessageId = task.MessageId,
            Subject = task.Subject,
            Number = task.Number,
            Private = task.Private,
            Text = task.Text,
            Author = task.Author,
            GivenOn = task.GivenOn,
            Deadline = task.Deadline,
            DueAt = task.DueAt,
            DoneOn = task.DoneOn,
            Ended = task.Ended,
            ToldBy = task.ToldBy,
            Parent = task.Parent is not { } parent ? null : new ControlParentDocument(
                From(parent.Giver)!, parent.Uid, parent.Kind, parent.Number, parent.Text, parent.Deadline),
            Executors = [.. task.Executors.Select(executor => new ControlExecutorDocument(
                From(executor.Organisation),
                executor.Name,
                executor.Person,
                executor.Responsible,
                executor.Named,
                executor.State,
                executor.ReportedAt,
                executor.Status,
                executor.Report,
                executor.DoneOn,
                executor.ReportMessageId))],
        })],
    };

    private static PartyDocument? From(Party? party) => party is null ? null : new PartyDocument(party.Id, party.Name);
}
