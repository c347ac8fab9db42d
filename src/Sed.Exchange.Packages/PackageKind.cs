namespace Sed.Exchange.Packages;

/// <summary>What a package is to the node.</summary>
public enum PackageKind
{
    /// <summary>
    /// A document with what belongs to it; also a message of address-book synchronisation, which like a document stands for itself: no report
    /// is owed about it, and it answers nothing that was sent before.
    /// </summary>
    Document,

    /// <summary>What became of a document.</summary>
    Report,
}
