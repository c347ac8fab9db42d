using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Sed.Exchange.Adapters.Webhooks;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Webhooks;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Commands;

/// <summary>
/// <c>sedx webhook add|list|remove|enable|test</c>: who is told an organisation's feed. Written to the journal, beside the running node, which looks there every
/// half minute at the latest.
/// </summary>
internal static partial class WebhookCommand
{
    private const string Schema = "sedx-webhook/1";

    public static Command Create(CommandSurroundings around) => new("webhook") { Add(around), List(around), Remove(around), Enable(around), Test(around) };

    private static Command Add(CommandSurroundings around)
    {
        var id = new Argument<string>("ID");
        var config = UsualOptions.Config();
        var organisation = new Option<Guid>("--organisation") { HelpName = "GUID", Required = true };
        var url = new Option<string>("--url") { HelpName = "URL", Required = true };
        var inner = new Option<bool>("--private");
        var after = new Option<string>("--after") { HelpName = "CURSOR" };
        var json = UsualOptions.Json();
        var command = new Command("add") { id, config, organisation, url, inner, after, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var name = parsed.GetRequiredValue(id);
            if (!IdPattern().IsMatch(name)) throw new CommandException(around.Words.With("error.value", "ID", name));
            var whose = parsed.GetRequiredValue(organisation);
            var address = AddressOf(parsed.GetRequiredValue(url), parsed.GetValue(inner), around);
            var cursor = parsed.GetValue(after) is { } text
                ? FeedCursor.Parse(text) ?? throw new CommandException(around.Words.With("error.value", "--after", text))
                : null;
            var secret = WebhookSecret.Of(RandomNumberGenerator.GetBytes(WebhookSecret.Length));
            var configuration = ConfigurationFile.Read(UsualOptions.ConfigFile(parsed, config, around));
            await using var journal = await NodeStore.OpenJournalAsync(configuration, cancel);
            var (row, epoch) = await journal.CommitAsync(
                transaction =>
                {
                    if (transaction.FindWebhook(name) is not null) throw new CommandException(around.Words.With("webhook.exists", name));
                    if (cursor is not null && (cursor.Epoch != transaction.Epoch || cursor.Number > transaction.LastEvent()))
                        throw new CommandException(around.Words.With("webhook.cursor", cursor));
                    var added = new WebhookRow
                    {
                        Id = name,
                        Organisation = whose,
                        Url = address,
                        Inner = parsed.GetValue(inner),
                        Secret = secret,
                        AddedAt = around.Time.GetUtcNow(),
                        Cursor = cursor?.Number ?? transaction.LastEvent(),
                    };
                    transaction.Put(added);
                    return (added, transaction.Epoch);
                },
                cancel);
            if (parsed.GetValue(json)) around.WriteJson(new { schema = Schema, webhooks = new[] { WebhookDocument.From(row, epoch) }, secret = secret.Reveal() });
            else around.Output.WriteLine(secret.Reveal());
            around.Error.WriteLine(around.Words["webhook.once"]);
            foreach (var doubt in await ClientCommand.DoubtsAsync([whose], seals: false, configuration, around, cancel)) around.Error.WriteLine(doubt);
            return ExitCodes.Yes;
        });
        return command;
    }

    private static Command List(CommandSurroundings around)
    {
        var config = UsualOptions.Config();
        var json = UsualOptions.Json();
        var command = new Command("list") { config, json };
        command.SetAction(async (parsed, cancel) =>
        {
            using var journal = JournalLook.Open(UsualOptions.ConfigFile(parsed, config, around), around);
            var (hooks, epoch) = await journal.ReadAsync(reader => (reader.Webhooks(), reader.Epoch), cancel);
            if (parsed.GetValue(json))
            {
                around.WriteJson(new { schema = Schema, webhooks = hooks.Select(hook => WebhookDocument.From(hook, epoch)) });
                return ExitCodes.Yes;
            }

            foreach (var hook in hooks)
            {
                around.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{hook.Id,-24} {hook.Organisation}  {hook.Url.AbsoluteUri}  {new FeedCursor(epoch, hook.Cursor)}"));
                if (hook.DisabledAt is { } at) around.Output.WriteLine($"    {around.Words.With("webhook.disabled", StatusText.Time(at), hook.LastError ?? "–")}");
                else if (hook.FailingSince is { } since) around.Output.WriteLine($"    {around.Words.With("webhook.failing", StatusText.Time(since), hook.Attempts, hook.LastError ?? "–")}");
            }

            return ExitCodes.Yes;
        });
        return command;
    }

    private static Command Remove(CommandSurroundings around) => Change("remove", "webhook.isRemoved", around, (transaction, hook) => transaction.RemoveWebhook(hook.Id));

    private static Command Enable(CommandSurroundings around) => Change("enable", "webhook.isEnabled", around, (transaction, hook) =>
        transaction.Put(hook with { DisabledAt = null, FailingSince = null, NextAttemptAt = null, Attempts = 0, LastError = null }));

    private static Command Change(string name, string done, CommandSurroundings around, Action<IJournalTransaction, WebhookRow> change)
    {
        var id = new Argument<string>("ID");
        var config = UsualOptions.Config();
        var command = new Command(name) { id, config };
        command.SetAction(async (parsed, cancel) =>
        {
            var hook = parsed.GetRequiredValue(id);
            await using var journal = await NodeStore.OpenJournalAsync(ConfigurationFile.Read(UsualOptions.ConfigFile(parsed, config, around)), cancel);
            await journal.CommitAsync(
                transaction =>
                {
                    change(transaction, transaction.FindWebhook(hook) ?? throw new CommandException(around.Words.With("webhook.unknown", hook)));
                    return true;
                },
                cancel);
            around.Output.WriteLine(around.Words.With(done, hook));
            return ExitCodes.Yes;
        });
        return command;
    }

    /// <summary>Calls the receiver once, from here, with an event that never happened: number 0, kind Test. Its cursor stays.</summary>
    private static Command Test(CommandSurroundings around)
    {
        var id = new Argument<string>("ID");
        var config = UsualOptions.Config();
        var json = UsualOptions.Json();
        var command = new Command("test") { id, config, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var name = parsed.GetRequiredValue(id);
            var configuration = ConfigurationFile.Read(UsualOptions.ConfigFile(parsed, config, around));
            using var journal = JournalLook.Open(configuration, around);
            var (found, epoch) = await journal.ReadAsync(reader => (reader.FindWebhook(name), reader.Epoch), cancel);
            if (found is not { } hook) throw new CommandException(around.Words.With("webhook.unknown", name));
            using var link = new HttpWebhookLink(configuration.Webhooks, around.Time);
            var trial = new EventRow { At = around.Time.GetUtcNow(), Kind = "Test", Organisation = hook.Organisation };
            var failed = await link.CallAsync(new WebhookCall(hook, trial, epoch), cancel) as WebhookAnswer.Failed;
            var error = failed is null ? null : $"{failed.Code}: {failed.Detail}";
            if (parsed.GetValue(json)) around.WriteJson(new { schema = Schema, webhooks = new[] { WebhookDocument.From(hook, epoch) }, confirmed = failed is null, error });
            else around.Output.WriteLine(error is null ? around.Words.With("webhook.confirmed", hook.Url.Host) : around.Words.With("webhook.notConfirmed", hook.Url.Host, error));
            return failed is null ? ExitCodes.Yes : ExitCodes.No;
        });
        return command;
    }

    // Plain HTTP says to everybody on the way who writes to whom; within one's own walls that is the administrator's to allow.
    private static Uri AddressOf(string text, bool isPrivate, CommandSurroundings around)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            throw new CommandException(around.Words.With("error.value", "--url", text));
        return url.Scheme == "https" || isPrivate ? url : throw new CommandException(around.Words["webhook.plain"]);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}
