using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Suites;

/// <summary>GOST R 34.10-2012 with GOST R 34.11-2012 (RFC 7091, RFC 6986).</summary>
internal sealed class GostSuite : Suite
{
    // The operating system's generator; unlike BouncyCastle's own it needs no seeding and no lock.
    private static readonly SecureRandom Randomness = new(new CryptoApiRandomGenerator());

    private readonly int _bits;

    private readonly DigestAlgorithm _digest;

    private GostSuite(int bits, DigestAlgorithm digest, string keyOid, string signatureOid)
    {
        _bits = bits;
        _digest = digest;
        Identifiers = new SuiteIdentifiers(digest.Oid, keyOid, signatureOid, NullParameters: false, XmlDigest: null, XmlSignature: null);
    }

    public static GostSuite Bits256 { get; } = new(256, DigestAlgorithm.Streebog256, GostKeyCodec.Algorithm256, "1.2.643.7.1.1.3.2");

    public static GostSuite Bits512 { get; } = new(512, DigestAlgorithm.Streebog512, GostKeyCodec.Algorithm512, "1.2.643.7.1.1.3.3");

    public override string Name => _bits == 256 ? "gost-2012-256" : "gost-2012-512";

    public override string DigestName => _digest.Name;

    public override SignatureFormat Format => SignatureFormat.Cades;

    public override int DigestLength => _bits / 8;

    internal override SuiteIdentifiers Identifiers { get; }

    public override Digester CreateDigester() => _digest.Create();

    public override bool Accepts(Certificate certificate) =>
        certificate.KeyAlgorithm == Identifiers.CmsSignatureOid && certificate.GostKey is not null;

    public override bool VerifyDigest(Certificate signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) =>
        Accepts(signer) && Verify(signer.GostKey!, digest, signature);

    /// <summary>
    /// Checks s‖r, both big-endian, under a key of GOST R 34.10-2012 or 34.10-2001. The exact length is checked here:
    /// BouncyCastle's own decoder accepts trailing octets.
    /// </summary>
    internal static bool Verify(ECPublicKeyParameters key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        var size = GostKeyCodec.SizeOf(key.Parameters);
        if (signature.Length != 2 * size || digest.Length != size) return false;
        var s = new BigInteger(1, signature[..size]);
        var r = new BigInteger(1, signature[size..]);
        var signer = new ECGost3410Signer();
        signer.Init(false, key);
        try
        {
            return signer.VerifySignature(digest.ToArray(), r, s);
        }
        catch (Exception)
        {
            // Hostile values (a digest without inverse, a point at infinity) come out as exceptions of any type: not a right signature.
            return false;
        }
    }

    internal override PrivateKey GenerateKey()
    {
        var generator = new ECKeyPairGenerator("ECGOST3410");
        generator.Init(new ECKeyGenerationParameters(GostKeyCodec.Default(_bits), Randomness));
        return new Key(this, (ECPrivateKeyParameters)generator.GenerateKeyPair().Private);
    }

    internal override PrivateKey ImportKey(ReadOnlyMemory<byte> pkcs8) =>
        GostKeyCodec.ReadPrivate(pkcs8) is { } key && GostKeyCodec.SizeOf(key.Parameters) == DigestLength
            ? new Key(this, key)
            : throw new KeyFileException($"The private key is not one of {Name}, or its curve is not known.");

    private sealed class Key(GostSuite suite, ECPrivateKeyParameters key) : PrivateKey
    {
        public override Suite Suite => suite;

        public override byte[] SubjectPublicKeyInfo => GostKeyCodec.WritePublic(key);

        public override byte[] ToPkcs8() => GostKeyCodec.WritePrivate(key);

        public override byte[] SignDigest(ReadOnlySpan<byte> digest)
        {
            if (digest.Length != suite.DigestLength) throw new ArgumentException("The digest is not of the suite's length.", nameof(digest));
            var signer = new ECGost3410Signer();
            signer.Init(true, new ParametersWithRandom(key, Randomness));
            var (r, s) = signer.GenerateSignature(digest.ToArray()) is [var first, var second] ? (first, second) : throw new CryptoException();
            return [.. BigIntegers.AsUnsignedByteArray(suite.DigestLength, s), .. BigIntegers.AsUnsignedByteArray(suite.DigestLength, r)];
        }
    }
}
