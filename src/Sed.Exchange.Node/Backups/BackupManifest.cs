using System.Text.Json;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Backups;

/// <summary>What a snapshot is and has (<c>manifest.json</c>, schemas/cli-1/sedx-backup-1.schema.json). Written last: a snapshot without one is torn.</summary>
public sealed record BackupManifest
{
    /// <summary>Name and version of this shape.</summary>
    public const string SchemaName = "sedx-backup/1";

    /// <summary>Name of the file.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Name and version of this shape.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>Name of the snapshot: the UTC time at which it was begun.</summary>
    public required string Id { get; init; }

    /// <summary>Which one it is of its folder, counted from 1; 0: of an older program. Names tell times, and a clock may have been ahead.</summary>
    public int Number { get; init; }

    /// <summary>The node it was taken of.</summary>
    public required string Node { get; init; }

    /// <summary>The node's epoch.</summary>
    public required int Epoch { get; init; }

    /// <summary>Version of the journal's schema.</summary>
    public required int JournalSchema { get; init; }

    /// <summary>Serial of the directory in force; null when the node had none yet.</summary>
    public required long? DirectorySerial { get; init; }

    /// <summary>When it was begun: what became durable later may be missing.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>What the journal holds.</summary>
    public required BackupCounts Counts { get; init; }

    /// <summary>True: private keys and their passwords are in it.</summary>
    public required bool WithKeys { get; init; }

    /// <summary>Blobs that the journal refers to; their names, lengths and digests are in <c>blobs.list</c>.</summary>
    public required BackupBlobs Blobs { get; init; }

    /// <summary>Blobs that this run copied; the others were there.</summary>
    public required BackupBlobs Copied { get; init; }

    /// <summary>Blobs that the journal refers to and the node's store could not give.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Every other file of the snapshot.</summary>
    public required IReadOnlyList<BackupPart> Parts { get; init; }

    /// <summary>Reads the manifest of a snapshot.</summary>
    /// <exception cref="BackupException">There is none, or it is not one.</exception>
    public static BackupManifest Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) throw new BackupException(BackupFault.Torn, folder);
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(File.ReadAllBytes(file), DocumentJson.Readable);
            return manifest is { Schema: SchemaName } ? manifest : throw new BackupException(BackupFault.NoManifest, file);
        }
        catch (JsonException malformed)
        {
            throw new BackupException(BackupFault.NoManifest, file, malformed);
        }
    }

    /// <summary>Writes it under its name once it is whole and on stable storage.</summary>
    public void Write(string folder)
    {
        var file = Path.Combine(folder, FileName);
        using (var part = new FileStream(file + ".part", DurableFiles.Private(FileMode.Create)))
        {
            part.Write(JsonSerializer.SerializeToUtf8Bytes(this, DocumentJson.Readable));
            part.Flush();
            DurableFiles.Sync(part.SafeFileHandle);
        }

        DurableFiles.Rename(file + ".part", file);
        DurableFiles.SyncFolder(folder);
    }
}
