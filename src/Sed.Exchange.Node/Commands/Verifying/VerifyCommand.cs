using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Sed.Exchange.Adapters.Entropy;
using Sed.Exchange.Adapters.Revocation;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Papers;

namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>
/// <c>sedx verify FILE</c>: judges a file offline. 0 passed, 1 failed, 2 not readable or not recognised, 3 cannot tell. A container's, receipt's or
/// evidence's result is that of its seal; officials' signatures have verdicts of their own beside it.
/// </summary>
internal static class VerifyCommand
{
    private const long CopyBytes = 512L * 1024 * 1024;

    public static Command Create(CommandSurroundings around)
    {
        var fetch = new Option<string>("--fetch") { HelpName = "public|any" };
        fetch.AcceptOnlyFromAmong("public", "any");
        var cache = new Option<string>("--cache") { HelpName = "DIR" };
        var aia = new Option<string>("--aia") { HelpName = "HOST,…" };
        var list = new Option<string>("--ca-list") { HelpName = "FILE" };
        var listSigner = new Option<string>("--ca-list-signer") { HelpName = "CERT" };
        var unsigned = new Option<bool>("--unsigned");
        var cryptoOnly = new Option<bool>("--crypto-only");
        var sealOnly = new Option<bool>("--seal-only");
        var protocol = new Option<string>("--protocol") { HelpName = "PDF" };
        var json = UsualOptions.Json();
        var command = new Command("verify") { fetch, cache, aia, list, listSigner, unsigned, cryptoOnly, sealOnly, protocol, json };
        var options = VerifyOptions.AddTo(command);
        command.SetAction((parsed, cancel) =>
        {
            var reach = new RevocationFetchOptions { AllowInner = parsed.GetValue(fetch) == "any" };
            var copies = parsed.GetValue(cache) is { } folder ? new RevocationCache(folder, CopyBytes, NullLogger<RevocationCache>.Instance) : null;
            using var asking = parsed.GetValue(fetch) is null ? null : new RevocationFetch(reach, around.Time, new RandomEntropy(around.Time), NullLogger<RevocationFetch>.Instance, copies);
            using var issuers = Hosts(parsed.GetValue(aia), around) is { } hosts ? new IssuerFetch(hosts, reach, around.Time, NullLogger<IssuerFetch>.Instance) : null;
            var request = options.Read(parsed, around) with
            {
                Fetch = asking is null ? null : certificates => asking.CollectAsync(certificates, cancel).GetAwaiter().GetResult(),
                FetchIssuers = issuers is null ? null : certificate => issuers.CollectAsync(certificate, cancel).GetAwaiter().GetResult(),
                Accredited = AccreditedSource.Open(parsed.GetValue(list), parsed.GetValue(listSigner), parsed.GetValue(unsigned), around),
                CryptoOnly = parsed.GetValue(cryptoOnly),
                SealOnly = parsed.GetValue(sealOnly),
            };
            var verdict = Verification.Judge(request, around, cancel);
            var document = VerdictDocument.From(verdict, Path.GetFileName(request.File), HashOf(request.File), around.Language);
            if (parsed.GetValue(protocol) is { } paper)
            {
                around.WriteFile(paper, VerificationProtocol.Write(document, CoveredDigests.Of(request, verdict, cancel), around.Words));
                around.Error.WriteLine(around.Words.With("verify.protocolWritten", paper));
            }

            if (parsed.GetValue(json)) around.WriteJson(document);
            else VerdictText.Write(document, request, around);
            return Task.FromResult(CodeOf(verdict.Result));
        });
        return command;
    }

    /// <summary>The exit code of a result.</summary>
    internal static int CodeOf(VerdictResult result) => result switch
    {
        VerdictResult.Passed => ExitCodes.Yes,
        VerdictResult.Failed => ExitCodes.No,
        _ => ExitCodes.CannotTell,
    };

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
