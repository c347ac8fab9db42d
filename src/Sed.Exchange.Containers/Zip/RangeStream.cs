namespace Sed.Exchange.Containers.Zip;

/// <summary>
/// A read-only window on a seekable stream. Several windows on one stream may be read at once, from several threads: each read
/// seeks under the lock they share. Disposing a window leaves the stream open.
/// </summary>
internal sealed class RangeStream(Stream source, Lock turn, long offset, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, Math.Max(0, length - _position));
        if (wanted == 0) return 0;
        int got;
        lock (turn)
        {
            source.Position = offset + _position;
            got = source.Read(buffer[..wanted]);
        }

        // The length was checked when the archive was opened: a shorter file has been changed underneath us.
        if (got == 0) throw new EndOfStreamException("The file became shorter while it was read.");
        _position += got;
        return got;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
