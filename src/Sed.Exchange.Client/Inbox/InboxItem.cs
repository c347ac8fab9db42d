using System.Text.Json.Serialization;

namespace Sed.Exchange.Client;

/// <summary>One message in a mailbox, for one of your organisations.</summary>
public sealed record InboxItem
{
    /// <summary>Id of the delivery: what every call about it takes.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>
    /// Id of the message: the same for all its recipients and in every redelivery. Its sender chose it, and another may have chosen the same: register
    /// by <see cref="Key"/>, not by this.
    /// </summary>
    public required Guid MessageId { get; init; }

    /// <summary>
    /// What the letter is known by: message, sender and recipient. Register by this, once: it is the same in every redelivery, and no other sender's
    /// letter has it. A letter for two of your organisations comes to each of them, and each registers its own. At most 110 letters, digits, <c>-</c>
    /// and <c>_</c>: it can name a folder.
    /// </summary>
    [JsonIgnore]
    public string Key => LetterKey.Of(Sender, MessageId, Recipient);

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

    /// <summary>True: a client may have read it before. Look its <see cref="Key"/> up before you register it again.</summary>
    public bool PerhapsSeen { get; init; }

    /// <summary>The lease, when this item came from a lease.</summary>
    public Guid? LeaseId { get; init; }

    /// <summary>Until when the lease holds; afterwards somebody else may be given it.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>How often it was leased, this time included.</summary>
    public int Leases { get; init; }

    /// <summary>True: it was leased often and never collected or declined, so it comes when nothing else waits or once in an hour, and alone. Decline what you cannot take.</summary>
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
