using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>What is at hand about revocation, trusted in nothing: lists and answers that came with a signature, lie in a folder or were fetched.</summary>
/// <param name="Lists">Revocation lists, complete and delta.</param>
/// <param name="Answers">OCSP answers.</param>
public sealed record RevocationMaterial(IReadOnlyList<RevocationList> Lists, IReadOnlyList<OcspAnswer> Answers)
{
    /// <summary>Nothing.</summary>
    public static RevocationMaterial None { get; } = new([], []);

    /// <summary>True: there is nothing.</summary>
    public bool IsEmpty => Lists.Count == 0 && Answers.Count == 0;

    /// <summary>Reads one file: any number of lists in PEM, one in DER, or an OCSP answer in DER. Null when it is none of these, or a part is malformed.</summary>
    public static RevocationMaterial? Read(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty) return null;
        if (file[0] == 0x30)
        {
            if (RevocationList.Parse(file) is { } list) return new RevocationMaterial([list], []);
            return OcspAnswer.Parse(file) is { } answer ? new RevocationMaterial([], [answer]) : null;
        }

        var lists = PemBlocks.Read(file, "X509 CRL").Select(block => RevocationList.ParseDer(block)).ToList();
        return lists.Count == 0 || lists.Contains(null) ? null : new RevocationMaterial([.. lists.OfType<RevocationList>()], []);
    }

    /// <summary>
    /// Of what follows each other the first and the last: the last tells most, and the first may tell of a certificate that has ended since. Keeps evidence from growing with
    /// every question. What follows each other has one issuer and one key: of two keys under one name, each tells of other certificates.
    /// </summary>
    public RevocationMaterial Essence() => new(
        [
            .. Lists.GroupBy(list => (list.IssuerText, Hex(list.AuthorityKeyId), list.Base is null, Hex(list.Point.Octets)))
                .SelectMany(group => Ends(group, list => list.ThisUpdate)),
        ],
        [
            .. Answers.GroupBy(answer => string.Join(' ', answer.Singles.Select(single => single.About).Order(StringComparer.Ordinal)))
                .SelectMany(group => Ends(group, answer => answer.ProducedAt)),
        ]);

    private static string Hex(ReadOnlyMemory<byte>? octets) => octets is { } value ? Convert.ToHexString(value.Span) : string.Empty;

    private static List<T> Ends<T>(IEnumerable<T> items, Func<T, DateTimeOffset> time)
    {
        var ordered = items.OrderBy(time).ToList();
        return ordered.Count > 1 ? [ordered[0], ordered[^1]] : ordered;
    }

    /// <summary>All of both, each once.</summary>
    public RevocationMaterial With(RevocationMaterial other) => new(
        [.. Lists.Concat(other.Lists).DistinctBy(list => list.Thumbprint)],
        [.. Answers.Concat(other.Answers).DistinctBy(answer => answer.Thumbprint)]);
}
