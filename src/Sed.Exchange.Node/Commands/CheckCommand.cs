using System.CommandLine;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Checking;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx check</c>: do journal and blobs agree? Looks only, beside the running node or after it stopped. 0 yes, 1 no, 3 something cannot be looked at.</summary>
internal static class CheckCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var config = UsualOptions.Config();
        var deep = new Option<bool>("--deep");
        var json = UsualOptions.Json();
        var command = new Command("check") { config, deep, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var isDeep = parsed.GetValue(deep);
            var began = around.Time.GetUtcNow();
            var configuration = ConfigurationFile.Read(UsualOptions.ConfigFile(parsed, config, around));
            var result = await LookAsync(configuration, isDeep, around, cancel);
            var document = StoreCheckDocument.From(configuration.NodeId, result, isDeep, began, around.Language);
            if (parsed.GetValue(json)) around.WriteJson(document);
            else Write(document, around);
            return result.Conclusion switch
            {
                VerdictResult.Passed => ExitCodes.Yes,
                VerdictResult.Failed => ExitCodes.No,
                _ => ExitCodes.CannotTell,
            };
        });
        return command;
    }

    private static async Task<CheckResult> LookAsync(NodeConfiguration configuration, bool isDeep, CommandSurroundings around, CancellationToken cancel)
    {
        try
        {
            using var journal = JournalLook.Open(configuration, around);
            var integrity = journal.CheckIntegrity();
            return integrity != "ok" ? Damaged(integrity) : await new StoreCheck(
                journal, NodeStore.OpenBlobs(configuration), configuration.NodeId, around.Time, configuration.Delivery, configuration.ContainerLimits)
                .RunAsync(isDeep, cancel);
        }
        catch (JournalException damage) when (damage.IsDamage)
        {
            // So much that SQLite cannot even check it.
            return Damaged(damage.Message);
        }
    }

    private static CheckResult Damaged(string seen) =>
        new(0, 0, 0, 0, 0, [new CheckFinding(CheckCodes.JournalDamaged, VerdictResult.Failed, "journal", seen)]);

    private static void Write(StoreCheckDocument document, CommandSurroundings around)
    {
        var counts = document.Counts;
        around.Output.WriteLine(around.Words.With("check.looked", counts.Containers, counts.Deliveries, counts.Receipts, counts.Refusals, counts.Blobs));
        foreach (var finding in document.Findings)
        {
            around.Output.WriteLine($"{(finding.Result == "failed" ? "✗" : "?")} {finding.Subject}{(finding.Seen is null ? string.Empty : $": {finding.Seen}")}");
            around.Output.WriteLine($"    {finding.Code}: {finding.Means}");
            around.Output.WriteLine($"    {finding.Do}");
        }

        around.Output.WriteLine(around.Words[$"check.{document.Result}"]);
    }
}
