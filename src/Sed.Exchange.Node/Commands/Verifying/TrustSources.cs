using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>
/// What the user trusts: certificates of the trust folder, and a directory whose signer is in it or has the fingerprint given. A directory
/// that nothing vouches for is not trusted, and the user is told.
/// </summary>
/// <param name="Anchors">Certificates for paths; null: no trust folder was given.</param>
/// <param name="Fingerprints">SHA-256 of certificates trusted to sign directories.</param>
/// <param name="Directory">The trusted directory, or null.</param>
internal sealed record TrustSources(TrustAnchors? Anchors, IReadOnlyList<string> Fingerprints, ExchangeDirectory? Directory)
{
    public static TrustSources Open(string? trustFolder, string? directoryFile, string? fingerprint, CommandSurroundings around)
    {
        var folder = trustFolder is null ? null : TrustFolder.Open(trustFolder);
        var certificates = folder is null ? [] : folder.Anchors.Anchors.Concat(folder.Anchors.Intermediates);
        var fingerprints = certificates.Select(certificate => certificate.Thumbprint).ToList();
        if (fingerprint is not null)
        {
            var digits = fingerprint.Replace(":", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
            if (digits.Length != 64 || !digits.All(char.IsAsciiHexDigit)) throw new CommandException(around.Words.With("error.value", "--fingerprint", fingerprint));
            fingerprints.Insert(0, digits);
        }

        var files = directoryFile is not null ? [directoryFile] : folder?.Directories ?? [];
        var directory = files.Select(file => Trusted(file, fingerprints, around)).OfType<ExchangeDirectory>().MaxBy(candidate => candidate.Serial);
        return new TrustSources(folder?.Anchors, fingerprints, directory);
    }

    private static ExchangeDirectory? Trusted(string file, List<string> fingerprints, CommandSurroundings around)
    {
        var octets = around.ReadFile(file);
        var now = around.Time.GetUtcNow();
        var signer = DirectoryFile.OpenCryptoOnly(octets, now).Verdict.Signatures is [{ Signer: { } certificate }, ..] ? certificate.Thumbprint : null;
        var voucher = fingerprints.FirstOrDefault(known => known == signer);
        var opened = DirectoryFile.Open(octets, voucher, null, now);

        // An expired directory is indeterminate but still the one that vouches for what was signed in its time.
        var vouched = voucher is not null && opened.Verdict.Result != VerdictResult.Failed;
        if (!vouched) around.Error.WriteLine(around.Words.With("verify.directoryNotTrusted", file, opened.Verdict.FirstFailure?.Code ?? FindingCodes.NoTrust));
        return vouched ? opened.Directory : null;
    }
}
