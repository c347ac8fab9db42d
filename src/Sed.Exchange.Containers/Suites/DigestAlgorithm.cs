using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;

namespace Sed.Exchange.Containers.Suites;

/// <summary>
/// A digest that may stand in signatures of others: those of the suites, and the older and longer ones that officials'
/// signatures and certificates of authorities have.
/// </summary>
/// <param name="Name">As in <see cref="DigestValue.Algorithm"/>.</param>
/// <param name="Oid">In CMS and X.509.</param>
/// <param name="IsOutdated">True: collisions can be made or the standard was withdrawn; a right value proves less.</param>
/// <param name="Create">Makes a digester.</param>
internal sealed record DigestAlgorithm(string Name, string Oid, bool IsOutdated, Func<Digester> Create)
{
    // FIPS 180-4.
    public static readonly DigestAlgorithm Sha1 = new("sha-1", "1.3.14.3.2.26", true, () => new PlatformDigester(HashAlgorithmName.SHA1, "sha-1"));
    public static readonly DigestAlgorithm Sha224 = new("sha-224", "2.16.840.1.101.3.4.2.4", true, () => new BouncyCastleDigester(new Sha224Digest(), "sha-224"));
    public static readonly DigestAlgorithm Sha256 = new("sha-256", "2.16.840.1.101.3.4.2.1", false, () => new PlatformDigester(HashAlgorithmName.SHA256, "sha-256"));
    public static readonly DigestAlgorithm Sha384 = new("sha-384", "2.16.840.1.101.3.4.2.2", false, () => new PlatformDigester(HashAlgorithmName.SHA384, "sha-384"));
    public static readonly DigestAlgorithm Sha512 = new("sha-512", "2.16.840.1.101.3.4.2.3", false, () => new PlatformDigester(HashAlgorithmName.SHA512, "sha-512"));

    // GOST R 34.11-2012 (RFC 6986), and its predecessor of 1994 with CryptoPro's parameters (RFC 4357 section 11.2).
    public static readonly DigestAlgorithm Streebog256 = new("gost-3411-2012-256", "1.2.643.7.1.1.2.2", false, () => new BouncyCastleDigester(new Gost3411_2012_256Digest(), "gost-3411-2012-256"));
    public static readonly DigestAlgorithm Streebog512 = new("gost-3411-2012-512", "1.2.643.7.1.1.2.3", false, () => new BouncyCastleDigester(new Gost3411_2012_512Digest(), "gost-3411-2012-512"));
    public static readonly DigestAlgorithm Gost94 = new("gost-3411-94", "1.2.643.2.2.9", true, () => new BouncyCastleDigester(new Gost3411Digest(), "gost-3411-94"));

    private static readonly Dictionary<string, DigestAlgorithm> ByOid =
        new[] { Sha1, Sha224, Sha256, Sha384, Sha512, Streebog256, Streebog512, Gost94 }.ToDictionary(algorithm => algorithm.Oid, StringComparer.Ordinal);

    /// <summary>The algorithm with this OID, or null when it is not supported.</summary>
    public static DigestAlgorithm? Find(string oid) => ByOid.GetValueOrDefault(oid);

    /// <summary>Digest of octets in memory.</summary>
    public byte[] Digest(ReadOnlySpan<byte> data)
    {
        using var digester = Create();
        digester.Append(data);
        return digester.Finish().Value.ToArray();
    }
}
