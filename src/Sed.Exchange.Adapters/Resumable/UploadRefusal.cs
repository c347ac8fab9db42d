namespace Sed.Exchange.Adapters.Resumable;

/// <summary>Why an upload cannot begin now.</summary>
public enum UploadRefusal
{
    /// <summary>The caller has as many unfinished ones as it may, or as many octets in them.</summary>
    CallerFull,

    /// <summary>Not enough room on the disk besides what is promised already.</summary>
    NoRoom,

    /// <summary>The key belongs to an upload of another length.</summary>
    KeyTaken,
}
