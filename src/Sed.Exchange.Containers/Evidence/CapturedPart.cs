namespace Sed.Exchange.Containers.Evidence;

/// <summary>A part that was gathered.</summary>
/// <param name="Name">The name of its entry.</param>
/// <param name="Source">Who gathered it.</param>
/// <param name="Sha256">SHA-256 of its octets, lower-case hexadecimal.</param>
/// <param name="Length">How many they are.</param>
public sealed record CapturedPart(string Name, string Source, string Sha256, long Length);
