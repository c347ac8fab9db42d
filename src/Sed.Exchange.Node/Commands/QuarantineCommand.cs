using System.CommandLine;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Retention;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Commands;

/// <summary>
/// <c>sedx quarantine list|show|retry</c>: what is kept apart from the mail. An id is that of the receipt given for a copy, or of its message. A refused copy is
/// shown and never released.
/// </summary>
internal static class QuarantineCommand
{
    private const int Most = 10_000;

    public static Command Create(CommandSurroundings around) => new("quarantine") { List(around), Show(around), Retry(around) };

    private static Command List(CommandSurroundings around)
    {
        var config = UsualOptions.Config();
        var max = new Option<int>("--max") { DefaultValueFactory = _ => 100 };
        var json = UsualOptions.Json();
        var command = new Command("list") { config, max, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var count = parsed.GetValue(max);
            if (count is < 1 or > Most) throw new CommandException(around.Words.With("error.value", "--max", count));
            using var journal = JournalLook.Open(UsualOptions.ConfigFile(parsed, config, around), around);
            var now = around.Time.GetUtcNow();
            var document = await journal.ReadAsync(
                reader =>
                {
                    var directory = NodeStore.DirectoryInForce(reader, now);
                    return new QuarantineDocument([.. QuarantineView.List(reader, count, now).Select(item => QuarantineItemDocument.Of(item, directory, around.Language))]);
                },
                cancel);
            Write(document, parsed.GetValue(json), around);
            return ExitCodes.Yes;
        });
        return command;
    }

    private static Command Show(CommandSurroundings around)
    {
        var id = new Argument<Guid>("ID");
        var output = new Option<string>("--out") { HelpName = "FILE" };
        var config = UsualOptions.Config();
        var json = UsualOptions.Json();
        var command = new Command("show") { id, output, config, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var configuration = ConfigurationFile.Read(UsualOptions.ConfigFile(parsed, config, around));
            var (items, document) = await FindAsync(configuration, parsed.GetRequiredValue(id), around, cancel);
            var file = parsed.GetValue(output);
            Write(document, parsed.GetValue(json), around);
            if (file is null) return ExitCodes.Yes;
            var kept = items.Where(item => item.Blob is not null).DistinctBy(item => item.Blob).ToList();
            if (kept.Count > 1) throw new CommandException(around.Words.With("quarantine.several", parsed.GetRequiredValue(id)));
            if (kept.Count == 0)
            {
                around.Error.WriteLine(around.Words["quarantine.gone"]);
                return ExitCodes.No;
            }

            await SaveAsync(NodeStore.OpenBlobs(configuration), kept[0].Blob!, file, cancel);
            around.Error.WriteLine(around.Words.With("quarantine.saved", file));
            return ExitCodes.Yes;
        });
        return command;
    }

    private static Command Retry(CommandSurroundings around)
    {
        var id = new Argument<Guid>("ID");
        var config = UsualOptions.Config();
        var json = UsualOptions.Json();
        var command = new Command("retry") { id, config, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var configuration = ConfigurationFile.Read(UsualOptions.ConfigFile(parsed, config, around));
            var (items, document) = await FindAsync(configuration, parsed.GetRequiredValue(id), around, cancel);
            var held = items.Where(item => item.Kind != QuarantineKind.Refused).ToList();
            if (held.Count == 0)
            {
                // What was said to its sender stands, whatever would be found now.
                Write(document, parsed.GetValue(json), around);
                around.Error.WriteLine(around.Words["quarantine.neverReleased"]);
                return ExitCodes.No;
            }

            await using var journal = await NodeStore.OpenJournalAsync(configuration, cancel);
            var due = await journal.CommitAsync(transaction => held.Count(item => QuarantineView.Retry(transaction, item, around.Time.GetUtcNow())), cancel);
            Write((await FindAsync(configuration, parsed.GetRequiredValue(id), around, cancel)).Document, parsed.GetValue(json), around);
            around.Error.WriteLine(around.Words.With("quarantine.due", due));
            return ExitCodes.Yes;
        });
        return command;
    }

    private static async Task<(IReadOnlyList<QuarantineItem> Items, QuarantineDocument Document)> FindAsync(
        NodeConfiguration configuration, Guid id, CommandSurroundings around, CancellationToken cancel)
    {
        using var journal = JournalLook.Open(configuration, around);
        var now = around.Time.GetUtcNow();
        var (items, directory) = await journal.ReadAsync(reader => (QuarantineView.Find(reader, id, now), NodeStore.DirectoryInForce(reader, now)), cancel);
        if (items.Count == 0) throw new CommandException(around.Words.With("quarantine.unknown", id));
        return (items, new QuarantineDocument([.. items.Select(item => QuarantineItemDocument.Of(item, directory, around.Language))]));
    }

    private static async Task SaveAsync(IBlobStore blobs, string blob, string file, CancellationToken cancel)
    {
        await using var octets = await blobs.OpenAsync(blob, cancel);
        await using var to = new FileStream(file, FileMode.Create, FileAccess.Write);
        await octets.CopyToAsync(to, cancel);
    }

    private static void Write(QuarantineDocument document, bool asJson, CommandSurroundings around)
    {
        if (asJson)
        {
            around.WriteJson(document);
            return;
        }

        var words = around.Words;
        foreach (var item in document.Items)
        {
            around.Output.WriteLine($"{item.Id}  {StatusText.Time(item.At)}  {words[$"quarantine.kind.{item.Kind}"]}  {item.Code}");
            around.Output.WriteLine($"    {words.With("quarantine.about", item.MessageId, item.Recipient.Name ?? item.Recipient.Id.ToString(), item.From)}");
            around.Output.WriteLine($"    {item.Container}  {words[$"quarantine.octets.{item.Octets}"]}");
            if (item.Means is not null) around.Output.WriteLine($"    {item.Means}{(item.Seen is null ? string.Empty : $" ({item.Seen})")} {item.Do}");
            if (item.NextAttemptAt is { } next) around.Output.WriteLine($"    {words.With("status.next", StatusText.Time(next))}");
        }

        if (document.Items.Count == 0) around.Output.WriteLine(words["quarantine.empty"]);
    }
}
