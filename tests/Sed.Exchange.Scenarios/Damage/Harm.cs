namespace Sed.Exchange.Scenarios.Damage;

/// <summary>What became of a journal's file while its node was down.</summary>
internal enum Harm
{
    /// <summary>Its first 100 octets, by which SQLite knows it, are others.</summary>
    Header,

    /// <summary>Pages in its middle hold anything.</summary>
    Garbage,

    /// <summary>Pages in its middle hold zeros, as after a file system was repaired.</summary>
    Zeros,

    /// <summary>Its second half is gone.</summary>
    Truncated,

    /// <summary>It has no octets left, the log beside it is whole.</summary>
    Emptied,

    /// <summary>It is gone, the log beside it is whole.</summary>
    Gone,
}
