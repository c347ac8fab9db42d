namespace Sed.Exchange.Client;

/// <summary>One recipient of a message just taken.</summary>
public sealed record SubmittedDelivery
{
    /// <summary>Id of the delivery at this node.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>The recipient.</summary>
    public required Party Recipient { get; init; }

    /// <summary>State, for example <c>Queued</c>.</summary>
    public string? State { get; init; }

    /// <summary>The Accepted receipt.</summary>
    public Guid ReceiptId { get; init; }
}
