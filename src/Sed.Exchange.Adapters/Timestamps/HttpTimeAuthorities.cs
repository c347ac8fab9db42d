using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Stamping;

namespace Sed.Exchange.Adapters.Timestamps;

/// <summary>
/// Asks authorities of time over HTTP (RFC 3161 section 3.4). Only the configured addresses are asked: no redirect, no proxy, no address out of a certificate is
/// followed. What comes back is bounded and checked before it is believed.
/// </summary>
public sealed class HttpTimeAuthorities : ITimeAuthorities, IDisposable
{
    private readonly TimeAuthorityOptions _options;
    private readonly TrustAnchors _trust;
    private readonly TimeProvider _time;
    private readonly IEntropy _entropy;
    private readonly ILogger _logger;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<byte[]> _pipeline;

    /// <summary>Opens no connection yet.</summary>
    /// <param name="options">Whom to ask.</param>
    /// <param name="trust">Who may stamp.</param>
    /// <param name="time">The one clock.</param>
    /// <param name="entropy">Nonces, jitter.</param>
    /// <param name="logger">Where log lines go.</param>
    public HttpTimeAuthorities(TimeAuthorityOptions options, TrustAnchors trust, TimeProvider time, IEntropy entropy, ILogger<HttpTimeAuthorities> logger)
    {
        (_options, _trust, _time, _entropy, _logger) = (options, trust, time, entropy, logger);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        _pipeline = new ResiliencePipelineBuilder<byte[]> { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.Patience })
            .AddRetry(new RetryStrategyOptions<byte[]>
            {
                // One more try after a connection that was cut; a question asked twice costs a token, and nothing else.
                MaxRetryAttempts = 1,
                Delay = TimeSpan.FromMilliseconds(200),
                Randomizer = entropy.NextFraction,
                ShouldHandle = new PredicateBuilder<byte[]>().Handle<HttpRequestException>(error => error.StatusCode is null).Handle<IOException>(),
            })
            .Build();
    }

    /// <inheritdoc/>
    public async Task<StampAnswer> StampAsync(DigestValue imprint, CancellationToken cancel)
    {
        var worst = StampCodes.Unreachable;
        var details = new List<string>();
        foreach (var address in _options.Addresses)
        {
            var (grant, code, detail) = await AskAsync(address, imprint, cancel).ConfigureAwait(false);
            if (grant is not null) return new StampAnswer.Granted(grant);
            Log.NotStamped(_logger, address.Host, code, detail);
            if (code != StampCodes.Unreachable) worst = code;
            details.Add($"{address.Host}: {detail}");
        }

        return new StampAnswer.None(worst, string.Join("; ", details));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<(TimestampGrant? Grant, string Code, string Detail)> AskAsync(Uri address, DigestValue imprint, CancellationToken cancel)
    {
        // An id holds 74 bits of chance: nobody has an answer to it ready.
        var question = new TimestampQuestion(imprint, _entropy.NewId().ToByteArray(), _options.Policy);
        var askedAt = _time.GetUtcNow();
        try
        {
            var octets = await _pipeline.ExecuteAsync(async stop => await SendAsync(address, question.Write(), stop).ConfigureAwait(false), cancel).ConfigureAwait(false);
            var (grant, fault) = TimestampAnswer.Check(octets, question, new PathQuestion { At = _time.GetUtcNow(), Anchors = _trust }, askedAt, _options.Tolerance);
            return fault is null ? (grant, string.Empty, string.Empty) : (null, fault.Kind == TimestampFaultKind.Refused ? StampCodes.Refused : StampCodes.Untrusted, $"{fault.Kind}: {fault.Detail}");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutRejectedException)
        {
            return (null, StampCodes.Unreachable, failure is TimeoutRejectedException ? $"no answer within {_options.Patience}" : failure.Message);
        }
    }

    private async Task<byte[]> SendAsync(Uri address, byte[] question, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(question) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK) throw new HttpRequestException($"HTTP {(int)response.StatusCode}.", null, response.StatusCode);
        using var octets = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        var buffer = new byte[16 * 1024];
        for (var count = await stream.ReadAsync(buffer, cancel).ConfigureAwait(false); count > 0; count = await stream.ReadAsync(buffer, cancel).ConfigureAwait(false))
        {
            if (octets.Length + count > TimestampAnswer.MaxBytes) throw new HttpRequestException($"More than {TimestampAnswer.MaxBytes} octets.", null, response.StatusCode);
            octets.Write(buffer, 0, count);
        }

        return octets.ToArray();
    }
}
