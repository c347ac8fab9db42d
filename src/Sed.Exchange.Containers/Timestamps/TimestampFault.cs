namespace Sed.Exchange.Containers.Timestamps;

/// <summary>Why an answer of an authority of time is not taken, with the facts of the case.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Detail">Facts, in English or bare values.</param>
public sealed record TimestampFault(TimestampFaultKind Kind, string Detail);
