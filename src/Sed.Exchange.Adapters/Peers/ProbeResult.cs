namespace Sed.Exchange.Adapters.Peers;

/// <summary>What a probe of one address found.</summary>
/// <param name="Stage">How far it came.</param>
/// <param name="Fault">Why no further; null when <see cref="ProbeStage.Done"/>.</param>
public sealed record ProbeResult(ProbeStage Stage, string? Fault = null)
{
    /// <summary>The pin of the TLS key that was shown.</summary>
    public string? Pin { get; init; }

    /// <summary>Last second of the certificate that was shown.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>What the node says about itself.</summary>
    public PeerAbout? About { get; init; }

    /// <summary>Its clock minus ours; positive: it is ahead.</summary>
    public TimeSpan? ClockDifference { get; init; }

    /// <summary>Code of the problem it answered with: <c>peer-unknown</c> when its directory does not list our key.</summary>
    public string? RefusalCode { get; init; }

    /// <summary>The directory it has in force, asked for when it refuses us: what it believes about our key stands there.</summary>
    public byte[]? Directory { get; init; }
}
