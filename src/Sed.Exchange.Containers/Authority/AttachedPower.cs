using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Emchd;

namespace Sed.Exchange.Containers.Authority;

/// <summary>A power of attorney (МЧД) with its detached signature, as it came with a document. Read once, whoever's signature it is looked at for.</summary>
/// <param name="name">Name of its file.</param>
/// <param name="octets">Its octets.</param>
/// <param name="signatureName">Name of the signature's file.</param>
/// <param name="signature">The signature; null: there is none.</param>
public sealed class AttachedPower(string name, byte[] octets, string? signatureName, byte[]? signature)
{
    /// <summary>How many of one package are looked at; each costs a signature and more.</summary>
    private const int Most = 8;

    private const int LargestSignature = 1024 * 1024;

    private readonly Lazy<EmchdReading> _reading = new(() => EmchdReader.Read(octets));

    /// <summary>Name of its file.</summary>
    public string Name { get; } = name;

    /// <summary>Its octets.</summary>
    public byte[] Octets { get; } = octets;

    /// <summary>Name of the signature's file.</summary>
    public string? SignatureName { get; } = signatureName;

    /// <summary>The signature; null: there is none.</summary>
    public byte[]? Signature { get; } = signature;

    /// <summary>What it says.</summary>
    public EmchdReading Reading => _reading.Value;

    /// <summary>Those that came in a package, in its order; what is too large to be one is left out, and so is all beyond the first few.</summary>
    public static IReadOnlyList<AttachedPower> In(IReadOnlyList<PackageFile> files, PackageFacts facts) =>
    [
        .. facts.Powers
            .Where(power => files[power.File].Length <= EmchdLimits.Default.Bytes)
            .Take(Most)
            .Select(power => new AttachedPower(
                files[power.File].Name,
                Read(files[power.File]),
                power.SignatureFile is { } named ? files[named].Name : null,
                power.SignatureFile is { } at && files[at].Length <= LargestSignature ? Read(files[at]) : null)),
    ];

    private static byte[] Read(PackageFile file)
    {
        var octets = new byte[file.Length];
        using var stream = file.Open();
        stream.ReadExactly(octets);
        return octets;
    }
}
