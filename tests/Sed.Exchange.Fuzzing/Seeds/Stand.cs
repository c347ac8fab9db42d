using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Paths;

namespace Sed.Exchange.Fuzzing.Seeds;

/// <summary>
/// A root, an authority under it and what they issued. Keys are made of their names, and everything signed is the same in every process, so that an
/// input that one process found means the same to the next. The keys protect nothing.
/// </summary>
internal static class Stand
{
    /// <summary>A time at which everything is valid.</summary>
    public static readonly DateTimeOffset Noon = Mint.Noon;

    /// <summary>What everything detached is over.</summary>
    public static readonly byte[] Letter = "Прошу рассмотреть обращение"u8.ToArray();

    /// <summary>Only the cryptography, by the policy that lets most pass.</summary>
    public static readonly PathQuestion Crypto = new() { At = Noon, IsAsked = false, Policy = VerificationPolicies.Find("dev")! };

    public static readonly Minted Root = Mint.Issue(null, "CN=Root", [Part.Authority(2), Part.Usage(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign)], KeyOf("root"), 1);

    public static readonly Minted Authority = Mint.Issue(
        Root,
        "CN=Authority, O=Town",
        [
            Part.Authority(0), Part.Usage(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign), Part.Policies("1.2.3.4", "1.2.3.5"), Part.Mappings(("1.2.3.4", "1.2.3.6")),
            Part.Constraints([Part.Dns("example.org"), Part.Mail("example.org"), Part.Address("10.0.0.0/255.0.0.0")], [Part.Dns("bad.example.org")]),
            Part.PolicyConstraints(1, 2), Part.InhibitAny(3),
        ],
        KeyOf("authority"),
        2);

    /// <summary>In force.</summary>
    public static readonly Minted Leaf = Issue("CN=Leaf, 1.2.643.100.1=1047702026701, 1.2.643.3.131.1.1=007707083893", 3);

    /// <summary>Revoked a month before.</summary>
    public static readonly Minted Revoked = Issue("CN=Revoked", 4);

    private static readonly Minted Responder = Mint.Issue(
        Authority, "CN=Responder", [Part.ExtendedUsage("1.3.6.1.5.5.7.3.9"), Part.Policies("1.2.3.6"), Part.Raw("1.3.6.1.5.5.7.48.1.5", false, writer => writer.WriteNull())], KeyOf("responder"), 5);

    /// <summary>A key of ECDSA P-256 that follows from a name.</summary>
    public static ECDsa KeyOf(string name)
    {
        // 31 octets are below the order of the curve whatever they are.
        var scalar = new byte[32];
        SHA256.HashData(System.Text.Encoding.ASCII.GetBytes($"fuzz {name}"))[1..].CopyTo(scalar, 1);
        var key = ECDsa.Create();
        key.ImportParameters(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
        return key;
    }

    /// <summary>The key of a certificate as what signs.</summary>
    public static SoftwareKey Open(Minted minted) =>
        SoftwareKey.FromPkcs12(Pkcs12File.Write(minted.Key.ExportPkcs8PrivateKey(), minted.Certificate, [], "password"), "password");

    /// <summary>Every kind of certificate.</summary>
    public static IEnumerable<byte[]> Certificates()
    {
        foreach (var minted in new[] { Root, Authority, Leaf, Revoked, Responder }) yield return minted.Platform.RawData;
        yield return Mint.Issue(
            Authority,
            "CN=a.example.org",
            [
                Part.Names(Part.Dns("a.example.org"), Part.Mail("a@example.org"), Part.Address("10.0.0.1"), Part.Uri("http://a.example.org/"), Part.Directory("CN=a"), Part.Other("1.2.3")),
                Part.ExtendedUsage("1.3.6.1.5.5.7.3.1"),
                Part.Policies("1.2.3.6"),
                Part.Points(Part.Point(Part.Uri("http://a.example.org/crl"), 3, Part.Directory("CN=Authority, O=Town"))),
            ],
            KeyOf("names"),
            6).Platform.RawData;
        // Nobody ever verifies with this key: any odd number of its length will do, and it is the same in every process.
        var modulus = Enumerable.Range(0, 8).SelectMany(block => SHA256.HashData([(byte)block])).ToArray();
        (modulus[0], modulus[^1]) = (0xC0, 0x01);
        using var rsa = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = [1, 0, 1] });
        yield return new CertificateRequest(new X500DistinguishedName("CN=RSA"), new PublicKey(rsa), HashAlgorithmName.SHA256)
            .Create(Root.Platform.SubjectName, X509SignatureGenerator.CreateForECDsa(Root.Key), Noon.AddYears(-1), Noon.AddYears(1), [7]).RawData;
        foreach (var suite in new[] { Suite.Gost256, Suite.Gost512, Suite.Rsa }) yield return Keys.Of(suite).Certificate.Der.ToArray();
    }

    /// <summary>Lists of both authorities: complete, delta, of a part, of another's certificates.</summary>
    public static IEnumerable<byte[]> Lists()
    {
        var list = new MintedList { Signer = Authority }.With(Revoked);
        yield return list.Encode();
        yield return System.Text.Encoding.ASCII.GetBytes(PemEncoding.WriteString("X509 CRL", list.Encode()));
        yield return new MintedList { Signer = Root }.Encode();
        yield return (list with { Number = 2, Base = 1 }).Encode();
        yield return (list with { Point = writer => writer.WriteBoolean(true, Part.Context(1)) }).Encode();
        yield return (list with { Point = writer => Part.Reasons(writer, 6, 3) }).Encode();
        yield return new MintedList { Signer = Authority, Point = writer => writer.WriteBoolean(true, Part.Context(4)) }.With(Revoked, issuer: "CN=Root").Encode();
    }

    /// <summary>Answers of the authority and of its responder.</summary>
    public static IEnumerable<byte[]> Answers()
    {
        var answer = new MintedAnswer { Signer = Responder, Issuer = Authority, About = Leaf };
        yield return answer.Encode();
        yield return (answer with { Signer = Authority, IsByKey = true, HasSigner = false }).Encode();
        yield return (answer with { About = Revoked, Status = 1 }).Encode();
        yield return (answer with { NextUpdate = null, HasUnknownCritical = true }).Encode();
        yield return (answer with { Status = 2 }).Encode();
    }

    /// <summary>What a material proves about the two certificates, where not knowing is not enough.</summary>
    public static IReadOnlyList<string> InForce(RevocationMaterial material)
    {
        // The authority's own status is not in question.
        var others = new MintedList { Signer = Root }.Material;
        var proven = new List<string>();
        foreach (var minted in new[] { Leaf, Revoked })
        {
            var path = CertificatePath.Build(minted.Certificate, new PathRequest
            {
                Anchors = new TrustAnchors([Root.Certificate], []),
                At = Noon,
                Candidates = [Authority.Certificate],
                PathPolicy = new PathPolicy { Revocation = RevocationDemand.Required },
                Revocation = others.With(material),
            });
            if (path.Result != VerdictResult.Passed) continue;
            proven.AddRange(material.Lists.Select(list => Targets.Octets.Named(minted.Name, list.ToBeSigned.Span)));
            proven.AddRange(material.Answers.Select(answer => Targets.Octets.Named(minted.Name, answer.ToBeSigned.Span)));
        }

        return proven;
    }

    private static Minted Issue(string name, int serial) => Mint.Issue(Authority, name, [Part.Policies("1.2.3.6")], KeyOf(name), serial);
}
