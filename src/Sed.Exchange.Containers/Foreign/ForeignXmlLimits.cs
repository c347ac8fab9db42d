namespace Sed.Exchange.Containers.Foreign;

/// <summary>Limits against hostile XML of others; each names the attack it stops.</summary>
public sealed record ForeignXmlLimits
{
    /// <summary>The defaults.</summary>
    public static ForeignXmlLimits Default { get; } = new();

    /// <summary>Octets of the document; a document object model needs ten times as many.</summary>
    public int Bytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Depth of elements; what reads on recurses.</summary>
    public int Depth { get; init; } = 256;

    /// <summary>Elements; stops small octets from becoming large trees.</summary>
    public int Elements { get; init; } = 1_000_000;

    /// <summary>Attributes of one element; comparing them with each other is quadratic.</summary>
    public int Attributes { get; init; } = 256;

    /// <summary>Signatures in the document.</summary>
    public int Signatures { get; init; } = 64;

    /// <summary>References of one signature.</summary>
    public int References { get; init; } = 2048;

    /// <summary>Transforms of one reference.</summary>
    public int Transforms { get; init; } = 8;

    /// <summary>Octets that all references together are canonicalised to: a thousand references to one large element are an attack.</summary>
    public long CanonicalBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>How many times over a document may be canonicalised; each signature that covers all of it needs one.</summary>
    public int Repetitions { get; init; } = 8;

    /// <summary>Octets that may be canonicalised for a document however small.</summary>
    public int LeastCanonicalBytes { get; init; } = 4 * 1024 * 1024;
}
