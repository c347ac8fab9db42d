namespace Sed.Exchange.Containers.Receipts;

/// <summary>Kinds of receipts (DESIGN 3.3). Who may issue which is in <see cref="ReceiptRules"/>.</summary>
public enum ReceiptKind
{
    /// <summary>Origin: valid, durable, will be delivered or answered for.</summary>
    Accepted,

    /// <summary>A node on the way: durable here, this node now answers for it.</summary>
    Relayed,

    /// <summary>The recipient's node: verified, durable, waiting in the mailbox.</summary>
    Delivered,

    /// <summary>The recipient's node: a client authenticated as the installation confirmed taking it.</summary>
    Collected,

    /// <summary>The recipient's node: the installation refuses it, with a reason.</summary>
    Declined,

    /// <summary>A node on the way or the recipient's: will not be delivered.</summary>
    Refused,

    /// <summary>Origin only: no proof of delivery had reached it in time.</summary>
    Undelivered,
}
