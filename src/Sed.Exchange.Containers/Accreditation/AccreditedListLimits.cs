using Sed.Exchange.Containers.Foreign;

namespace Sed.Exchange.Containers.Accreditation;

/// <summary>Limits against hostile lists; each names the attack it stops. The list in force has some 15 MB, 500 authorities and 5,000 certificates.</summary>
public sealed record AccreditedListLimits
{
    /// <summary>The defaults.</summary>
    public static AccreditedListLimits Default { get; } = new();

    /// <summary>Octets; its signature needs ten times as many.</summary>
    public int Bytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Depth of elements.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Elements, before a tree of them is built.</summary>
    public int Elements { get; init; } = 3_000_000;

    /// <summary>Authorities.</summary>
    public int Authorities { get; init; } = 20_000;

    /// <summary>Certificates, each parsed and remembered.</summary>
    public int Certificates { get; init; } = 50_000;

    /// <summary>Statuses of one authority.</summary>
    public int Statuses { get; init; } = 1000;

    /// <summary>Of its signature.</summary>
    internal ForeignXmlLimits Xml => ForeignXmlLimits.Default with { Bytes = Bytes, Depth = Depth, Elements = Elements };
}
