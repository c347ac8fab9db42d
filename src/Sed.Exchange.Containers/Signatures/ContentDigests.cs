using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>Digests of a content by every algorithm that its signatures name, from one pass over it.</summary>
internal sealed class ContentDigests
{
    private const int BufferLength = 64 * 1024;

    private readonly Dictionary<string, byte[]> _byOid = new(StringComparer.Ordinal);

    private ContentDigests()
    {
    }

    /// <summary>True when the content that was inside the signature is, octet by octet, the file's.</summary>
    public bool SameAsInside { get; private set; } = true;

    /// <summary>The digest by this algorithm; null when it is not supported.</summary>
    public byte[]? Find(string oid) => _byOid.GetValueOrDefault(oid);

    /// <param name="content">The file; read to its end, never kept in memory.</param>
    /// <param name="inside">The content inside the signature, or null.</param>
    /// <param name="oids">Digest algorithms; unknown ones are skipped.</param>
    public static ContentDigests Read(Stream content, byte[]? inside, IEnumerable<string> oids)
    {
        var result = new ContentDigests();
        var digesters = oids.Distinct(StringComparer.Ordinal).Select(DigestAlgorithm.Find).OfType<DigestAlgorithm>()
            .Select(algorithm => (algorithm.Oid, Digester: algorithm.Create())).ToList();
        try
        {
            var buffer = new byte[BufferLength];
            long position = 0;
            for (int read; (read = content.Read(buffer)) > 0; position += read)
            {
                var octets = buffer.AsSpan(0, read);
                foreach (var (_, digester) in digesters) digester.Append(octets);
                if (inside is null || !result.SameAsInside) continue;
                result.SameAsInside = position + read <= inside.Length && octets.SequenceEqual(inside.AsSpan((int)position, read));
            }

            if (inside is not null && position != inside.Length) result.SameAsInside = false;
            foreach (var (oid, digester) in digesters) result._byOid[oid] = digester.Finish().Value.ToArray();
            return result;
        }
        finally
        {
            foreach (var (_, digester) in digesters) digester.Dispose();
        }
    }
}
