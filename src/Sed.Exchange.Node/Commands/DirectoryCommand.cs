using System.CommandLine;
using System.Globalization;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx directory show|describe|add|key|sign|fingerprint</c>: the address directory as a file.</summary>
internal static class DirectoryCommand
{
    public static Command Create(CommandSurroundings around) => new("directory") { Show(around), Describe(around), DirectoryAddCommand.Create(around), DirectoryKeyCommand.Create(around), Sign(around), Fingerprint(around) };

    private static Command Show(CommandSurroundings around)
    {
        var file = new Argument<string>("FILE");
        var json = UsualOptions.Json();
        var command = new Command("show") { file, json };
        command.SetAction(parsed =>
        {
            var directory = Open(parsed.GetRequiredValue(file), around);
            if (parsed.GetValue(json)) around.WriteJson(DocumentOf(directory));
            else Write(directory, around);
            return ExitCodes.Yes;
        });
        return command;
    }

    private static Command Describe(CommandSurroundings around)
    {
        var file = new Argument<string>("FILE");
        var output = new Option<string>("--out") { HelpName = "DIR", Required = true };
        var command = new Command("describe") { file, output };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetRequiredValue(output);
            DirectoryDescriber.Write(Open(parsed.GetRequiredValue(file), around), folder);
            around.Output.WriteLine(Path.Combine(folder, "directory.json"));
            return ExitCodes.Yes;
        });
        return command;
    }

    private static Command Sign(CommandSurroundings around)
    {
        var file = new Argument<string>("FILE");
        var key = new Option<string>("--key") { HelpName = "P12", Required = true };
        var password = new Option<string>("--password-file") { HelpName = "FILE", Required = true };
        var output = new Option<string>("--out") { HelpName = "FILE", Required = true };
        var command = new Command("sign") { file, key, password, output };
        command.SetAction(parsed =>
        {
            var now = around.Time.GetUtcNow();
            var directory = DirectoryMaker.Read(parsed.GetRequiredValue(file), now);
            var signer = SoftwareKey.FromPkcs12(around.ReadFile(parsed.GetRequiredValue(key)), around.ReadSecret(parsed.GetRequiredValue(password)));
            byte[] signed;
            try
            {
                signed = DirectoryFile.Write(directory, signer, now);
            }
            catch (ArgumentException contradiction)
            {
                throw new CommandException(contradiction.Message, contradiction);
            }

            File.WriteAllBytes(parsed.GetRequiredValue(output), signed);
            around.Output.WriteLine(around.Words.With("directory.signed", directory.Serial, parsed.GetRequiredValue(output), signer.Certificate.Thumbprint));
            return ExitCodes.Yes;
        });
        return command;
    }

    private static Command Fingerprint(CommandSurroundings around)
    {
        var file = new Argument<string>("FILE");
        var command = new Command("fingerprint") { file };
        command.SetAction(parsed =>
        {
            around.Output.WriteLine(Open(parsed.GetRequiredValue(file), around).Keys.Current.Thumbprint);
            return ExitCodes.Yes;
        });
        return command;
    }

    // Whether it is to be trusted is verify's question; what cannot even be signed rightly is not shown.
    private static ExchangeDirectory Open(string file, CommandSurroundings around)
    {
        var opened = DirectoryFile.OpenCryptoOnly(around.ReadFile(file), around.Time.GetUtcNow());
        return opened.Directory is { } directory && opened.Verdict.Result != VerdictResult.Failed
            ? directory
            : throw new CommandException(around.Words.With("directory.invalid", file, opened.Verdict.FirstFailure?.Code));
    }

    private static void Write(ExchangeDirectory directory, CommandSurroundings around)
    {
        var output = around.Output;
        output.WriteLine(around.Words.With("directory.title", directory.Serial, StatusText.Time(directory.IssuedAt), StatusText.Time(directory.Expires)));
        output.WriteLine(around.Words.With("directory.key", directory.Keys.Current.Subject, directory.Keys.Current.Thumbprint));
        foreach (var node in directory.Nodes)
        {
            var parent = node.Parent is null ? string.Empty : $"  ← {node.Parent}{(node.ThroughParentOnly ? $" ({around.Words["directory.throughParentOnly"]})" : string.Empty)}";
            output.WriteLine();
            output.WriteLine($"{node.Id}  {node.Url.GetLeftPart(UriPartial.Authority)}{parent}");
            foreach (var organisation in directory.Organisations.Where(row => row.Node == node.Id))
            {
                var closed = organisation.ValidTo is { } to ? $"  {around.Words.With("directory.closed", StatusText.Time(to))}" : string.Empty;
                output.WriteLine($"    {organisation.Id}  {organisation.Name}{closed}");
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"        {around.Words.With("directory.indexes", string.Join(", ", organisation.SevIndexes), organisation.Seals.Count)}"));
            }
        }
    }

    private static object DocumentOf(ExchangeDirectory directory) => new
    {
        serial = directory.Serial,
        issuedAt = directory.IssuedAt,
        expires = directory.Expires,
        fingerprint = directory.Keys.Current.Thumbprint,
        nodes = directory.Nodes.Select(node => new
        {
            id = node.Id,
            url = node.Url.GetLeftPart(UriPartial.Authority),
            parent = node.Parent,
            throughParentOnly = node.ThroughParentOnly,
            tlsPins = node.TlsPins.Select(pin => new { pin = pin.Pin, from = pin.From, to = pin.To }),
            receipts = node.ReceiptCertificates.Select(Seal),
            formats = node.Formats,
            suitesAccepted = node.SuitesAccepted,
            maxContainerBytes = node.MaxContainerBytes,
            mayRelay = node.MayRelay,
        }),
        organisations = directory.Organisations.Select(row => new
        {
            id = row.Id,
            name = row.Name,
            shortName = row.ShortName,
            sevIndexes = row.SevIndexes,
            ogrn = row.Ogrn,
            inn = row.Inn,
            oktmo = row.Oktmo,
            validFrom = row.ValidFrom,
            validTo = row.ValidTo,
            parent = row.Parent,
            successors = row.Successors,
            node = row.Node,
            seals = row.Seals.Select(Seal),
        }),
    };

    private static object Seal(SealEntry seal) => new
    {
        signer = SignerDocument.From(seal.Certificate),
        from = seal.From,
        to = seal.To,
        heldByNode = seal.HeldByNode,
    };
}
