using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Suites;

/// <summary>ecdsa-p256-sha256: ECDSA on P-256 with SHA-256 (FIPS 186-5).</summary>
internal sealed class EcdsaSuite : Suite
{
    /// <summary>id-ecPublicKey (RFC 5480 section 2.1.1).</summary>
    public const string KeyAlgorithm = "1.2.840.10045.2.1";

    private const string P256 = "1.2.840.10045.3.1.7";

    private const int ScalarLength = 32;

    // P-256, P-384, P-521, and the octets of a coordinate. The platform knows many more; those are of other schools, or too short.
    private static readonly Dictionary<string, int> Curves = new(StringComparer.Ordinal) { [P256] = 32, ["1.3.132.0.34"] = 48, ["1.3.132.0.35"] = 66 };

    // n of P-256, FIPS 186-5 (SP 800-186 section 3.2.1.3).
    private static readonly System.Numerics.BigInteger Order = new(
        Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"), isUnsigned: true, isBigEndian: true);

    private EcdsaSuite()
    {
    }

    public static EcdsaSuite P256Sha256 { get; } = new();

    public override string Name => "ecdsa-p256-sha256";

    public override string DigestName => DigestAlgorithm.Sha256.Name;

    public override SignatureFormat Format => SignatureFormat.Xades;

    public override int DigestLength => 32;

    internal override SuiteIdentifiers Identifiers { get; } = new(
        DigestAlgorithm.Sha256.Oid,
        "1.2.840.10045.4.3.2",
        "1.2.840.10045.4.3.2",
        NullParameters: false,
        "http://www.w3.org/2001/04/xmlenc#sha256",
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256");

    public override Digester CreateDigester() => DigestAlgorithm.Sha256.Create();

    public override bool Accepts(Certificate certificate) => certificate.KeyParameterOid == P256 && certificate.Key.CurveBits is not null;

    public override bool VerifyDigest(Certificate signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (signer.KeyParameterOid != P256 || digest.Length != DigestLength || signature.Length != 2 * ScalarLength) return false;
        using var key = OpenPublic(signer);
        return key is not null && key.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>The certificate's key on a named NIST curve, or null.</summary>
    internal static ECDsa? OpenPublic(Certificate certificate) => OpenPublic(certificate.Key);

    /// <summary>True for a key on one of the curves that are judged here. Explicit parameters name none: they let an attacker choose the generator.</summary>
    internal static bool IsOnKnownCurve(SubjectKey subject) => subject.Algorithm == KeyAlgorithm && CoordinateLength(subject.ParameterOid) is not null;

    /// <summary>Octets of a coordinate on a curve; null: it is none of those judged here.</summary>
    internal static int? CoordinateLength(string? curve) => curve is not null && Curves.TryGetValue(curve, out var length) ? length : null;

    /// <summary>A key on a named NIST curve, or null.</summary>
    internal static ECDsa? OpenPublic(SubjectKey subject)
    {
        if (!IsOnKnownCurve(subject)) return null;
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(subject.Octets, out _);
            return key;
        }
        catch (Exception error) when (error is CryptographicException or PlatformNotSupportedException)
        {
            // Malformed, or off the curve: not a key.
            key.Dispose();
            return null;
        }
    }

    /// <summary>Checks a value in the DER encoding of CMS and X.509 under a key of any size.</summary>
    internal static bool VerifyDer(ECDsa key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> value) =>
        FromDer(value, (key.KeySize + 7) / 8) is { } signature && key.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>Checks r‖s of exactly the curve's length (IEEE P1363, as XML signatures have it) under a key of any size.</summary>
    internal static bool VerifyFixed(ECDsa key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> value) =>
        value.Length == 2 * ((key.KeySize + 7) / 8) && key.VerifyHash(digest, value, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>Checks r‖s, each with leading zeros too many or too few.</summary>
    internal static bool VerifyPadded(ECDsa key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> value)
    {
        if (value.Length % 2 != 0) return false;
        var length = (key.KeySize + 7) / 8;
        var r = value[..(value.Length / 2)].TrimStart((byte)0);
        var s = value[(value.Length / 2)..].TrimStart((byte)0);
        if (r.Length > length || s.Length > length) return false;
        var right = new byte[2 * length];
        r.CopyTo(right.AsSpan(length - r.Length));
        s.CopyTo(right.AsSpan((2 * length) - s.Length));
        return VerifyFixed(key, digest, right);
    }

    internal override byte[] ToCmsValue(byte[] signature)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(TrimZeros(signature.AsSpan(0, ScalarLength)));
            writer.WriteIntegerUnsigned(TrimZeros(signature.AsSpan(ScalarLength)));
        }

        return writer.Encode();
    }

    internal override byte[]? FromCmsValue(ReadOnlySpan<byte> value) => FromDer(value, ScalarLength);

    /// <summary>With s also n − s verifies (the point's other sign): the lower one counts.</summary>
    internal override byte[] ToOneForm(byte[] signature)
    {
        var s = new System.Numerics.BigInteger(signature.AsSpan(ScalarLength), isUnsigned: true, isBigEndian: true);
        if (signature.Length != 2 * ScalarLength || s <= Order / 2 || s >= Order) return signature;
        var low = (byte[])signature.Clone();
        low.AsSpan(ScalarLength).Clear();
        Place(Order - s, low.AsSpan(ScalarLength));
        return low;
    }

    internal override PrivateKey GenerateKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new Key(key.ExportPkcs8PrivateKey());
    }

    internal override PrivateKey ImportKey(ReadOnlyMemory<byte> pkcs8)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(pkcs8.Span, out _);
            if (key.ExportParameters(false).Curve.Oid?.Value == P256) return new Key(key.ExportPkcs8PrivateKey());
            throw new KeyFileException("The private key is not on the curve P-256.");
        }
        catch (CryptographicException error)
        {
            throw new KeyFileException("The private key is not an ECDSA key.", error);
        }
    }

    // Our own, because the platform's takes integers without their leading zero, that is negative ones, too.
    private static byte[]? FromDer(ReadOnlySpan<byte> value, int scalarLength)
    {
        try
        {
            var reader = new AsnReader(value.ToArray(), AsnEncodingRules.DER);
            var sequence = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            var r = sequence.ReadInteger();
            var s = sequence.ReadInteger();
            sequence.ThrowIfNotEmpty();
            var signature = new byte[2 * scalarLength];
            return r.Sign > 0 && s.Sign > 0
                && Place(r, signature.AsSpan(0, scalarLength)) && Place(s, signature.AsSpan(scalarLength)) ? signature : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static ReadOnlySpan<byte> TrimZeros(ReadOnlySpan<byte> scalar)
    {
        var trimmed = scalar.TrimStart((byte)0);
        return trimmed.IsEmpty ? scalar[^1..] : trimmed;
    }

    private static bool Place(System.Numerics.BigInteger value, Span<byte> target)
    {
        var octets = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        if (octets.Length > target.Length) return false;
        octets.CopyTo(target[^octets.Length..]);
        return true;
    }

    private sealed class Key(byte[] pkcs8) : PrivateKey
    {
        // .NET promises no thread safety for one ECDsa object, so each signature borrows one.
        private readonly ConcurrentBag<ECDsa> _idle = [];

        public override Suite Suite => P256Sha256;

        public override byte[] SubjectPublicKeyInfo => Borrow(key => key.ExportSubjectPublicKeyInfo());

        public override byte[] ToPkcs8() => pkcs8;

        public override byte[] SignDigest(ReadOnlySpan<byte> digest)
        {
            var octets = digest.ToArray();
            return Borrow(key => key.SignHash(octets, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        }

        private byte[] Borrow(Func<ECDsa, byte[]> work)
        {
            if (!_idle.TryTake(out var key))
            {
                key = ECDsa.Create();
                key.ImportPkcs8PrivateKey(pkcs8, out _);
            }

            var result = work(key);
            _idle.Add(key);
            return result;
        }
    }
}
