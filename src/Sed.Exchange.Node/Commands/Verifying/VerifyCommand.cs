using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Sed.Exchange.Adapters.Entropy;
using Sed.Exchange.Adapters.Revocation;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>
/// <c>sedx verify FILE</c>: judges a file offline. 0 passed, 1 failed, 2 not readable or not recognised, 3 cannot tell. A container's, receipt's or
/// evidence's result is that of its seal; officials' signatures have verdicts of their own beside it.
/// </summary>
internal static class VerifyCommand
{
    private static readonly Dictionary<string, RevocationDemand> Demands = new(StringComparer.Ordinal)
    {
        ["off"] = RevocationDemand.Off,
        ["known"] = RevocationDemand.WhereKnown,
        ["required"] = RevocationDemand.Required,
    };

    public static Command Create(CommandSurroundings around)
    {
        var file = new Argument<string>("FILE");
        var trust = new Option<string>("--trust") { HelpName = "DIR" };
        var directory = new Option<string>("--directory") { HelpName = "FILE" };
        var fingerprint = new Option<string[]>("--fingerprint") { HelpName = "SHA256" };
        var detached = new Option<string>("--detached") { HelpName = "SIG" };
        var revocation = new Option<string>("--revocation") { HelpName = "off|known|required" };
        revocation.AcceptOnlyFromAmong(Demands.Keys.ToArray());
        var crl = new Option<string[]>("--crl") { HelpName = "FILE|DIR" };
        var fetch = new Option<string>("--fetch") { HelpName = "public|any" };
        fetch.AcceptOnlyFromAmong("public", "any");
        var author = new Option<string>("--author") { HelpName = "OGRN|INN" };
        var powers = new Option<string[]>("--mchd") { HelpName = "XML" };
        var policy = new Option<string>("--policy") { HelpName = "NAME|FILE" };
        var at = new Option<DateTimeOffset?>("--at") { HelpName = "TIME" };
        var cryptoOnly = new Option<bool>("--crypto-only");
        var sealOnly = new Option<bool>("--seal-only");
        var json = UsualOptions.Json();
        var command = new Command("verify") { file, trust, directory, fingerprint, detached, crl, revocation, fetch, policy, author, powers, at, cryptoOnly, sealOnly, json };
        command.SetAction((parsed, cancel) =>
        {
            using var asking = parsed.GetValue(fetch) is { } reach
                ? new RevocationFetch(new RevocationFetchOptions { AllowInner = reach == "any" }, around.Time, new RandomEntropy(around.Time), NullLogger<RevocationFetch>.Instance)
                : null;
            var path = parsed.GetRequiredValue(file);
            var request = new VerifyRequest
            {
                File = path,
                Signature = parsed.GetValue(detached),
                At = parsed.GetValue(at) ?? around.Time.GetUtcNow(),
                IsAtGiven = parsed.GetValue(at) is not null,
                Revocation = RevocationSources.Open(parsed.GetValue(crl) ?? [], around),
                Fetch = asking is null ? null : certificates => asking.CollectAsync(certificates, cancel).GetAwaiter().GetResult(),
                Policy = parsed.GetValue(policy) is { } source ? PolicySource.Open(source) : VerificationPolicy.Standard,
                RevocationDemand = parsed.GetValue(revocation) is { } demand ? Demands[demand] : null,
                Authors = AuthorityArguments.Author(parsed.GetValue(author), around),
                Powers = AuthorityArguments.Powers(parsed.GetValue(powers) ?? [], around),
                CryptoOnly = parsed.GetValue(cryptoOnly),
                SealOnly = parsed.GetValue(sealOnly),
                Trust = TrustSources.Open(parsed.GetValue(trust), parsed.GetValue(directory), parsed.GetValue(fingerprint) ?? [], around),
            };
            var verdict = Verification.Judge(request, around, cancel);
            var document = VerdictDocument.From(verdict, Path.GetFileName(path), HashOf(path), around.Language);
            if (parsed.GetValue(json)) around.WriteJson(document);
            else VerdictText.Write(document, request.CryptoOnly, around);
            return Task.FromResult(verdict.Result switch
            {
                VerdictResult.Passed => ExitCodes.Yes,
                VerdictResult.Failed => ExitCodes.No,
                _ => ExitCodes.CannotTell,
            });
        });
        return command;
    }

    private static string HashOf(string path)
    {
        using var octets = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(octets));
    }
}
