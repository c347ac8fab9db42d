namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>
/// One reader that hostile octets reach. It must answer whatever it is given: an exception that leaves it is a fault, and so is anything that it takes for proven and that none of
/// the seeds says, because a mutation can spoil what was signed but sign nothing.
/// </summary>
public abstract class FuzzTarget
{
    /// <summary>Octets of the largest input: larger ones find the same faults more slowly.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Every target by its name.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new ZipTarget(), new XmlTarget(), new CmsTarget(), new CertificateTarget(), new AsicTarget(), new XadesTarget(),
        new ReceiptTarget(), new DirectoryTarget(), new ContainerTarget(), new RevocationListTarget(), new OcspTarget(), new TimestampTarget(), new PassportTarget(),
    ];

    /// <summary>What it is called on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Right inputs of our own making: they work without reference data, and keys, times and texts in them are the same in every process.</summary>
    public abstract IEnumerable<byte[]> MakeSeeds();

    /// <summary>Folders of the reference data with more seeds, read in place, and the endings of names that count; none: all.</summary>
    public virtual IReadOnlyList<(string Folder, string[] Endings)> References => [];

    /// <summary>How often <see cref="Read"/> may have the reader read the same input: the bound on memory holds for each.</summary>
    public virtual int Readings => 1;

    /// <summary>Signatures that an input may hold, at most: checking each takes some megabytes of the library's arithmetic, which are free again at once.</summary>
    public virtual int SignaturesIn(byte[] input) => 0;

    /// <summary>Reads hostile octets.</summary>
    /// <returns>What the reader takes for proven, one line for each piece: the same whenever the same octets are covered. Empty: nothing.</returns>
    /// <exception cref="ViolationException">A promise of the reader is broken that needs no seeds to be seen.</exception>
    public abstract IReadOnlyList<string> Read(byte[] input);

    /// <summary>All seeds, those of the reference data included when it is there.</summary>
    public virtual IEnumerable<byte[]> Seeds()
    {
        foreach (var seed in MakeSeeds()) yield return seed;
        if (ReferenceFolder() is not { } root) yield break;
        foreach (var (folder, endings) in References)
        {
            var path = Path.Combine(root, folder);
            if (!System.IO.Directory.Exists(path)) continue;
            foreach (var file in System.IO.Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var isWanted = endings.Length == 0 ? !file.EndsWith(".csv", StringComparison.Ordinal) : endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal));
                if (isWanted && new FileInfo(file).Length is > 0 and <= MaxBytes / 2) yield return File.ReadAllBytes(file);
            }
        }
    }

    private static string? ReferenceFolder()
    {
        var shared = Environment.GetEnvironmentVariable("SEDX_SHARED");
        if (string.IsNullOrEmpty(shared)) return null;
        var vectors = Path.Combine(shared, "vectors");
        return System.IO.Directory.Exists(vectors) ? vectors : null;
    }
}
