using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Node.Backups;

/// <summary>Reads a snapshot from beginning to end and compares every part with its manifest.</summary>
internal static class BackupCheck
{
    /// <summary>What is wrong with it; empty: every octet is the one that was written.</summary>
    /// <exception cref="BackupException">It has no manifest to be compared with.</exception>
    public static async Task<(BackupManifest Manifest, IReadOnlyList<BackupException> Faults)> RunAsync(BackupFolder folder, string snapshot, CancellationToken cancel)
    {
        var manifest = BackupManifest.Read(snapshot);
        var faults = new List<BackupException>();
        foreach (var part in manifest.Parts)
        {
            if (!File.Exists(Path.Combine(snapshot, part.File))) faults.Add(new BackupException(BackupFault.PartMissing, part.File));
            else if (BackupFolder.PartOf(snapshot, part.File) != part) faults.Add(new BackupException(BackupFault.PartChanged, part.File));
        }

        // A list that is not the one written says nothing about the blobs.
        if (faults.Any(fault => fault.Subject == BlobLine.FileName)) return (manifest, faults);
        var blobs = folder.OpenBlobs();
        foreach (var line in BlobLine.Read(Path.Combine(snapshot, BlobLine.FileName)))
        {
            if (await FaultOfAsync(blobs, line, cancel) is { } fault) faults.Add(new BackupException(fault, $"blob {line.Name}"));
        }

        return (manifest, faults);
    }

    private static async Task<BackupFault?> FaultOfAsync(FileBlobStore blobs, BlobLine line, CancellationToken cancel)
    {
        try
        {
            await using var octets = await blobs.OpenAsync(line.Name, cancel);
            return await BlobCopy.DigestAsync(line.Name, octets, cancel) == line ? null : BackupFault.PartChanged;
        }
        catch (BlobException)
        {
            return BackupFault.PartMissing;
        }
    }
}
