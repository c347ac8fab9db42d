namespace Sed.Exchange.Adapters.Folders;

/// <summary>What can be wrong with a folder of an installation.</summary>
public enum FolderFaultKind
{
    /// <summary>It is not there, or this user may not look into it.</summary>
    Missing,

    /// <summary>This user may not write into it.</summary>
    Unwritable,

    /// <summary>It lies on another file system: nothing can be renamed into it.</summary>
    Elsewhere,
}
