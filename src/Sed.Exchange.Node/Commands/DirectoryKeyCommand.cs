using System.CommandLine;
using System.Globalization;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Commands;

/// <summary>
/// <c>sedx directory key add|close|announce|succeed</c>: the region's side of a rollover. Each changes the description and signs the next directory.
/// </summary>
internal static class DirectoryKeyCommand
{
    public static Command Create(CommandSurroundings around) => new("key") { Add(around), Close(around), Announce(around), Succeed(around) };

    private static Command Add(CommandSurroundings around)
    {
        var (file, purpose, issue) = (new Argument<string>("CERTIFICATE"), Purpose(), new IssueOptions());
        var from = new Option<string>("--from") { HelpName = "TIME" };
        var until = new Option<string>("--old-until") { HelpName = "TIME" };
        var command = new Command("add") { file, purpose, from, until };
        issue.AddTo(command);
        command.SetAction(parsed => issue.Issue(parsed, around, (change, now) =>
        {
            var certificate = ReadCertificate(parsed.GetRequiredValue(file), around);
            return change.Add(certificate, PurposeOf(parsed, purpose, around), TimeOf(parsed, from, around) ?? now, TimeOf(parsed, until, around));
        }));
        return command;
    }

    private static Command Close(CommandSurroundings around)
    {
        var (file, purpose, issue) = (new Argument<string>("CERTIFICATE"), Purpose(), new IssueOptions());
        var at = new Option<string>("--at") { HelpName = "TIME" };
        var command = new Command("close") { file, purpose, at };
        issue.AddTo(command);
        command.SetAction(parsed => issue.Issue(parsed, around, (change, now) => change.Close(
            ReadCertificate(parsed.GetRequiredValue(file), around), PurposeOf(parsed, purpose, around), TimeOf(parsed, at, around) ?? now)));
        return command;
    }

    private static Command Announce(CommandSurroundings around)
    {
        var (file, issue) = (new Argument<string>("CERTIFICATE"), new IssueOptions());
        var command = new Command("announce") { file };
        issue.AddTo(command);
        command.SetAction(parsed => issue.Issue(parsed, around, (change, _) => change.Announce(ReadCertificate(parsed.GetRequiredValue(file), around))));
        return command;
    }

    private static Command Succeed(CommandSurroundings around)
    {
        var issue = new IssueOptions();
        var command = new Command("succeed");
        issue.AddTo(command);
        command.SetAction(parsed => issue.Issue(parsed, around, (change, _) => change.Succeed(issue.Signer(parsed, around).Certificate)));
        return command;
    }

    private static Option<string> Purpose() => new("--for") { HelpName = "tls:NODE|receipts:NODE|seal:GUID", Required = true };

    private static KeyPurpose PurposeOf(ParseResult parsed, Option<string> option, CommandSurroundings around) =>
        KeyPurpose.Parse(parsed.GetRequiredValue(option)) ?? throw new CommandException(around.Words.With("error.value", "--for", parsed.GetValue(option)));

    private static DateTimeOffset? TimeOf(ParseResult parsed, Option<string> option, CommandSurroundings around)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : throw new CommandException(around.Words.With("error.value", option.Name, text));
    }

    private static Certificate ReadCertificate(string file, CommandSurroundings around) =>
        Certificate.Parse(around.ReadFile(file)) ?? throw new CommandException(around.Words.With("directory.key.noCertificate", file));

    /// <summary>What every issue of a directory needs.</summary>
    private sealed class IssueOptions
    {
        private readonly Option<string> _description = new("--to") { HelpName = "FILE", Required = true };
        private readonly Option<string> _key = new("--key") { HelpName = "P12", Required = true };
        private readonly Option<string> _password = new("--password-file") { HelpName = "FILE", Required = true };
        private readonly Option<string> _output = new("--out") { HelpName = "FILE", Required = true };

        public void AddTo(Command command)
        {
            foreach (var option in (Option[])[_description, _key, _password, _output]) command.Add(option);
        }

        public SoftwareKey Signer(ParseResult parsed, CommandSurroundings around) =>
            SoftwareKey.FromPkcs12(around.ReadFile(parsed.GetRequiredValue(_key)), around.ReadSecret(parsed.GetRequiredValue(_password)));

        public int Issue(ParseResult parsed, CommandSurroundings around, Func<KeyChange, DateTimeOffset, DirectoryDescription> make)
        {
            var now = around.Time.GetUtcNow();
            var target = Path.GetFullPath(parsed.GetRequiredValue(_description));
            var folder = Path.GetDirectoryName(target)!;
            var change = new KeyChange(DirectoryMaker.ReadDescription(target), folder, around.Words);
            var next = make(change, now);
            var signer = Signer(parsed, around);
            var (directory, signed) = DirectoryIssue.Sign(next, change.Certificates, folder, signer, now);
            DirectoryIssue.Write(next, change.Certificates, target, signed, parsed.GetRequiredValue(_output));
            around.Output.WriteLine(around.Words.With("directory.signed", directory.Serial, parsed.GetRequiredValue(_output), signer.Certificate.Thumbprint));
            return ExitCodes.Yes;
        }
    }
}
