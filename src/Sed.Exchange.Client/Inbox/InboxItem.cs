namespace Sed.Exchange.Client;

/// <summary>One message in a mailbox, for one of your organisations.</summary>
public sealed record InboxItem
{
    /// <summary>Id of the delivery: what every call about it takes.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>Id of the message: the same for all its recipients and in every redelivery. Register by this, once.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>Who sent it, proven by the seal.</summary>
    public required Party Sender { get; init; }

    /// <summary>Which of your organisations it is for.</summary>
    public required Party Recipient { get; init; }

    /// <summary><c>document</c> or <c>report</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Format of the package, for example <c>sev-18</c>.</summary>
    public string? Format { get; init; }

    /// <summary>Number and date of the document; never its content.</summary>
    public string? Subject { get; init; }

    /// <summary>When it was sealed.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>Until when Delivered was due.</summary>
    public DateTimeOffset DeliverBy { get; init; }

    /// <summary><c>Waiting</c>, <c>Leased</c>, <c>Collected</c>, <c>Declined</c>.</summary>
    public string? State { get; init; }

    /// <summary>True: a client may have read it before. Look <see cref="MessageId"/> up before you register it again.</summary>
    public bool PerhapsSeen { get; init; }

    /// <summary>The lease, when this item came from a lease.</summary>
    public Guid? LeaseId { get; init; }

    /// <summary>Until when the lease holds; afterwards somebody else may be given it.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>How often it was leased, this time included.</summary>
    public int Leases { get; init; }

    /// <summary>True: it was leased often and never collected or declined, so it comes when nothing else waits, and alone. Decline what you cannot take.</summary>
    public bool Poison { get; init; }

    /// <summary>The message it answers or reports about, when known.</summary>
    public Guid? InReplyTo { get; init; }

    /// <summary>Return code (СЭВ ReturnID): the key from a report to the document sent.</summary>
    public string? ReturnCode { get; init; }

    /// <summary>UID of the document's card at its author.</summary>
    public string? DocumentUid { get; init; }

    /// <summary>True: a report whose document the node does not know: it was sent by another way, or lost there.</summary>
    public bool Unmatched { get; init; }

    /// <summary>True: the node made this report from a receipt; the recipient's installation did not say it.</summary>
    public bool MadeByNode { get; init; }

    /// <summary>The package's files; only in the answer to a call about one item.</summary>
    public IReadOnlyList<InboundFile> Files { get; init; } = [];
}
