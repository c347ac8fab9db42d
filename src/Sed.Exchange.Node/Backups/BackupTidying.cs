using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Node.Backups;

/// <summary>
/// Gives back the room of blobs that no snapshot names any more: their content has outlived its life at the node, and the snapshots that had it were removed.
/// </summary>
internal static class BackupTidying
{
    /// <summary>Deletes what no whole snapshot names; nothing when any of their lists is in doubt.</summary>
    /// <exception cref="BackupException">There is no whole snapshot, a list is not the one that was written, or a backup is being taken.</exception>
    public static async Task<BackupBlobs> RunAsync(BackupFolder folder, CancellationToken cancel)
    {
        using var held = folder.Take();
        var snapshots = folder.Whole();
        if (snapshots.Count == 0) throw new BackupException(BackupFault.Empty, folder.Root);
        var store = folder.OpenBlobs();
        var unnamed = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var name in store.ListAsync(cancel))
        {
            // Whatever else lies there is not ours to remove.
            if (BlobName.IsName(name)) unnamed.Add(name);
        }

        foreach (var snapshot in snapshots)
        {
            foreach (var line in BackupFolder.LinesOf(snapshot)) unnamed.Remove(line.Name);
        }

        var removed = new BackupBlobs(0, 0);
        foreach (var name in unnamed)
        {
            var length = await LengthAsync(store, name, cancel);
            await store.DeleteAsync(name, cancel);
            removed = new BackupBlobs(removed.Count + 1, removed.Bytes + length);
        }

        return removed;
    }

    private static async Task<long> LengthAsync(FileBlobStore store, string name, CancellationToken cancel)
    {
        try
        {
            await using var octets = await store.OpenAsync(name, cancel);
            return octets.Length;
        }
        catch (BlobException)
        {
            // What an interrupted backup left half written, or the disk does not give any more.
            return 0;
        }
    }
}
