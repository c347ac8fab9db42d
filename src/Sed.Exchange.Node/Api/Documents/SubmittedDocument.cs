using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Api.Documents;

/// <summary>A package that was taken: sealed, verified and durable.</summary>
public sealed record SubmittedDocument
{
    /// <summary>Id of the message.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The client's own reference.</summary>
    public string? ClientReference { get; init; }

    /// <summary>Digest of the container, <c>algorithm:hex</c>.</summary>
    public required string ContainerDigest { get; init; }

    /// <summary>When it was sealed.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Until when Delivered is due.</summary>
    public required DateTimeOffset DeliverBy { get; init; }

    /// <summary>True: it had been taken before under the same key; everything is as it was then.</summary>
    public required bool Repeated { get; init; }

    /// <summary>One per recipient.</summary>
    public required IReadOnlyList<SubmittedDelivery> Deliveries { get; init; }

    /// <summary>Remarks that did not stop it.</summary>
    public required IReadOnlyList<FindingDocument> Findings { get; init; }

    /// <summary>Writes what admission says.</summary>
    public static SubmittedDocument From(AdmissionResult.Accepted accepted, ExchangeDirectory directory, string language) => new()
    {
        MessageId = accepted.Container.MessageId,
        ClientReference = accepted.Container.ClientReference,
        ContainerDigest = accepted.Container.Digest.ToString(),
        SentAt = accepted.Container.SentAt,
        DeliverBy = accepted.Container.DeliverBy,
        Repeated = accepted.Repeated,
        Deliveries = [.. accepted.Deliveries.Zip(accepted.Receipts, (delivery, receipt) => new SubmittedDelivery(
            delivery.DeliveryId,
            PartyDocument.From(delivery.Recipient, directory),
            delivery.State.ToString(),
            receipt.ReceiptId,
            StatusDocument.ReceiptPath(delivery.MessageId, receipt.ReceiptId)))],
        Findings = FindingDocument.From(accepted.Findings, language),
    };
}
