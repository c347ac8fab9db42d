using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>What reception does with a container for one recipient: a closed set, each with the receipt that states it.</summary>
internal abstract record Disposition(Guid Recipient, ReceiptRow Receipt)
{
    /// <summary>Into a mailbox of this node.</summary>
    public sealed record ToMailbox(Guid Recipient, ReceiptRow Receipt) : Disposition(Recipient, Receipt);

    /// <summary>On to the next hop.</summary>
    public sealed record ToHop(Guid Recipient, ReceiptRow Receipt, string NextHop) : Disposition(Recipient, Receipt);

    /// <summary>Refused under its own digest.</summary>
    public sealed record Refusal(Guid Recipient, ReceiptRow Receipt) : Disposition(Recipient, Receipt);
}
