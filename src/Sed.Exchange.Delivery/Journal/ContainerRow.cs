using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Journal;

/// <summary>A container whose octets are durable at this node and whose seal held. Key: <see cref="Digest"/>.</summary>
public sealed record ContainerRow
{
    /// <summary>Digest of all ZIP octets in the seal's algorithm: the container's identity.</summary>
    public required DigestValue Digest { get; init; }

    /// <summary>The message.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The sender proven by the seal.</summary>
    public required Guid Sender { get; init; }

    /// <summary>The origin node the envelope names.</summary>
    public required string OriginNode { get; init; }

    /// <summary>Name of the blob.</summary>
    public required string Blob { get; init; }

    /// <summary>Octets.</summary>
    public required long Length { get; init; }

    /// <summary>From the envelope.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>From the envelope: until when Delivered is due.</summary>
    public required DateTimeOffset DeliverBy { get; init; }

    /// <summary>When it became durable here.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>Document or report.</summary>
    public required EnvelopeKind Kind { get; init; }

    /// <summary>Format of the package.</summary>
    public required string PackageFormat { get; init; }

    /// <summary>The package's own message id.</summary>
    public string? PackageMessageId { get; init; }

    /// <summary>UID of the document's card.</summary>
    public string? DocumentUid { get; init; }

    /// <summary>Return code (СЭВ ReturnID).</summary>
    public string? ReturnCode { get; init; }

    /// <summary>The message this one answers or reports about.</summary>
    public Guid? InReplyTo { get; init; }

    /// <summary>Access mark.</summary>
    public string? AccessMark { get; init; }

    /// <summary>0…9.</summary>
    public int Priority { get; init; } = 5;

    /// <summary><c>№ номер от дата</c>; null at a relay, which does not read packages.</summary>
    public string? Subject { get; init; }

    /// <summary>The sender's own reference; only at the origin.</summary>
    public string? ClientReference { get; init; }

    /// <summary>Id of the client that submitted it; only at the origin.</summary>
    public string? SubmittedBy { get; init; }

    /// <summary>The receipt that this node made the package from: a report for one of its own organisations. Null: somebody sent it.</summary>
    public Guid? MadeFrom { get; init; }

    /// <summary>Node ids the container had passed when it arrived (Sed-Path); empty at the origin.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>When octets and tasks were purged; null: they are here.</summary>
    public DateTimeOffset? ContentPurgedAt { get; init; }

    /// <summary>When everything but the tombstone was purged; null: it is here.</summary>
    public DateTimeOffset? MetadataPurgedAt { get; init; }

    /// <summary>How much is left.</summary>
    public Remains Remains => MetadataPurgedAt is not null ? Remains.Tombstone : ContentPurgedAt is not null ? Remains.Metadata : Remains.Everything;

    /// <summary>This row with the octets that came once more, and what was read of them; what only this node knew stays.</summary>
    internal ContainerRow WholeAgain(ContainerRow come) => this with
    {
        Blob = come.Blob,
        ContentPurgedAt = null,
        MetadataPurgedAt = null,
        Subject = Subject ?? come.Subject,
        PackageMessageId = PackageMessageId ?? come.PackageMessageId,
        DocumentUid = DocumentUid ?? come.DocumentUid,
        ReturnCode = ReturnCode ?? come.ReturnCode,
    };

    /// <summary>What a proven envelope says, and where the octets lie.</summary>
    internal static ContainerRow Of(Envelope envelope, DigestValue digest, string blob, long length, DateTimeOffset storedAt) => new()
    {
        Digest = digest,
        MessageId = envelope.MessageId,
        Sender = envelope.Sender,
        OriginNode = envelope.SenderNode,
        Blob = blob,
        Length = length,
        SentAt = envelope.SentAt,
        DeliverBy = envelope.DeliverBy,
        StoredAt = storedAt,
        Kind = envelope.Kind,
        PackageFormat = envelope.PackageFormat,
        PackageMessageId = envelope.PackageMessageId,
        DocumentUid = envelope.DocumentUid,
        ReturnCode = envelope.ReturnCode,
        InReplyTo = envelope.InReplyTo,
        AccessMark = envelope.AccessMark,
        Priority = envelope.Priority,
    };
}
