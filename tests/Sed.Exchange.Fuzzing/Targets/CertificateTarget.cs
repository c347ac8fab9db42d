using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Fuzzing.Seeds;

namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>Certificates: as the one in question, as an authority on the way, and as an anchor that somebody trusts. What passes under the stand's root is what its keys signed.</summary>
internal sealed class CertificateTarget : FuzzTarget
{
    private static readonly PathPolicy Strict = new()
    {
        Policies = ["1.2.3.4"],
        RequireExplicitPolicy = true,
        Usages = ["1.3.6.1.5.5.7.3.1"],
        PeerName = "a.example.org",
        MatchCommonNames = true,
        Profile = Enum.GetValues<CertificateProfile>()[^1],
    };

    public override string Name => "certificate";

    public override IReadOnlyList<(string Folder, string[] Endings)> References => [("certpath", [".crt", ".pem", ".cer", ".der"]), ("certpath-gost", [])];

    public override IEnumerable<byte[]> MakeSeeds() => Stand.Certificates();

    public override IReadOnlyList<string> Read(byte[] input)
    {
        if (Certificate.Parse(input) is not { } certificate) return [];
        Touch(certificate);
        var proven = new List<string>();
        if (Ask(certificate, [Stand.Authority.Certificate], Stand.Root.Certificate, PathPolicy.Usual).Result == VerdictResult.Passed)
            proven.Add(Octets.Named("certificate", certificate.Fields.ToBeSigned.Span));
        if (Ask(Stand.Leaf.Certificate, [certificate], Stand.Root.Certificate, PathPolicy.Usual).Result == VerdictResult.Passed)
            proven.Add(Octets.Named("authority", certificate.Fields.ToBeSigned.Span));
        Ask(certificate, [Stand.Authority.Certificate], Stand.Root.Certificate, Strict);
        Ask(Stand.Leaf.Certificate, [], certificate, Strict);
        Ask(certificate, [], certificate, PathPolicy.Usual);
        return proven;
    }

    private static CertificatePath Ask(Certificate leaf, IReadOnlyList<Certificate> others, Certificate anchor, PathPolicy policy) =>
        CertificatePath.Build(leaf, new PathRequest { Anchors = new TrustAnchors([anchor], []), At = Stand.Noon, Candidates = others, PathPolicy = policy });

    // Verdicts, pages and pins say all of this of a certificate.
    private static void Touch(Certificate certificate)
    {
        _ = $"{certificate.Subject} {certificate.Issuer} {certificate.Serial} {certificate.CommonName} {certificate.Organisation} {certificate.Ogrn} {certificate.Inn} {certificate.Snils}";
        _ = $"{certificate.PublicKeyPin} {certificate.KeyUsage} {certificate.IsSelfIssued} {certificate.Thumbprint}";
        _ = Suite.Of(certificate);
        _ = RevocationAddresses.Of(certificate);
        _ = DevelopmentAuthority.IsDevelopment(certificate);
        if (!certificate.Equals(Certificate.Parse(System.Text.Encoding.ASCII.GetBytes(certificate.ToPem())))) throw new ViolationException("another certificate after PEM");
    }
}
