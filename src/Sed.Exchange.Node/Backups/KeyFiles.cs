using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Backups;

/// <summary>The private keys of a node with their passwords, as files for the owner alone.</summary>
internal static class KeyFiles
{
    private const string Folder = "keys";

    /// <summary>Copies them into a snapshot.</summary>
    public static IReadOnlyList<BackupPart> Copy(NodeConfiguration configuration, string snapshot)
    {
        DurableFiles.CreateFolder(Path.Combine(snapshot, Folder));
        IEnumerable<(string Name, KeyLocation Key)> keys =
        [
            ("tls", configuration.Tls),
            ("node", configuration.NodeKey),
            .. configuration.Seals.Select(seal => ($"seal-{seal.Organisation}", seal.Key)),
        ];
        var parts = new List<BackupPart>();
        foreach (var (name, key) in keys)
        {
            parts.Add(Copy(key.File, snapshot, $"{Folder}/{name}.p12"));
            parts.Add(Copy(key.PasswordFile, snapshot, $"{Folder}/{name}.pass"));
        }

        DurableFiles.SyncFolder(Path.Combine(snapshot, Folder));
        return parts;
    }

    private static BackupPart Copy(string from, string snapshot, string name)
    {
        using (var octets = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read))
        using (var copy = new FileStream(Path.Combine(snapshot, name), DurableFiles.Private(FileMode.CreateNew)))
        {
            octets.CopyTo(copy);
            copy.Flush();
            DurableFiles.Sync(copy.SafeFileHandle);
        }

        return BackupFolder.PartOf(snapshot, name);
    }
}
