using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Control;
using Sed.Exchange.Delivery.Doors;

namespace Sed.Exchange.Node.Json;

/// <summary><c>sedx-status/1</c>: what <c>sedx status --json</c> writes and the API answers.</summary>
public sealed record StatusDocument
{
    /// <summary>Name of the contract.</summary>
    public string Schema => "sedx-status/1";

    /// <summary>Id of the message.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The sender's own reference; only at the origin.</summary>
    public string? ClientReference { get; init; }

    /// <summary><c>document</c> or <c>report</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The sender.</summary>
    public required PartyDocument Sender { get; init; }

    /// <summary>Number and date of the document; null at a relay.</summary>
    public string? Subject { get; init; }

    /// <summary>When it was sealed.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Until when Delivered is due.</summary>
    public required DateTimeOffset DeliverBy { get; init; }

    /// <summary>The message this one answers or reports about.</summary>
    public Guid? InReplyTo { get; init; }

    /// <summary>The receipt that the node made this report from; null: an installation sent it.</summary>
    public Guid? MadeFrom { get; init; }

    /// <summary>When its content was purged, because its life was over; null: it is here.</summary>
    public DateTimeOffset? ContentPurgedAt { get; init; }

    /// <summary>When everything but receipts and states was purged; null: it is here.</summary>
    public DateTimeOffset? MetadataPurgedAt { get; init; }

    /// <summary>It is in dispute, so that nothing of it is purged; told to administrators of the node alone.</summary>
    public HoldDocument? Hold { get; init; }

    /// <summary>Its tasks in one line; null: it tells of none that the reader knows.</summary>
    public ControlLineDocument? Control { get; init; }

    /// <summary>One per recipient.</summary>
    public required IReadOnlyList<DeliveryDocument> Deliveries { get; init; }

    /// <summary>Writes the status of a message.</summary>
    /// <param name="status">The message.</param>
    /// <param name="directory">Gives names; null: none are given.</param>
    /// <param name="shows">Which recipients' deliveries the reader may see; null: all.</param>
    /// <param name="control">Its tasks in one line, as the reader knows them.</param>
    public static StatusDocument From(
        MessageStatus status, ExchangeDirectory? directory, Func<Guid, bool>? shows = null, ControlSummary? control = null) => new()
        {
            MessageId = status.Container.MessageId,
            ClientReference = status.Container.ClientReference,
            Kind = FindingDocument.NameOf(status.Container.Kind),
            Sender = PartyDocument.From(status.Container.Sender, directory),
            Subject = status.Container.Subject,
            SentAt = status.Container.SentAt,
            DeliverBy = status.Container.DeliverBy,
            InReplyTo = status.Container.InReplyTo,
            MadeFrom = status.Container.MadeFrom,
            ContentPurgedAt = status.Container.ContentPurgedAt,
            MetadataPurgedAt = status.Container.MetadataPurgedAt,
            Control = ControlLineDocument.From(control, directory),
            Deliveries =
            [
                .. status.Deliveries
                    .Where(delivery => shows is null || shows(delivery.Delivery.Recipient))
                    .Select(delivery => From(status.Container.MessageId, delivery, directory)),
            ],
        };

    /// <summary>Where the API gives a receipt.</summary>
    public static string ReceiptPath(Guid messageId, Guid receiptId) => $"/api/v1/messages/{messageId}/receipts/{receiptId}";

    private static DeliveryDocument From(Guid messageId, DeliveryStatus delivery, ExchangeDirectory? directory) => new(
        delivery.Delivery.DeliveryId,
        PartyDocument.From(delivery.Delivery.Recipient, directory),
        delivery.Delivery.State.ToString(),
        delivery.Delivery.Attempts,
        delivery.Delivery.NextAttemptAt,
        delivery.Delivery.LastError,
        [.. delivery.Timeline.Select(entry => new TimelineDocument(
            entry.At,
            entry.Node,
            entry.Event,
            entry.ReceiptId,
            entry.Counts,
            entry.ReceiptId is { } receiptId ? ReceiptPath(messageId, receiptId) : null,
            entry.Reason,
            entry.ReportMessageId,
            TimelineDocument.NamesOf(entry.Kinds),
            entry.Number?.Number,
            entry.Number?.Date))],
        [.. delivery.OwedReports.Select(OwedReportDocument.From)],
        delivery.Delivery.Leases,
        delivery.Delivery.PoisonSince);
}
