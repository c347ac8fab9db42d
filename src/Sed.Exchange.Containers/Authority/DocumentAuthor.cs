using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Containers.Authority;

/// <summary>An organisation that is author of a document, by the numbers that certificates have too.</summary>
/// <param name="Ogrn">ОГРН, or null.</param>
/// <param name="Inn">ИНН, ten digits, or null.</param>
/// <param name="IsVouched">True: by the directory, or by whoever asks. False: only the document's sender says so.</param>
public sealed record DocumentAuthor(string? Ogrn, string? Inn, bool IsVouched)
{
    /// <summary>
    /// The authors that addresses of a package mean at a time: rows of the directory by индекс СЭВ, else what the address says of itself. An address without
    /// any number gives an author without one.
    /// </summary>
    public static IReadOnlyList<DocumentAuthor> Of(IEnumerable<PackageAddress> addresses, ExchangeDirectory? directory, DateTimeOffset at) =>
        [.. addresses.SelectMany(address => Of(address, directory, at)).Distinct()];

    /// <summary>The author that somebody names by ОГРН or ИНН; null: it is neither.</summary>
    public static DocumentAuthor? Named(string number) =>
        RegisterNumbers.IsOgrn(number) ? new DocumentAuthor(number, null, IsVouched: true)
        : RegisterNumbers.IsInn(number) ? new DocumentAuthor(null, number, IsVouched: true)
        : null;

    private static List<DocumentAuthor> Of(PackageAddress address, ExchangeDirectory? directory, DateTimeOffset at)
    {
        var rows = address.Index is { } index && directory is not null ? directory.FindByIndex(index) : [];
        var known = rows.Where(row => row.ValidTo is not { } end || at < end).Select(row => new DocumentAuthor(row.Ogrn, row.Inn, IsVouched: true)).ToList();
        if (known.Count > 0) return known;
        var inn = new[] { address.Inn, address.Index }.OfType<string>().FirstOrDefault(RegisterNumbers.IsInn);
        return [new DocumentAuthor(null, inn, IsVouched: false)];
    }

    /// <summary>The numbers for the reader of a finding.</summary>
    public override string ToString() => OrganisationNumbers.Shown(Ogrn, Inn);
}
