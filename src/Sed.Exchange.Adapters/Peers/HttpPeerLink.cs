using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Adapters.Peers;

/// <summary>
/// Other nodes over HTTPS with mutual TLS (DESIGN section 5). A <see cref="BlobException"/> of the container being sent is thrown as it is: our own
/// octets are not the peer's fault.
/// </summary>
public sealed class HttpPeerLink : IPeerLink, IDisposable
{
    private readonly ConcurrentDictionary<string, PeerChannel> _channels = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<PeerChannel> _retired = [];
    private readonly TlsIdentity _own;
    private readonly HttpPeerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Makes the link; connections are made when they are needed.</summary>
    /// <param name="own">This node's TLS keys.</param>
    /// <param name="time">The clock for pins and limits.</param>
    /// <param name="logging">Where log lines go.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    public HttpPeerLink(TlsIdentity own, TimeProvider time, ILoggerFactory logging, HttpPeerOptions? options = null)
    {
        _own = own;
        _options = options ?? new HttpPeerOptions();
        _time = time;
        _logger = logging.CreateLogger<HttpPeerLink>();
    }

    /// <inheritdoc/>
    public async Task<PeerAnswer> SendContainerAsync(NodeEntry peer, ContainerTransfer transfer, CancellationToken cancel)
    {
        var digest = await ContainerContent.DigestAsync(transfer, cancel);

        // What has changed on our own disk would arrive whole, and look like the peer's mistake.
        if (transfer.Container.Algorithm == "sha-256" && !transfer.Container.Value.SequenceEqual(digest))
            throw BlobException.Damage($"The octets of container {transfer.Container} are others now.");
        var isLarge = transfer.Length >= _options.ResumableFrom;
        var inPieces = isLarge || (transfer.Attempts > 0 && transfer.Length >= _options.ResumableAgainFrom);

        // A peer that has as many pieces of ours as it keeps may take the whole.
        if (inPieces && await SendInPiecesAsync(peer, transfer, digest, cancel) is { } sent && (isLarge || sent is not PeerAnswer.Temporary { Code: ProblemCodes.Busy })) return sent;
        using var content = new ContainerContent(transfer);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(peer.Url, "/exchange/v1/containers")) { Content = content };
        ContainerHeading.Add(request, transfer, WireHeaders.ContentDigest, digest);

        // A large container goes only when the peer wants it: refusals come before the octets.
        request.Headers.ExpectContinue = transfer.Length > 1024 * 1024;
        var answer = await ExchangeAsync(
            peer, request, transfer.Length, (reply, token) => reply.ReceiptsAsync(transfer.Recipients.Count, token), cancel);
        if (content.OwnFault is { } fault) ExceptionDispatchInfo.Throw(fault);
        return answer;
    }

    // Null: an older peer that takes containers in one request only.
    private async Task<PeerAnswer?> SendInPiecesAsync(NodeEntry peer, ContainerTransfer transfer, byte[] digest, CancellationToken cancel)
    {
        var sending = new ResumableSending(peer, transfer, digest, (request, octets, read) => ExchangeAsync(peer, request, octets, read, cancel));
        var answer = await sending.SendAsync();
        if (sending.OwnFault is { } fault) ExceptionDispatchInfo.Throw(fault);
        return answer;
    }

    /// <inheritdoc/>
    public Task<PeerAnswer> SendReceiptAsync(NodeEntry peer, byte[] receipt, CancellationToken cancel) => PostAsync(peer, "/exchange/v1/receipts", receipt, cancel);

    /// <inheritdoc/>
    public async Task<PeerAnswer> FetchReceiptsAsync(NodeEntry peer, Guid messageId, Guid recipient, DigestValue container, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(peer.Url, $"/exchange/v1/deliveries/{messageId}/{recipient}?container={container}"));
        return await ExchangeAsync(peer, request, 0, (reply, token) => reply.ReceiptsAsync(expected: null, token), cancel);
    }

    /// <inheritdoc/>
    public async Task<PeerAnswer> FetchExchangedAsync(NodeEntry peer, DateTimeOffset since, long after, CancellationToken cancel)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"/exchange/v1/exchanged?since={since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}&after={after}");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(peer.Url, query));
        return await ExchangeAsync(peer, request, _options.AnswerBytes, (reply, token) => reply.ExchangedAsync(token), cancel);
    }

    /// <inheritdoc/>
    public async Task<PeerAnswer> FetchAboutAsync(NodeEntry peer, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(peer.Url, "/exchange/v1/about"));
        return await ExchangeAsync(peer, request, 0, (reply, token) => reply.AboutAsync(token), cancel);
    }

    /// <inheritdoc/>
    public async Task<PeerAnswer> FetchContainerAsync(NodeEntry peer, DigestValue digest, Stream to, long length, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(peer.Url, $"/exchange/v1/containers/{digest}"));
        return await ExchangeAsync(peer, request, length, (reply, token) => reply.OctetsAsync(to, length, token), cancel);
    }

    /// <inheritdoc/>
    public async Task<byte[]?> FetchDirectoryAsync(NodeEntry peer, long after, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(peer.Url, string.Create(CultureInfo.InvariantCulture, $"/exchange/v1/directory?after={after}")));
        switch (await ExchangeAsync(peer, request, DirectoryFile.MaxBytes, (reply, token) => reply.DirectoryAsync(token), cancel))
        {
            case PeerAnswer.Answered answered:
                return answered.Receipts.Count > 0 ? answered.Receipts[0] : null;
            case PeerAnswer.Temporary temporary:
                Log.DirectoryNotFetched(_logger, peer.Id, temporary.Code, temporary.Detail);
                return null;
            case PeerAnswer.Rejected rejected:
                Log.DirectoryNotFetched(_logger, peer.Id, rejected.Code, rejected.Detail);
                return null;
            default:
                throw new InvalidOperationException("The set of answers is closed.");
        }
    }

    /// <inheritdoc/>
    public Task<PeerAnswer> OfferDirectoryAsync(NodeEntry peer, byte[] file, CancellationToken cancel) => PostAsync(peer, "/exchange/v1/directory", file, cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var channel in _channels.Values.Concat(_retired)) channel.Dispose();
    }

    private async Task<PeerAnswer> PostAsync(NodeEntry peer, string path, byte[] file, CancellationToken cancel)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.etsi.asic-s+zip");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(peer.Url, path)) { Content = content };
        return await ExchangeAsync(peer, request, file.Length, (reply, token) => reply.NothingAsync(token), cancel);
    }

    private async Task<PeerAnswer> ExchangeAsync(
        NodeEntry peer,
        HttpRequestMessage request,
        long octets,
        Func<PeerReply, CancellationToken, Task<PeerAnswer>> read,
        CancellationToken cancel) =>
        (await ExchangeAsync(peer, request, octets, async (_, reply, token) => await read(reply, token), cancel))!;

    private async Task<PeerAnswer?> ExchangeAsync(
        NodeEntry peer,
        HttpRequestMessage request,
        long octets,
        Func<HttpResponseMessage, PeerReply, CancellationToken, Task<PeerAnswer?>> read,
        CancellationToken cancel)
    {
        if (peer.Url.Scheme != Uri.UriSchemeHttps) return new PeerAnswer.Temporary(PeerCodes.Tls, $"the address {peer.Url} is not https", null);
        var channel = ChannelTo(peer);
        using var limit = new CancellationTokenSource(_options.Answer + TimeSpan.FromSeconds((double)octets / _options.SlowestTransfer), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            using var response = await channel.SendAsync(request, either.Token);
            return await read(response, new PeerReply(response, _options, _time), either.Token);
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && cancel.IsCancellationRequested) && PeerFailures.Answer(exception, channel.Refusal) is not null)
        {
            return PeerFailures.Answer(exception, channel.Refusal)!;
        }
    }

    /// <summary>The channel of the peer; a new one when the directory has changed its address or pins, or our own key is another.</summary>
    private PeerChannel ChannelTo(NodeEntry peer)
    {
        var own = _own.Current;
        while (true)
        {
            if (_channels.TryGetValue(peer.Id, out var channel) && channel.Serves(peer, own)) return channel;
            var next = new PeerChannel(peer, own, _options, _time, _logger);
            if (channel is null)
            {
                if (_channels.TryAdd(peer.Id, next)) return next;
            }
            else if (_channels.TryUpdate(peer.Id, next, channel))
            {
                // Exchanges may be under way on the old one; its connections close themselves when idle.
                _retired.Add(channel);
                return next;
            }

            next.Dispose();
        }
    }
}
