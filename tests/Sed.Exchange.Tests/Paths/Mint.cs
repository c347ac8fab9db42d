using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Tests.Paths;

/// <summary>Makes certificates with whatever extensions a test wants, and the question about them.</summary>
internal static class Mint
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static int _serial = 1000;

    /// <summary>A self-signed authority.</summary>
    public static Minted Root(string name = "CN=Root", params X509Extension[] extensions) => Issue(null, name, [Part.Authority(), .. extensions]);

    /// <summary>An authority under another.</summary>
    public static Minted Authority(Minted issuer, string name, params X509Extension[] extensions) => Issue(issuer, name, [Part.Authority(), .. extensions]);

    /// <summary>A certificate with these extensions and no others.</summary>
    /// <param name="issuer">Who issues it; null: itself.</param>
    /// <param name="name">Its subject.</param>
    /// <param name="extensions">Its extensions; of two of one kind the later counts.</param>
    /// <param name="key">Its key; null: a fresh one.</param>
    /// <param name="serial">Its serial number; null: the next one.</param>
    /// <param name="from">Start of validity.</param>
    /// <param name="to">End of validity.</param>
    public static Minted Issue(
        Minted? issuer, string name, IEnumerable<X509Extension> extensions, ECDsa? key = null, int? serial = null, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var own = key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName(name), own, HashAlgorithmName.SHA256);
        foreach (var extension in extensions.GroupBy(extension => extension.Oid!.Value).Select(group => group.Last())) request.CertificateExtensions.Add(extension);
        var number = (BigInteger)(serial ?? Interlocked.Increment(ref _serial));
        var certificate = request.Create(
            issuer?.Platform.SubjectName ?? request.SubjectName,
            X509SignatureGenerator.CreateForECDsa(issuer?.Key ?? own),
            from ?? Noon.AddYears(-1),
            to ?? Noon.AddYears(1),
            number.ToByteArray(isUnsigned: true, isBigEndian: true));
        return new Minted(certificate, own);
    }

    /// <summary>Asks for a path at <see cref="Noon"/> from a certificate to a root.</summary>
    public static CertificatePath Ask(Minted leaf, IEnumerable<Minted> others, Minted root, PathPolicy? policy = null, params RevocationMaterial[] material) =>
        CertificatePath.Build(leaf.Certificate, Question(others, root, policy, material));

    /// <summary>The question, to be changed.</summary>
    public static PathRequest Question(IEnumerable<Minted> others, Minted root, PathPolicy? policy = null, params RevocationMaterial[] material) => new()
    {
        Anchors = new TrustAnchors([root.Certificate], []),
        At = Noon,
        Candidates = [.. others.Select(other => other.Certificate)],
        PathPolicy = policy ?? PathPolicy.Usual,
        Revocation = material.Aggregate(RevocationMaterial.None, (all, part) => all.With(part)),
    };

    /// <summary>What the path came to: its result and the codes of what decided, for comparing.</summary>
    public static string Told(this CertificatePath path) => string.Join(
        ' ', path.Findings.Where(finding => finding.Result == path.Result && path.Result != VerdictResult.Passed).Select(finding => finding.Code["SEDX-".Length..]).Prepend(path.Result.ToString()));
}
