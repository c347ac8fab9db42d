using System.CommandLine;
using Sed.Exchange.Node.Doctor;
using Spectre.Console;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx doctor</c>: what is wrong with a node, running or not, and what to do. It changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var config = UsualOptions.Config();
        var offline = new Option<bool>("--offline");
        var dev = new Option<bool>("--dev");
        var json = UsualOptions.Json();
        var command = new Command("doctor") { config, offline, dev, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var file = UsualOptions.ConfigFile(parsed, config, around);
            if (!File.Exists(file)) throw new CommandException(around.Words.With("error.noFile", file));
            var findings = await Examination.MakeAsync(file, parsed.GetValue(dev), parsed.GetValue(offline), around.Time, around.Words, cancel);
            if (parsed.GetValue(json)) around.WriteJson(DocumentOf(file, findings, around));
            else Write(findings, around);
            return CodeOf(findings);
        });
        return command;
    }

    /// <summary>The exit code that findings mean: 0 all fine, 1 something broken, 3 warnings, or something could not be told.</summary>
    internal static int CodeOf(IReadOnlyList<DoctorFinding> findings) => Worst(findings) switch
    {
        DoctorLevel.Ok => ExitCodes.Yes,
        DoctorLevel.Broken => ExitCodes.No,
        _ => ExitCodes.CannotTell,
    };

    private static DoctorLevel Worst(IReadOnlyList<DoctorFinding> findings) => findings.Max(finding => finding.Code.Level);

    private static void Write(IReadOnlyList<DoctorFinding> findings, CommandSurroundings around)
    {
        var words = around.Words;
        var terminal = around.Terminal();
        foreach (var finding in findings)
        {
            var (mark, colour) = finding.Code.Level switch
            {
                DoctorLevel.Ok => ("✓", "green"),
                DoctorLevel.Unknown => ("?", "grey"),
                DoctorLevel.Warning => ("!", "yellow"),
                _ => ("✗", "red"),
            };
            var line = $"{words[$"doctor.check.{finding.Code.Check}"],-14} {(finding.Subject is null ? string.Empty : finding.Subject + ": ")}{finding.Seen(words)}";
            if (terminal is null) around.Output.WriteLine($"{mark} {line}");
            else terminal.MarkupLine($"[{colour}]{mark}[/] {Markup.Escape(line)}");
            if (finding.Means(words) is not { } means) continue;
            around.Output.WriteLine($"    {means}");
            around.Output.WriteLine($"    → {finding.Do(words)}");
        }

        var counts = findings.CountBy(finding => finding.Code.Level).ToDictionary();
        around.Output.WriteLine();
        around.Output.WriteLine(words.With(
            $"doctor.summary.{Worst(findings)}", counts.GetValueOrDefault(DoctorLevel.Broken), counts.GetValueOrDefault(DoctorLevel.Warning), counts.GetValueOrDefault(DoctorLevel.Unknown)));
    }

    private static object DocumentOf(string file, IReadOnlyList<DoctorFinding> findings, CommandSurroundings around) => new
    {
        schema = "sedx-doctor/1",
        at = around.Time.GetUtcNow(),
        config = Path.GetFullPath(file),
        result = NameOf(Worst(findings)),
        checks = findings.Select(finding => new
        {
            check = finding.Code.Check,
            subject = finding.Subject,
            result = NameOf(finding.Code.Level),
            code = finding.Code.Name,
            seen = finding.Seen(around.Words),
            means = finding.Means(around.Words),
            @do = finding.Do(around.Words),
        }),
    };

    private static string NameOf(DoctorLevel level) => level.ToString().ToLowerInvariant();
}
