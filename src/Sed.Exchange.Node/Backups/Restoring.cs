using System.Text;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Restoring;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Backups;

/// <summary>
/// Puts a snapshot into an empty data folder: blobs first, the journal last and under its name only when it is whole, so that an interrupted restore is
/// no node; it is begun again with the same command.
/// </summary>
/// <param name="configuration">The node.</param>
/// <param name="time">The clock.</param>
internal sealed class Restoring(NodeConfiguration configuration, TimeProvider time)
{
    // Seconds since the project's first year: two restores of one backup get different epochs without anything being kept between them.
    private static readonly DateTimeOffset EpochZero = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Restores.</summary>
    /// <param name="folder">Where the backup lies.</param>
    /// <param name="snapshot">Which one.</param>
    /// <param name="withoutChanged">True: containers that are not what was backed up are left out, like those that the node itself had lost by then; neighbours may have them.</param>
    /// <param name="cancel">Stops; begun again with the same arguments, it goes on.</param>
    /// <returns>The snapshot's manifest, with what was left out as missing; and the new epoch.</returns>
    /// <exception cref="BackupException">The backup cannot be used or the data folder is not empty; nothing was written.</exception>
    public async Task<(BackupManifest Manifest, int Epoch)> RunAsync(BackupFolder folder, string snapshot, bool withoutChanged, CancellationToken cancel)
    {
        // 1. Everything that can be known before the first octet is written.
        var (manifest, faults, changed) = await BackupCheck.RunAsync(folder, snapshot, cancel);
        if (faults.Count > 0) throw faults[0];
        if (changed.Count > 0 && !withoutChanged) throw new BackupException(BackupFault.BlobsChanged, $"{changed.Count}");
        manifest = manifest with { Missing = [.. manifest.Missing, .. changed] };
        if (manifest.Node != configuration.NodeId) throw new BackupException(BackupFault.OtherNode, manifest.Node);
        if (manifest.JournalSchema > SqliteJournal.SchemaVersion) throw new BackupException(BackupFault.Newer, $"{manifest.JournalSchema}");
        if (await FindFinishedAsync(manifest, cancel) is { } epochThere) return (manifest, epochThere);
        RequireEmpty();

        // 2. The folder is ours; from here to the end it is marked as no node's.
        using var held = NodeFolder.Take(configuration.DataFolder);
        var marker = NodeStore.RestoreMarker(configuration);
        using (var mark = new FileStream(marker, DurableFiles.Private(FileMode.Create)))
        {
            await mark.WriteAsync(MarkOf(manifest), cancel);
            await mark.FlushAsync(cancel);
            DurableFiles.Sync(mark.SafeFileHandle);
        }

        DurableFiles.SyncFolder(held.Path);

        // 3. Blobs, by the store's own durable path.
        await PlaceBlobsAsync(folder, snapshot, [.. changed], cancel);

        // 4. The journal: copied beside its name, brought up to date, its new epoch committed, then renamed.
        var journal = NodeStore.JournalFile(configuration);
        var part = journal + ".part";
        foreach (var left in Directory.GetFiles(held.Path, Path.GetFileName(part) + "*")) File.Delete(left);
        CopyJournal(Path.Combine(snapshot, Path.GetFileName(journal)), part);
        var epoch = await BeginAsync(part, manifest, cancel);

        // Closing folds the log into the file, and says nothing when it cannot: what is left in the log would not come with the file.
        if (File.Exists(part + "-wal")) throw new JournalException($"The log of {part} could not be written into it: the disk is full or fails. Make room and run the same sedx restore again.", isTransient: false);
        DurableFiles.Rename(part, journal);
        DurableFiles.SyncFolder(held.Path);

        // 5. A node again.
        File.Delete(marker);
        DurableFiles.SyncFolder(held.Path);
        return (manifest, epoch);
    }

    /// <summary>The epoch of a restore that died between naming its journal and taking its mark away: nothing is left to do but that; null: there is none.</summary>
    private async Task<int?> FindFinishedAsync(BackupManifest manifest, CancellationToken cancel)
    {
        var (marker, file) = (NodeStore.RestoreMarker(configuration), NodeStore.JournalFile(configuration));
        if (!File.Exists(marker) || !File.Exists(file)) return null;

        // Of this snapshot: of another the folder is in the way.
        if (!(await File.ReadAllBytesAsync(marker, cancel)).AsSpan().SequenceEqual(MarkOf(manifest))) return null;
        using var held = NodeFolder.Take(configuration.DataFolder);
        await using (var journal = SqliteJournal.Open(file))
        {
            var (epoch, restored) = await journal.ReadAsync(reader => (reader.Epoch, reader.LastRestore()), cancel);
            if (restored is null) return null;
            File.Delete(marker);
            DurableFiles.SyncFolder(held.Path);
            return epoch;
        }
    }

    private static byte[] MarkOf(BackupManifest manifest) => Encoding.ASCII.GetBytes($"{manifest.Id}\n");

    private void RequireEmpty()
    {
        var folder = configuration.DataFolder;
        if (!Directory.Exists(folder)) return;
        using (NodeFolder.Take(folder))
        {
            // Another process would hold the lock; ours proves that no node runs here.
        }

        var isHalf = File.Exists(NodeStore.RestoreMarker(configuration)) && !File.Exists(NodeStore.JournalFile(configuration));
        if (isHalf) return;
        var found = Directory.GetFileSystemEntries(folder).FirstOrDefault(path => !NodeFolder.IsLock(path));
        if (found is not null) throw new BackupException(BackupFault.FolderNotEmpty, found);
    }

    private async Task PlaceBlobsAsync(BackupFolder folder, string snapshot, HashSet<string> without, CancellationToken cancel)
    {
        var (from, to) = (folder.OpenBlobs(), NodeStore.OpenBlobs(configuration));
        foreach (var line in BlobLine.Read(Path.Combine(snapshot, BlobLine.FileName)))
        {
            // There already after an interrupted restore, or in a store that outlived the disk.
            if (without.Contains(line.Name) || await BlobCopy.IsThereAsync(to, line, cancel)) continue;
            await to.DeleteAsync(line.Name, cancel);
            await using var octets = await from.OpenAsync(line.Name, cancel);
            if (await BlobCopy.WriteAsync(line.Name, octets, to, cancel) != line) throw new BackupException(BackupFault.PartChanged, $"blob {line.Name}");
        }
    }

    private static void CopyJournal(string from, string to)
    {
        using var octets = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var copy = new FileStream(to, DurableFiles.Private(FileMode.CreateNew));
        octets.CopyTo(copy);
        copy.Flush();
        DurableFiles.Sync(copy.SafeFileHandle);
    }

    private async Task<int> BeginAsync(string file, BackupManifest manifest, CancellationToken cancel)
    {
        await using var journal = SqliteJournal.Open(file);
        var now = time.GetUtcNow();
        return await journal.CommitAsync(
            transaction =>
            {
                var epoch = Math.Max(transaction.Epoch + 1, (int)(now - EpochZero).TotalSeconds);
                transaction.BeginRestore(epoch, Restoration.Since(manifest.TakenAt, transaction.Clock(), now, isWhole: manifest.Missing.Count == 0), now);
                transaction.Append(new EventRow { At = now, Kind = EventKinds.Restored, Detail = $"backup {manifest.Id}, epoch {epoch}" });
                return epoch;
            },
            cancel);
    }
}
