using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Backups;

/// <summary>
/// Takes a snapshot of a node, beside it or after it stopped: first the journal at one moment, then every blob it refers to. A blob is durable before the
/// journal refers to it and immutable afterwards, so nothing that the snapshot needs is missing, whatever the node does meanwhile; but for what its retention
/// ends in those minutes, which nobody needs any more.
/// </summary>
/// <param name="configuration">The node.</param>
/// <param name="time">The clock.</param>
/// <param name="tell">Progress.</param>
internal sealed class BackupWriting(NodeConfiguration configuration, TimeProvider time, IProgress<BackupBlobs> tell)
{
    private const string JournalName = "journal.db";
    private const int TellEvery = 500;

    /// <summary>Takes the snapshot.</summary>
    /// <param name="root">Folder of backups, made when it is not there.</param>
    /// <param name="isDeep">True: what lies in the folder of backups is read, and copied again when it has changed. False: its length is looked at.</param>
    /// <param name="withKeys">True: private keys and their passwords too.</param>
    /// <param name="cancel">Stops; the snapshot is then torn and the next one removes it.</param>
    /// <exception cref="BlobException">The node's store does not answer, or the disk of the backup is full: there is no snapshot.</exception>
    public async Task<BackupManifest> WriteAsync(string root, bool isDeep, bool withKeys, CancellationToken cancel)
    {
        // 1. One backup at a time in one folder.
        var folder = new BackupFolder(root);
        var data = Path.TrimEndingDirectorySeparator(Path.GetFullPath(configuration.DataFolder)) + Path.DirectorySeparatorChar;
        if ((Path.TrimEndingDirectorySeparator(folder.Root) + Path.DirectorySeparatorChar).StartsWith(data, StringComparison.Ordinal))
            throw new BackupException(BackupFault.InsideData, folder.Root);
        using var held = folder.Take();
        var before = folder.Newest();

        // 2. The time before the journal's moment: peers are asked from here on.
        var takenAt = time.GetUtcNow();
        var snapshot = folder.Begin(takenAt);
        SqliteSnapshot.Write(NodeStore.JournalFile(configuration), Path.Combine(snapshot, JournalName));

        // 3. What it refers to, name by name; only names go through memory, one at a time.
        var names = Path.Combine(snapshot, "names.part");
        using var journal = SqliteJournal.OpenReadOnly(Path.Combine(snapshot, JournalName));
        var (epoch, serial, counts) = await journal.ReadAsync(
            reader =>
            {
                File.WriteAllLines(names, reader.AllBlobs().Where(blob => blob.State == BlobIntentState.Committed).Select(blob => blob.Name));
                return (reader.Epoch, reader.LatestDirectory()?.Serial,
                    new BackupCounts(reader.AllContainers().LongCount(), reader.AllDeliveries().LongCount(), reader.AllReceipts().LongCount()));
            },
            cancel);
        var (all, copied, missing) = await CopyBlobsAsync(folder, snapshot, names, before, isDeep, cancel);
        File.Delete(names);

        // 4. Keys, when asked for; then the manifest, last.
        var parts = new List<BackupPart> { BackupFolder.PartOf(snapshot, JournalName), BackupFolder.PartOf(snapshot, BlobLine.FileName) };
        if (withKeys) parts.AddRange(KeyFiles.Copy(configuration, snapshot));
        var manifest = new BackupManifest
        {
            Id = Path.GetFileName(snapshot),
            Number = (before is null ? 0 : BackupFolder.NumberOf(before)) + 1,
            Node = configuration.NodeId,
            Epoch = epoch,
            JournalSchema = SqliteJournal.SchemaVersion,
            DirectorySerial = serial,
            TakenAt = takenAt,
            Counts = counts,
            WithKeys = withKeys,
            Blobs = all,
            Copied = copied,
            Missing = missing,
            Parts = parts,
        };
        manifest.Write(snapshot);
        return manifest;
    }

    private async Task<(BackupBlobs All, BackupBlobs Copied, IReadOnlyList<string> Missing)> CopyBlobsAsync(
        BackupFolder folder, string snapshot, string names, string? before, bool isDeep, CancellationToken cancel)
    {
        var (from, to) = (NodeStore.OpenBlobs(configuration), folder.OpenBlobs());
        var (all, copied) = (new BackupBlobs(0, 0), new BackupBlobs(0, 0));
        var missing = new List<string>();
        var told = -1L;
        using var known = BackupFolder.LinesOrNone(before).GetEnumerator();
        var hasKnown = known.MoveNext();
        await using (var list = new StreamWriter(Path.Combine(snapshot, BlobLine.FileName), System.Text.Encoding.ASCII, DurableFiles.Private(FileMode.CreateNew)))
        {
            list.NewLine = "\n";
            foreach (var name in File.ReadLines(names))
            {
                if (all.Count % TellEvery == 0 && all.Count != told) tell.Report(all);
                told = all.Count;

                // Both lists are sorted by name: they are walked side by side.
                while (hasKnown && string.CompareOrdinal(known.Current.Name, name) < 0) hasKnown = known.MoveNext();
                var line = hasKnown && known.Current.Name == name && await HasAsync(to, known.Current, isDeep, cancel) ? known.Current : null;
                if (line is null)
                {
                    line = await CopyAsync(name, from, to, cancel);
                    if (line is null)
                    {
                        if (await IsStillNeededAsync(name, cancel)) missing.Add(name);
                        continue;
                    }

                    copied = new BackupBlobs(copied.Count + 1, copied.Bytes + line.Length);
                }

                all = new BackupBlobs(all.Count + 1, all.Bytes + line.Length);
                await list.WriteLineAsync(line.ToString());
            }

            await list.FlushAsync(cancel);
            DurableFiles.Sync(((FileStream)list.BaseStream).SafeFileHandle);
        }

        return (all, copied, missing);
    }

    /// <summary>Whether the journal as it is now refers to a blob that the snapshot's refers to.</summary>
    private async Task<bool> IsStillNeededAsync(string name, CancellationToken cancel)
    {
        using var now = SqliteJournal.OpenReadOnly(NodeStore.JournalFile(configuration));
        return await now.NeedsBlobAsync(name, cancel);
    }

    private static async Task<bool> HasAsync(FileBlobStore store, BlobLine line, bool isDeep, CancellationToken cancel)
    {
        if (isDeep) return await BlobCopy.IsThereAsync(store, line, cancel);
        try
        {
            await using var octets = await store.OpenAsync(line.Name, cancel);
            return octets.Length == line.Length;
        }
        catch (BlobException)
        {
            return false;
        }
    }

    private static async Task<bool> IsTakenAsync(string name, FileBlobStore store, CancellationToken cancel)
    {
        try
        {
            await using var octets = await store.OpenAsync(name, cancel);
            return true;
        }
        catch (BlobException gone) when (gone.IsDamage)
        {
            return false;
        }
    }

    /// <summary>Null: the node's store does not have it, or cannot read it.</summary>
    private static async Task<BlobLine?> CopyAsync(string name, IBlobStore from, FileBlobStore to, CancellationToken cancel)
    {
        try
        {
            await using var octets = await from.OpenAsync(name, cancel);
            if (await IsTakenAsync(name, to, cancel))
            {
                // Nobody vouches for what is in no list, but older backups may share it: it goes only when what replaces it has been read.
                var line = await BlobCopy.DigestAsync(name, octets, cancel);
                if (await BlobCopy.IsThereAsync(to, line, cancel)) return line;
                octets.Position = 0;
            }

            // Also what an interrupted backup left half written.
            await to.DeleteAsync(name, cancel);
            return await BlobCopy.WriteAsync(name, octets, to, cancel);
        }
        catch (BlobException gone) when (gone.IsDamage)
        {
            // A bad sector shows when it is read. One container that cannot be copied must not be the end of all backups.
            return null;
        }
    }
}
