namespace Sed.Exchange.Node.Demo.Result;

/// <summary>A step of the demo.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Ok">True: it came out as it should.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="MessageIds">Messages it sent.</param>
/// <param name="Error">What came out otherwise; null when nothing did.</param>
internal sealed record StepLine(string Id, bool Ok, double Seconds, IReadOnlyList<Guid> MessageIds, string? Error);
