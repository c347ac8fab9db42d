using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>
/// A key as our own objects use it: without the chain, which no signature covers (trust comes from the directory's pin), and with the
/// one form of a value where several verify. See <see cref="OneSpelling"/>.
/// </summary>
internal sealed class SealingKey(SigningKey key) : SigningKey
{
    public override Certificate Certificate => key.Certificate;

    public override IReadOnlyList<Certificate> Chain => [];

    public override Suite Suite => key.Suite;

    public override byte[] SignDigest(ReadOnlySpan<byte> digest) => Suite.ToOneForm(key.SignDigest(digest));
}
