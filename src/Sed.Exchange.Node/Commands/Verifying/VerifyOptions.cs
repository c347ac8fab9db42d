using System.CommandLine;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>What every command that judges a file can be told: the file, its signature, what is trusted, when, whose document it is.</summary>
internal sealed class VerifyOptions
{
    private static readonly Dictionary<string, RevocationDemand> Demands = new(StringComparer.Ordinal)
    {
        ["off"] = RevocationDemand.Off,
        ["known"] = RevocationDemand.WhereKnown,
        ["required"] = RevocationDemand.Required,
    };

    private readonly Argument<string> _file = new("FILE");
    private readonly Option<string> _trust = new("--trust") { HelpName = "DIR" };
    private readonly Option<string> _directory = new("--directory") { HelpName = "FILE" };
    private readonly Option<string[]> _fingerprint = new("--fingerprint") { HelpName = "SHA256" };
    private readonly Option<string> _detached = new("--detached") { HelpName = "SIG" };
    private readonly Option<string[]> _crl = new("--crl") { HelpName = "FILE|DIR" };
    private readonly Option<string> _revocation = new("--revocation") { HelpName = "off|known|required" };
    private readonly Option<string> _policy = new("--policy") { HelpName = "NAME|FILE" };
    private readonly Option<string> _author = new("--author") { HelpName = "OGRN|INN" };
    private readonly Option<string[]> _powers = new("--mchd") { HelpName = "XML" };
    private readonly Option<DateTimeOffset?> _at = new("--at") { HelpName = "TIME" };

    private VerifyOptions() => _revocation.AcceptOnlyFromAmong(Demands.Keys.ToArray());

    /// <summary>Adds them to a command.</summary>
    public static VerifyOptions AddTo(Command command)
    {
        var options = new VerifyOptions();
        command.Add(options._file);
        Option[] all = [options._trust, options._directory, options._fingerprint, options._detached, options._crl, options._revocation, options._policy, options._author, options._powers, options._at];
        foreach (var option in all) command.Add(option);
        return options;
    }

    /// <summary>What was said.</summary>
    /// <exception cref="CommandException">A file that was named cannot be read, or a value is none.</exception>
    public VerifyRequest Read(ParseResult parsed, CommandSurroundings around) => new()
    {
        File = parsed.GetRequiredValue(_file),
        Signature = parsed.GetValue(_detached),
        At = parsed.GetValue(_at) ?? around.Time.GetUtcNow(),
        IsAtGiven = parsed.GetValue(_at) is not null,
        Revocation = RevocationSources.Open(parsed.GetValue(_crl) ?? [], around),
        Policy = parsed.GetValue(_policy) is { } source ? PolicySource.Open(source) : VerificationPolicy.Standard,
        RevocationDemand = parsed.GetValue(_revocation) is { } demand ? Demands[demand] : null,
        Authors = AuthorityArguments.Author(parsed.GetValue(_author), around),
        Powers = AuthorityArguments.Powers(parsed.GetValue(_powers) ?? [], around),
        Trust = TrustSources.Open(parsed.GetValue(_trust), parsed.GetValue(_directory), parsed.GetValue(_fingerprint) ?? [], around),
    };
}
