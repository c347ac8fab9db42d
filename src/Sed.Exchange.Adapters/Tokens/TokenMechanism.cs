using Net.Pkcs11Interop.Common;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Adapters.Tokens;

/// <summary>How a token signs a digest of a suite: the mechanism, what is given to it, and what its value may look like.</summary>
/// <param name="Code">CKM_… of the mechanism.</param>
/// <param name="Name">Its name, for messages.</param>
internal sealed record TokenMechanism(ulong Code, string Name)
{
    // Of TC26's range for vendors ("Руководство по расширению PKCS #11"): 0x80000000 | 0x54321000, and six.
    private const ulong Gost512Code = 0xD432_1006;

    // DigestInfo of SHA-256 without the digest (RFC 8017 section 9.2, note 1): CKM_RSA_PKCS pads and signs what it gets.
    private static readonly byte[] Sha256Prefix = Convert.FromHexString("3031300d060960864801650304020105000420");

    /// <summary>The mechanism of a suite.</summary>
    public static TokenMechanism Of(Suite suite) =>
        suite == Suite.Rsa ? new TokenMechanism((ulong)CKM.CKM_RSA_PKCS, nameof(CKM.CKM_RSA_PKCS))
        : suite == Suite.Ecdsa ? new TokenMechanism((ulong)CKM.CKM_ECDSA, nameof(CKM.CKM_ECDSA))
        : suite == Suite.Gost256 ? new TokenMechanism((ulong)CKM.CKM_GOSTR3410, nameof(CKM.CKM_GOSTR3410))
        : suite == Suite.Gost512 ? new TokenMechanism(Gost512Code, "CKM_GOSTR3410_512")
        : throw new KeyFileException($"Keys of {suite.Name} cannot lie in a token.");

    /// <summary>Every order of octets that a token may speak, the usual one first.</summary>
    public IReadOnlyList<TokenOrder> Orders => Code is Gost512Code or (ulong)CKM.CKM_GOSTR3410 ? TokenOrder.OfGost : [TokenOrder.Usual];

    /// <summary>What is given to the mechanism for a digest.</summary>
    public byte[] Input(ReadOnlySpan<byte> digest, TokenOrder order)
    {
        var octets = digest.ToArray();
        if (order.DigestReversed) Array.Reverse(octets);
        return Code == (ulong)CKM.CKM_RSA_PKCS ? [.. Sha256Prefix, .. octets] : octets;
    }
}
