namespace Sed.Exchange.Packages;

/// <summary>Recognises the format of a package by its passport and reads its facts. A new format is one line here.</summary>
public static class PackageReader
{
    /// <summary>Reads a package. Judgements are values: malformed input never throws; only a failing opener does.</summary>
    public static PackageReading Read(IReadOnlyList<PackageFile> files, PackageLimits limits) =>
        throw new NotImplementedException();
}
