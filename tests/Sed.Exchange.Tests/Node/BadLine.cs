using System.Net;

namespace Sed.Exchange.Tests.Node;

/// <summary>Between a client and its node: requests and answers break after so many octets, so many times.</summary>
internal sealed class BadLine(int cuts, int after) : DelegatingHandler
{
    private int _cuts = cuts;

    /// <summary>What was asked: method, path, and where a range or a piece begins.</summary>
    public List<string> Requests { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var begin = request.Headers.TryGetValues("Upload-Offset", out var offsets) ? offsets.Single() : request.Headers.Range?.Ranges.Single().From?.ToString();
        Requests.Add($"{request.Method} {request.RequestUri!.AbsolutePath.Split('/')[3]} {begin}".TrimEnd());
        if (request.Method == HttpMethod.Patch && _cuts-- > 0) request.Content = new BrokenContent(request.Content!, after);
        var answer = await base.SendAsync(request, cancellationToken);
        if (request.Method == HttpMethod.Get && answer.Content.Headers.ContentLength > after && _cuts-- > 0)
        {
            var headers = answer.Content.Headers;
            answer.Content = new StreamContent(new BrokenStream(await answer.Content.ReadAsStreamAsync(cancellationToken), after));
            foreach (var (name, values) in headers) answer.Content.Headers.TryAddWithoutValidation(name, values);
        }

        return answer;
    }

    private sealed class BrokenContent : HttpContent
    {
        private readonly HttpContent _whole;
        private readonly int _after;

        public BrokenContent(HttpContent whole, int after)
        {
            (_whole, _after) = (whole, after);
            foreach (var (name, values) in whole.Headers) Headers.TryAddWithoutValidation(name, values);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await using var from = await _whole.ReadAsStreamAsync();
            var octets = new byte[_after];
            await from.ReadExactlyAsync(octets);
            await stream.WriteAsync(octets);
            await stream.FlushAsync();
            throw new IOException("the line broke");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _whole.Headers.ContentLength!.Value;
            return true;
        }
    }

    private sealed class BrokenStream(Stream whole, int after) : MemoryStream
    {
        private int _left = after;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left == 0) throw new HttpIOException(HttpRequestError.ResponseEnded, "the line broke");
            var count = await whole.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], cancellationToken);
            _left -= count;
            return count;
        }
    }
}
