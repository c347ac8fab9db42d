using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Receipts;

/// <summary>
/// A signed statement by a node about one container and one recipient (DESIGN 3.3). States format, seal, digests and
/// durability at <see cref="IssuedAt"/> by the issuer's clock; never authorship, reading or registration.
/// </summary>
public sealed record Receipt
{
    /// <summary>UUIDv7 of the receipt.</summary>
    public required Guid ReceiptId { get; init; }

    /// <summary>What is stated.</summary>
    public required ReceiptKind Kind { get; init; }

    /// <summary>The message; for a refused container that could not be read, the id its carrier claimed.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>Digest of all ZIP octets of the container that the statement is about.</summary>
    public required DigestValue Container { get; init; }

    /// <summary>The sending organisation.</summary>
    public required Guid Sender { get; init; }

    /// <summary>The origin node.</summary>
    public required string OriginNode { get; init; }

    /// <summary>The recipient the statement is about.</summary>
    public required Guid Recipient { get; init; }

    /// <summary>The node that states it.</summary>
    public required string IssuerNode { get; init; }

    /// <summary>The issuer's epoch (DESIGN section 8).</summary>
    public required int Epoch { get; init; }

    /// <summary>When, by the issuer's clock.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Serial of the directory in force at the issuer.</summary>
    public required long DirectorySerial { get; init; }

    /// <summary>Name of the policy applied.</summary>
    public required string Policy { get; init; }

    /// <summary>Reason for the negative kinds, <c>SEDX-…</c>; null for the others.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// A fact that belongs to the reason: the other digest, the index of a file, the last holder and attempt. No personal data.
    /// </summary>
    public string? ReasonDetail { get; init; }

    /// <summary>For Delivered: the digest of every file, by index in the envelope.</summary>
    public IReadOnlyList<DigestValue> Files { get; init; } = [];

    /// <summary>For Delivered: one indication per document signature.</summary>
    public IReadOnlyList<DocumentSignatureIndication> DocumentSignatures { get; init; } = [];
}
