namespace Sed.Exchange.Packages;

/// <summary>The files of a package by name. Indexes are those of the package's list.</summary>
internal sealed class PackageSet
{
    private readonly Dictionary<string, int> exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> alike = new(StringComparer.Ordinal);
    private readonly HashSet<string> ambiguous = new(StringComparer.Ordinal);

    /// <summary>Indexes the files; of equal names the first counts.</summary>
    public PackageSet(IReadOnlyList<PackageFile> files)
    {
        Files = files;
        for (var index = 0; index < files.Count; index++)
        {
            exact.TryAdd(files[index].Name, index);
            if (!alike.TryAdd(FileNameKey.Of(files[index].Name), index))
            {
                ambiguous.Add(FileNameKey.Of(files[index].Name));
            }
        }
    }

    /// <summary>The files as given.</summary>
    public IReadOnlyList<PackageFile> Files { get; }

    /// <summary>
    /// Adds faults for names that occur twice (refused), or that some file systems take for one: differing only by case, or by whether a
    /// letter such as «й» is one character or two (remarked).
    /// </summary>
    public void CheckNames(PackageFaultList faults)
    {
        for (var index = 0; index < Files.Count; index++)
        {
            if (exact[Files[index].Name] != index)
            {
                faults.Refuse(PackageCodes.DuplicateFileName, $"files[{index}]");
            }
            else if (alike[FileNameKey.Of(Files[index].Name)] is var first && first != index)
            {
                faults.Remark(DifferenceOf(Files[first].Name, Files[index].Name), $"files[{index}]");
            }
        }
    }

    /// <summary>Finds a file by name; failing that, the only one whose name some file systems take for the same.</summary>
    /// <param name="name">The name, as a passport has it.</param>
    /// <param name="difference">The code of how the names differ; null when they do not.</param>
    /// <returns>Its index, or −1.</returns>
    public int Find(string name, out string? difference)
    {
        difference = null;
        if (exact.TryGetValue(name, out var index))
        {
            return index;
        }

        var key = FileNameKey.Of(name);
        if (ambiguous.Contains(key) || !alike.TryGetValue(key, out index))
        {
            return -1;
        }

        difference = DifferenceOf(name, Files[index].Name);
        return index;
    }

    /// <summary>The octets of a file; null when there are more than <paramref name="limit"/>, whatever its stated length says.</summary>
    public byte[]? ReadAll(int index, int limit) => Read(index, limit + 1L) is { } octets && octets.Length <= limit ? octets : null;

    /// <summary>The first octets of a file, at most <paramref name="count"/>.</summary>
    public byte[] ReadStart(int index, int count) => Read(index, count);

    private byte[] Read(int index, long most)
    {
        using var stream = Files[index].Open();
        var buffer = new byte[Math.Min(most, 64 * 1024)];
        var filled = 0;
        while (filled < most)
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, most));
            }

            var read = stream.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return buffer.AsSpan(0, filled).ToArray();
    }

    private static string DifferenceOf(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase) ? PackageCodes.FileNameCase : PackageCodes.FileNameComposition;
}
