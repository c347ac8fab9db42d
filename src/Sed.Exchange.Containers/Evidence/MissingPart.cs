namespace Sed.Exchange.Containers.Evidence;

/// <summary>Something that is missing.</summary>
/// <param name="Code">One of <see cref="CaptureCodes"/> or of its source.</param>
/// <param name="Source">Who looked for it.</param>
/// <param name="Seen">A fact that belongs to it, or null.</param>
/// <param name="Owed">True: it is looked for again.</param>
public sealed record MissingPart(string Code, string Source, string? Seen, bool Owed);
