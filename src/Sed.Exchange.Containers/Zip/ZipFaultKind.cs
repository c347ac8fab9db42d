namespace Sed.Exchange.Containers.Zip;

/// <summary>Everything an archive can be refused for. Closed: every refusal of <see cref="ZipReader"/> is one of these.</summary>
public enum ZipFaultKind
{
    /// <summary>More octets than the limit, in the file, an entry, or all entries together.</summary>
    TooLarge,

    /// <summary>More entries than the limit.</summary>
    TooManyEntries,

    /// <summary>The archive has no entry.</summary>
    Empty,

    /// <summary>No end record where it must be: not an archive, cut off, or something follows it.</summary>
    NoEndRecord,

    /// <summary>More than one place could be the end record: two readers would see two archives.</summary>
    TwoEndRecords,

    /// <summary>A comment, where the rules allow none.</summary>
    Comment,

    /// <summary>Part of an archive of several volumes.</summary>
    SeveralVolumes,

    /// <summary>ZIP64 records are damaged, disagree with the plain ones, or are there without need.</summary>
    Zip64,

    /// <summary>The central directory is damaged.</summary>
    CentralDirectory,

    /// <summary>Octets that belong to no record: a prefix, a gap between entries, something before the end record.</summary>
    Gap,

    /// <summary>Two entries share octets.</summary>
    Overlap,

    /// <summary>A local header is damaged or not where the central directory says.</summary>
    LocalHeader,

    /// <summary>A local header says something else than the central directory.</summary>
    LocalDiffers,

    /// <summary>A data descriptor, where the rules allow none, or a wrong one.</summary>
    DataDescriptor,

    /// <summary>Two entries of one name, also when they differ in case or composition only.</summary>
    DuplicateName,

    /// <summary>A name that is empty, absolute, names a drive, leaves the folder or has characters no file system takes.</summary>
    Name,

    /// <summary>A name in an encoding that is not stated or not right.</summary>
    NameEncoding,

    /// <summary>An encrypted entry.</summary>
    Encrypted,

    /// <summary>A compression method the rules do not allow.</summary>
    Method,

    /// <summary>General purpose flags that are reserved or not allowed.</summary>
    Flags,

    /// <summary>A symbolic link or another special file.</summary>
    Link,

    /// <summary>A folder entry, where the rules allow none.</summary>
    Folder,

    /// <summary>An extra field that is damaged, repeated or not allowed.</summary>
    ExtraField,

    /// <summary>A field differs from the only value the canonical form has for it.</summary>
    NotCanonical,

    /// <summary>Content is longer or shorter than declared.</summary>
    Size,

    /// <summary>Content has another CRC-32 than declared.</summary>
    Checksum,

    /// <summary>A deflate stream is damaged, does not end, or ends too early.</summary>
    Deflate,
}
