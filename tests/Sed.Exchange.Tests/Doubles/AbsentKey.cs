using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>A key whose token has been pulled out: everything is known of it, and it signs nothing.</summary>
internal sealed class AbsentKey(SigningKey key) : SigningKey
{
    public override Certificate Certificate => key.Certificate;

    public override IReadOnlyList<Certificate> Chain => key.Chain;

    public override Suite Suite => key.Suite;

    public override byte[] SignDigest(ReadOnlySpan<byte> digest) => throw new KeyUnavailableException("The token is not there.");
}
