using System.CommandLine;
using System.Globalization;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx pki</c>, and <c>sedx pki dev</c>: keys, certificates, directory and configured nodes of a small region, for development.</summary>
internal static class PkiCommand
{
    // Below the ephemeral ranges, so that no outgoing connection takes one by chance.
    private const int FirstPort = 20443;

    public static Command Create(CommandSurroundings around) => new("pki") { Dev(around), PkiServeCommand.Create(around), PkiRevokeCommand.Create(around) };

    private static Command Dev(CommandSurroundings around)
    {
        var output = new Option<string>("--out") { HelpName = "DIR", Required = true };
        var suite = new Option<string>("--suite") { HelpName = "gost|gost-512|rsa|ecdsa", DefaultValueFactory = _ => "gost" };
        var port = new Option<int>("--port") { HelpName = "N", DefaultValueFactory = _ => FirstPort };
        var serve = new Option<int?>("--serve-port") { HelpName = "N" };
        var json = UsualOptions.Json();
        var command = new Command("dev") { output, suite, port, serve, json };
        command.SetAction(parsed =>
        {
            var chosen = Suite.Find(parsed.GetValue(suite)!) ?? throw new CommandException(around.Words.With("error.value", "--suite", parsed.GetValue(suite)));
            var first = parsed.GetValue(port);
            if (first is < 1024 or > 65000) throw new CommandException(around.Words.With("error.value", "--port", first));
            if (parsed.GetValue(serve) is < 1024 or > 65000) throw new CommandException(around.Words.With("error.value", "--serve-port", parsed.GetValue(serve)!));
            var plan = ReferenceRegion.Plan(chosen, [.. Enumerable.Range(first, 9)]) with
            {
                Authorities = parsed.GetValue(serve) is { } at ? new Uri($"http://127.0.0.1:{at.ToString(CultureInfo.InvariantCulture)}/") : null,
            };
            var region = RegionMaker.Make(plan, parsed.GetRequiredValue(output), around.Time);
            var letter = Path.Combine(region.Folder, "letter");
            SampleLetter.Write(region, letter, around.Time.GetUtcNow());
            if (parsed.GetValue(json))
            {
                around.WriteJson(new
                {
                    dir = region.Folder,
                    suite = chosen.Name,
                    directory = region.DirectoryFile,
                    fingerprint = region.DirectoryFingerprint,
                    trust = region.TrustFolder,
                    tlsAuthority = region.TlsAuthorityFile,
                    letter,
                    nodes = region.Nodes.Select(node => new { id = node.Id, config = node.ConfigFile, api = node.Api, exchange = node.Exchange, console = node.Console }),
                });
                return ExitCodes.Yes;
            }

            around.Output.WriteLine(around.Words.With("pki.made", region.Folder, chosen.Name, region.DirectoryFingerprint));
            if (plan.Authorities is not null) around.Output.WriteLine($"  sedx pki serve --dir {region.Folder}");
            foreach (var node in region.Nodes) around.Output.WriteLine($"  sedx run --dev --config {node.ConfigFile}");
            around.Output.WriteLine($"  sedx send {letter} --api {region.Nodes[0].Api} --authority {region.TlsAuthorityFile} --key-file FILE");
            around.Output.WriteLine($"  sedx verify FILE --trust {region.TrustFolder}");
            return ExitCodes.Yes;
        });
        return command;
    }
}
