using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Node.Backups;

/// <summary>Reads a snapshot from beginning to end and compares every part with its manifest.</summary>
internal static class BackupCheck
{
    /// <summary>What is wrong with it; nothing: every octet is the one that was written.</summary>
    /// <returns>Its manifest; what is wrong with its parts; and the containers that are not what was written, or not there.</returns>
    /// <exception cref="BackupException">It has no manifest to be compared with.</exception>
    public static async Task<(BackupManifest Manifest, IReadOnlyList<BackupException> Faults, IReadOnlyList<string> Blobs)> RunAsync(
        BackupFolder folder, string snapshot, CancellationToken cancel)
    {
        var manifest = BackupManifest.Read(snapshot);
        var faults = new List<BackupException>();
        var changed = new List<string>();
        foreach (var part in manifest.Parts)
        {
            if (BackupFolder.FaultOf(snapshot, part) is { } fault) faults.Add(new BackupException(fault, part.File));
        }

        // A list that is not the one written says nothing about the blobs.
        if (faults.Any(fault => fault.Subject == BlobLine.FileName)) return (manifest, faults, changed);
        var blobs = folder.OpenBlobs();
        foreach (var line in BlobLine.Read(Path.Combine(snapshot, BlobLine.FileName)))
        {
            if (!await CanBeHadAsync(blobs, line, cancel)) changed.Add(line.Name);
        }

        return (manifest, faults, changed);
    }

    // Whatever keeps one from being read: the others are looked at all the same.
    private static async Task<bool> CanBeHadAsync(FileBlobStore blobs, BlobLine line, CancellationToken cancel)
    {
        try
        {
            return await BlobCopy.IsThereAsync(blobs, line, cancel);
        }
        catch (BlobException)
        {
            return false;
        }
    }
}
