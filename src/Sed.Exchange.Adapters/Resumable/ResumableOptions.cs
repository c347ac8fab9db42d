using Microsoft.Win32.SafeHandles;
using Sed.Exchange.Adapters.Files;

namespace Sed.Exchange.Adapters.Resumable;

/// <summary>Limits of resumable uploads, each with what it stops.</summary>
public sealed record ResumableOptions
{
    /// <summary>Unfinished uploads of one caller, 1 to 10 000: a caller that only begins must not fill the folder with beginnings.</summary>
    public int UploadsPerCaller { get; init; } = 32;

    /// <summary>Octets of one caller's unfinished uploads, as announced: what is promised to one is not there for the others.</summary>
    public long BytesPerCaller { get; init; } = 20L * 1024 * 1024 * 1024;

    /// <summary>How long an upload is kept after its last octet: a caller that never comes back must not hold the disk.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Octets between two syncs: at most so many are sent again after a crash.</summary>
    public int Checkpoint { get; init; } = 16 * 1024 * 1024;

    /// <summary>Time between two syncs while octets come, for lines that need minutes for <see cref="Checkpoint"/>.</summary>
    public TimeSpan CheckpointTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Share of the disk that uploads leave free for receipts, collects and state, 0 to 1.</summary>
    public double Reserve { get; init; } = 0.05;

    /// <summary>How long a new request waits for an older one on the same upload to put down what it has.</summary>
    public TimeSpan Handover { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How octets are synced: the seam for disks that fail.</summary>
    internal Action<SafeFileHandle> Sync { get; init; } = DurableFiles.Sync;
}
