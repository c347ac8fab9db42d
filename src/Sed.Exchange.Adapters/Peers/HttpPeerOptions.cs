namespace Sed.Exchange.Adapters.Peers;

/// <summary>Options and limits of the link to other nodes.</summary>
public sealed record HttpPeerOptions
{
    /// <summary>Time for TCP and TLS, 1 second to 5 minutes: an address that swallows packets must not hold an attempt.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Time for one exchange besides the transfer of its octets, 1 second to 1 hour. Attempts have their own, shorter limit (DeliveryOptions); this one
    /// ends exchanges whose caller set none.
    /// </summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Slowest transfer allowed for, octets per second.</summary>
    public int SlowestTransfer { get; init; } = 256 * 1024;

    /// <summary>
    /// Octets from which a container goes in pieces (tus), so that a cut connection costs what was under way and not the whole. Each piece costs the peer
    /// a sync and a copy more than one request would.
    /// </summary>
    public long ResumableFrom { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// Octets from which it goes so once an attempt has failed: over a line that is slow or breaks, one that always begins at its first octet never arrives.
    /// </summary>
    public long ResumableAgainFrom { get; init; } = 256 * 1024;

    /// <summary>Octets of one receipt at most: real ones have 3 to 10 KB; a lying peer must not fill memory.</summary>
    public int ReceiptBytes { get; init; } = 1024 * 1024;

    /// <summary>Octets of an answer of receipts at most, for the same reason.</summary>
    public int AnswerBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Octets of a problem at most; a longer one is not read.</summary>
    public int ProblemBytes { get; init; } = 64 * 1024;

    /// <summary>Longest pause a peer may ask for: it may slow down its own mail, not stop it.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a connection is kept at most: a key taken out of the directory must stop working some time.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromMinutes(10);
}
