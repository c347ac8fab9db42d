namespace Sed.Exchange.Scenarios.Durability;

/// <summary>Kinds of files in a data folder.</summary>
internal enum FileKind
{
    /// <summary>The journal's write-ahead log: what a commit waits for.</summary>
    Log,

    /// <summary>The journal's own file: written by checkpoints, and while it is made.</summary>
    Journal,

    /// <summary>The journal's index of its log: memory shared by connections, never synced.</summary>
    LogIndex,

    /// <summary>A container being written.</summary>
    Blob,

    /// <summary>A folder of containers: their names.</summary>
    BlobFolder,

    /// <summary>A package being received.</summary>
    Upload,

    /// <summary>The data folder and what is above it.</summary>
    DataFolder,

    /// <summary>The lock and who holds it.</summary>
    Lock,

    /// <summary>Nothing of the data folder.</summary>
    Other,
}
