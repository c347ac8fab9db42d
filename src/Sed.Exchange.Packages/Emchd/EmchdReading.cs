namespace Sed.Exchange.Packages.Emchd;

/// <summary>What came of reading a power of attorney; exactly one of the two is null.</summary>
/// <param name="Document">The document.</param>
/// <param name="Fault">Why it cannot be read: a limit, a line, the name of an element or attribute. Never content.</param>
public sealed record EmchdReading(EmchdDocument? Document, string? Fault);
