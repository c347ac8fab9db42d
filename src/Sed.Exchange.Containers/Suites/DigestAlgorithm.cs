using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;

namespace Sed.Exchange.Containers.Suites;

/// <summary>
/// A digest that may stand in signatures of others: those of the suites, and the older and longer ones that officials'
/// signatures and certificates of authorities have.
/// </summary>
/// <param name="Name">As in <see cref="DigestValue.Algorithm"/>.</param>
/// <param name="Oid">In CMS and X.509.</param>
/// <param name="PlatformName">.NET's name, which its RSA asks for; null when .NET does not have it.</param>
/// <param name="Create">Makes a digester.</param>
internal sealed record DigestAlgorithm(string Name, string Oid, HashAlgorithmName? PlatformName, Func<Digester> Create)
{
    // FIPS 180-4.
    public static readonly DigestAlgorithm Sha1 = Platform("sha-1", "1.3.14.3.2.26", HashAlgorithmName.SHA1);
    public static readonly DigestAlgorithm Sha256 = Platform("sha-256", "2.16.840.1.101.3.4.2.1", HashAlgorithmName.SHA256);
    public static readonly DigestAlgorithm Sha384 = Platform("sha-384", "2.16.840.1.101.3.4.2.2", HashAlgorithmName.SHA384);
    public static readonly DigestAlgorithm Sha512 = Platform("sha-512", "2.16.840.1.101.3.4.2.3", HashAlgorithmName.SHA512);

    // Inside RSASSA-PSS only, where .NET's name for RSA is not needed.
    public static readonly DigestAlgorithm Sha224 = Managed("sha-224", "2.16.840.1.101.3.4.2.4", () => new Sha224Digest());
    public static readonly DigestAlgorithm Sha512256 = Managed("sha-512/256", "2.16.840.1.101.3.4.2.6", () => new Sha512tDigest(256));

    // GOST R 34.11-2012 (RFC 6986), and its predecessor of 1994 with CryptoPro's parameters (RFC 4357 section 11.2).
    public static readonly DigestAlgorithm Streebog256 = Managed("gost-3411-2012-256", "1.2.643.7.1.1.2.2", () => new Gost3411_2012_256Digest());
    public static readonly DigestAlgorithm Streebog512 = Managed("gost-3411-2012-512", "1.2.643.7.1.1.2.3", () => new Gost3411_2012_512Digest());
    public static readonly DigestAlgorithm Gost94 = Managed("gost-3411-94", "1.2.643.2.2.9", () => new Gost3411Digest());

    private static readonly Dictionary<string, DigestAlgorithm> ByOid =
        new[] { Sha1, Sha256, Sha384, Sha512, Streebog256, Streebog512, Gost94 }.ToDictionary(algorithm => algorithm.Oid, StringComparer.Ordinal);

    /// <summary>The algorithm with this OID, or null when it is not supported.</summary>
    public static DigestAlgorithm? Find(string oid) => ByOid.GetValueOrDefault(oid);

    /// <summary>The algorithm with this name, or null when it is not supported.</summary>
    public static DigestAlgorithm? Named(string name) => ByOid.Values.FirstOrDefault(algorithm => algorithm.Name == name);

    /// <summary>Digest of octets in memory.</summary>
    public byte[] Digest(ReadOnlySpan<byte> data)
    {
        using var digester = Create();
        digester.Append(data);
        return digester.Finish().Value.ToArray();
    }

    private static DigestAlgorithm Platform(string name, string oid, HashAlgorithmName hash) =>
        new(name, oid, hash, () => new PlatformDigester(hash, name));

    private static DigestAlgorithm Managed(string name, string oid, Func<IDigest> create) =>
        new(name, oid, null, () => new BouncyCastleDigester(create(), name));
}
