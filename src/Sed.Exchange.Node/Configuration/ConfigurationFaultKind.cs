namespace Sed.Exchange.Node.Configuration;

/// <summary>Every way a configuration can be wrong. Texts in both languages are under <c>fault.</c> in the words.</summary>
public enum ConfigurationFaultKind
{
    /// <summary>The file is missing or cannot be read.</summary>
    Unreadable,

    /// <summary>Not JSON.</summary>
    Malformed,

    /// <summary>No such key.</summary>
    Unknown,

    /// <summary>The key is written twice.</summary>
    Twice,

    /// <summary>Wrong type or out of range.</summary>
    Invalid,

    /// <summary>A required key is absent.</summary>
    Missing,

    /// <summary>Two values contradict each other.</summary>
    Contradiction,

    /// <summary>A file or folder that the value names is not there or cannot be read.</summary>
    FileUnreadable,

    /// <summary>A key or password file can be read by others than its owner.</summary>
    FileExposed,

    /// <summary>A key cannot be used.</summary>
    KeyUnusable,

    /// <summary>The verification policy cannot be used.</summary>
    PolicyUnusable,

    /// <summary>The directory is damaged, or its signature is wrong.</summary>
    DirectoryInvalid,

    /// <summary>The directory's signer is not the one whose fingerprint is configured.</summary>
    DirectoryUntrusted,

    /// <summary>The directory in force has no such node.</summary>
    NodeNotListed,

    /// <summary>The directory in force does not list the receipt key's certificate for this node.</summary>
    ReceiptKeyNotListed,

    /// <summary>The directory in force has no organisation that a seal is given for.</summary>
    OrganisationNotListed,

    /// <summary>The directory in force does not list the seal's certificate for its organisation.</summary>
    SealNotListed,

    /// <summary>The directory in force does not pin the TLS key for this node: no other node would talk to it.</summary>
    PinNotListed,

    /// <summary>The directory in force has the organisation's mailbox on another node.</summary>
    OrganisationElsewhere,

    /// <summary>This user may not write into a folder that the node writes into.</summary>
    FolderUnwritable,

    /// <summary>A folder lies on another file system than the one that things are renamed from.</summary>
    FolderElsewhere,

    /// <summary>The journal cannot be read, so the directory in force is not known.</summary>
    JournalUnreadable,

    /// <summary>A certificate of the development authority, without <c>--dev</c>.</summary>
    Development,
}
