using System.CommandLine;
using Sed.Exchange.Client;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx send FILES…</c>: hands a package in over the API, as an installation does.</summary>
internal static class SendCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var files = new Argument<string[]>("FILES") { Arity = ArgumentArity.OneOrMore };
        var reference = new Option<string>("--reference") { HelpName = "TEXT" };
        var deliverBy = new Option<DateTimeOffset?>("--deliver-by") { HelpName = "TIME" };
        var inReplyTo = new Option<Guid?>("--in-reply-to") { HelpName = "ID" };
        var key = new Option<string>("--idempotency-key") { HelpName = "KEY" };
        var priority = new Option<int?>("--priority") { HelpName = "0-9" };
        var check = new Option<bool>("--check");
        var json = UsualOptions.Json();
        var api = new ApiOptions();
        var command = new Command("send") { files, reference, deliverBy, inReplyTo, key, priority, check, json };
        api.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var package = ReadPackage(parsed.GetRequiredValue(files), around);
            var options = new SubmitOptions
            {
                ClientReference = parsed.GetValue(reference),
                DeliverBy = parsed.GetValue(deliverBy),
                InReplyTo = parsed.GetValue(inReplyTo),
                IdempotencyKey = parsed.GetValue(key),
                Priority = parsed.GetValue(priority),
            };
            using var client = api.Connect(parsed, around);
            if (parsed.GetValue(check)) return Tell(await client.CheckAsync(package, options, cancel), parsed.GetValue(json), around);
            try
            {
                Tell(await client.SubmitAsync(package, options, cancel), parsed.GetValue(json), around);
                return ExitCodes.Yes;
            }
            catch (ExchangeProblemException refused) when (refused.Problem.Status is 403 or 409 or 413 or 422)
            {
                // The node's "no" about this package; everything else is the surroundings' fault.
                Tell(new CheckResult { Ok = false, Problem = refused.Problem, Findings = refused.Findings }, parsed.GetValue(json), around);
                return ExitCodes.No;
            }
        });
        return command;
    }

    private static IReadOnlyList<OutboundFile> ReadPackage(string[] paths, CommandSurroundings around)
    {
        var missing = paths.FirstOrDefault(path => !File.Exists(path) && !Directory.Exists(path));
        return missing is null
            ? [.. paths.SelectMany(path => Directory.Exists(path) ? OutboundFile.FromFolder(path) : [OutboundFile.FromPath(path)])]
            : throw new CommandException(around.Words.With("error.noFile", missing));
    }

    private static void Tell(Submitted submitted, bool json, CommandSurroundings around)
    {
        if (json)
        {
            around.WriteJson(submitted);
            return;
        }

        around.Output.WriteLine(around.Words.With(submitted.Repeated ? "send.repeated" : "send.taken", submitted.MessageId));
        foreach (var delivery in submitted.Deliveries) around.Output.WriteLine($"→ {delivery.Recipient.Name ?? delivery.Recipient.Id.ToString()}");
        foreach (var finding in submitted.Findings) around.Output.WriteLine($"  {finding.Code}: {finding.Means} {finding.Seen}".TrimEnd());
    }

    private static int Tell(CheckResult result, bool json, CommandSurroundings around)
    {
        if (json)
        {
            around.WriteJson(result);
            return result.Ok ? ExitCodes.Yes : ExitCodes.No;
        }

        if (result.Problem is { } problem)
        {
            around.Output.WriteLine($"✗ {problem.Code}: {problem.Means ?? problem.Title} {problem.Detail}".TrimEnd());
            if (problem.Do is not null) around.Output.WriteLine($"  {problem.Do}");
        }
        else
        {
            around.Output.WriteLine(around.Words.With("send.wouldBeTaken", string.Join(", ", result.Recipients.Select(party => party.Name ?? party.Id.ToString()))));
        }

        FindingText.Write(result.Findings.Concat(result.Problem?.Findings ?? []).Where(finding => finding.Result != "passed").Distinct(), around);
        return result.Ok ? ExitCodes.Yes : ExitCodes.No;
    }
}
