using System.Formats.Asn1;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>
/// A signature algorithm that may stand in certificates and in officials' signatures: more than the suites have, because
/// archives and authorities are older than they. What is not here cannot be judged, which is not the same as wrong.
/// </summary>
/// <param name="Name">For verdicts.</param>
/// <param name="Digest">The digest it signs.</param>
/// <param name="Kind">How it signs.</param>
/// <param name="Pss">With <see cref="SignatureKind.RsaPss"/>: its parameters.</param>
internal sealed record SignatureAlgorithm(string Name, DigestAlgorithm Digest, SignatureKind Kind, PssParameters? Pss = null)
{
    // OID -> kind and digest; a null digest is named elsewhere: in SignerInfo.digestAlgorithm.
    private static readonly Dictionary<string, (SignatureKind Kind, DigestAlgorithm? Digest)> ByOid = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.1"] = (SignatureKind.Rsa, null),
        ["1.2.840.113549.1.1.5"] = (SignatureKind.Rsa, DigestAlgorithm.Sha1),
        ["1.2.840.113549.1.1.11"] = (SignatureKind.Rsa, DigestAlgorithm.Sha256),
        ["1.2.840.113549.1.1.12"] = (SignatureKind.Rsa, DigestAlgorithm.Sha384),
        ["1.2.840.113549.1.1.13"] = (SignatureKind.Rsa, DigestAlgorithm.Sha512),
        ["1.2.840.10045.2.1"] = (SignatureKind.Ecdsa, null),
        ["1.2.840.10045.4.1"] = (SignatureKind.Ecdsa, DigestAlgorithm.Sha1),
        ["1.2.840.10045.4.3.2"] = (SignatureKind.Ecdsa, DigestAlgorithm.Sha256),
        ["1.2.840.10045.4.3.3"] = (SignatureKind.Ecdsa, DigestAlgorithm.Sha384),
        ["1.2.840.10045.4.3.4"] = (SignatureKind.Ecdsa, DigestAlgorithm.Sha512),
        [GostKeyCodec.Algorithm256] = (SignatureKind.Gost, null),
        [GostKeyCodec.Algorithm512] = (SignatureKind.Gost, null),
        [GostKeyCodec.Algorithm2001] = (SignatureKind.Gost, null),
        ["1.2.643.7.1.1.3.2"] = (SignatureKind.Gost, DigestAlgorithm.Streebog256),
        ["1.2.643.7.1.1.3.3"] = (SignatureKind.Gost, DigestAlgorithm.Streebog512),
        ["1.2.643.2.2.3"] = (SignatureKind.Gost, DigestAlgorithm.Gost94),
    };

    /// <summary>Finds the algorithm of a certificate's signature; null when it is not supported.</summary>
    public static SignatureAlgorithm? Find(ReadOnlyMemory<byte> algorithmIdentifier) => Find(algorithmIdentifier, null);

    /// <summary>
    /// Finds the algorithm of a SignerInfo; null when it is not supported, or names another digest than
    /// <paramref name="digest"/>, which SignerInfo.digestAlgorithm gives.
    /// </summary>
    public static SignatureAlgorithm? Find(ReadOnlyMemory<byte> algorithmIdentifier, DigestAlgorithm? digest)
    {
        var oid = OidOf(algorithmIdentifier);
        if (oid == PssParameters.Oid) return ReadPss(algorithmIdentifier) is { } pss && (digest is null || digest == pss.Digest) ? OfPss(pss) : null;
        if (!ByOid.TryGetValue(oid, out var entry)) return null;
        if (entry.Digest is not null && digest is not null && entry.Digest != digest) return null;
        return (entry.Digest ?? digest) is { } used ? new SignatureAlgorithm(NameOf(entry.Kind, used), used, entry.Kind) : null;
    }

    /// <summary>The OID of an AlgorithmIdentifier, to name what is not supported.</summary>
    public static string OidOf(ReadOnlyMemory<byte> algorithmIdentifier) =>
        new AsnReader(algorithmIdentifier, AsnEncodingRules.BER).ReadSequence().ReadObjectIdentifier();

    /// <summary>What of a signer's key is beyond what is judged here, by name, so that a value cannot be told to be right or wrong; null: nothing.</summary>
    public string? UnsupportedOf(SubjectKey signer) => Kind switch
    {
        SignatureKind.Ecdsa when signer.Algorithm == EcdsaSuite.KeyAlgorithm && !EcdsaSuite.IsOnKnownCurve(signer) => $"{Name} on {signer.ParameterOid ?? "explicit parameters"}",
        SignatureKind.Gost when GostKeyCodec.UnknownCurveOf(signer) is { } curve => $"{Name} on {curve}",
        SignatureKind.Rsa when RsaSuite.IsTooLong(signer) => $"{Name} with a key of {signer.Octets.Length} octets",
        _ => null,
    };

    /// <summary>Checks a value in the encoding of CMS and X.509 over a digest. False when the key is of another kind.</summary>
    public bool Verify(Certificate signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> value) => Verify(signer.Key, digest, value);

    /// <summary>The same for a key without certificate.</summary>
    public bool Verify(SubjectKey signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> value)
    {
        switch (Kind)
        {
            case SignatureKind.Gost:
                return signer.Gost is { } gost && GostSuite.Verify(gost, digest, value);
            case SignatureKind.RsaPss:
                return RsaPss.Verify(signer, Pss!, digest, value);
            case SignatureKind.Ecdsa:
                using (var key = EcdsaSuite.OpenPublic(signer))
                {
                    return key is not null && EcdsaSuite.VerifyDer(key, digest, value);
                }

            default:
                using (var key = RsaSuite.OpenPublic(signer))
                {
                    return key is not null && Digest.PlatformName is { } hash && RsaSuite.Verify(key, digest, value, hash, RSASignaturePadding.Pkcs1);
                }
        }
    }

    /// <summary>Checks a value in the encoding of XML signatures (RFC 6931): ECDSA is r‖s, the others as in CMS.</summary>
    public bool VerifyXml(SubjectKey signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> value)
    {
        if (Kind != SignatureKind.Ecdsa) return Verify(signer, digest, value);
        using var key = EcdsaSuite.OpenPublic(signer);
        return key is not null && EcdsaSuite.VerifyFixed(key, digest, value);
    }

    /// <summary>True for an ECDSA value r‖s that is right, but shorter than it must be: without zeros in front of r and s.</summary>
    public bool IsShortened(SubjectKey signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> value)
    {
        if (Kind != SignatureKind.Ecdsa) return false;
        using var key = EcdsaSuite.OpenPublic(signer);
        return key is not null && value.Length < 2 * ((key.KeySize + 7) / 8) && EcdsaSuite.VerifyPadded(key, digest, value);
    }

    /// <summary>True for an ECDSA value that is right, but in DER or with other zeros before r and s: what XML signatures do not have, and some write.</summary>
    public bool IsInOtherForm(SubjectKey signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> value)
    {
        if (Kind != SignatureKind.Ecdsa) return false;
        using var key = EcdsaSuite.OpenPublic(signer);
        if (key is null) return false;
        return EcdsaSuite.VerifyDer(key, digest, value) || EcdsaSuite.VerifyPadded(key, digest, value);
    }

    /// <summary>An algorithm by its parts.</summary>
    public static SignatureAlgorithm Of(SignatureKind kind, DigestAlgorithm digest) => new(NameOf(kind, digest), digest, kind);

    /// <summary>RSASSA-PSS with its parameters.</summary>
    public static SignatureAlgorithm OfPss(PssParameters pss) => new(NameOf(SignatureKind.RsaPss, pss.Digest), pss.Digest, SignatureKind.RsaPss, pss);

    // RFC 4055 section 3.1: in a signature the parameters must stand.
    private static PssParameters? ReadPss(ReadOnlyMemory<byte> algorithmIdentifier)
    {
        var fields = new AsnReader(algorithmIdentifier, AsnEncodingRules.BER).ReadSequence();
        fields.ReadObjectIdentifier();
        return fields.HasData ? PssParameters.Read(fields.ReadEncodedValue()) : null;
    }

    private static string NameOf(SignatureKind kind, DigestAlgorithm digest) => kind switch
    {
        SignatureKind.Rsa => "rsa-" + digest.Name.Replace("-", "", StringComparison.Ordinal),
        SignatureKind.RsaPss => "rsa-pss-" + digest.Name.Replace("-", "", StringComparison.Ordinal),
        SignatureKind.Ecdsa => "ecdsa-" + digest.Name.Replace("-", "", StringComparison.Ordinal),
        _ => digest == DigestAlgorithm.Gost94 ? "gost-2001" : digest == DigestAlgorithm.Streebog256 ? "gost-2012-256" : "gost-2012-512",
    };
}
