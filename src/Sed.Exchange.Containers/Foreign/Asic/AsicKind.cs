namespace Sed.Exchange.Containers.Foreign.Asic;

/// <summary>What a container says it is.</summary>
internal enum AsicKind
{
    /// <summary>Nothing: there is no mimetype.</summary>
    Unsaid,

    /// <summary>ASiC-S: one data object, and a signature or time-stamp over it.</summary>
    Simple,

    /// <summary>ASiC-E: any number of data objects; CAdES signs manifests of them.</summary>
    Extended,

    /// <summary>An OpenDocument package.</summary>
    OpenDocument,

    /// <summary>A container of a kind that is not judged here: BDOC 1.0, ADOC 2008 and other ancestors and cousins of ASiC.</summary>
    Foreign,

    /// <summary>Something else.</summary>
    Other,
}
