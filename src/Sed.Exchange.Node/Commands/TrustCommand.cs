using System.CommandLine;
using System.Globalization;
using Sed.Exchange.Containers.Accreditation;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx trust import FILE</c>: takes a list of accredited authorities into a node's folder, after its signature was checked; every version stays.</summary>
internal static class TrustCommand
{
    public static Command Create(CommandSurroundings around) => new("trust") { Import(around) };

    private static Command Import(CommandSurroundings around)
    {
        var file = new Argument<string>("FILE");
        var config = UsualOptions.Config();
        var unsigned = new Option<bool>("--unsigned");
        var json = UsualOptions.Json();
        var command = new Command("import") { file, config, unsigned, json };
        command.SetAction(parsed =>
        {
            var configuration = ConfigurationFile.Read(UsualOptions.ConfigFile(parsed, config, around));
            var folder = configuration.TrustList ?? throw new CommandException(around.Words["trust.noFolder"]);
            var isUnsigned = parsed.GetValue(unsigned);
            var octets = AccreditedSource.Read(parsed.GetRequiredValue(file), around);
            var signer = isUnsigned ? null : Signer(configuration.TrustListSigner, around);
            var opened = AccreditedListFile.Open(octets, signer, around.Time.GetUtcNow());
            var taken = opened.List is { } list ? AccreditedFolder.Import(folder, octets, list, isUnsigned) : null;
            if (parsed.GetValue(json))
            {
                around.WriteJson(new
                {
                    schema = "sedx-trust/1",
                    taken = taken is not null,
                    file = taken,
                    version = opened.List?.Version,
                    issuedAt = opened.List?.IssuedAt,
                    sha256 = opened.List?.Sha256,
                    authorities = opened.List?.Authorities.Count,
                    certificates = opened.List?.CertificateCount,
                    findings = FindingDocument.From(opened.Findings, around.Language),
                });
            }
            else
            {
                foreach (var finding in FindingDocument.From(opened.Findings, around.Language)) around.Output.WriteLine($"{finding.Code} {finding.Seen}: {finding.Means} {finding.Do}");
                if (taken is not null) around.Output.WriteLine(around.Words.With("trust.taken", taken));
                else if (opened.List is not null) around.Output.WriteLine(around.Words.With("trust.older", opened.List.Version.ToString(CultureInfo.InvariantCulture), folder));
            }

            return taken is null ? ExitCodes.No : ExitCodes.Yes;
        });
        return command;
    }

    private static Certificate Signer(string? file, CommandSurroundings around) => file is null
        ? throw new CommandException(around.Words["trust.noSigner"])
        : Certificate.Parse(around.ReadFile(file)) ?? throw new CommandException(around.Words.With("trust.signerUnreadable", file));
}
