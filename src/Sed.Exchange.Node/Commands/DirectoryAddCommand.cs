using System.CommandLine;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Node.Setup;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx directory add</c>: the region's side of <c>sedx init</c>; adds a new node's entry to the description and signs the next directory.</summary>
internal static class DirectoryAddCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var file = new Argument<string>("ENTRY");
        var description = new Option<string>("--to") { HelpName = "FILE", Required = true };
        var key = new Option<string>("--key") { HelpName = "P12", Required = true };
        var password = new Option<string>("--password-file") { HelpName = "FILE", Required = true };
        var output = new Option<string>("--out") { HelpName = "FILE", Required = true };
        var fingerprint = new Option<string>("--fingerprint") { HelpName = "SHA256" };
        var days = new Option<int>("--days") { HelpName = "N", DefaultValueFactory = _ => 365 };
        var command = new Command("add") { file, description, key, password, output, fingerprint, days };
        command.SetAction(parsed =>
        {
            var now = around.Time.GetUtcNow();
            var validity = parsed.GetValue(days);
            if (validity is < 1 or > 3660) throw new CommandException(around.Words.With("error.value", "--days", validity));

            // 1. Is it the entry that its node made?
            var octets = around.ReadFile(parsed.GetRequiredValue(file));
            var entry = EntryFile.Read(octets);
            Compare(entry, EntryFile.FingerprintOf(octets), parsed.GetValue(fingerprint), around);

            // 2. Does it fit into the directory? Is the key the right one? Nothing is written before both are known.
            var target = Path.GetFullPath(parsed.GetRequiredValue(description));
            var folder = Path.GetDirectoryName(target)!;
            var addition = EntryAddition.Make(DirectoryMaker.ReadDescription(target), folder, entry, TimeSpan.FromDays(validity), now, around.Words);
            if (addition.Faults.Count > 0) throw new CommandException(string.Join("\n  ", addition.Faults.Prepend(around.Words["entry.refused"])));
            var signer = SoftwareKey.FromPkcs12(around.ReadFile(parsed.GetRequiredValue(key)), around.ReadSecret(parsed.GetRequiredValue(password)));
            var (directory, signed) = DirectoryIssue.Sign(addition.Description, addition.Certificates, folder, signer, now);

            // 3. Certificates first.
            DirectoryIssue.Write(addition.Description, addition.Certificates, target, signed, parsed.GetRequiredValue(output));
            around.Output.WriteLine(around.Words.With("directory.signed", directory.Serial, parsed.GetRequiredValue(output), signer.Certificate.Thumbprint));
            around.Output.WriteLine(around.Words.With("directory.added", entry.Node.Id, entry.Organisations.Count));
            return ExitCodes.Yes;
        });
        return command;
    }

    private static void Compare(EntryDescription entry, string seen, string? given, CommandSurroundings around)
    {
        // An entry comes by mail; whoever could change it on the way would get the municipality's mail. What the file has is shown only to a person
        // who answers for the comparison: else it would be copied from here, and nobody would be called.
        var interview = new Interview(around.Words, around.Terminal());
        if (given is null && !interview.HasPerson) throw new CommandException(around.Words["entry.fingerprintNeeded"]);
        if (given is not null)
        {
            if (Fingerprint.Parse(given) is not { } told) throw new CommandException(around.Words.With("entry.noFingerprint", given));
            if (told != seen) throw new CommandException(around.Words["entry.otherFingerprint"]);
        }

        around.Error.WriteLine(EntrySummary.Write(entry, seen, entry.MadeAt, around.Words));
        if (given is null && !interview.Confirm("same-fingerprint", "--fingerprint", standard: false, given: false)) throw new CommandException(around.Words["entry.otherFingerprint"]);
    }
}
