using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>Stands in for the key of a signature that exists: "signs" with the value that was read.</summary>
internal sealed class RecordedKey(Certificate certificate, Suite suite, byte[] value) : SigningKey
{
    public override Certificate Certificate => certificate;

    public override IReadOnlyList<Certificate> Chain => [];

    public override Suite Suite => suite;

    public override byte[] SignDigest(ReadOnlySpan<byte> digest) => value;
}
