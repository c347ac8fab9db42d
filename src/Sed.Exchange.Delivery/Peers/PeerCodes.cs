namespace Sed.Exchange.Delivery.Peers;

/// <summary>
/// Codes of attempts that brought no answer of the peer's: what is the peer's or the wire's fault opens its circuit breaker, what this node itself lacks does not. Other codes are said by
/// the peer.
/// </summary>
public static class PeerCodes
{
    /// <summary>No connection, or it was cut.</summary>
    public const string Unreachable = "peer-unreachable";

    /// <summary>No answer in time.</summary>
    public const string Timeout = "peer-timeout";

    /// <summary>TLS failed: its certificate is not the pinned one, or it refused ours.</summary>
    public const string Tls = "peer-tls";

    /// <summary>The answer cannot be read or does not fit the question.</summary>
    public const string Garbage = "peer-garbage";

    /// <summary>The stored octets cannot be read here; not the peer's fault.</summary>
    public const string BlobUnreadable = "blob-unreadable";

    /// <summary>No route exists at the moment.</summary>
    public const string NoRoute = "no-route-now";

    /// <summary>The recipient's installation has taken it at another node, and that node's Delivered is not here yet; it is asked for, and the container not sent again.</summary>
    public const string ProofMissing = "proof-missing";

    /// <summary>Those that open the breaker.</summary>
    public static IReadOnlySet<string> OpenBreaker { get; } = new HashSet<string>(StringComparer.Ordinal) { Unreachable, Timeout, Tls, Garbage };
}
