using System.Buffers;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Sed.Exchange.Adapters.AzureBlobs;

/// <summary>
/// A committed blob with random access, read in windows of fixed places: the two read last are kept (a container's reader goes between its table of
/// contents and its entries), and who reads on from one window to the next finds the one after it under way already. Every window is that of the
/// same version (ETag), and its MD5 by the server is compared. For one reader at a time.
/// </summary>
internal sealed class AzureBlobStream : Stream
{
    private readonly BlockBlobClient _blob;
    private readonly string _name;
    private readonly AzureBlobAccess _access;
    private readonly ETag _version;
    private readonly long _length;
    private readonly int _size;
    private readonly CancellationTokenSource _ending = new();
    private BlobWindow? _recent;
    private BlobWindow? _older;
    private (long Index, Task<BlobWindow> Task)? _ahead;
    private long _position;
    private bool _disposed;

    private AzureBlobStream(BlockBlobClient blob, string name, AzureBlobAccess access, int size, ETag version, long length, BlobWindow? first)
    {
        _blob = blob;
        _name = name;
        _access = access;
        _size = size;
        _version = version;
        _length = length;
        _recent = first;
    }

    public override bool CanRead => !_disposed;

    public override bool CanSeek => !_disposed;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <summary>Opens it with one request, which brings the first window: of most containers, everything.</summary>
    public static async Task<AzureBlobStream> OpenAsync(BlockBlobClient blob, string name, AzureBlobAccess access, int size, CancellationToken cancel)
    {
        try
        {
            BlobDownloadStreamingResult answer = await blob.DownloadStreamingAsync(Ask(0, size, null), cancel);
            await using var content = answer.Content;
            var length = long.Parse(answer.Details.ContentRange.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture);
            var first = await FillAsync(content, 0, (int)Math.Min(size, length), isAsync: true, cancel);
            return new AzureBlobStream(blob, name, access, size, answer.Details.ETag, length, first);
        }
        catch (RequestFailedException outside) when (outside.Status == 416)
        {
            // Of an empty blob there is no first octet to ask for.
            BlobProperties found = await blob.GetPropertiesAsync(cancellationToken: cancel);
            return new AzureBlobStream(blob, name, access, size, found.ETag, found.ContentLength, null);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (IsAtEnd(buffer.Length)) return 0;
        var window = Kept(_position / _size);

        // Completed already: with isAsync false nothing is awaited.
        window ??= LoadAsync(_position / _size, isAsync: false, CancellationToken.None).GetAwaiter().GetResult();
        return Take(window, buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsAtEnd(buffer.Length)) return 0;
        var window = Kept(_position / _size) ?? await LoadAsync(_position / _size, isAsync: true, cancellationToken);
        return Take(window, buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        SeekOrigin.End => _length + offset,
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!_disposed && disposing)
        {
            _disposed = true;
            _ending.Cancel();
            _ending.Dispose();
            Return(_recent);
            Return(_older);

            // The one under way gives its array back when it ends, whichever way it ends.
            if (_ahead is var (_, task)) task.ContinueWith(static done => Return(done.IsCompletedSuccessfully ? done.Result : null), TaskScheduler.Default);
            (_recent, _older, _ahead) = (null, null, null);
        }

        base.Dispose(disposing);
    }

    private static BlobDownloadOptions Ask(long offset, int length, ETag? version) => new()
    {
        Range = new HttpRange(offset, length),
        Conditions = version is null ? null : new BlobRequestConditions { IfMatch = version },
        TransferValidation = new DownloadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 },
    };

    private static async Task<BlobWindow> FillAsync(Stream content, long index, int length, bool isAsync, CancellationToken cancel)
    {
        var octets = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            if (isAsync) await content.ReadExactlyAsync(octets.AsMemory(0, length), cancel);
            else content.ReadExactly(octets, 0, length);
            return new BlobWindow(index, octets, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(octets);
            throw;
        }
    }

    private static void Return(BlobWindow? window)
    {
        if (window is not null) ArrayPool<byte>.Shared.Return(window.Octets);
    }

    private bool IsAtEnd(int wanted)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return wanted == 0 || _position >= _length;
    }

    private BlobWindow? Kept(long index)
    {
        if (_recent?.Index == index) return _recent;
        if (_older?.Index != index) return null;
        (_recent, _older) = (_older, _recent);
        return _recent;
    }

    private int Take(BlobWindow window, Span<byte> buffer)
    {
        var within = (int)(_position - (window.Index * _size));
        var count = Math.Min(buffer.Length, window.Length - within);
        window.Octets.AsSpan(within, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    private async Task<BlobWindow> LoadAsync(long index, bool isAsync, CancellationToken cancel)
    {
        var isNext = _recent is not null && index == _recent.Index + 1;
        BlobWindow window;
        try
        {
            if (_ahead is var (coming, task) && coming == index)
            {
                _ahead = null;
                window = isAsync ? await task.WaitAsync(cancel) : task.GetAwaiter().GetResult();
            }
            else
            {
                window = await FetchAsync(index, isAsync, cancel);
            }
        }
        catch (Exception exception) when (AzureFaults.IsFault(exception, cancel))
        {
            throw AzureFaults.Of(_name, _access, exception);
        }

        Return(_older);
        (_recent, _older) = (window, _recent);
        if (isNext && _ahead is null && (index + 1) * _size < _length) _ahead = (index + 1, FetchAsync(index + 1, isAsync: true, _ending.Token));
        return window;
    }

    private async Task<BlobWindow> FetchAsync(long index, bool isAsync, CancellationToken cancel)
    {
        var offset = index * _size;
        var length = (int)Math.Min(_size, _length - offset);
        var ask = Ask(offset, length, _version);
        BlobDownloadStreamingResult answer = isAsync ? await _blob.DownloadStreamingAsync(ask, cancel) : _blob.DownloadStreaming(ask, cancel);
        await using var content = answer.Content;
        return await FillAsync(content, index, length, isAsync, cancel);
    }
}
