using System.CommandLine;
using Sed.Exchange.Client;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx inbox …</c>: what a registry does, over the API: list, lease, pull, collect, decline, register, refuse.</summary>
internal static class InboxCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var api = new ApiOptions();
        var command = new Command("inbox")
        {
            Items("list", api, around, (client, organisation, max, wait, cancel) => client.ListAsync(organisation, wait, max, cancel)),
            Items("lease", api, around, (client, organisation, max, _, cancel) => client.LeaseAsync(organisation, max, cancel)),
            Pull(api, around),
            Collect(api, around),
            Decline(api, around),
            Register(api, around),
            Refuse(api, around),
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
                around.Output.WriteLine($"{item.DeliveryId}  {StatusText.Time(item.SentAt)}  {item.Sender.Name ?? item.Sender.Id.ToString()}: {item.Subject ?? around.Words[$"kind.{item.Kind}"]}{seen}");
                if (item.LeaseId is { } lease) around.Output.WriteLine($"    {around.Words.With("inbox.lease", lease, item.LeasedUntil is { } until ? StatusText.Time(until) : "-")}");
            }

            return ExitCodes.Yes;
        });
        return command;
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
            var item = await LeasedAsync(client, parsed.GetRequiredValue(delivery), parsed.GetValue(lease), around, cancel);
            return Tell(await client.CollectAsync(item, cancel), parsed.GetValue(json), around);
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
            var item = await LeasedAsync(client, parsed.GetRequiredValue(delivery), parsed.GetValue(lease), around, cancel);
            return Tell(await client.DeclineAsync(item, parsed.GetRequiredValue(reason), cancel), parsed.GetValue(json), around);
        });
        return command;
    }

    private static Command Register(ApiOptions api, CommandSurroundings around)
    {
        var number = new Option<string>("--number") { HelpName = "TEXT", Required = true };
        var date = new Option<DateOnly>("--date") { HelpName = "YYYY-MM-DD", Required = true };
        return Report("register", [number, date], api, around, parsed => RegistrationReport.Registered(parsed.GetRequiredValue(number), parsed.GetValue(date)));
    }

    private static Command Refuse(ApiOptions api, CommandSurroundings around)
    {
        var reason = new Option<string>("--reason") { HelpName = "TEXT", Required = true };
        return Report("refuse", [reason], api, around, parsed => RegistrationReport.Refused(parsed.GetRequiredValue(reason)));
    }

    private static Command Report(
        string name, IReadOnlyList<Option> options, ApiOptions api, CommandSurroundings around, Func<ParseResult, RegistrationReport> make)
    {
        var delivery = new Argument<Guid>("DELIVERY");
        var json = UsualOptions.Json();
        var command = new Command(name) { delivery, json };
        foreach (var option in options) command.Add(option);
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = api.Connect(parsed, around);
            var submitted = await client.ReportAsync(parsed.GetRequiredValue(delivery), make(parsed), cancel: cancel);
            if (parsed.GetValue(json)) around.WriteJson(submitted);
            else around.Output.WriteLine(around.Words.With(submitted.Repeated ? "send.repeated" : "send.taken", submitted.MessageId));
            return ExitCodes.Yes;
        });
        return command;
    }

    // The lease given, else the one the item has now.
    private static async Task<InboxItem> LeasedAsync(
        ExchangeClient client, Guid deliveryId, Guid? lease, CommandSurroundings around, CancellationToken cancel)
    {
        var item = await client.GetItemAsync(deliveryId, cancel);
        return (lease ?? item.LeaseId) is { } known ? item with { LeaseId = known } : throw new CommandException(around.Words["inbox.noLease"]);
    }

    private static int Tell(Settlement settlement, bool json, CommandSurroundings around)
    {
        if (json) around.WriteJson(settlement);
        else around.Output.WriteLine($"{around.Words[$"event.{settlement.Kind}"]}  {settlement.ReceiptId}{(settlement.Already ? $"  {around.Words["inbox.already"]}" : string.Empty)}");
        return ExitCodes.Yes;
    }
}
