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
    private const long CopyBytes = 512L * 1024 * 1024;

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
        var cache = new Option<string>("--cache") { HelpName = "DIR" };
        var aia = new Option<string>("--aia") { HelpName = "HOST,…" };
        var list = new Option<string>("--ca-list") { HelpName = "FILE" };
        var listSigner = new Option<string>("--ca-list-signer") { HelpName = "CERT" };
        var unsigned = new Option<bool>("--unsigned");
        var at = new Option<DateTimeOffset?>("--at") { HelpName = "TIME" };
        var cryptoOnly = new Option<bool>("--crypto-only");
        var sealOnly = new Option<bool>("--seal-only");
        var json = UsualOptions.Json();
        var command = new Command("verify") { file, trust, directory, fingerprint, detached, crl, revocation, fetch, cache, aia, list, listSigner, unsigned, policy, author, powers, at, cryptoOnly, sealOnly, json };
        command.SetAction((parsed, cancel) =>
        {
            var options = new RevocationFetchOptions { AllowInner = parsed.GetValue(fetch) == "any" };
            var copies = parsed.GetValue(cache) is { } folder ? new RevocationCache(folder, CopyBytes, NullLogger<RevocationCache>.Instance) : null;
            using var asking = parsed.GetValue(fetch) is null ? null : new RevocationFetch(options, around.Time, new RandomEntropy(around.Time), NullLogger<RevocationFetch>.Instance, copies);
            using var issuers = Hosts(parsed.GetValue(aia), around) is { } hosts ? new IssuerFetch(hosts, options, around.Time, NullLogger<IssuerFetch>.Instance) : null;
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
                FetchIssuers = issuers is null ? null : certificate => issuers.CollectAsync(certificate, cancel).GetAwaiter().GetResult(),
                Accredited = AccreditedSource.Open(parsed.GetValue(list), parsed.GetValue(listSigner), parsed.GetValue(unsigned), around),
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

    private static string[]? Hosts(string? text, CommandSurroundings around)
    {
        var hosts = text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (hosts is not null && (hosts.Length == 0 || !hosts.All(ValueTypes.IsHostName))) throw new CommandException(around.Words.With("error.value", "--aia", text!));
        return hosts;
    }

    private static string HashOf(string path)
    {
        using var octets = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(octets));
    }
}
