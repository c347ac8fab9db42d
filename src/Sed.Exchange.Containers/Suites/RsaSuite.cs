using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Suites;

/// <summary>rsa-sha256: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 section 8.2), keys of 2048 to 16384 bits.</summary>
internal sealed class RsaSuite : Suite
{
    /// <summary>rsaEncryption (RFC 8017 appendix A.1).</summary>
    public const string KeyAlgorithm = "1.2.840.113549.1.1.1";

    private const int LeastBits = 2048;

    // Verification is cubic in the length: a longer key is an attack on the reader's processor.
    private const int MostBits = 16384;

    // FIPS 186-5 appendix A.1.1; an exponent as long as the modulus makes verification as slow as signing.
    private const int MostExponentBytes = 32;

    private const int FreshKeyBits = 2048;

    private RsaSuite()
    {
    }

    public static RsaSuite Sha256 { get; } = new();

    public override string Name => "rsa-sha256";

    public override string DigestName => DigestAlgorithm.Sha256.Name;

    public override SignatureFormat Format => SignatureFormat.Xades;

    public override int DigestLength => 32;

    internal override SuiteIdentifiers Identifiers { get; } = new(
        DigestAlgorithm.Sha256.Oid,
        "1.2.840.113549.1.1.11",
        "1.2.840.113549.1.1.11",
        NullParameters: true,
        "http://www.w3.org/2001/04/xmlenc#sha256",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");

    public override Digester CreateDigester() => DigestAlgorithm.Sha256.Create();

    public override bool Accepts(Certificate certificate) => certificate.Key.RsaBits >= LeastBits;

    public override bool VerifyDigest(Certificate signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        using var key = OpenPublic(signer);
        return key is { KeySize: >= LeastBits } && digest.Length == DigestLength
            && Verify(key, digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>The certificate's RSA key, or null when it has none or one beyond every limit.</summary>
    internal static RSA? OpenPublic(Certificate certificate) => OpenPublic(certificate.Key);

    /// <summary>True for an RSA key beyond the longest that is looked at.</summary>
    internal static bool IsTooLong(SubjectKey subject) => subject.Algorithm == "1.2.840.113549.1.1.1" && subject.Octets.Length > MostBits / 8 + 64;

    /// <summary>An RSA key, or null when it is none or one beyond every limit.</summary>
    internal static RSA? OpenPublic(SubjectKey subject)
    {
        if (subject.Algorithm != KeyAlgorithm || IsTooLong(subject)) return null;
        var key = RSA.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(subject.Octets, out _);
            if (key.KeySize <= MostBits && key.ExportParameters(false).Exponent!.Length <= MostExponentBytes) return key;
        }
        catch (CryptographicException)
        {
            // Malformed: not a key.
        }

        key.Dispose();
        return null;
    }

    /// <summary>Checks a value of exactly the modulus's length.</summary>
    internal static bool Verify(
        RSA key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature, HashAlgorithmName hash, RSASignaturePadding padding)
    {
        try
        {
            return signature.Length == (key.KeySize + 7) / 8 && key.VerifyHash(digest, signature, hash, padding);
        }
        catch (CryptographicException)
        {
            // The key's values do not work together (an even exponent, say): nothing verifies under it.
            return false;
        }
    }

    internal override PrivateKey GenerateKey()
    {
        using var key = RSA.Create(FreshKeyBits);
        return new Key(key.ExportPkcs8PrivateKey());
    }

    internal override PrivateKey ImportKey(ReadOnlyMemory<byte> pkcs8)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportPkcs8PrivateKey(pkcs8.Span, out _);
            if (key.KeySize is >= LeastBits and <= MostBits) return new Key(key.ExportPkcs8PrivateKey());
            throw new KeyFileException($"The RSA key has {key.KeySize} bits; {LeastBits} to {MostBits} are taken.");
        }
        catch (CryptographicException error)
        {
            throw new KeyFileException("The private key is not an RSA key.", error);
        }
    }

    private sealed class Key(byte[] pkcs8) : PrivateKey
    {
        // .NET promises no thread safety for one RSA object, so each signature borrows one.
        private readonly ConcurrentBag<RSA> _idle = [];

        public override Suite Suite => Sha256;

        public override byte[] SubjectPublicKeyInfo => Borrow(key => key.ExportSubjectPublicKeyInfo());

        public override byte[] ToPkcs8() => pkcs8;

        public override byte[] SignDigest(ReadOnlySpan<byte> digest)
        {
            var octets = digest.ToArray();
            return Borrow(key => key.SignHash(octets, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }

        private byte[] Borrow(Func<RSA, byte[]> work)
        {
            if (!_idle.TryTake(out var key))
            {
                key = RSA.Create();
                key.ImportPkcs8PrivateKey(pkcs8, out _);
            }

            var result = work(key);
            _idle.Add(key);
            return result;
        }
    }
}
