namespace Sed.Exchange.Containers.Zip;

/// <summary>Content of an entry that is compared with its declared length and CRC-32 when it ends.</summary>
internal sealed class CheckedStream(Stream content, DeflateSource? source, ZipEntry entry) : Stream
{
    private Crc32 _crc = new();
    private long _read;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => entry.Size;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_ended || buffer.Length == 0) return 0;
        int got;
        try
        {
            got = content.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new ZipContentException(Fault(ZipFaultKind.Deflate), e);
        }

        _crc.Append(buffer[..got]);
        _read += got;
        // Stops a stream that expands beyond what was declared (and limited) as soon as it does.
        if (_read > entry.Size) throw new ZipContentException(Fault(ZipFaultKind.Size));
        if (got == 0) CheckEnd();
        return got;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }

    private void CheckEnd()
    {
        _ended = true;
        if (_read != entry.Size) throw new ZipContentException(Fault(ZipFaultKind.Size));
        if (_crc.Value != entry.Crc32) throw new ZipContentException(Fault(ZipFaultKind.Checksum));
        // Octets behind the end of the stream would be hidden content; a stream without end is read differently by others.
        if (source?.EndedExactly == false) throw new ZipContentException(Fault(ZipFaultKind.Deflate));
    }

    private ZipFault Fault(ZipFaultKind kind) => new(kind, $"entry {entry.Index}");
}
