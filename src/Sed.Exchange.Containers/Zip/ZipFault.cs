namespace Sed.Exchange.Containers.Zip;

/// <summary>Why an archive is refused.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Seen">Where or what: the number of an entry, a value. Never a name: names of files may be personal.</param>
public sealed record ZipFault(ZipFaultKind Kind, string Seen);
