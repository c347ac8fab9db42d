namespace Sed.Exchange.Client;

/// <summary>
/// A package the node has taken: sealed, verified and durable. From here the node answers for it: every delivery ends in
/// Delivered, Refused or Undelivered, and the event feed says so.
/// </summary>
public sealed record Submitted
{
    /// <summary>Id of the message; ask for it later by this.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>Your own reference.</summary>
    public string? ClientReference { get; init; }

    /// <summary>Digest of the container, <c>algorithm:hex</c>: its identity in every receipt.</summary>
    public required string ContainerDigest { get; init; }

    /// <summary>When it was sealed.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>Until when Delivered is due.</summary>
    public DateTimeOffset DeliverBy { get; init; }

    /// <summary>True: it had been taken before under the same key; everything is as it was then.</summary>
    public bool Repeated { get; init; }

    /// <summary>One per recipient.</summary>
    public IReadOnlyList<SubmittedDelivery> Deliveries { get; init; } = [];

    /// <summary>Remarks that did not stop it.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
