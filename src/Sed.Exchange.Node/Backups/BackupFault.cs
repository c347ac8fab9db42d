namespace Sed.Exchange.Node.Backups;

/// <summary>Why a backup cannot be used or a restore not be begun: a closed set, each with words.</summary>
public enum BackupFault
{
    /// <summary>The folder holds no whole snapshot.</summary>
    Empty,

    /// <summary>The snapshot has no manifest: its writing was interrupted.</summary>
    Torn,

    /// <summary>The manifest is not one of ours.</summary>
    NoManifest,

    /// <summary>A part is not there or cannot be read.</summary>
    PartMissing,

    /// <summary>A part is not what was written.</summary>
    PartChanged,

    /// <summary>Containers in it are not what was written; the rest is.</summary>
    BlobsChanged,

    /// <summary>It is another node's.</summary>
    OtherNode,

    /// <summary>It was written by a newer program.</summary>
    Newer,

    /// <summary>The data folder is not empty.</summary>
    FolderNotEmpty,

    /// <summary>The backup would lie in the data folder and be lost with it.</summary>
    InsideData,

    /// <summary>Another backup is being taken into the folder.</summary>
    Busy,
}
