using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Delivery.Stamping;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Timestamps;

/// <summary>The authorities of virtual regions keep the contract.</summary>
public sealed class LocalTimeAuthoritiesTests : TimeAuthoritiesContract
{
    private protected override ITimeAuthorities Open(Func<byte[], byte[]?> answer, TrustAnchors trust) => new LocalTimeAuthorities(answer, () => trust, Time, Chance);
}
