using Sed.Exchange.Packages;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>Options of the folder channel; ranges are checked by the configuration of the node.</summary>
public sealed record FolderOptions
{
    /// <summary>Pause between looks. Polling is the truth: notifications get lost, and shares on a network send none.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Looks in a row that must see a pair with the same files, sizes and times before it is read: whoever copies over a slow network pauses in the
    /// middle of a file.
    /// </summary>
    public int StableLooks { get; init; } = 3;

    /// <summary>
    /// How long half a pair, an unfinished one or one that cannot be read yet may lie unchanged before it is an error, or follows its other half among the
    /// errors; and how long an input's folder may outlive its <c>.env</c> before the message counts as collected.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long what was taken is kept; zero: it is deleted at once.</summary>
    public TimeSpan TakenKept { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Messages that lie in one input of an installation at once; bounds what a sleeping installation costs.</summary>
    public int OfferedAtOnce { get; init; } = 1000;

    /// <summary>Pairs of one installation that are kept in mind at once; what lies beyond them is found when they are done.</summary>
    public int MostPairs { get; init; } = 20_000;

    /// <summary>Pairs of one installation that are submitted at once: syncs of several share one, and others' pairs come in between.</summary>
    public int AtOnce { get; init; } = 4;

    /// <summary>Octets of the largest <c>.env</c>; stops envelopes that exhaust memory when parsed.</summary>
    public int EnvBytes { get; init; } = 64 * 1024;

    /// <summary>What the doors take of a package.</summary>
    public PackageLimits Package { get; init; } = PackageLimits.Default;

    /// <summary>Files of a pair that are looked at; a folder with more is refused.</summary>
    public int Files => Package.Files;

    /// <summary>Lease of the mailbox; held leases are renewed at a third of it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a message may lie in an input before the log warns, and how long until it warns again.</summary>
    public TimeSpan Warn { get; init; } = TimeSpan.FromHours(1);
}
