namespace Sed.Exchange.Delivery.Journal;

/// <summary>Something that the evidence of a container lacks.</summary>
/// <param name="Source">Who looked for it: the name of a capture source.</param>
/// <param name="Code">What is missing, one of <see cref="Containers.Evidence.CaptureCodes"/> or of its source.</param>
/// <param name="Seen">A fact that belongs to it; no personal data.</param>
/// <param name="IsOwed">True: looked for again. False: it cannot be had, and the evidence says so for good.</param>
public sealed record CaptureGap(string Source, string Code, string? Seen, bool IsOwed);
