namespace Sed.Exchange.Client;

/// <summary>A message taken or declined, with the receipt that says so to the sender.</summary>
public sealed record Settlement
{
    /// <summary>The receipt.</summary>
    public required Guid ReceiptId { get; init; }

    /// <summary><c>Collected</c> or <c>Declined</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>True: it had been settled before; nothing changed.</summary>
    public bool Already { get; init; }
}
