using System.CommandLine;
using System.Globalization;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>
/// <c>sedx conformance DIR</c>: plays test vectors with verdicts against this product. 0 every row agrees, 1 some disagree, 2 not readable, 3 none
/// disagrees and some ask for what this build does not do.
/// </summary>
internal static class ConformanceCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var directory = new Argument<string>("DIR");
        var policy = new Option<string>("--policy") { HelpName = "NAME|FILE" };
        var json = UsualOptions.Json();
        var command = new Command("conformance") { directory, policy, json };
        command.SetAction((parsed, cancel) =>
        {
            var chosen = parsed.GetValue(policy) is { } source ? PolicySource.Open(source) : VerificationPolicy.Standard;
            var results = ConformanceRun.Play(parsed.GetRequiredValue(directory), chosen, around.Time.GetUtcNow(), cancel);
            if (results.Count == 0) throw new CommandException(around.Words.With("conformance.nothing", parsed.GetRequiredValue(directory)));
            var document = ConformanceDocument.From(results);
            if (parsed.GetValue(json)) around.WriteJson(document);
            else Write(document, around);
            return Task.FromResult(!document.Ok ? ExitCodes.No : document.Folders.Any(folder => folder.NotSupported > 0) ? ExitCodes.CannotTell : ExitCodes.Yes);
        });
        return command;
    }

    private static void Write(ConformanceDocument document, CommandSurroundings around)
    {
        var (output, words) = (around.Output, around.Words);
        string[][] lines =
        [
            [words["conformance.folder"], words["conformance.rows"], words["conformance.agree"], words["conformance.disagree"], words["conformance.notSupported"]],
            .. document.Folders.Select(folder => Line(folder.Folder, folder.Rows, folder.Agree, folder.Disagree, folder.NotSupported)),
            Line(
                words["conformance.all"],
                document.Folders.Sum(folder => folder.Rows),
                document.Folders.Sum(folder => folder.Agree),
                document.Folders.Sum(folder => folder.Disagree),
                document.Folders.Sum(folder => folder.NotSupported)),
        ];
        var widths = Enumerable.Range(0, 5).Select(column => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines) output.WriteLine(string.Join("  ", line.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))));

        foreach (var row in document.Rows.Where(row => row.Agreement == "disagrees"))
        {
            output.WriteLine();
            output.WriteLine($"✗ {row.Folder}/{row.File} ({row.Operation})");
            output.WriteLine($"  {words.With("conformance.expected", row.Expected, row.Reason)}");
            output.WriteLine($"  {words.With("conformance.answer", row.Answer, row.Detail)}");
        }

        var missing = document.Rows.Where(row => row.Agreement == "notSupported").GroupBy(row => $"{row.Operation}: {row.Detail}").OrderByDescending(group => group.Count()).ToList();
        if (missing.Count == 0) return;
        output.WriteLine();
        output.WriteLine(words["conformance.missing"]);
        foreach (var group in missing) output.WriteLine($"  – {group.Count()} × {group.Key}");
    }

    private static string[] Line(string name, params int[] counts) => [name, .. counts.Select(count => count.ToString(CultureInfo.InvariantCulture))];
}
