namespace Sed.Exchange.Containers.Evidence;

/// <summary>A receipt or a directory in an evidence file.</summary>
/// <param name="Entry">Name of the entry.</param>
/// <param name="Octets">The file.</param>
internal sealed record EvidencePart(string Entry, byte[] Octets);
