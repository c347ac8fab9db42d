using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Sed.Exchange.Adapters.Files;

namespace Sed.Exchange.Node.Backups;

/// <summary>
/// Where backups of one node lie: a folder for each snapshot, named by its time, and one store of blobs that all of them share. Blobs are immutable, so
/// that the next snapshot copies only new ones, and an older snapshot stays whole beside a newer one.
/// </summary>
/// <param name="root">The folder.</param>
internal sealed partial class BackupFolder(string root)
{
    private const string BlobFolder = "blobs";

    /// <summary>The folder, absolute.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Opens what a path names: a folder of backups (its newest whole snapshot counts) or one snapshot in it.</summary>
    /// <exception cref="BackupException">There is no whole snapshot.</exception>
    public static (BackupFolder Folder, string Snapshot) Find(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!Directory.Exists(Path.Combine(full, BlobFolder)) && Path.GetDirectoryName(full) is { } parent && Directory.Exists(Path.Combine(parent, BlobFolder)))
            return (new BackupFolder(parent), full);
        var folder = new BackupFolder(full);
        return (folder, folder.Newest() ?? throw new BackupException(BackupFault.Empty, full));
    }

    /// <summary>The blobs' store, made when it is not there.</summary>
    public FileBlobStore OpenBlobs() => FileBlobStore.Open(Path.Combine(Root, BlobFolder), reserve: 0);

    /// <summary>Folder of the newest whole snapshot, or null. By their numbers: one taken by a clock that was ahead is not the newest for ever.</summary>
    public string? Newest() => Snapshots().Where(IsWhole).OrderByDescending(NumberOf).ThenByDescending(path => path, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Folders of all whole snapshots, in no order; those too that somebody has named himself, because he means to keep them.</summary>
    public IReadOnlyList<string> Whole() => [.. Directory.GetDirectories(Root).Where(IsWhole)];

    /// <summary>Takes the folder for one piece of work at a time.</summary>
    /// <exception cref="BackupException">Another one is under way.</exception>
    public NodeFolder Take()
    {
        try
        {
            return NodeFolder.Take(Root);
        }
        catch (NodeFolderException taken) when (taken.TakenFolder is not null)
        {
            throw new BackupException(BackupFault.Busy, Root, taken);
        }
    }

    /// <summary>Makes the folder of a snapshot begun now; what interrupted ones left is removed first.</summary>
    public string Begin(DateTimeOffset now)
    {
        foreach (var torn in Snapshots().Where(snapshot => !IsWhole(snapshot)).ToList()) Directory.Delete(torn, recursive: true);
        var name = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var snapshot = Path.Combine(Root, name);
        for (var number = 2; Directory.Exists(snapshot); number++) snapshot = Path.Combine(Root, $"{name}-{number}");
        DurableFiles.CreateFolder(snapshot);
        return snapshot;
    }

    /// <summary>The part that a file of a snapshot is.</summary>
    public static BackupPart PartOf(string snapshot, string name)
    {
        using var file = new FileStream(Path.Combine(snapshot, name), FileMode.Open, FileAccess.Read, FileShare.Read);
        return new BackupPart(name, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    /// <summary>What is wrong with a part of a snapshot; null: it is the one that was written.</summary>
    public static BackupFault? FaultOf(string snapshot, BackupPart part)
    {
        if (!File.Exists(Path.Combine(snapshot, part.File))) return BackupFault.PartMissing;
        return PartOf(snapshot, part.File) == part ? null : BackupFault.PartChanged;
    }

    /// <summary>Which one a snapshot is; 0 also when its manifest cannot be read: whoever uses it is told so then.</summary>
    public static int NumberOf(string snapshot)
    {
        try
        {
            return BackupManifest.Read(snapshot).Number;
        }
        catch (Exception unreadable) when (unreadable is BackupException or IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>What a snapshot lists.</summary>
    /// <exception cref="BackupException">The snapshot has no manifest, or its list is not the one that was written.</exception>
    public static IEnumerable<BlobLine> LinesOf(string snapshot)
    {
        var list = Path.Combine(snapshot, BlobLine.FileName);
        var written = BackupManifest.Read(snapshot).Parts.FirstOrDefault(part => part.File == BlobLine.FileName);
        if ((written is null ? BackupFault.PartChanged : FaultOf(snapshot, written)) is { } fault) throw new BackupException(fault, list);
        return BlobLine.Read(list);
    }

    /// <summary>What a snapshot lists; nothing when that cannot be known: the next snapshot then copies everything again.</summary>
    public static IEnumerable<BlobLine> LinesOrNone(string? snapshot)
    {
        if (snapshot is null) return [];
        try
        {
            return LinesOf(snapshot);
        }
        catch (Exception unreadable) when (unreadable is BackupException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // By their names: whatever else lies in the folder that somebody named is not ours to remove.
    private IEnumerable<string> Snapshots() =>
        Directory.Exists(Root) ? Directory.GetDirectories(Root).Where(path => SnapshotName().IsMatch(Path.GetFileName(path))) : [];

    [GeneratedRegex("^[0-9]{8}T[0-9]{6}Z(-[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex SnapshotName();

    private static bool IsWhole(string snapshot) => File.Exists(Path.Combine(snapshot, BackupManifest.FileName));
}
