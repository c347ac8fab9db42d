namespace Sed.Exchange.Packages.Emchd;

/// <summary>Finds powers of attorney among the files of a package: by their root element, whatever they are called, and their signatures by name.</summary>
internal static class EmchdFiles
{
    private static readonly string[] SignatureEndings = [".sig", ".p7s", ".sgn"];

    /// <summary>Those among the package's first XML files, in its order, with their signatures.</summary>
    public static IReadOnlyList<PackagePower> FindIn(PackageSet set) =>
    [
        .. from file in PassportXml.RootsIn(set)
           where file.Root.Name == EmchdReader.Root
           select new PackagePower(file.Index, SignatureOf(set, set.Files[file.Index].Name)),
    ];

    private static int? SignatureOf(PackageSet set, string name)
    {
        foreach (var ending in SignatureEndings)
        {
            if (set.Find(name + ending, out _) is var index and >= 0) return index;
        }

        return null;
    }
}
