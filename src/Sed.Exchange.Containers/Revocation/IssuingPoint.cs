using System.Formats.Asn1;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>issuingDistributionPoint of a revocation list (RFC 5280 section 5.2.5): which certificates and reasons it is about.</summary>
internal sealed record IssuingPoint
{
    private static readonly Asn1Tag NameTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag ReasonsTag = new(TagClass.ContextSpecific, 3);

    /// <summary>A list without the extension: everything of its issuer.</summary>
    public static IssuingPoint Everything { get; } = new();

    /// <summary>The extension's octets: a delta list fits only a list with the same.</summary>
    public ReadOnlyMemory<byte> Octets { get; private init; }

    public PointName? Name { get; private init; }

    public bool OnlyUsers { get; private init; }

    public bool OnlyAuthorities { get; private init; }

    public bool OnlyAttributes { get; private init; }

    /// <summary>The list may have certificates of other issuers.</summary>
    public bool IsIndirect { get; private init; }

    public int Reasons { get; private init; } = ReasonFlags.All;

    /// <summary>Reads the extension's value.</summary>
    /// <exception cref="AsnContentException">It is malformed.</exception>
    public static IssuingPoint Read(ReadOnlyMemory<byte> value)
    {
        var file = new AsnReader(value, AsnEncodingRules.BER);
        var fields = file.ReadSequence();
        file.ThrowIfNotEmpty();
        var point = new IssuingPoint
        {
            Octets = value,
            Name = fields.HasData && fields.PeekTag() == NameTag ? PointName.Read(fields.ReadSequence(NameTag)) : null,
            OnlyUsers = Flag(fields, 1),
            OnlyAuthorities = Flag(fields, 2),
            Reasons = fields.HasData && fields.PeekTag() == ReasonsTag ? ReasonFlags.Read(fields, ReasonsTag) : ReasonFlags.All,
            IsIndirect = Flag(fields, 4),
            OnlyAttributes = Flag(fields, 5),
        };
        fields.ThrowIfNotEmpty();
        return point;
    }

    private static bool Flag(AsnReader fields, int number)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, number);
        return fields.HasData && fields.PeekTag() == tag && fields.ReadBoolean(tag);
    }
}
