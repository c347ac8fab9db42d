namespace Sed.Exchange.Packages;

/// <summary>Something wrong or unusual in a package.</summary>
/// <param name="Code">Stable code, <c>SEDX-…</c>; one of <see cref="PackageCodes"/>.</param>
/// <param name="Refuses">True: the package cannot be taken. False: a tolerated deviation, reported.</param>
/// <param name="Seen">What was seen: an element's name, a line number, a resource id. Never content or personal data.</param>
public sealed record PackageFault(string Code, bool Refuses, string? Seen = null);
