using System.Formats.Asn1;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>DistributionPointName (RFC 5280 section 4.2.1.13): whole names, or a relative one below whoever issues the list.</summary>
/// <param name="Names">Whole names; null with a relative one.</param>
/// <param name="Relative">The encoded relative name, or null.</param>
internal sealed record PointName(IReadOnlyList<GeneralName>? Names, ReadOnlyMemory<byte>? Relative)
{
    private static readonly Asn1Tag FullTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag RelativeTag = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>Reads the content of the explicit tag.</summary>
    /// <exception cref="AsnContentException">It is malformed.</exception>
    public static PointName Read(AsnReader field)
    {
        var isFull = field.PeekTag() == FullTag;
        var name = isFull ? new PointName(GeneralName.ReadAll(field.ReadSequence(FullTag)), null) : new PointName(null, field.PeekEncodedValue());
        if (!isFull) field.ReadSetOf(skipSortOrderValidation: true, RelativeTag);
        field.ThrowIfNotEmpty();
        return name;
    }

    /// <summary>The whole names, a relative one completed.</summary>
    /// <param name="above">Whom a relative name is below.</param>
    /// <exception cref="AsnContentException">The relative name is malformed.</exception>
    public IReadOnlyList<GeneralName> Below(DistinguishedName above) => Names
        ?? [GeneralName.Of(above.With(new AsnReader(Relative!.Value, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true, RelativeTag)))];
}
