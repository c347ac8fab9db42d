using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Adapters.Resumable;

/// <summary>
/// The folder of resumable uploads inside the data folder. What was synced is there again after any crash; what has no record, no octets, or no
/// time left is deleted.
/// </summary>
public sealed class ResumableFolder
{
    private const int IdLength = 16;

    private readonly ConcurrentDictionary<string, ResumableUpload> _uploads = new(StringComparer.Ordinal);
    private readonly Lock _beginning = new();
    private readonly string _folder;
    private readonly ResumableOptions _options;
    private readonly TimeProvider _time;

    private ResumableFolder(string folder, ResumableOptions options, TimeProvider time)
    {
        _folder = folder;
        _options = options;
        _time = time;
    }

    /// <summary>Opens the folder and takes up what is in it.</summary>
    /// <param name="dataFolder">The node's data folder, locked by this process.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock of expiry.</param>
    /// <exception cref="BlobException">The folder cannot be made or read.</exception>
    public static ResumableFolder Open(string dataFolder, ResumableOptions options, TimeProvider time)
    {
        var folder = new ResumableFolder(Path.Combine(Path.GetFullPath(dataFolder), "resumable"), options, time);
        folder.TakeUp();
        return folder;
    }

    /// <summary>Begins an upload, durable when it returns, or finds the one of the same owner and key.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="key">The owner's name for it, or null.</param>
    /// <param name="length">Octets it will have.</param>
    /// <param name="metadata">Upload-Metadata.</param>
    /// <param name="found">True: it was there.</param>
    /// <param name="refusal">Why it cannot begin; null with a result.</param>
    public ResumableUpload? Begin(string owner, string? key, long length, string? metadata, out bool found, out UploadRefusal? refusal)
    {
        lock (_beginning)
        {
            refusal = null;
            found = false;
            var own = _uploads.Values.Where(upload => upload.Record.Owner == owner && upload.Expires > _time.GetUtcNow()).ToList();
            if (key is not null && own.FirstOrDefault(upload => upload.Record.Key == key) is { } known)
            {
                if (known.Record.Length != length) refusal = UploadRefusal.KeyTaken;
                found = refusal is null;
                return found ? known : null;
            }

            refusal = Refuse(own, length);
            if (refusal is not null) return null;
            var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength));
            var now = _time.GetUtcNow();
            var record = new ResumableRecord { Id = id, Owner = owner, Key = key, Length = length, Metadata = metadata, Created = now };
            var upload = new ResumableUpload(record, PathOf(id), new Checkpoint(0, now), _options, _time);
            upload.Begin();
            _uploads[id] = upload;
            return upload;
        }
    }

    /// <summary>An upload of this owner; null when there is none, or it is somebody else's.</summary>
    public ResumableUpload? Find(string owner, string id) =>
        _uploads.TryGetValue(id, out var upload) && upload.Record.Owner == owner && upload.Expires > _time.GetUtcNow() ? upload : null;

    /// <summary>Deletes an upload whose turn the caller has.</summary>
    public void Delete(ResumableUpload upload)
    {
        _uploads.TryRemove(upload.Record.Id, out _);
        upload.Delete();
    }

    /// <summary>Deletes what has no time left and nobody works on; says how many.</summary>
    public int Sweep()
    {
        var swept = 0;
        foreach (var upload in _uploads.Values) upload.Correct(_time.GetUtcNow());
        foreach (var upload in _uploads.Values.Where(upload => upload.Expires <= _time.GetUtcNow()))
        {
            using var turn = upload.TryEnter();
            if (turn is null || upload.Expires > _time.GetUtcNow()) continue;
            Delete(upload);
            swept++;
        }

        return swept;
    }

    private UploadRefusal? Refuse(IReadOnlyList<ResumableUpload> own, long length)
    {
        var unfinished = own.Where(upload => upload.Record.MessageId is null).ToList();
        if (unfinished.Count >= _options.UploadsPerCaller || unfinished.Sum(upload => upload.Record.Length) + length > _options.BytesPerCaller)
            return UploadRefusal.CallerFull;
        var promised = _uploads.Values.Where(upload => upload.Record.MessageId is null).Sum(upload => upload.Record.Length - upload.Offset);
        return HasRoomFor(promised + length) ? null : UploadRefusal.NoRoom;
    }

    /// <summary>
    /// True when so many octets leave the reserve as it is. Room that was promised when an upload began may have gone to others, who do not know
    /// of promises.
    /// </summary>
    /// <exception cref="BlobException">The disk does not answer.</exception>
    public bool HasRoomFor(long octets)
    {
        try
        {
            var disk = new DriveInfo(_folder);
            return disk.AvailableFreeSpace - octets >= disk.TotalSize * _options.Reserve;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Of(_folder, exception);
        }
    }

    private void TakeUp()
    {
        try
        {
            DurableFiles.CreateFolder(_folder);
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var file in Directory.EnumerateFiles(_folder)) names.Add(Path.GetFileName(file).Split('.')[0]);

            // What has no name of ours (a file system's, a desktop's) is not ours to judge or delete.
            foreach (var id in names.Where(IsId)) TakeUp(id);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Of(_folder, exception);
        }
    }

    private void TakeUp(string id)
    {
        var path = PathOf(id);
        var checkpoint = Checkpoint.Read(ResumableUpload.CheckpointPath(path)) ?? new Checkpoint(0, _time.GetUtcNow());
        if (ReadRecord(path) is { } record && record.Id == id && (record.MessageId is not null || Holds(path, checkpoint)))
        {
            _uploads[id] = new ResumableUpload(record, path, checkpoint, _options, _time);

            // A crash between the note of the message and the deletion of the octets.
            if (record.MessageId is not null) File.Delete(path);
            return;
        }

        // Begun and not finished beginning, or deleted and not finished deleting.
        foreach (var rest in Directory.EnumerateFiles(_folder, id + "*").ToList()) File.Delete(rest);
    }

    private static ResumableRecord? ReadRecord(string path)
    {
        if (!File.Exists(ResumableUpload.RecordPath(path))) return null;
        try
        {
            return JsonSerializer.Deserialize<ResumableRecord>(File.ReadAllBytes(ResumableUpload.RecordPath(path)));
        }
        catch (JsonException)
        {
            // Renamed into place after its sync, it cannot be half a record; whatever it is, it is not ours to believe.
            return null;
        }
    }

    private static bool Holds(string path, Checkpoint checkpoint) => File.Exists(path) && new FileInfo(path).Length >= checkpoint.Offset;

    private static bool IsId(string name) => name.Length == 2 * IdLength && name.All(char.IsAsciiHexDigitLower);

    private string PathOf(string id) => Path.Combine(_folder, id);
}
