using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>Digests of octets by every algorithm that is asked for, each computed once: many manifests ask about the same objects.</summary>
internal sealed class DigestBook
{
    private readonly Dictionary<byte[], Dictionary<string, DigestValue>> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>True: the set has the digest of these octets, by one of its algorithms. The octets must not change afterwards.</summary>
    public bool IsIn(IReadOnlySet<DigestValue> digests, byte[] octets) => AlgorithmIn(digests, octets) is not null;

    /// <summary>By which algorithm the set has the digest of these octets; null: it has it not.</summary>
    public string? AlgorithmIn(IReadOnlySet<DigestValue> digests, byte[] octets) => StampManifest.Algorithms.FirstOrDefault(name => digests.Contains(Of(octets, name)));

    private DigestValue Of(byte[] octets, string name)
    {
        if (!_known.TryGetValue(octets, out var book)) _known[octets] = book = new Dictionary<string, DigestValue>(StringComparer.Ordinal);
        if (!book.TryGetValue(name, out var digest)) book[name] = digest = new DigestValue(name, DigestAlgorithm.Named(name)!.Digest(octets));
        return digest;
    }
}
