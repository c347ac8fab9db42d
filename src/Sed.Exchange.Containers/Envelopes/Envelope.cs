namespace Sed.Exchange.Containers.Envelopes;

/// <summary>The envelope of a container (DESIGN 3.2): who, to whom, what, by when, every file.</summary>
public sealed record Envelope
{
    /// <summary>Longest time between <see cref="SentAt"/> and <see cref="DeliverBy"/>.</summary>
    public static readonly TimeSpan LongestDelivery = TimeSpan.FromDays(30);

    /// <summary>UUIDv7 of the message.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The sending organisation.</summary>
    public required Guid Sender { get; init; }

    /// <summary>The node that sealed or admitted the container: the origin.</summary>
    public required string SenderNode { get; init; }

    /// <summary>Recipients, at least one, each once.</summary>
    public required IReadOnlyList<Guid> Recipients { get; init; }

    /// <summary>When the container was sealed.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Until when Delivered is due.</summary>
    public required DateTimeOffset DeliverBy { get; init; }

    /// <summary>Format of the package: <c>sev-12</c>, <c>sev-18</c>, <c>medo-2.7.1</c>…</summary>
    public required string PackageFormat { get; init; }

    /// <summary>Document or report.</summary>
    public required EnvelopeKind Kind { get; init; }

    /// <summary>The package's own message id, when it has one.</summary>
    public string? PackageMessageId { get; init; }

    /// <summary>UID of the document's card at the sender, when the package has one.</summary>
    public string? DocumentUid { get; init; }

    /// <summary>Return code (СЭВ ReturnID), when the package has one.</summary>
    public string? ReturnCode { get; init; }

    /// <summary>The message this one answers or reports about, when known.</summary>
    public Guid? InReplyTo { get; init; }

    /// <summary>Access mark (гриф) as written in the package.</summary>
    public string? AccessMark { get; init; }

    /// <summary>0 routine … 9 urgent; 5 when not set.</summary>
    public int Priority { get; init; } = 5;

    /// <summary>Confidentiality between ends; only <c>none</c> in version 1.</summary>
    public string Protection { get; init; } = "none";

    /// <summary>Every file of the package in its order.</summary>
    public required IReadOnlyList<EnvelopeFile> Files { get; init; }
}
