using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// A container for one recipient whose octets are durable here and whose verification is not finished: Relayed was said for it, so this node answers
/// for it. Everything but digest, length and peer is the carrier's claim; it claims no dedupe key. Key: (<see cref="Container"/>,
/// <see cref="Recipient"/>).
/// </summary>
public sealed record HeldRow
{
    /// <summary>Digest of the octets, computed here, in the algorithm that the carrier named.</summary>
    public required DigestValue Container { get; init; }

    /// <summary>The recipient it was sent for.</summary>
    public required Guid Recipient { get; init; }

    /// <summary>The message, as its carrier says.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The sender, as its carrier says.</summary>
    public required Guid Sender { get; init; }

    /// <summary>The peer that carried it.</summary>
    public required string From { get; init; }

    /// <summary>Node ids passed, the peer last.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>Serial of the peer's directory.</summary>
    public required long DirectorySerial { get; init; }

    /// <summary>Name of the blob; all recipients of one arrival share it.</summary>
    public required string Blob { get; init; }

    /// <summary>Octets.</summary>
    public required long Length { get; init; }

    /// <summary>The Relayed receipt that was given.</summary>
    public required Guid ReceiptId { get; init; }

    /// <summary>When it became durable here.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Verifications that could not be concluded so far.</summary>
    public int Attempts { get; init; }

    /// <summary>When verification is due.</summary>
    public required DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>Code and detail of what kept the last one from concluding, or null.</summary>
    public string? LastError { get; init; }
}
