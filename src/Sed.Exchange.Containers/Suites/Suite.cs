using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Suites;

/// <summary>
/// One set of algorithms for seals, receipts and the directory (DESIGN section 2): a digest, a signature primitive and the
/// signature format that the tools of its world check. The certificate chooses the suite; there is no negotiation.
/// A new suite is one file beside this one and one line in <see cref="All"/>.
/// </summary>
public abstract class Suite
{
    /// <summary>GOST R 34.10-2012 with a 256-bit key and GOST R 34.11-2012-256; CAdES.</summary>
    public static Suite Gost256 => GostSuite.Bits256;

    /// <summary>GOST R 34.10-2012 with a 512-bit key and GOST R 34.11-2012-512; CAdES.</summary>
    public static Suite Gost512 => GostSuite.Bits512;

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256, keys of 2048 bits and more; XAdES.</summary>
    public static Suite Rsa => RsaSuite.Sha256;

    /// <summary>ECDSA on P-256 with SHA-256; XAdES.</summary>
    public static Suite Ecdsa => EcdsaSuite.P256Sha256;

    /// <summary>Every suite this build knows.</summary>
    public static IReadOnlyList<Suite> All { get; } = [Gost256, Gost512, Rsa, Ecdsa];

    /// <summary>The name in the directory, in verdicts and on the command line, for example <c>gost-2012-256</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The name of the digest, as <see cref="DigestValue.Algorithm"/> has it.</summary>
    public abstract string DigestName { get; }

    /// <summary>CAdES for GOST, XAdES for the others.</summary>
    public abstract SignatureFormat Format { get; }

    /// <summary>Length of the digest in octets.</summary>
    public abstract int DigestLength { get; }

    /// <summary>A fresh digester of this suite's algorithm.</summary>
    public abstract Digester CreateDigester();

    /// <summary>
    /// Checks a bare signature over a digest. False for anything that is not exactly a right signature: wrong length
    /// (trailing octets too), values out of range, wrong kind of key. Never throws for malformed input.
    /// GOST: s‖r big-endian (64 or 128 octets). ECDSA: r‖s (IEEE P1363, 64 octets). RSA: as long as the modulus.
    /// </summary>
    public abstract bool VerifyDigest(Certificate signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature);

    /// <summary>True when the certificate's key belongs to this suite (algorithm, curve, key length).</summary>
    public abstract bool Accepts(Certificate certificate);

    /// <summary>What the suite's algorithms are called in CMS, X.509 and XML signatures.</summary>
    internal abstract SuiteIdentifiers Identifiers { get; }

    /// <summary>Makes a fresh private key.</summary>
    internal abstract PrivateKey GenerateKey();

    /// <summary>Takes a PKCS#8 PrivateKeyInfo of this suite.</summary>
    /// <exception cref="KeyFileException">The key is malformed or of another suite.</exception>
    internal abstract PrivateKey ImportKey(ReadOnlyMemory<byte> pkcs8);

    /// <summary>From the encoding of <see cref="VerifyDigest"/> to that of CMS and X.509; they differ for ECDSA only (RFC 3279 section 2.2.3).</summary>
    internal virtual byte[] ToCmsValue(byte[] signature) => signature;

    /// <summary>The reverse of <see cref="ToCmsValue"/>; null for what is not exactly one DER value.</summary>
    internal virtual byte[]? FromCmsValue(ReadOnlySpan<byte> value) => value.ToArray();

    /// <summary>
    /// Of several values that verify equally, the one that our own objects carry; the value itself where only one verifies.
    /// </summary>
    internal virtual byte[] ToOneForm(byte[] signature) => signature;

    /// <summary>Digest of octets in memory.</summary>
    public DigestValue Digest(ReadOnlySpan<byte> data)
    {
        using var digester = CreateDigester();
        digester.Append(data);
        return digester.Finish();
    }

    /// <summary>The suite of the certificate's key, or null when no suite takes it.</summary>
    public static Suite? Of(Certificate certificate) => All.FirstOrDefault(suite => suite.Accepts(certificate));

    /// <summary>
    /// Finds a suite by its name; <c>gost</c>, <c>gost-512</c>, <c>rsa</c> and <c>ecdsa</c> are accepted as short names.
    /// </summary>
    public static Suite? Find(string name) => name switch
    {
        "gost" => Gost256,
        "gost-512" => Gost512,
        "rsa" => Rsa,
        "ecdsa" => Ecdsa,
        _ => All.FirstOrDefault(suite => string.Equals(suite.Name, name, StringComparison.Ordinal)),
    };

    /// <summary>A digester by the name of its algorithm, or null when no suite has it.</summary>
    public static Digester? FindDigester(string digestName) =>
        All.FirstOrDefault(suite => string.Equals(suite.DigestName, digestName, StringComparison.Ordinal))?.CreateDigester();
}
