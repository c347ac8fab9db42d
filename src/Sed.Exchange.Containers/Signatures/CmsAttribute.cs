using System.Formats.Asn1;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>An attribute of a SignerInfo as it stands (RFC 5652 section 5.3).</summary>
/// <param name="Oid">Which.</param>
/// <param name="Content">Type and values as they stand, without the frame around the two: what time-stamps over attributes are over.</param>
/// <param name="Values">The values.</param>
internal sealed record CmsAttribute(string Oid, ReadOnlyMemory<byte> Content, IReadOnlyList<ReadOnlyMemory<byte>> Values)
{
    // A signature that is kept for decades gathers a few dozen.
    private const int Most = 512;

    /// <summary>The attribute with its frame.</summary>
    public required ReadOnlyMemory<byte> Octets { get; init; }

    /// <exception cref="AsnContentException">Malformed or too many.</exception>
    public static IReadOnlyList<CmsAttribute> ReadAll(AsnReader set)
    {
        var all = new List<CmsAttribute>();
        while (set.HasData)
        {
            if (all.Count == Most) throw new AsnContentException($"More than {Most} attributes.");
            var octets = set.PeekEncodedValue();
            var content = set.PeekContentBytes();
            var attribute = set.ReadSequence();
            var oid = attribute.ReadObjectIdentifier();
            var values = new List<ReadOnlyMemory<byte>>();
            for (var list = attribute.ReadSetOf(); list.HasData;) values.Add(list.ReadEncodedValue());
            attribute.ThrowIfNotEmpty();
            all.Add(new CmsAttribute(oid, content, values) { Octets = octets });
        }

        return all;
    }
}
