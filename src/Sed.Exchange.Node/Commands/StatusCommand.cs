using System.CommandLine;
using Sed.Exchange.Client;
using Sed.Exchange.Delivery.Control;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Retention;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx status ID</c>: did they get it? 0 all delivered, 1 refused or undelivered, 2 unknown, 3 under way, or held here.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var id = new Argument<Guid>("ID");
        var config = UsualOptions.Config();
        var json = UsualOptions.Json();
        var api = new ApiOptions();
        var command = new Command("status") { id, config, json };
        api.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var messageId = parsed.GetRequiredValue(id);
            StatusDocument status;
            var isHeld = false;
            if (parsed.GetValue(config) is null && api.AreGiven(parsed, around))
            {
                status = await AskAsync(messageId, api.Connect(parsed, around), around, cancel);
            }
            else
            {
                var (known, held) = await LookAsync(messageId, UsualOptions.ConfigFile(parsed, config, around), around, cancel);
                if (held is not null)
                {
                    around.Error.WriteLine(around.Words.With(
                        "status.held", messageId, StatusText.Time(held.At), around.Words[$"quarantine.kind.{FindingDocument.NameOf(held.Kind)}"]));
                    isHeld = true;

                    // No document even for a program: when it was sent and until when it is due stands in an envelope that nobody has verified yet.
                    if (known is null) return ExitCodes.CannotTell;
                }

                status = known ?? throw Unknown(messageId, around);
            }

            if (parsed.GetValue(json)) around.WriteJson(status);
            else StatusText.Write(status, around);
            var code = CodeOf(status);
            return isHeld && code == ExitCodes.Yes ? ExitCodes.CannotTell : code;
        });
        return command;
    }

    /// <summary>The exit code a status means.</summary>
    internal static int CodeOf(StatusDocument status)
    {
        var states = status.Deliveries.Select(delivery => delivery.State).ToList();
        if (states.Any(state => state is "Refused" or "Undelivered" or "Declined")) return ExitCodes.No;
        return states.All(state => state is "Delivered" or "Collected" or "Waiting" or "Leased") ? ExitCodes.Yes : ExitCodes.CannotTell;
    }

    private static async Task<(StatusDocument? Known, QuarantineItem? Held)> LookAsync(Guid messageId, string configFile, CommandSurroundings around, CancellationToken cancel)
    {
        using var journal = JournalLook.Open(configFile, around);
        var now = around.Time.GetUtcNow();
        var (status, control, directory, held) = await journal.ReadAsync(
            reader =>
            {
                var found = StatusView.Read(reader, messageId, now);
                return (
                    found,
                    found is null ? null : ControlView.Summarise(reader, found.Container, null, now),
                    NodeStore.DirectoryInForce(reader, now),
                    HeldOf(reader, messageId, now));
            },
            cancel);
        return (status is null ? null : StatusDocument.From(status, directory, null, control) with { Hold = HoldDocument.From(status.Hold) }, held);
    }

    // What this node answers for without a delivery, for all recipients or for some: its verdict is still to come, or its document.
    private static QuarantineItem? HeldOf(IJournalReader journal, Guid messageId, DateTimeOffset now) =>
        QuarantineView.Find(journal, messageId, now).Where(item => item.Kind != QuarantineKind.Refused && item.MessageId == messageId).MinBy(item => item.At);

    private static async Task<StatusDocument> AskAsync(Guid messageId, ExchangeClient client, CommandSurroundings around, CancellationToken cancel)
    {
        using (client)
        {
            try
            {
                return From(await client.GetStatusAsync(messageId, cancel));
            }
            catch (ExchangeProblemException problem) when (problem.Code == Delivery.ProblemCodes.NotFound)
            {
                throw Unknown(messageId, around);
            }
        }
    }

    private static CommandException Unknown(Guid messageId, CommandSurroundings around) => new(around.Words.With("status.unknown", messageId));

    private static StatusDocument From(Client.MessageStatus status) => new()
    {
        MessageId = status.MessageId,
        ClientReference = status.ClientReference,
        Kind = status.Kind ?? "document",
        Sender = new PartyDocument(status.Sender?.Id ?? Guid.Empty, status.Sender?.Name),
        Subject = status.Subject,
        SentAt = status.SentAt,
        DeliverBy = status.DeliverBy,
        InReplyTo = status.InReplyTo,
        MadeFrom = status.MadeFrom,
        ContentPurgedAt = status.ContentPurgedAt,
        MetadataPurgedAt = status.MetadataPurgedAt,
        Control = status.Control is not { } line ? null : new ControlLineDocument(
            line.Deadline, line.DueAt, line.Executors, line.Assigned, line.Reported, line.Done, line.Overdue),
        Deliveries = [.. status.Deliveries.Select(delivery => new DeliveryDocument(
            delivery.DeliveryId,
            new PartyDocument(delivery.Recipient.Id, delivery.Recipient.Name),
            delivery.State,
            delivery.Attempts,
            delivery.NextAttemptAt,
            delivery.LastError,
            [.. delivery.Timeline.Select(entry => new TimelineDocument(
                entry.At,
                entry.Node,
                entry.Event,
                entry.ReceiptId,
                entry.Verified ?? false,
                entry.File,
                entry.Reason,
                entry.ReportMessageId,
                entry.Kinds,
                entry.Number,
                entry.Date))],
            [.. delivery.OwedReports.Select(owed => new OwedReportDocument(
                owed.Kind, owed.State, owed.Until, owed.ReceivedAt, owed.ReportMessageId, owed.ReceiptId))],
            delivery.Leases,
            delivery.PoisonSince))],
    };
}
