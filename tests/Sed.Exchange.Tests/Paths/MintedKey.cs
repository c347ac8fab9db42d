using System.Security.Cryptography;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Tests.Paths;

/// <summary>The key of a minted certificate, to sign documents with.</summary>
internal sealed class MintedKey(Minted minted, params Minted[] chain) : SigningKey
{
    public override Certificate Certificate => minted.Certificate;

    public override IReadOnlyList<Certificate> Chain { get; } = [.. chain.Select(issuer => issuer.Certificate)];

    public override Suite Suite => Suite.Ecdsa;

    public override byte[] SignDigest(ReadOnlySpan<byte> digest) => minted.Key.SignHash(digest.ToArray(), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
}
