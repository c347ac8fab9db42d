namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>What a file to be verified is.</summary>
internal enum FileKind
{
    /// <summary>Transport container.</summary>
    Container,

    /// <summary>Receipt.</summary>
    Receipt,

    /// <summary>Directory.</summary>
    Directory,

    /// <summary>Evidence file.</summary>
    Evidence,

    /// <summary>Signed container of somebody else.</summary>
    ForeignContainer,

    /// <summary>CMS signature or time-stamp token.</summary>
    Cms,

    /// <summary>Signed XML document.</summary>
    Xml,
}
