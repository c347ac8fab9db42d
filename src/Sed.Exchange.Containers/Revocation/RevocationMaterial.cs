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

    /// <summary>All of both, each once.</summary>
    public RevocationMaterial With(RevocationMaterial other) => new(
        [.. Lists.Concat(other.Lists).DistinctBy(list => list.Thumbprint)],
        [.. Answers.Concat(other.Answers).DistinctBy(answer => answer.Thumbprint)]);
}
