using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Journal;

/// <summary>A receipt, issued here or received. The bytes are final. Key: <see cref="ReceiptId"/>.</summary>
public sealed record ReceiptRow
{
    /// <summary>Id of the receipt.</summary>
    public required Guid ReceiptId { get; init; }

    /// <summary>What it states.</summary>
    public required ReceiptKind Kind { get; init; }

    /// <summary>About which message.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>About which recipient.</summary>
    public required Guid Recipient { get; init; }

    /// <summary>About which container.</summary>
    public required DigestValue Container { get; init; }

    /// <summary>Who says so.</summary>
    public required string IssuerNode { get; init; }

    /// <summary>When, by the issuer's clock.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it became durable here.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>
    /// True: it may change states. False: recorded with an alarm, because it matches no delivery here or its issuer may not say it.
    /// </summary>
    public required bool Counts { get; init; }

    /// <summary>Reason code of the negative kinds.</summary>
    public string? Reason { get; init; }

    /// <summary>The ASiC-S file.</summary>
    public required byte[] Bytes { get; init; }
}
