using Microsoft.Win32.SafeHandles;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// The octets of a file through one handle. At its end the file must still be what it was at the beginning: otherwise what was read is a mixture of
/// two contents, and nobody may seal it.
/// </summary>
internal sealed class UnchangedStream(SafeFileHandle file, string path, FileFacts facts, Action changed) : Stream
{
    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => facts.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        var read = RandomAccess.Read(file, buffer, _position);
        _position += read;

        // Readers that know the length never ask for the end: the last octet is the end too.
        if (_position >= facts.Length) Check();
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => facts.Length + offset,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    private void Check()
    {
        if (_position == facts.Length && HeldFolder.FactsOf(file, path) == facts) return;
        changed();
        throw new PairChangedException(Path.GetFileName(path));
    }
}
