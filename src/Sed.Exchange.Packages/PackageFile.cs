namespace Sed.Exchange.Packages;

/// <summary>One file of a package, exactly as the installation gave it. Never a path: where the octets lie is the opener's secret.</summary>
/// <param name="Name">The file's name, octets kept; no directory parts.</param>
/// <param name="Length">Octets.</param>
/// <param name="Open">Opens the octets for reading from the start; may be called several times.</param>
public sealed record PackageFile(string Name, long Length, Func<Stream> Open);
