using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Stamping;

/// <summary>The authorities of time that this node may ask (RFC 3161).</summary>
public interface ITimeAuthorities
{
    /// <summary>
    /// Asks for a time-stamp over a digest. MUST give only a token that is right in every respect: this imprint, a fresh nonce, a time near that of this
    /// machine, signed by a trusted authority for nothing but time-stamping. What others do is an answer, not an exception.
    /// </summary>
    Task<StampAnswer> StampAsync(DigestValue imprint, CancellationToken cancel);
}
