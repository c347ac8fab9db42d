using Sed.Exchange.Adapters.AzureBlobs;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Hosting;

/// <summary>A node's stores by their names in the data folder, for the node itself and for administrators' commands beside it.</summary>
internal static class NodeStore
{
    /// <summary>The journal's file.</summary>
    public static string JournalFile(NodeConfiguration configuration) => Path.Combine(configuration.DataFolder, "journal.db");

    /// <summary>The blobs' folder; with blobs in an account, that of blobs in writing.</summary>
    public static string BlobFolder(NodeConfiguration configuration) =>
        Path.Combine(configuration.DataFolder, configuration.Blobs.Kind == BlobPlace.Files ? "blobs" : "spool");

    /// <summary>The file that lies in the data folder while a restore is under way.</summary>
    public static string RestoreMarker(NodeConfiguration configuration) => Path.Combine(configuration.DataFolder, "restore.part");

    /// <summary>Refuses a data folder whose restore was interrupted: it is no node, and must not become an empty one.</summary>
    /// <exception cref="NodeFolderException">It was.</exception>
    public static void RefuseHalfRestored(NodeConfiguration configuration)
    {
        if (!File.Exists(RestoreMarker(configuration))) return;
        throw new NodeFolderException($"A restore into {configuration.DataFolder} was interrupted. Run the same sedx restore again; until then there is no node here.");
    }

    /// <summary>
    /// Refuses a data folder whose journal is gone or empty and whose containers or log are not: it is no new node. Begun anew, it would deliver again what it
    /// had delivered, and call evidence nobody's; and SQLite deletes the log that it finds beside an empty file, with every commit in it.
    /// </summary>
    /// <exception cref="NodeFolderException">It is.</exception>
    public static void RefuseLostJournal(NodeConfiguration configuration)
    {
        var (journal, blobs) = (JournalFile(configuration), Path.Combine(configuration.DataFolder, "blobs"));
        if (HasOctets(journal)) return;
        var left = Directory.Exists(blobs) && Directory.EnumerateFiles(blobs, "*", SearchOption.AllDirectories).Any() ? "containers are"
            : HasOctets(journal + "-wal") ? "its log is"
            : null;
        if (left is null) return;
        throw LostJournal(journal, left);
    }

    /// <summary>The same, before the journal is made; of containers in an account only the account can tell, and has to answer.</summary>
    /// <exception cref="NodeFolderException">It is no new node.</exception>
    /// <exception cref="BlobException">The account does not answer.</exception>
    public static async Task RefuseLostJournalAsync(NodeConfiguration configuration, IBlobStore blobs, CancellationToken cancel)
    {
        RefuseLostJournal(configuration);
        if (blobs is not AzureBlobStore account || HasOctets(JournalFile(configuration)) || await account.IsEmptyAsync(cancel)) return;
        throw LostJournal(JournalFile(configuration), "containers are in the account");
    }

    /// <summary>Opens the journal to write to it; makes it when the node has never run.</summary>
    public static async Task<SqliteJournal> OpenJournalAsync(NodeConfiguration configuration, CancellationToken cancel)
    {
        // Only a folder that is not there is taken (and made 0700); one that is there may be its running node's.
        RefuseHalfRestored(configuration);
        RefuseLostJournal(configuration);
        if (configuration.Blobs.Kind != BlobPlace.Files)
        {
            var blobs = OpenBlobs(configuration);
            using (blobs as IDisposable) await RefuseLostJournalAsync(configuration, blobs, cancel);
        }

        if (!Directory.Exists(configuration.DataFolder)) NodeFolder.Take(configuration.DataFolder).Dispose();
        return SqliteJournal.Open(JournalFile(configuration));
    }

    /// <summary>The directory in force, for names; null when there is none yet. It was verified when the journal took it.</summary>
    public static ExchangeDirectory? DirectoryInForce(IJournalReader journal, DateTimeOffset now) =>
        journal.LatestDirectory() is { } row ? DirectoryFile.OpenCryptoOnly(row.Bytes, now).Directory : null;

    /// <summary>Opens the blobs, beside a running node too.</summary>
    /// <exception cref="ConfigurationException">The connection string of their account cannot be used.</exception>
    public static IBlobStore OpenBlobs(NodeConfiguration configuration) => BlobRoom.Open(configuration);

    private static NodeFolderException LostJournal(string journal, string left) => new(
        $"The journal {journal} is {(File.Exists(journal) ? "empty" : "not there")}, but {left}. Put it back; or move the folder away and restore a backup (sedx restore).");

    private static bool HasOctets(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };
}
