using System.Net;
using System.Net.Http.Headers;

namespace Sed.Exchange.Client.Wire;

/// <summary>What an upload still lacks, as the body of a PATCH.</summary>
internal sealed class TailContent : HttpContent
{
    private readonly UploadSource _source;
    private readonly long _offset;

    public TailContent(UploadSource source, long offset)
    {
        _source = source;
        _offset = offset;
        Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _source.WriteFromAsync(_offset, stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = _source.Length - _offset;
        return true;
    }
}
