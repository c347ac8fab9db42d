using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Receipts;

/// <summary>What a receipt says besides its kind.</summary>
internal sealed record Statement
{
    /// <summary>Reason code of the negative kinds.</summary>
    public string? Reason { get; init; }

    /// <summary>A fact that belongs to the reason; no personal data.</summary>
    public string? Detail { get; init; }

    /// <summary>For Delivered.</summary>
    public IReadOnlyList<DigestValue> Files { get; init; } = [];

    /// <summary>For Delivered.</summary>
    public IReadOnlyList<DocumentSignatureIndication> DocumentSignatures { get; init; } = [];
}
