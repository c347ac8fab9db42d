using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Sed.Exchange.Containers.Suites;
using Certificate = Sed.Exchange.Containers.Certificates.Certificate;

namespace Sed.Exchange.Simulation.Region;

/// <summary>A key on P-256 that its name alone makes, and that signs the same octets alike each time (RFC 6979): a region of them repeats bit by bit.</summary>
internal sealed class SeededKey : SigningKey
{
    private static readonly ECDomainParameters Curve = new(ECNamedCurveTable.GetByName("P-256"));

    private readonly ECPrivateKeyParameters _key;

    public SeededKey(string name, DateTimeOffset from, DateTimeOffset to)
    {
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        var scalar = new BigInteger(1, seed).Mod(Curve.N.Subtract(BigInteger.One)).Add(BigInteger.One);
        _key = new ECPrivateKeyParameters(scalar, Curve);
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar.ToByteArrayUnsigned().PadLeft(32), Q = PublicPoint(scalar) });
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
        using var certificate = request.Create(request.SubjectName, new Generator(this, key), from, to, seed.AsSpan(0, 8));
        Certificate = Certificate.Parse(certificate.RawData) ?? throw new InvalidOperationException("The certificate cannot be read.");
        Suite = Suite.Of(Certificate) ?? throw new InvalidOperationException("No suite takes the certificate.");
    }

    /// <inheritdoc/>
    public override Certificate Certificate { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Certificate> Chain => [];

    /// <inheritdoc/>
    public override Suite Suite { get; }

    /// <inheritdoc/>
    public override byte[] SignDigest(ReadOnlySpan<byte> digest)
    {
        var (r, s) = Sign(digest);
        return [.. r.ToByteArrayUnsigned().PadLeft(32), .. s.ToByteArrayUnsigned().PadLeft(32)];
    }

    // As ECDsaSigner does; but the point of each nonce is multiplied by the platform, which takes a tenth of the time.
    private (BigInteger R, BigInteger S) Sign(ReadOnlySpan<byte> digest)
    {
        var message = digest.ToArray();
        var nonces = new HMacDsaKCalculator(new Sha256Digest());
        nonces.Init(Curve.N, _key.D, message);
        while (true)
        {
            var nonce = nonces.NextK();
            using var point = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = nonce.ToByteArrayUnsigned().PadLeft(32) });
            var r = new BigInteger(1, point.ExportParameters(includePrivateParameters: false).Q.X!).Mod(Curve.N);
            var s = nonce.ModInverse(Curve.N).Multiply(new BigInteger(1, message).Add(_key.D.Multiply(r))).Mod(Curve.N);
            if (r.SignValue != 0 && s.SignValue != 0) return (r, s);
        }
    }

    private static ECPoint PublicPoint(BigInteger scalar)
    {
        var point = Curve.G.Multiply(scalar).Normalize();
        return new ECPoint { X = point.AffineXCoord.GetEncoded(), Y = point.AffineYCoord.GetEncoded() };
    }

    private sealed class Generator(SeededKey signer, ECDsa key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
            X509SignatureGenerator.CreateForECDsa(key).GetSignatureAlgorithmIdentifier(hashAlgorithm);

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm)
        {
            var (r, s) = signer.Sign(SHA256.HashData(data));
            return StandardDsaEncoding.Instance.Encode(Curve.N, r, s);
        }

        protected override PublicKey BuildPublicKey() => new(key);
    }
}

file static class Octets
{
    public static byte[] PadLeft(this byte[] octets, int length) => [.. new byte[length - octets.Length], .. octets];
}
