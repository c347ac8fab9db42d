namespace Sed.Exchange.Client;

/// <summary>A message with its deliveries and their timelines: the document <c>sedx-status/1</c>.</summary>
public sealed record MessageStatus
{
    /// <summary><c>sedx-status/1</c>.</summary>
    public string Schema { get; init; } = "sedx-status/1";

    /// <summary>Id of the message.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The sender's own reference.</summary>
    public string? ClientReference { get; init; }

    /// <summary><c>document</c> or <c>report</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The sender.</summary>
    public Party? Sender { get; init; }

    /// <summary>Number and date of the document; never its content.</summary>
    public string? Subject { get; init; }

    /// <summary>When it was sealed.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>Until when Delivered is due.</summary>
    public DateTimeOffset DeliverBy { get; init; }

    /// <summary>The message that this one answers; null: none is named.</summary>
    public Guid? InReplyTo { get; init; }

    /// <summary>The receipt that the node made this report from; null: an installation sent it.</summary>
    public Guid? MadeFrom { get; init; }

    /// <summary>When its content was purged, because its life was over; null: it is there.</summary>
    public DateTimeOffset? ContentPurgedAt { get; init; }

    /// <summary>When everything but receipts and states was purged; null: it is there.</summary>
    public DateTimeOffset? MetadataPurgedAt { get; init; }

    /// <summary>Its tasks in one line; null: it tells of none that you know.</summary>
    public ControlLine? Control { get; init; }

    /// <summary>One per recipient.</summary>
    public IReadOnlyList<DeliveryStatus> Deliveries { get; init; } = [];
}
