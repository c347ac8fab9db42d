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

    /// <summary>The directory is damaged, or its signature is wrong.</summary>
    DirectoryInvalid,

    /// <summary>A certificate of the development authority, without <c>--dev</c>.</summary>
    Development,
}
