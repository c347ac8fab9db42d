using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Backups;

/// <summary>
/// Puts back the octets of containers that a node has lost, from a backup and beside the node: its journal, with everything that came since the backup, stays
/// as it is. Octets of containers never change, so that an old backup's are as good as a new one's.
/// </summary>
/// <param name="configuration">The node.</param>
internal sealed class OctetsRestoring(NodeConfiguration configuration)
{
    /// <summary>Reads all octets that both the journal and the snapshot know, and puts back those that are gone or have changed.</summary>
    /// <returns>The snapshot's manifest; what was put back; and what the snapshot does not have either as it was.</returns>
    /// <exception cref="BackupException">The backup cannot be used; nothing was written.</exception>
    /// <exception cref="NodeFolderException">There is no node here.</exception>
    /// <exception cref="BlobException">The store takes nothing, or does not answer.</exception>
    public async Task<(BackupManifest Manifest, IReadOnlyList<string> PutBack, IReadOnlyList<string> Changed)> RunAsync(
        BackupFolder folder, string snapshot, CancellationToken cancel)
    {
        var manifest = BackupManifest.Read(snapshot);
        if (manifest.Node != configuration.NodeId) throw new BackupException(BackupFault.OtherNode, manifest.Node);
        if (!manifest.Parts.Contains(BackupFolder.PartOf(snapshot, BlobLine.FileName))) throw new BackupException(BackupFault.PartChanged, BlobLine.FileName);
        NodeStore.RefuseHalfRestored(configuration);
        NodeStore.RefuseLostJournal(configuration);
        using var journal = SqliteJournal.OpenReadOnly(NodeStore.JournalFile(configuration));
        var (from, to) = (folder.OpenBlobs(), NodeStore.OpenBlobs(configuration));
        var (putBack, changed) = (new List<string>(), new List<string>());
        foreach (var line in BlobLine.Read(Path.Combine(snapshot, BlobLine.FileName)))
        {
            if (!await IsNeededAsync(journal, line.Name, cancel) || await BlobCopy.IsThereAsync(to, line, cancel)) continue;

            // Before anything is deleted: what lies there may be worth more than nothing.
            if (!await BlobCopy.IsThereAsync(from, line, cancel))
            {
                changed.Add(line.Name);
                continue;
            }

            await to.DeleteAsync(line.Name, cancel);
            await using (var octets = await from.OpenAsync(line.Name, cancel)) await BlobCopy.WriteAsync(line.Name, octets, to, cancel);
            putBack.Add(line.Name);

            // Its retention may have ended meanwhile, and then nobody would ever delete it.
            if (!await IsNeededAsync(journal, line.Name, cancel)) await to.DeleteAsync(line.Name, cancel);
        }

        return (manifest, putBack, changed);
    }

    private static Task<bool> IsNeededAsync(ReadOnlySqliteJournal journal, string name, CancellationToken cancel) =>
        journal.ReadAsync(reader => reader.FindBlobIntent(name) is { State: BlobIntentState.Committed }, cancel);
}
