using System.Text.Json;
using System.Threading.Channels;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Adapters.Resumable;

/// <summary>
/// One upload that survives cut connections and restarts: its octets, how far they are durable, and its record, three files of one name.
/// Whatever offset is told is on stable storage (DESIGN section 5).
/// </summary>
public sealed class ResumableUpload
{
    private const int Piece = 128 * 1024;

    private readonly string _path;
    private readonly ResumableOptions _options;
    private readonly TimeProvider _time;

    // One token: whoever has read it has the turn.
    private readonly Channel<bool> _free = Channel.CreateBounded<bool>(1);
    private volatile Action? _askHolder;
    private volatile bool _isGone;
    private volatile bool _isUnreadable;

    internal ResumableUpload(ResumableRecord record, string path, Checkpoint checkpoint, ResumableOptions options, TimeProvider time)
    {
        Record = record;
        _path = path;
        _options = options;
        _time = time;
        Offset = checkpoint.Offset;
        LastProgress = checkpoint.At;
        _free.Writer.TryWrite(true);
    }

    /// <summary>What is known of it.</summary>
    public ResumableRecord Record { get; private set; }

    /// <summary>Octets on stable storage.</summary>
    public long Offset { get; private set; }

    /// <summary>True: every octet is there.</summary>
    public bool IsComplete => Offset == Record.Length;

    /// <summary>When it is given up unless more octets come; at once when its octets cannot be read any more, so that its owner begins it anew.</summary>
    public DateTimeOffset Expires => _isUnreadable ? DateTimeOffset.MinValue : LastProgress + _options.Kept;

    private DateTimeOffset LastProgress { get; set; }

    /// <summary>
    /// Takes the turn. A request on the same upload that is still under way is asked to leave, because its owner has given it up: connections
    /// that broke on the other side only look alive here. Null: it did not leave in time, or the upload was deleted meanwhile.
    /// </summary>
    public async Task<UploadTurn?> EnterAsync(CancellationToken cancel)
    {
        _askHolder?.Invoke();
        using var patience = new CancellationTokenSource(_options.Handover, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            await _free.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }

        return Hold();
    }

    /// <summary>Takes the turn when nobody has it; null: somebody does, or the upload was deleted.</summary>
    internal UploadTurn? TryEnter() => _free.Reader.TryRead(out _) ? Hold() : null;

    /// <summary>
    /// Appends octets behind <see cref="Offset"/> until the content ends or breaks; what came is synced either way, and
    /// <see cref="Offset"/> says how much that is.
    /// </summary>
    /// <param name="turn">The turn on this upload.</param>
    /// <param name="content">The octets.</param>
    /// <param name="cancel">Stops reading; what came is kept.</param>
    /// <returns>False: there were more octets than announced; those that fit are kept.</returns>
    /// <exception cref="BlobException">The octets cannot be written or synced.</exception>
    public async Task<bool> AppendAsync(UploadTurn turn, Stream content, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, turn.Wanted);
        await using var file = OpenForWriting();
        var octets = new BlobStream(file, Record.Id, ownsFile: false);
        var buffer = new byte[Piece];
        var at = Offset;
        var synced = _time.GetTimestamp();
        var isCertain = true;
        try
        {
            while (true)
            {
                var count = await content.ReadAsync(buffer, either.Token);
                if (count == 0) return true;
                var fits = (int)Math.Min(count, Record.Length - at);
                await octets.WriteAsync(buffer.AsMemory(0, fits), CancellationToken.None);
                at += fits;
                if (fits < count) return false;
                if (at - Offset < _options.Checkpoint && _time.GetElapsedTime(synced) < _options.CheckpointTime) continue;
                await KeepAsync();
                synced = _time.GetTimestamp();
            }
        }
        finally
        {
            if (isCertain && at > Offset) await KeepAsync();
        }

        // One try: once a sync has failed, the next one says that all is well, without the octets.
        async Task KeepAsync()
        {
            isCertain = false;
            await SyncAsync(file, at);
            isCertain = true;
        }
    }

    /// <summary>Opens the octets for reading, with random access.</summary>
    /// <exception cref="BlobException">
    /// They cannot be read, here or while they are read; transient: where they never will be, the upload is given up, and its owner, who has them still, begins anew.
    /// </exception>
    public Stream OpenContent()
    {
        try
        {
            return new BlobStream(
                new FileStream(_path, new FileStreamOptions
                {
                    Mode = FileMode.Open,
                    Access = FileAccess.Read,
                    Share = FileShare.ReadWrite | FileShare.Delete,
                    BufferSize = 16 * 1024,
                    Options = FileOptions.RandomAccess,
                }),
                Record.Id,
                ownsFile: true,
                Unreadable);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(fault);
        }
    }

    /// <summary>
    /// Remembers the message made of it, and lets the octets go. MUST be called after the message's commit: before it the octets are the only
    /// ones there are.
    /// </summary>
    public void Finish(Guid messageId, string? idempotencyKey) => Guarded(() =>
    {
        Record = Record with { MessageId = messageId, IdempotencyKey = idempotencyKey };
        WriteRecord();
        LastProgress = _time.GetUtcNow();
        new Checkpoint(Offset, LastProgress).Write(CheckpointPath(_path));
        File.Delete(_path);
        return true;
    });

    /// <summary>A clock that was ahead does not keep it for as long.</summary>
    internal void Correct(DateTimeOffset now)
    {
        if (LastProgress > now) LastProgress = now;
    }

    /// <summary>Makes the three files of a new upload; durable when it returns.</summary>
    internal void Begin() => Guarded(() =>
    {
        using (new FileStream(_path, DurableFiles.Private(FileMode.CreateNew)))
        {
        }

        new Checkpoint(0, LastProgress).Write(CheckpointPath(_path));
        WriteRecord();
        return true;
    });

    /// <summary>Deletes everything of it. The record goes first: octets without one are nobody's and go at the next start.</summary>
    internal void Delete() => Guarded(() =>
    {
        File.Delete(RecordPath(_path));
        File.Delete(CheckpointPath(_path));
        File.Delete(_path);
        return _isGone = true;
    });

    internal static string RecordPath(string path) => path + ".json";

    internal static string CheckpointPath(string path) => path + ".at";

    private UploadTurn? Hold()
    {
        if (_isGone)
        {
            _free.Writer.TryWrite(true);
            return null;
        }

        var turn = new UploadTurn(() =>
        {
            _askHolder = null;
            _free.Writer.TryWrite(true);
        });
        _askHolder = turn.Ask;
        return turn;
    }

    private FileStream OpenForWriting() => Guarded(() =>
    {
        var file = new FileStream(_path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        });

        // Octets behind the checkpoint may be anything after a crash.
        file.SetLength(Offset);
        file.Position = Offset;
        return file;
    });

    private Task<bool> SyncAsync(FileStream file, long at) => Task.Run(() => Guarded(() =>
    {
        _options.Sync(file.SafeFileHandle);
        var reached = new Checkpoint(at, _time.GetUtcNow());
        reached.Write(CheckpointPath(_path));
        (Offset, LastProgress) = (reached.Offset, reached.At);
        return true;
    }));

    private void WriteRecord()
    {
        var part = RecordPath(_path) + ".part";
        using (var file = new FileStream(part, DurableFiles.Private(FileMode.Create)))
        {
            JsonSerializer.Serialize(file, Record);
            file.Flush();
            DurableFiles.Sync(file.SafeFileHandle);
        }

        DurableFiles.Rename(part, RecordPath(_path));
        DurableFiles.SyncFolder(Path.GetDirectoryName(_path)!);
    }

    private BlobException Unreadable(Exception fault)
    {
        var meaning = FileFaults.Unreadable(Record.Id, fault);
        if (!meaning.IsDamage) return meaning;
        _isUnreadable = true;
        return BlobException.GivenUp($"Upload {Record.Id} cannot be read back: {fault.Message}", fault);
    }

    private T Guarded<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Of(Record.Id, exception);
        }
    }
}
