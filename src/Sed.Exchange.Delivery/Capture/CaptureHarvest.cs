using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Capture;

/// <summary>What a source gathered, and what it could not.</summary>
/// <param name="Parts">Parts of the evidence file by the names of their entries.</param>
/// <param name="Gaps">What is missing.</param>
public sealed record CaptureHarvest(IReadOnlyDictionary<string, byte[]> Parts, IReadOnlyList<CaptureGap> Gaps)
{
    /// <summary>From when asking again can help; null: at any time.</summary>
    public DateTimeOffset? AskAgain { get; init; }
}
