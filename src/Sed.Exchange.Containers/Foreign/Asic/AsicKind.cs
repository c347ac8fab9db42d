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

    /// <summary>Something else.</summary>
    Other,
}
