namespace Sed.Exchange.Delivery.Doors;

/// <summary>A stream to be read whose reads end when asked: so long computations over a document need no token of their own.</summary>
internal sealed class InterruptibleStream(Stream octets, CancellationToken cancel) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => octets.CanSeek;

    public override bool CanWrite => false;

    public override long Length => octets.Length;

    public override long Position
    {
        get => octets.Position;
        set => octets.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        cancel.ThrowIfCancellationRequested();
        return octets.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => octets.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) octets.Dispose();
        base.Dispose(disposing);
    }
}
