using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Adapters.Files;

/// <summary>
/// A file's octets whose errors are <see cref="BlobException"/>s. Closing it belongs to the writer: a format writer that disposes what it was
/// given must not end the blob.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="name">Its name in messages.</param>
/// <param name="ownsFile">True: it is closed with this stream.</param>
/// <param name="unread">What octets that cannot be read mean; null: damage, or an unreachable store (<see cref="FileFaults.Unreadable"/>).</param>
internal sealed class BlobStream(FileStream file, string name, bool ownsFile, Func<IOException, BlobException>? unread = null) : Stream
{
    public override bool CanRead => file.CanRead;

    public override bool CanSeek => file.CanSeek;

    public override bool CanWrite => file.CanWrite;

    public override long Length => Try(file, static (f, _) => f.Length, 0);

    public override long Position
    {
        get => file.Position;
        // Moving on writes what is buffered: a full disk may show here first.
        set => Try(file, static (f, position) => f.Position = position, value);
    }

    public override void Flush() => Try(file, static (f, _) =>
    {
        f.Flush();
        return 0;
    }, 0);

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return file.Read(buffer);
        }
        catch (IOException exception)
        {
            throw Unread(exception);
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            file.Write(buffer);
        }
        catch (IOException exception)
        {
            throw FileFaults.Of(name, exception);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Try(file, static (f, to) => f.Seek(to.offset, to.origin), (offset, origin));

    public override void SetLength(long value) => Try(file, static (f, length) =>
    {
        f.SetLength(length);
        return 0;
    }, value);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await file.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException exception)
        {
            throw Unread(exception);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await file.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException exception)
        {
            throw FileFaults.Of(name, exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await file.FlushAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            throw FileFaults.Of(name, exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && ownsFile) file.Dispose();
        base.Dispose(disposing);
    }

    // Reading back what is being written may write first.
    private BlobException Unread(IOException exception) =>
        file.CanWrite ? FileFaults.Of(name, exception) : unread?.Invoke(exception) ?? FileFaults.Unreadable(name, exception);

    private TResult Try<TState, TResult>(FileStream target, Func<FileStream, TState, TResult> act, TState state)
    {
        try
        {
            return act(target, state);
        }
        catch (IOException exception)
        {
            throw FileFaults.Of(name, exception);
        }
    }
}
