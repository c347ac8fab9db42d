namespace Sed.Exchange.Packages;

/// <summary>A format installations speak.</summary>
/// <param name="IsPassport">Whether a file of this name is the format's passport. Names of two formats never overlap.</param>
/// <param name="ReadFacts">Reads the facts of a package whose passport is the file with the given index; null only with a refusing fault.</param>
internal sealed record PackageFormat(
    Func<string, bool> IsPassport,
    Func<PackageSet, int, PackageLimits, PackageFaultList, PackageFacts?> ReadFacts);
