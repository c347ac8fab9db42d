using System.CommandLine;
using Sed.Exchange.Client;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx inbox …</c>: what a registry does, over the API: list, lease, pull, collect, decline, register, refuse, report.</summary>
internal static class InboxCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var api = new ApiOptions();
        var command = new Command("inbox")
        {
            Items("list", api, around, (client, organisation, max, wait, cancel) => client.ListAsync(organisation, wait, max, cancel)),
            Items("lease", api, around, (client, organisation, max, _, cancel) => client.LeaseAsync(organisation, max, cancel: cancel)),
            Pull(api, around),
            Collect(api, around),
            Decline(api, around),
            InboxRegisterCommand.Create(api, around),
            InboxReportCommand.CreateRefuse(api, around),
            InboxReportCommand.Create(api, around),
        };
        api.AddTo(command);
        return command;
    }

    private static Command Items(
        string name,
        ApiOptions api,
        CommandSurroundings around,
        Func<ExchangeClient, Guid?, int, TimeSpan, CancellationToken, Task<IReadOnlyList<InboxItem>>> read)
    {
        var organisation = new Option<Guid?>("--organisation") { HelpName = "GUID" };
        var max = new Option<int>("--max") { HelpName = "N", DefaultValueFactory = _ => 50 };
        var wait = new Option<int>("--wait") { HelpName = "SECONDS" };
        var json = UsualOptions.Json();
        var command = new Command(name) { organisation, max, json };
        if (name == "list") command.Add(wait);
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = api.Connect(parsed, around);
            var items = await read(
                client, parsed.GetValue(organisation), parsed.GetValue(max), TimeSpan.FromSeconds(name == "list" ? parsed.GetValue(wait) : 0), cancel);
            if (parsed.GetValue(json))
            {
                around.WriteJson(new { items });
                return ExitCodes.Yes;
            }

            if (items.Count == 0) around.Output.WriteLine(around.Words["inbox.empty"]);
            foreach (var item in items)
            {
                var seen = item.PerhapsSeen ? $"  {around.Words["inbox.perhapsSeen"]}" : string.Empty;
                around.Output.WriteLine($"{item.DeliveryId}  {StatusText.Time(item.SentAt)}  {item.Sender.Name ?? item.Sender.Id.ToString()}: {What(item, around)}{seen}{Marks(item, around)}");
                if (item.LeaseId is { } lease) around.Output.WriteLine($"    {around.Words.With("inbox.lease", lease, item.LeasedUntil is { } until ? StatusText.Time(until) : "-")}");
            }

            return ExitCodes.Yes;
        });
        return command;
    }

    private static string Marks(InboxItem item, CommandSurroundings around) =>
        (item.MadeByNode ? $"  {around.Words["inbox.madeByNode"]}" : string.Empty) + (item.Unmatched ? $"  {around.Words["inbox.unmatched"]}" : string.Empty);

    // A report has the subject of the document it is about.
    private static string What(InboxItem item, CommandSurroundings around)
    {
        var kind = around.Words[$"kind.{item.Kind}"];
        return item.Subject is null ? kind : item.Kind == "report" ? $"{kind}: {item.Subject}" : item.Subject;
    }

    private static Command Pull(ApiOptions api, CommandSurroundings around)
    {
        var delivery = new Argument<Guid>("DELIVERY");
        var output = new Option<string>("--out") { HelpName = "DIR", Required = true };
        var container = new Option<bool>("--container");
        var command = new Command("pull") { delivery, output, container };
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = api.Connect(parsed, around);
            var (id, folder) = (parsed.GetRequiredValue(delivery), parsed.GetRequiredValue(output));
            foreach (var path in await client.DownloadAsync(id, folder, cancel)) around.Output.WriteLine(path);
            if (!parsed.GetValue(container)) return ExitCodes.Yes;
            var file = Path.Combine(folder, $"{id}.asice");
            await client.DownloadContainerAsync(id, file, cancel);
            around.Output.WriteLine(file);
            return ExitCodes.Yes;
        });
        return command;
    }

    private static Command Collect(ApiOptions api, CommandSurroundings around)
    {
        var delivery = new Argument<Guid>("DELIVERY");
        var lease = new Option<Guid?>("--lease") { HelpName = "ID" };
        var json = UsualOptions.Json();
        var command = new Command("collect") { delivery, lease, json };
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = api.Connect(parsed, around);
            var (id, shown) = (parsed.GetRequiredValue(delivery), parsed.GetValue(json));
            if (parsed.GetValue(lease) is { } given) return Tell(await client.CollectAsync(id, given, cancel), shown, around);
            var item = await client.GetItemAsync(id, cancel);
            return IsSettled(item, "Collected", around)
                ? await TellAgainAsync(client, item, shown, around, cancel)
                : Tell(await client.CollectAsync(item, cancel), shown, around);
        });
        return command;
    }

    private static Command Decline(ApiOptions api, CommandSurroundings around)
    {
        var delivery = new Argument<Guid>("DELIVERY");
        var lease = new Option<Guid?>("--lease") { HelpName = "ID" };
        var reason = new Option<string>("--reason") { HelpName = "CODE", Required = true };
        var json = UsualOptions.Json();
        var command = new Command("decline") { delivery, lease, reason, json };
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = api.Connect(parsed, around);
            var (id, why, shown) = (parsed.GetRequiredValue(delivery), parsed.GetRequiredValue(reason), parsed.GetValue(json));

            // With a lease nothing of it is read first: what is damaged is declined too.
            if (parsed.GetValue(lease) is { } given) return Tell(await client.DeclineAsync(id, given, why, cancel), shown, around);
            var item = await client.GetItemAsync(id, cancel);
            return IsSettled(item, "Declined", around)
                ? await TellAgainAsync(client, item, shown, around, cancel)
                : Tell(await client.DeclineAsync(item, why, cancel), shown, around);
        });
        return command;
    }

    // True: it is settled so, and nobody has its lease any more to ask with. The node knows past leases; with one it is asked.
    private static bool IsSettled(InboxItem item, string wanted, CommandSurroundings around)
    {
        if (item.LeaseId is not null) return false;
        if (item.State == wanted) return true;
        throw new CommandException(item.State is "Collected" or "Declined" ? around.Words.With("inbox.settled", around.Words[$"event.{item.State}"]) : around.Words["inbox.noLease"]);
    }

    private static async Task<int> TellAgainAsync(ExchangeClient client, InboxItem item, bool json, CommandSurroundings around, CancellationToken cancel)
    {
        var status = await client.GetStatusAsync(item.MessageId, cancel);
        var receipt = status.Deliveries.Where(delivery => delivery.Recipient.Id == item.Recipient.Id)
            .SelectMany(delivery => delivery.Timeline).FirstOrDefault(entry => entry.Event == item.State)?.ReceiptId;
        if (json) around.WriteJson(new { receiptId = receipt, kind = item.State, already = true });
        else around.Output.WriteLine($"{around.Words[$"event.{item.State}"]}  {receipt}  {around.Words["inbox.already"]}");
        return ExitCodes.Yes;
    }

    private static int Tell(Settlement settlement, bool json, CommandSurroundings around)
    {
        if (json) around.WriteJson(settlement);
        else around.Output.WriteLine($"{around.Words[$"event.{settlement.Kind}"]}  {settlement.ReceiptId}{(settlement.Already ? $"  {around.Words["inbox.already"]}" : string.Empty)}");
        return ExitCodes.Yes;
    }
}
