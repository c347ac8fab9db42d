namespace Sed.Exchange.Packages;

/// <summary>What a package is to the node.</summary>
public enum PackageKind
{
    /// <summary>A document with what belongs to it.</summary>
    Document,

    /// <summary>What became of a document.</summary>
    Report,
}
