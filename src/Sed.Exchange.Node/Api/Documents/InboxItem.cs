using System.Text.Json.Serialization;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Api.Documents;

/// <summary>One delivery in a mailbox.</summary>
public sealed record InboxItem
{
    /// <summary>Id of the delivery.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>Id of the message: the same in every redelivery.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The sender, proven by the seal.</summary>
    public required PartyDocument Sender { get; init; }

    /// <summary>Which organisation it is for.</summary>
    public required PartyDocument Recipient { get; init; }

    /// <summary><c>document</c> or <c>report</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Format of the package.</summary>
    public required string Format { get; init; }

    /// <summary>Number and date of the document.</summary>
    public string? Subject { get; init; }

    /// <summary>When it was sealed.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Until when Delivered was due.</summary>
    public required DateTimeOffset DeliverBy { get; init; }

    /// <summary><c>Waiting</c>, <c>Leased</c>, <c>Collected</c> or <c>Declined</c>.</summary>
    public required string State { get; init; }

    /// <summary>True: a client may have seen it before.</summary>
    public required bool PerhapsSeen { get; init; }

    /// <summary>The current lease.</summary>
    public Guid? LeaseId { get; init; }

    /// <summary>Until when the lease holds.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>How often it was leased, this time included.</summary>
    public required int Leases { get; init; }

    /// <summary>True: it was leased often and never settled; it comes when nothing else waits or once in an hour, and alone.</summary>
    public required bool Poison { get; init; }

    /// <summary>The message this one answers or reports about.</summary>
    public Guid? InReplyTo { get; init; }

    /// <summary>Return code of the package.</summary>
    public string? ReturnCode { get; init; }

    /// <summary>UID of the document's card at the sender.</summary>
    public string? DocumentUid { get; init; }

    /// <summary>True: a report whose document is not known here; it was waited for, and is handed over all the same.</summary>
    public required bool Unmatched { get; init; }

    /// <summary>True: this node made the report from a receipt; the recipient's installation did not say it.</summary>
    public required bool MadeByNode { get; init; }

    /// <summary>Files; only when one item is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<InboxFile>? Files { get; init; }

    /// <summary>Writes an item.</summary>
    public static InboxItem From(MailboxItem item, ExchangeDirectory directory) => new()
    {
        DeliveryId = item.Delivery.DeliveryId,
        MessageId = item.Delivery.MessageId,
        Sender = PartyDocument.From(item.Delivery.Sender, directory),
        Recipient = PartyDocument.From(item.Delivery.Recipient, directory),
        Kind = FindingDocument.NameOf(item.Container.Kind),
        Format = item.Container.PackageFormat,
        Subject = item.Container.Subject,
        SentAt = item.Container.SentAt,
        DeliverBy = item.Container.DeliverBy,
        State = item.Delivery.State.ToString(),
        PerhapsSeen = item.PerhapsSeen,
        LeaseId = item.Delivery.LeaseId,
        LeasedUntil = item.Delivery.LeasedUntil,
        Leases = item.Delivery.Leases,
        Poison = item.Delivery.PoisonSince is not null,
        InReplyTo = item.Container.InReplyTo,
        ReturnCode = item.Container.ReturnCode,
        DocumentUid = item.Container.DocumentUid,
        Unmatched = item.Delivery.Unmatched,
        MadeByNode = item.Container.MadeFrom is not null,
    };
}
