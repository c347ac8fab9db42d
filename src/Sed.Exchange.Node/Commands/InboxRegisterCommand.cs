using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Commands.Cards;

namespace Sed.Exchange.Node.Commands;

/// <summary>
/// <c>sedx inbox register DELIVERY</c>: the registration card, ready to be taken over; with <c>--out</c> the files beside it, with <c>--number</c> and
/// <c>--date</c> the report of registration in the same call.
/// </summary>
internal static class InboxRegisterCommand
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web);

    public static Command Create(ApiOptions api, CommandSurroundings around)
    {
        var delivery = new Argument<Guid>("DELIVERY");
        var number = new Option<string>("--number") { HelpName = "TEXT" };
        var date = new Option<DateOnly?>("--date") { HelpName = "YYYY-MM-DD" };
        var output = new Option<string>("--out") { HelpName = "DIR" };
        var json = UsualOptions.Json();
        var command = new Command("register") { delivery, number, date, output, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var (id, given, day, folder) = (parsed.GetRequiredValue(delivery), parsed.GetValue(number), parsed.GetValue(date), parsed.GetValue(output));
            if (given is null != day is null) throw new CommandException(around.Words.With("error.missing", given is null ? "--number" : "--date"));
            using var client = api.Connect(parsed, around);
            var paths = folder is null ? null : await client.DownloadAsync(id, folder, cancel);
            var document = JsonObject.Create(await client.GetCardJsonAsync(id, cancel))!;
            if (paths is not null) SayPaths(document, paths);
            var card = document.Deserialize<RegistrationCard>(Reading)!;
            if (given is null)
            {
                Show(card, document, parsed.GetValue(json), around);
                return ExitCodes.Yes;
            }

            if (card.Document is null) throw new CommandException(around.Words["card.notADocument"]);
            return await RegisterAsync(client, card, document, RegistrationReport.Registered(given, day!.Value), parsed.GetValue(json), around, cancel);
        });
        return command;
    }

    private static async Task<int> RegisterAsync(
        ExchangeClient client, RegistrationCard card, JsonObject document, RegistrationReport report, bool json, CommandSurroundings around, CancellationToken cancel)
    {
        if (!json)
        {
            CardText.Write(card, around);
            around.Output.WriteLine();
            return await InboxReportCommand.SendAsync(() => client.ReportAsync(card.DeliveryId, report, cancel: cancel), report.Event, json, around);
        }

        var submitted = await client.ReportAsync(card.DeliveryId, report, cancel: cancel);
        document["reported"] = new JsonObject { ["messageId"] = submitted.MessageId, ["repeated"] = submitted.Repeated, ["number"] = report.Number, ["date"] = report.Date!.Value.ToString("O") };
        around.WriteJson(document);
        return ExitCodes.Yes;
    }

    private static void Show(RegistrationCard card, JsonObject document, bool json, CommandSurroundings around)
    {
        if (json) around.WriteJson(document);
        else CardText.Write(card, around);
    }

    // Files and signatures are the objects that name a place in the package.
    private static void SayPaths(JsonNode? node, IReadOnlyList<string> paths)
    {
        switch (node)
        {
            case JsonObject found:
                if (found.ContainsKey("fileName") && (int?)found["index"] is { } index && index < paths.Count) found["path"] = paths[index];
                foreach (var (_, inner) in found.ToList()) SayPaths(inner, paths);
                break;
            case JsonArray list:
                foreach (var inner in list) SayPaths(inner, paths);
                break;
        }
    }
}
