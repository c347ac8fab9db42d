using System.Formats.Asn1;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>Digests of a content by every algorithm that its signatures name, from one pass over it.</summary>
internal sealed class ContentDigests
{
    private const int BufferLength = 64 * 1024;
    private const int StartLength = 32;

    private readonly Dictionary<string, byte[]> _byOid = new(StringComparer.Ordinal);
    private byte[] _start = [];
    private long _length;

    private ContentDigests()
    {
    }

    /// <summary>True when the content that was inside the signature is, octet by octet, the file's.</summary>
    public bool SameAsInside { get; private set; } = true;

    /// <summary>
    /// True when the content has the form of signed attributes. A signature made over attributes is then right over a content made of
    /// their octets, once somebody takes the attributes out: the signer never saw such a content.
    /// </summary>
    public bool LooksLikeAttributes
    {
        get
        {
            // SET { SEQUENCE { OBJECT IDENTIFIER …: the tags of the three, and a length of the first that fits the content.
            if (_start is not [0x31, ..] || !AsnDecoder.TryDecodeLength(_start.AsSpan(1), AsnEncodingRules.BER, out var length, out var octets)) return false;
            if (length is { } known && known + octets + 1 != _length) return false;
            var inner = _start.AsSpan(1 + octets);
            if (inner is not [0x30, ..] || !AsnDecoder.TryDecodeLength(inner[1..], AsnEncodingRules.BER, out _, out octets)) return false;
            return inner[(1 + octets)..] is [0x06, ..];
        }
    }

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
            for (int read; (read = content.Read(buffer)) > 0; position += read, result._length = position)
            {
                var octets = buffer.AsSpan(0, read);
                if (result._start.Length < StartLength) result._start = [.. result._start, .. octets[..Math.Min(octets.Length, StartLength - result._start.Length)]];
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
