using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Checking;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Backups;

/// <summary>
/// Puts back the octets of containers that a node has lost, from a backup and beside the node: its journal, with everything that came since the backup, stays
/// as it is, and says what the octets must be. A backup is believed no more than the node's disk: it may have been taken of octets that had changed.
/// </summary>
/// <param name="configuration">The node.</param>
/// <param name="journal">Its journal.</param>
internal sealed class OctetsRestoring(NodeConfiguration configuration, IJournalView journal)
{
    /// <summary>Reads all octets that the journal refers to, and puts back those that are gone or have changed.</summary>
    /// <returns>The snapshot's manifest; what was put back; and what the backup does not have either as it was.</returns>
    /// <exception cref="BackupException">The backup cannot be used; nothing was written.</exception>
    /// <exception cref="BlobException">The store takes nothing, or does not answer.</exception>
    public async Task<(BackupManifest Manifest, IReadOnlyList<string> PutBack, IReadOnlyList<string> Missing)> RunAsync(
        BackupFolder folder, string snapshot, CancellationToken cancel)
    {
        var manifest = BackupManifest.Read(snapshot);
        if (manifest.Node != configuration.NodeId) throw new BackupException(BackupFault.OtherNode, manifest.Node);
        var (from, to) = (folder.OpenBlobs(), NodeStore.OpenBlobs(configuration));
        var (putBack, missing) = (new List<string>(), new List<string>());
        var needed = await journal.ReadAsync(
            reader => KeptOctets.OfContainers(reader).Concat(KeptOctets.OfRefusals(reader)).Concat(KeptOctets.OfHeld(reader)).DistinctBy(kept => kept.Blob).ToList(), cancel);
        foreach (var kept in needed)
        {
            if (await AreThereAsync(to, kept, cancel) || !await journal.NeedsBlobAsync(kept.Blob, cancel)) continue;

            // Before anything is deleted: what lies there may be worth more than nothing.
            if (!await AreThereAsync(from, kept, cancel))
            {
                missing.Add(kept.Blob);
                continue;
            }

            await to.DeleteAsync(kept.Blob, cancel);
            await using (var octets = await from.OpenAsync(kept.Blob, cancel)) await BlobCopy.WriteAsync(kept.Blob, octets, to, cancel);
            putBack.Add(kept.Blob);

            // Its retention may have ended meanwhile, and then nobody would ever delete it.
            if (!await journal.NeedsBlobAsync(kept.Blob, cancel)) await to.DeleteAsync(kept.Blob, cancel);
        }

        return (manifest, putBack, missing);
    }

    private static async Task<bool> AreThereAsync(IBlobStore store, KeptOctets kept, CancellationToken cancel)
    {
        try
        {
            await using var octets = await store.OpenAsync(kept.Blob, cancel);
            if (kept.Length is { } length && octets.Length != length) return false;
            return await kept.DigestAsync(octets, cancel) is not { } digest || digest == kept.Digest;
        }
        catch (BlobException gone) when (gone.IsDamage)
        {
            return false;
        }
    }
}
