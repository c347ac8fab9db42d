namespace Sed.Exchange.Delivery.Journal;

/// <summary>A receipt that this node owes towards the origin, or after a sender that has moved. Key: <see cref="ReceiptId"/>.</summary>
public sealed record OwedReceiptRow
{
    /// <summary>The receipt.</summary>
    public required Guid ReceiptId { get; init; }

    /// <summary>The node it is for; when that is in the directory no more, the sender's node takes its place.</summary>
    public required string ToNode { get; init; }

    /// <summary>The sending organisation.</summary>
    public required Guid Sender { get; init; }

    /// <summary>The node the container came from: the fallback route.</summary>
    public string? PreviousHop { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Attempts made so far.</summary>
    public int Attempts { get; init; }

    /// <summary>When the next attempt is due.</summary>
    public required DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>Code and detail of the last failed attempt.</summary>
    public string? LastError { get; init; }
}
