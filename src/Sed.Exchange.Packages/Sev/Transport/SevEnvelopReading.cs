namespace Sed.Exchange.Packages.Sev;

/// <summary>The result of reading an <c>.env</c>.</summary>
/// <param name="Envelop">What was read; null when a fault refuses.</param>
/// <param name="Faults">Everything wrong.</param>
public sealed record SevEnvelopReading(SevEnvelop? Envelop, IReadOnlyList<PackageFault> Faults);
