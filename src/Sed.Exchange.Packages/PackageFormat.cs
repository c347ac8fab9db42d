namespace Sed.Exchange.Packages;

/// <summary>A format installations speak.</summary>
/// <param name="FindPassports">The indexes of the files that are passports of this format: normally one or none.</param>
/// <param name="ReadFacts">Reads the facts of a package whose passport is the file with the given index; null only with a refusing fault.</param>
internal sealed record PackageFormat(
    Func<PackageSet, IReadOnlyList<int>> FindPassports,
    Func<PackageSet, int, PackageLimits, PackageFaultList, PackageFacts?> ReadFacts);
