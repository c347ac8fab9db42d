namespace Sed.Exchange.Packages;

/// <summary>Which signature file signs which file. Indexes into the package's list of files.</summary>
/// <param name="SignatureFile">Index of the file that holds the detached signature.</param>
/// <param name="DocumentFile">Index of the signed file.</param>
/// <param name="KindId">СЭВ KindID 0…5, or null.</param>
public sealed record PackageSignature(int SignatureFile, int DocumentFile, int? KindId)
{
    /// <summary>Organisations that are authors of what the file belongs to; none: a citizen's letter, or nobody is named.</summary>
    public IReadOnlyList<PackageAddress> Authors { get; init; } = [];
}
