using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Containers.Evidence;

/// <summary>What goes into an evidence file: stored octets, nothing made again, and two statements of the exporting node.</summary>
public sealed record EvidenceContents
{
    /// <summary>Octets of the container.</summary>
    public required long ContainerLength { get; init; }

    /// <summary>Opens the container for reading from the start; seekable. May be called several times.</summary>
    public required Func<Stream> OpenContainer { get; init; }

    /// <summary>Receipts as stored, in the order of the timeline.</summary>
    public required IReadOnlyList<byte[]> Receipts { get; init; }

    /// <summary>The directories that were in force when the container was sent and each receipt issued, as stored.</summary>
    public required IReadOnlyList<byte[]> Directories { get; init; }

    /// <summary>Manifests with their time-stamp tokens that cover the container or receipts, or renew one that does, in the order they were made.</summary>
    public IReadOnlyList<StampedPart> Timestamps { get; init; } = [];

    /// <summary>The verdict document of the exporting node (<c>sedx-verdict/1</c>), UTF-8: a statement, not evidence.</summary>
    public required byte[] VerdictJson { get; init; }

    /// <summary>The status document of the exporting node (<c>sedx-status/1</c>), UTF-8: a statement, not evidence.</summary>
    public required byte[] TimelineJson { get; init; }

    /// <summary>What was gathered about the container beside what was exchanged, by the names of entries in one of the folders for it.</summary>
    public IReadOnlyDictionary<string, byte[]> Captured { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>What the exporting node says of that; null: nothing was to be gathered.</summary>
    public CaptureStatement? Capture { get; init; }

    /// <summary>Which file of the package signs which: for the commands that check officials' signatures.</summary>
    public IReadOnlyList<PackageSignature> DocumentSignatures { get; init; } = [];

    /// <summary>When it is exported; for reading back what is packed.</summary>
    public required DateTimeOffset At { get; init; }
}
