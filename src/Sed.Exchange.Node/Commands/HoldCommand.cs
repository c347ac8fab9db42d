using System.CommandLine;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Commands;

/// <summary>
/// <c>sedx hold [ID]</c>: messages in dispute, of which nothing is purged. Written to the journal beside the running node; without an id, what is held so.
/// </summary>
internal static class HoldCommand
{
    private const int LongestReason = 500;

    public static Command Create(CommandSurroundings around)
    {
        var id = new Argument<Guid?>("ID") { Arity = ArgumentArity.ZeroOrOne };
        var reason = new Option<string>("--reason") { HelpName = "TEXT" };
        var release = new Option<bool>("--release");
        var config = UsualOptions.Config();
        var json = UsualOptions.Json();
        var command = new Command("hold") { id, reason, release, config, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var file = UsualOptions.ConfigFile(parsed, config, around);
            var (text, isRelease) = (parsed.GetValue(reason), parsed.GetValue(release));
            if (parsed.GetValue(id) is not { } messageId)
            {
                if (text is not null || isRelease) throw new CommandException(around.Words["hold.which"]);
                await ListAsync(file, parsed.GetValue(json), around, cancel);
                return ExitCodes.Yes;
            }

            if (text is null != isRelease) throw new CommandException(around.Words["hold.which"]);
            if (text is { Length: > LongestReason } || text?.Trim().Length == 0) throw new CommandException(around.Words.With("error.value", "--reason", text));
            await using var journal = await NodeStore.OpenJournalAsync(ConfigurationFile.Read(file), cancel);
            var (isKnown, hold, purged) = await journal.CommitAsync(transaction => Change(transaction, messageId, text?.Trim(), around.Time.GetUtcNow()), cancel);
            if (!isKnown) throw new CommandException(around.Words.With(isRelease ? "hold.none" : "status.unknown", messageId));
            if (parsed.GetValue(json)) around.WriteJson(new HoldListDocument(hold is null ? [] : [HoldDocument.From(hold)!]));
            else around.Output.WriteLine(around.Words.With(hold is null ? "hold.released" : "hold.held", messageId));

            // What is gone cannot be kept: who asked for it must know while others may still have it.
            if (hold is not null && purged is { } row)
                around.Error.WriteLine(around.Words.With("hold.partly", messageId, around.Words.With($"hold.remains.{row.Remains}", StatusText.Time(row.ContentPurgedAt!.Value))));
            return ExitCodes.Yes;
        });
        return command;
    }

    private static (bool IsKnown, HoldRow? Hold, ContainerRow? Purged) Change(IJournalTransaction journal, Guid messageId, string? reason, DateTimeOffset now)
    {
        if (reason is null)
        {
            if (journal.FindHold(messageId) is null) return (false, null, null);
            journal.RemoveHold(messageId);
            journal.Append(new EventRow { At = now, Kind = EventKinds.HoldReleased, MessageId = messageId });
            return (true, null, null);
        }

        // A refused copy may be all that came of a message: it has receipts and no delivery.
        if (journal.DeliveriesOf(messageId).Count == 0 && journal.ReceiptsOf(messageId).Count == 0) return (false, null, null);
        journal.Put(new HoldRow(messageId, reason, now));
        journal.Append(new EventRow { At = now, Kind = EventKinds.Hold, MessageId = messageId, Detail = reason });
        return (true, journal.FindHold(messageId), journal.ContainersOf(messageId).FirstOrDefault(row => row.Remains != Remains.Everything));
    }

    private static async Task ListAsync(string file, bool asJson, CommandSurroundings around, CancellationToken cancel)
    {
        using var journal = JournalLook.Open(file, around);
        var holds = await journal.ReadAsync(reader => reader.Holds(), cancel);
        if (asJson)
        {
            around.WriteJson(new HoldListDocument([.. holds.Select(hold => HoldDocument.From(hold)!)]));
            return;
        }

        foreach (var hold in holds) around.Output.WriteLine($"{hold.MessageId}  {StatusText.Time(hold.Since)}  {hold.Reason}");
    }
}
