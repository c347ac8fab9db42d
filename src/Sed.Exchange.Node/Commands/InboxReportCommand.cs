using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sed.Exchange.Client;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx inbox report</c> and <c>refuse</c>: says over the API what became of a document; the node writes and sends the report.</summary>
internal static class InboxReportCommand
{
    private const string Standard = "-";
    private const string Conflict = "idempotency-conflict";

    /// <summary><c>sedx inbox report DELIVERY --event … | --json-file F</c>.</summary>
    public static Command Create(ApiOptions api, CommandSurroundings around)
    {
        var delivery = new Argument<Guid>("DELIVERY");
        var jsonFile = new Option<string>("--json-file") { HelpName = "FILE" };
        var file = new Option<string[]>("--file") { HelpName = "FILE" };
        var key = new Option<string>("--idempotency-key") { HelpName = "KEY" };
        var json = UsualOptions.Json();
        var command = new Command("report") { delivery, jsonFile, file, key, json };
        var options = ReportOptions.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetValue(jsonFile);
            var request = path is null ? options.Read(parsed) : Merge(Parse(path, around), options.Read(parsed));
            IReadOnlyList<OutboundFile> files = [.. (parsed.GetValue(file) ?? []).Select(name => File.Exists(name) ? OutboundFile.FromPath(name) : throw new CommandException(around.Words.With("error.noFile", name)))];
            using var client = api.Connect(parsed, around);
            return await SendAsync(
                () => client.ReportAsync(parsed.GetRequiredValue(delivery), JsonSerializer.SerializeToElement(request), parsed.GetValue(key), files, cancel),
                request["event"]?.ToString(),
                parsed.GetValue(json),
                around);
        });
        return command;
    }

    /// <summary><c>sedx inbox refuse DELIVERY --reason TEXT</c>.</summary>
    public static Command CreateRefuse(ApiOptions api, CommandSurroundings around)
    {
        var delivery = new Argument<Guid>("DELIVERY");
        var reason = new Option<string[]>("--reason") { HelpName = "TEXT", Required = true };
        var json = UsualOptions.Json();
        var command = new Command("refuse") { delivery, reason, json };
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = api.Connect(parsed, around);
            var reasons = parsed.GetRequiredValue(reason);
            var report = reasons.Length == 1 ? RegistrationReport.Refused(reasons[0]) : RegistrationReport.Refused([.. reasons.Select(text => new RefusalFault(text))]);
            return await SendAsync(() => client.ReportAsync(parsed.GetRequiredValue(delivery), report, cancel: cancel), report.Event, parsed.GetValue(json), around);
        });
        return command;
    }

    /// <summary>Tells what sending a report came to. A report that is refused is the node's "no": every fault is shown.</summary>
    public static async Task<int> SendAsync(Func<Task<Submitted>> send, string? said, bool json, CommandSurroundings around)
    {
        try
        {
            var submitted = await send();
            if (json) around.WriteJson(submitted);
            else Tell(submitted, said, around);
            return ExitCodes.Yes;
        }
        catch (ExchangeProblemException refused) when (refused.Problem.Status is 409 or 422)
        {
            if (json) around.WriteJson(refused.Problem);
            else
            {
                Tell(refused, around);
            }

            return ExitCodes.No;
        }
    }

    /// <summary>Says that a report was sent, or had been.</summary>
    public static void Tell(Submitted submitted, string? said, CommandSurroundings around)
    {
        var words = around.Words;
        var what = said is not null && words.Has($"report.{said}") ? words[$"report.{said}"] : words["kind.report"];
        around.Output.WriteLine(words.With(submitted.Repeated ? "inbox.reported.before" : "inbox.reported", what, submitted.MessageId));
        foreach (var finding in submitted.Findings) around.Output.WriteLine($"  {finding.Code}: {finding.Means} {finding.Seen}".TrimEnd());
    }

    private static void Tell(ExchangeProblemException refused, CommandSurroundings around)
    {
        var words = around.Words;
        if (refused.Code == Conflict)
        {
            around.Output.WriteLine($"✗ {words.With("inbox.reported.conflict", refused.Detail ?? string.Empty)}");
            around.Output.WriteLine($"  {words["inbox.reported.conflict.do"]}");
            return;
        }

        around.Output.WriteLine($"✗ {refused.Code}: {refused.Problem.Means ?? refused.Problem.Title}");
        if (refused.Problem.Findings.Count == 0 && refused.Problem.Do is not null) around.Output.WriteLine($"  {refused.Problem.Do}");
        foreach (var finding in refused.Problem.Findings)
        {
            around.Output.WriteLine($"  • {finding.Seen} — {finding.Means} [{finding.Code}]");
            if (finding.Do is not null) around.Output.WriteLine($"    {finding.Do}");
        }
    }

    private static JsonObject Parse(string path, CommandSurroundings around)
    {
        try
        {
            var octets = path == Standard ? System.Text.Encoding.UTF8.GetBytes(Console.In.ReadToEnd()) : around.ReadFile(path);
            return JsonNode.Parse(octets) as JsonObject ?? throw new CommandException(around.Words.With("error.json", path, "{ … }"));
        }
        catch (JsonException malformed)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{malformed.LineNumber + 1}:{malformed.BytePositionInLine}");
            throw new CommandException(around.Words.With("error.json", path, place), malformed);
        }
    }

    // Options say it anew: a template in a file, the number on the command line.
    private static JsonObject Merge(JsonObject file, JsonObject given)
    {
        foreach (var (name, value) in given.ToList())
        {
            given.Remove(name);
            if (value is JsonObject inner && file[name] is JsonObject under) Merge(under, inner);
            else file[name] = value;
        }

        return file;
    }
}
