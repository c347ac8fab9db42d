using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// The evidence to be gathered for a container while it can be had: owed from the commit that states Accepted or Delivered (DESIGN section 7). Key:
/// <see cref="Container"/>.
/// </summary>
public sealed record CaptureRow
{
    /// <summary>The container.</summary>
    public required DigestValue Container { get; init; }

    /// <summary>Its message.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>Owed or done. Only what is done may be purged.</summary>
    public required CaptureState State { get; init; }

    /// <summary>Since when in this state.</summary>
    public required DateTimeOffset StateSince { get; init; }

    /// <summary>When it became owed.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Attempts made so far.</summary>
    public int Attempts { get; init; }

    /// <summary>When the next attempt is due; null: none is, it is done.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When administrators were told that it is owed for too long, or null.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>What was missing after the last attempt.</summary>
    public IReadOnlyList<CaptureGap> Gaps { get; init; } = [];
}
