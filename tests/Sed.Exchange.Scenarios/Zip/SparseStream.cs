namespace Sed.Exchange.Scenarios.Zip;

/// <summary>Gigabytes of mostly zeros in little memory: only blocks with something in them are kept.</summary>
internal sealed class SparseStream : Stream
{
    private const int BlockLength = 64 * 1024;

    private readonly Dictionary<long, byte[]> _blocks = [];
    private long _length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        count = (int)Math.Min(count, Math.Min(BlockLength - Position % BlockLength, Math.Max(0, _length - Position)));
        var into = buffer.AsSpan(offset, count);
        if (_blocks.TryGetValue(Position / BlockLength, out var block)) block.AsSpan((int)(Position % BlockLength), count).CopyTo(into);
        else into.Clear();
        Position += count;
        return count;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        for (var data = buffer.AsSpan(offset, count); data.Length > 0;)
        {
            var part = data[..(int)Math.Min(data.Length, BlockLength - Position % BlockLength)];
            if (_blocks.ContainsKey(Position / BlockLength) || part.ContainsAnyExcept((byte)0))
            {
                if (!_blocks.TryGetValue(Position / BlockLength, out var block)) _blocks[Position / BlockLength] = block = new byte[BlockLength];
                part.CopyTo(block.AsSpan((int)(Position % BlockLength)));
            }

            Position += part.Length;
            _length = Math.Max(_length, Position);
            data = data[part.Length..];
        }
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => Position, _ => _length };

    public override void SetLength(long value) => _length = value;

    public override void Flush()
    {
    }
}
