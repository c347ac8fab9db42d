namespace Sed.Exchange.Containers.Verdicts;

/// <summary>What kind of object was judged.</summary>
public enum VerdictType
{
    /// <summary>A transport container (ASiC-E).</summary>
    Container,

    /// <summary>A receipt (ASiC-S).</summary>
    Receipt,

    /// <summary>A directory (ASiC-S).</summary>
    Directory,

    /// <summary>An evidence file.</summary>
    Evidence,

    /// <summary>A CMS signature.</summary>
    Cms,

    /// <summary>A signed XML document.</summary>
    Xml,
}
