using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>A signed object outside of the signature's own document. Its digests are computed once, however many references name it.</summary>
/// <param name="name">What verdicts call it.</param>
/// <param name="length">Octets.</param>
/// <param name="open">Opens its octets.</param>
internal sealed class OutsideObject(string name, long length, Func<Stream> open)
{
    private const int BufferLength = 64 * 1024;

    private readonly Dictionary<string, byte[]> _digests = new(StringComparer.Ordinal);

    public string Name => name;

    public long Length => length;

    /// <summary>Opens its octets from the start.</summary>
    public Stream Open() => open();

    /// <summary>All octets; the caller has looked at <see cref="Length"/>.</summary>
    public byte[] Read()
    {
        using var stream = open();
        using var octets = new MemoryStream();
        stream.CopyTo(octets);
        return octets.ToArray();
    }

    /// <summary>The digest of all octets.</summary>
    public byte[] Digest(DigestAlgorithm algorithm)
    {
        if (_digests.TryGetValue(algorithm.Oid, out var known)) return known;
        using var stream = open();
        using var digester = algorithm.Create();
        var buffer = new byte[BufferLength];
        for (int read; (read = stream.Read(buffer)) > 0;) digester.Append(buffer.AsSpan(0, read));
        return _digests[algorithm.Oid] = digester.Finish().Value.ToArray();
    }
}
