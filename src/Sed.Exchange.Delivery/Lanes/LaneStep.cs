namespace Sed.Exchange.Delivery.Lanes;

/// <summary>One permitted step.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="From">The state before; null: the row is made.</param>
/// <param name="To">The state after.</param>
/// <param name="By">The receipt or act that makes the step.</param>
public sealed record LaneStep(Lane Lane, DeliveryState? From, DeliveryState To, string By);
