namespace Sed.Exchange.Containers.Envelopes;

/// <summary>What the package is to the node.</summary>
public enum EnvelopeKind
{
    /// <summary>A document with what belongs to it.</summary>
    Document,

    /// <summary>What became of a document (DESIGN 3.4).</summary>
    Report,
}
