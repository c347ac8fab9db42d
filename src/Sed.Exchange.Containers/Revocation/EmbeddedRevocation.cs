using System.Formats.Asn1;
using Sed.Exchange.Containers.Foreign;
using Sed.Exchange.Containers.Signatures;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>Lists and answers that a signature carries. What is malformed among them is left out: it proves nothing, and without it less is known.</summary>
internal static class EmbeddedRevocation
{
    // A long-term signature has a list or an answer for every certificate of its paths and of its time-stamps'.
    private const int Most = 64;

    private const string OcspResponse = "1.3.6.1.5.5.7.16.2";

    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Tag1 = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>Of a CMS: the field crls (RFC 5652 section 10.2.1), and revocation-values of one signer (EN 319 122-1 annex A.1.3.2).</summary>
    public static RevocationMaterial Of(CmsFile cms, CmsSigner signer)
    {
        var parts = new List<RevocationMaterial>();
        if (cms.RevocationSet is { } set) Try(() => ReadSet(set, parts));
        foreach (var value in signer.Unsigned.Where(attribute => attribute.Oid == CmsOids.RevocationValues).SelectMany(attribute => attribute.Values)) Try(() => ReadValues(value, parts));
        return Join(parts);
    }

    /// <summary>Of an XML signature: RevocationValues of XAdES (EN 319 132-1 section 5.4.2).</summary>
    public static RevocationMaterial Of(XmlSignature signature) => Join(signature.Objects
        .SelectMany(XmlTree.Elements)
        .Where(element => XadesBinding.IsXades(element, "EncapsulatedCRLValue") || XadesBinding.IsXades(element, "EncapsulatedOCSPValue"))
        .Take(Most)
        .Select(element =>
        {
            try
            {
                return RevocationMaterial.Read(XmlSignature.Base64(element));
            }
            catch (FormatException)
            {
                // No base64: nothing is carried.
                return null;
            }
        })
        .OfType<RevocationMaterial>());

    private static void ReadSet(ReadOnlyMemory<byte> octets, List<RevocationMaterial> parts)
    {
        var set = new AsnReader(octets, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true, Tag1);
        while (set.HasData && parts.Count < Most)
        {
            if (set.PeekTag() != Tag1)
            {
                Add(set.ReadEncodedValue(), parts);
                continue;
            }

            var other = set.ReadSequence(Tag1);
            if (other.ReadObjectIdentifier() == OcspResponse) Add(other.ReadEncodedValue(), parts);
        }
    }

    private static void ReadValues(ReadOnlyMemory<byte> value, List<RevocationMaterial> parts)
    {
        var fields = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
        foreach (var tag in new[] { Tag0, Tag1 })
        {
            if (!fields.HasData || fields.PeekTag() != tag) continue;
            var list = fields.ReadSequence(tag).ReadSequence();
            while (list.HasData && parts.Count < Most) Add(list.ReadEncodedValue(), parts);
        }
    }

    private static void Add(ReadOnlyMemory<byte> octets, List<RevocationMaterial> parts)
    {
        if (RevocationMaterial.Read(octets.Span) is { } part) parts.Add(part);
    }

    private static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (AsnContentException)
        {
            // What was read until here counts.
        }
    }

    private static RevocationMaterial Join(IEnumerable<RevocationMaterial> parts) => parts.Aggregate(RevocationMaterial.None, (all, part) => all.With(part));
}
