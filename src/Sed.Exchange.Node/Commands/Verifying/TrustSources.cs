using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>
/// What the user trusts: certificates of the trust folder, and a directory whose signer is in it or has the fingerprint given. A directory
/// that nothing vouches for is not trusted, and the user is told.
/// </summary>
/// <param name="Anchors">Certificates for paths; null: no trust folder was given.</param>
/// <param name="Told">SHA-256 of the certificates that sign directories, as told out of band; several after a change of the key.</param>
/// <param name="Listed">SHA-256 of the certificates in the trust folder.</param>
/// <param name="Directory">The trusted directory, or null.</param>
internal sealed record TrustSources(TrustAnchors? Anchors, IReadOnlyList<string> Told, IReadOnlySet<string> Listed, ExchangeDirectory? Directory)
{
    /// <summary>
    /// The fingerprint to judge a directory by: the one told, which then must be right, else the signer's own when it lies in the trust folder, else
    /// none, and nothing can be told.
    /// </summary>
    public string? FingerprintFor(Certificate? signer)
    {
        if (signer is not null && Told.Contains(signer.Thumbprint)) return signer.Thumbprint;
        if (Told.Count > 0) return Told[0];
        return signer is not null && Listed.Contains(signer.Thumbprint) ? signer.Thumbprint : null;
    }

    public static TrustSources Open(string? trustFolder, string? directoryFile, IReadOnlyList<string> fingerprints, CommandSurroundings around)
    {
        var folder = trustFolder is null ? null : TrustFolder.Open(trustFolder);
        var certificates = folder is null ? [] : folder.Anchors.Anchors.Concat(folder.Anchors.Intermediates);
        var told = fingerprints.Select(text => Fingerprint.Parse(text) ?? throw new CommandException(around.Words.With("error.value", "--fingerprint", text))).ToList();
        var sources = new TrustSources(folder?.Anchors, told, certificates.Select(certificate => certificate.Thumbprint).ToHashSet(StringComparer.Ordinal), null);
        var files = directoryFile is not null ? [directoryFile] : folder?.Directories ?? [];
        return sources with { Directory = files.Select(file => sources.Vouch(file, around)).OfType<ExchangeDirectory>().MaxBy(candidate => candidate.Serial) };
    }

    private ExchangeDirectory? Vouch(string file, CommandSurroundings around)
    {
        var octets = around.ReadFile(file);
        var now = around.Time.GetUtcNow();
        var fingerprint = FingerprintFor(SignerOf(DirectoryFile.OpenCryptoOnly(octets, now)));
        var opened = DirectoryFile.Open(octets, fingerprint, null, now);

        // An expired directory is indeterminate but still the one that vouches for what was signed in its time.
        var vouched = fingerprint is not null && opened.Verdict.Result != VerdictResult.Failed;
        if (!vouched) around.Error.WriteLine(around.Words.With("verify.directoryNotTrusted", file, opened.Verdict.FirstFailure?.Code ?? FindingCodes.NoTrust));
        return vouched ? opened.Directory : null;
    }

    /// <summary>The certificate that signed a directory, when one was found.</summary>
    public static Certificate? SignerOf(OpenedDirectory opened) => opened.Verdict.Signatures is [var signature, ..] ? signature.Signer : null;
}
