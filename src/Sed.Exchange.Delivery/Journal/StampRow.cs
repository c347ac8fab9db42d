namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// A manifest over the digests of receipts and containers, or over earlier stamps, and the time-stamp token over it once an authority gave it. Manifest and
/// token are final. Key: <see cref="StampId"/>.
/// </summary>
public sealed record StampRow
{
    /// <summary>Id of the stamp.</summary>
    public required Guid StampId { get; init; }

    /// <summary>The manifest's octets: what the token is over.</summary>
    public required byte[] Manifest { get; init; }

    /// <summary>When the manifest was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Number of the last receipt that was looked at for it; 0 for a stamp over stamps.</summary>
    public required long ReceiptsUpTo { get; init; }

    /// <summary>The token, or null: it is owed.</summary>
    public byte[]? Token { get; init; }

    /// <summary>The time that the token states.</summary>
    public DateTimeOffset? StampedAt { get; init; }

    /// <summary>When the token, or an algorithm of it, ends: by then another must have confirmed it.</summary>
    public DateTimeOffset? Ends { get; init; }

    /// <summary>When another is made over it; null: it has no token.</summary>
    public DateTimeOffset? RenewAt { get; init; }

    /// <summary>The stamp that was made over this one, or null.</summary>
    public Guid? RenewedBy { get; init; }

    /// <summary>Attempts at the token so far.</summary>
    public int Attempts { get; init; }

    /// <summary>When the next attempt is due; null: it has its token.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Code and detail of the last failed attempt.</summary>
    public string? LastError { get; init; }

    /// <summary>When administrators were told that the token is overdue.</summary>
    public DateTimeOffset? ToldAt { get; init; }
}
