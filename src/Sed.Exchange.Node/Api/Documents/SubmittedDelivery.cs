using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Api.Documents;

/// <summary>One recipient of a package that was taken.</summary>
/// <param name="DeliveryId">Id of the delivery.</param>
/// <param name="Recipient">The recipient.</param>
/// <param name="State">Its state now.</param>
/// <param name="ReceiptId">The Accepted receipt.</param>
/// <param name="Receipt">Where the API gives it.</param>
public sealed record SubmittedDelivery(Guid DeliveryId, PartyDocument Recipient, string State, Guid ReceiptId, string Receipt);
