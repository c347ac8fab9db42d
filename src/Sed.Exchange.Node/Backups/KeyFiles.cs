using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Backups;

/// <summary>The private keys of a node that lie in files, with their passwords, as files for the owner alone.</summary>
internal static class KeyFiles
{
    private const string Folder = "keys";

    /// <summary>Copies them into a snapshot.</summary>
    public static IReadOnlyList<BackupPart> Copy(NodeConfiguration configuration, string snapshot)
    {
        DurableFiles.CreateFolder(Path.Combine(snapshot, Folder));
        IEnumerable<(string Name, IReadOnlyList<KeyLocation> Keys)> places =
        [
            ("tls", configuration.Tls),
            ("node", configuration.NodeKeys),
            .. configuration.Seals.Select(seal => ($"seal-{seal.Organisation}", seal.Keys)),
        ];
        var parts = new List<BackupPart>();
        foreach (var (name, keys) in places)
        {
            // Keys in tokens stay there: that is what tokens are for.
            foreach (var (number, key) in keys.OfType<KeyLocation.InFile>().Index())
            {
                var to = number == 0 ? name : $"{name}-next";
                parts.Add(Copy(key.File, snapshot, $"{Folder}/{to}.p12"));
                parts.Add(Copy(key.PasswordFile, snapshot, $"{Folder}/{to}.pass"));
            }
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
