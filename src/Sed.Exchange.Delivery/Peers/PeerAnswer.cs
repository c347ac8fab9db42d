namespace Sed.Exchange.Delivery.Peers;

/// <summary>What became of one exchange with a peer: a closed set.</summary>
public abstract record PeerAnswer
{
    private PeerAnswer()
    {
    }

    /// <summary>Code and detail of what went wrong; null: nothing did.</summary>
    public (string Code, string? Detail)? Failure => this switch
    {
        Temporary temporary => (temporary.Code, temporary.Detail),
        Rejected rejected => (rejected.Code, rejected.Detail),
        _ => null,
    };

    /// <summary>2xx.</summary>
    /// <param name="Receipts">The receipts, unverified, as they came.</param>
    public sealed record Answered(IReadOnlyList<byte[]> Receipts) : PeerAnswer;

    /// <summary>200 of <c>/exchanged</c>.</summary>
    /// <param name="Page">What was exchanged.</param>
    public sealed record Exchanged(ExchangedPage Page) : PeerAnswer;

    /// <summary>200 of <c>/about</c>.</summary>
    /// <param name="Time">The peer's clock.</param>
    /// <param name="IsSure">False: the peer itself doubts it.</param>
    /// <param name="DirectorySerial">The directory in force there; null: it does not say.</param>
    public sealed record About(DateTimeOffset Time, bool IsSure, long? DirectorySerial) : PeerAnswer;

    /// <summary>
    /// Not now: 503, 429, 400 <c>digest-mismatch</c>, no connection, TLS refused, timeout, an answer that cannot be read. To be tried again.
    /// </summary>
    /// <param name="Code">Code of the problem, or <c>peer-unreachable</c>, <c>peer-timeout</c>, <c>peer-garbage</c>, <c>peer-tls</c>.</param>
    /// <param name="Detail">Facts for the administrator.</param>
    /// <param name="RetryAfter">What the peer asked for.</param>
    public sealed record Temporary(string Code, string? Detail, TimeSpan? RetryAfter) : PeerAnswer;

    /// <summary>
    /// A problem that the same request will meet again: 409 <c>loop</c>, 413, 415, 426, 4xx. The sender keeps ownership; it tries again slowly
    /// and raises an alarm, because directories and limits change.
    /// </summary>
    /// <param name="Code">Code of the problem.</param>
    /// <param name="Detail">Facts for the administrator.</param>
    public sealed record Rejected(string Code, string? Detail) : PeerAnswer;
}
