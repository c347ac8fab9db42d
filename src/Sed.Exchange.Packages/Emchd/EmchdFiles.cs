namespace Sed.Exchange.Packages.Emchd;

/// <summary>Finds powers of attorney among the files of a package: by the name of their form near the start, whatever they are called, and their signatures by name.</summary>
internal static class EmchdFiles
{
    private const int FilesLookedAt = 64;
    private const int OctetsLookedAt = 4096;

    private static readonly string[] SignatureEndings = [".sig", ".p7s", ".sgn"];

    /// <summary>Those among the package's first XML files, in its order, with their signatures.</summary>
    public static IReadOnlyList<PackagePower> FindIn(PackageSet set) =>
    [
        .. Enumerable.Range(0, set.Files.Count)
            .Where(index => set.Files[index].Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            .Take(FilesLookedAt)
            .Where(index => set.ReadStart(index, OctetsLookedAt).AsSpan().IndexOf(EmchdReader.FormName) >= 0)
            .Select(index => new PackagePower(index, SignatureOf(set, set.Files[index].Name))),
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
