namespace Sed.Exchange.Containers.Zip;

/// <summary>
/// Feeds a decompressor so that one can tell afterwards whether the stream ended exactly with its last octet: <see cref="System.IO.Compression.DeflateStream"/>
/// reads ahead and does not say. The last octet is given alone: a stream that ended before it never asks for it, and one that has not
/// ended asks for more.
/// </summary>
internal sealed class DeflateSource(RangeStream stored) : Stream
{
    private bool _askedForMore;

    /// <summary>True when the stream's end is the end of the stored octets.</summary>
    public bool EndedExactly => stored.Position == stored.Length && !_askedForMore;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var left = stored.Length - stored.Position;
        if (left == 0) _askedForMore = true;
        return left <= 1 ? stored.Read(buffer) : stored.Read(buffer[..(int)Math.Min(buffer.Length, left - 1)]);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
