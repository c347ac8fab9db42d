namespace Sed.Exchange.Packages;

/// <summary>The files of a package by name. Indexes are those of the package's list.</summary>
internal sealed class PackageSet
{
    private readonly Dictionary<string, int> exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> anyCase = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Indexes the files; of equal names the first counts.</summary>
    public PackageSet(IReadOnlyList<PackageFile> files)
    {
        Files = files;
        for (var index = 0; index < files.Count; index++)
        {
            exact.TryAdd(files[index].Name, index);
            anyCase.TryAdd(files[index].Name, index);
        }
    }

    /// <summary>The files as given.</summary>
    public IReadOnlyList<PackageFile> Files { get; }

    /// <summary>Adds faults for names that occur twice (refused) or differ only by case (one overwrites the other on Windows; remarked).</summary>
    public void CheckNames(PackageFaultList faults)
    {
        for (var index = 0; index < Files.Count; index++)
        {
            if (exact[Files[index].Name] != index)
            {
                faults.Refuse(PackageCodes.DuplicateFileName, $"files[{index}]");
            }
            else if (anyCase[Files[index].Name] != index)
            {
                faults.Remark(PackageCodes.FileNameCase, $"files[{index}]");
            }
        }
    }

    /// <summary>Finds a file by name; failing that, by name without regard to case.</summary>
    /// <returns>Its index, or −1.</returns>
    public int Find(string name, out bool otherCase)
    {
        otherCase = false;
        if (exact.TryGetValue(name, out var index))
        {
            return index;
        }

        otherCase = anyCase.TryGetValue(name, out index);
        return otherCase ? index : -1;
    }

    /// <summary>The octets of a file; null when there are more than <paramref name="limit"/>, whatever its stated length says.</summary>
    public byte[]? ReadAll(int index, int limit)
    {
        using var stream = Files[index].Open();
        var buffer = new byte[Math.Min(limit, 64 * 1024) + 1];
        var filled = 0;
        while (true)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
            {
                return buffer.AsSpan(0, filled).ToArray();
            }

            filled += read;
            if (filled > limit)
            {
                return null;
            }

            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, limit + 1L));
            }
        }
    }
}
