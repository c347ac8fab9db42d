using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Sed.Exchange.Client.Wire;

/// <summary>Makes calls: authentication, timeouts, repetition, and problems turned into exceptions. One per client.</summary>
internal sealed class Caller : IDisposable
{
    private const double SlowestOctetsPerSecond = 256 * 1024;

    // Time for an answer that is read whole is allowed as if it had so many octets; pages, cards and receipts are far smaller.
    private const long LargestWhole = 16 * 1024 * 1024;

    private readonly HttpClient _http;
    private readonly ExchangeClientOptions _options;

    public Caller(ExchangeClientOptions options, HttpMessageHandler? handler)
    {
        if (options.Address.Scheme != Uri.UriSchemeHttps && !options.Address.IsLoopback)
        {
            throw new ArgumentException($"The API key must not travel in the clear: {options.Address} is neither https nor loopback.", nameof(options));
        }

        _options = options;
        _http = new HttpClient(handler ?? CreateHandler(options))
        {
            BaseAddress = options.Address,
            // Each try has its own time, see SendOnceAsync.
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
        if (options.ApiKey is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        _http.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue(options.Language));
    }

    /// <summary>Tries of one call.</summary>
    public int Tries => Math.Max(1, _options.Attempts);

    /// <summary>Time allowed for octets on their way, and for work over them on the other side.</summary>
    public static TimeSpan TransferTime(long octets) => TimeSpan.FromSeconds(octets / SlowestOctetsPerSecond);

    /// <summary>Time allowed for an answer before which the node verifies a whole container, however large: the largest in the time of <see cref="TransferTime"/> at ten megabytes a second.</summary>
    public static TimeSpan Verifying { get; } = TimeSpan.FromMinutes(9);

    /// <summary>Says that a connection ended before its answer so many times in a row.</summary>
    public ExchangeConnectionException CutOff(int times, ExchangeConnectionException last) =>
        new(last.Fault, _options.Address, $"{times} connections in a row to {_options.Address} brought nothing; of the last: {last.Message}", last);

    /// <summary>The clock of pauses and timeouts.</summary>
    public TimeProvider Time => _options.Time;

    /// <summary>Waits as after so many failed tries, or as long as the node asked for.</summary>
    public Task PauseAsync(int attempt, Exception failed, CancellationToken cancel) =>
        Task.Delay((failed as ExchangeProblemException)?.RetryAfter ?? PauseAfter(attempt), _options.Time, cancel);

    /// <summary>True: the node asks for a longer pause than this client makes.</summary>
    public bool IsTooLong(Exception failed) => (failed as ExchangeProblemException)?.RetryAfter > _options.LongestPause;

    /// <summary>Makes a call and reads its JSON answer.</summary>
    /// <param name="request">Makes the request, anew for each try.</param>
    /// <param name="repeatable">Whether there is more than one try.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <param name="extra">Time for work at the node, besides what every try is given.</param>
    /// <param name="ends">True of a lost connection after which there is no further try.</param>
    public Task<T> AskAsync<T>(
        Func<HttpRequestMessage> request,
        Repeatable repeatable,
        CancellationToken cancel,
        TimeSpan extra = default,
        Func<ExchangeConnectionException, bool>? ends = null) => RepeatAsync(
        async () =>
        {
            using var response = await SendOnceAsync(request, extra, cancel).ConfigureAwait(false);
            try
            {
                return await ReadJsonAsync<T>(response, cancel).ConfigureAwait(false) ?? throw new JsonException("null");
            }
            catch (JsonException other)
            {
                throw new ExchangeConnectionException(ConnectionFault.Cut, _options.Address, $"What {_options.Address} answered is no answer of a node: {other.Message}", other);
            }
        },
        repeatable,
        cancel,
        ends);

    /// <summary>Makes a call and reads its answer whole.</summary>
    public Task<byte[]> ReadAsync(Func<HttpRequestMessage> request, CancellationToken cancel) => RepeatAsync(
        async () =>
        {
            using var response = await SendOnceAsync(request, TimeSpan.Zero, cancel).ConfigureAwait(false);
            return await ReadAsync(
                response,
                async (body, token) =>
                {
                    using var octets = new MemoryStream();
                    await body.CopyToAsync(octets, token).ConfigureAwait(false);
                    return octets.ToArray();
                },
                cancel).ConfigureAwait(false);
        },
        Repeatable.Yes,
        cancel);

    /// <summary>The body of an answer, which is waited for no longer than a try may take without an octet.</summary>
    public async Task<Stream> BodyOfAsync(HttpResponseMessage response, CancellationToken cancel) =>
        new BodyStream(await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false), _options.Address, _options.Timeout, _options.Time);

    /// <summary>Makes a call and returns its successful answer, headers read, body still coming. The caller disposes it.</summary>
    /// <exception cref="ExchangeProblemException">The node said no.</exception>
    /// <exception cref="ExchangeConnectionException">No answer came.</exception>
    public Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, Repeatable repeatable, TimeSpan extra, CancellationToken cancel) =>
        RepeatAsync(() => SendOnceAsync(request, extra, cancel), repeatable, cancel);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<T> RepeatAsync<T>(
        Func<Task<T>> once, Repeatable repeatable, CancellationToken cancel, Func<ExchangeConnectionException, bool>? ends = null)
    {
        var tries = repeatable == Repeatable.Yes ? Tries : 1;
        for (var attempt = 1; ; attempt++)
        {
            Exception failed;
            try
            {
                return await once().ConfigureAwait(false);
            }
            catch (ExchangeConnectionException lost) when (attempt < tries && lost.Fault != ConnectionFault.NotTrusted && ends?.Invoke(lost) != true)
            {
                failed = lost;
            }
            catch (ExchangeProblemException problem) when (attempt < tries && problem.IsTemporary && !IsTooLong(problem))
            {
                failed = problem;
            }

            await PauseAsync(attempt, failed, cancel).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(Func<HttpRequestMessage> make, TimeSpan extra, CancellationToken cancel)
    {
        using var request = make();
        var transfer = TransferTime(request.Content?.Headers.ContentLength ?? 0);
        using var timeout = new CancellationTokenSource(_options.Timeout + extra + transfer, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
        }
        catch (HttpRequestException broken)
        {
            throw new ExchangeConnectionException(FaultOf(broken), _options.Address, $"No answer from {_options.Address}: {broken.GetBaseException().Message}", broken);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new ExchangeConnectionException(ConnectionFault.Late, _options.Address, $"No answer from {_options.Address} in time.", late);
        }

        if (response.IsSuccessStatusCode) return response;
        using (response)
        {
            throw await ReadProblemAsync(response, cancel).ConfigureAwait(false);
        }
    }

    private async Task<ExchangeProblemException> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        ExchangeProblem? problem = null;
        if (response.Content.Headers.ContentType?.MediaType is "application/problem+json" or "application/json")
        {
            try
            {
                problem = await ReadJsonAsync<ExchangeProblem>(response, cancel).ConfigureAwait(false);
            }
            catch (JsonException)
            {
                // Something between the node and us answered; its status still says enough.
            }
        }

        problem = (problem ?? new ExchangeProblem { Code = NameOf(response.StatusCode), Title = response.ReasonPhrase }) with { Status = status };
        return new ExchangeProblemException(problem, RetryAfter(response.Headers.RetryAfter));
    }

    private Task<T?> ReadJsonAsync<T>(HttpResponseMessage response, CancellationToken cancel) =>
        ReadAsync(response, (body, token) => JsonSerializer.DeserializeAsync<T>(body, WireJson.Options, token), cancel);

    // Has a deadline besides that of each read: of a line that drips, no single read is late.
    private async Task<T> ReadAsync<T>(HttpResponseMessage response, Func<Stream, CancellationToken, ValueTask<T>> read, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout + TransferTime(LargestWhole), _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            var body = await BodyOfAsync(response, either.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false)) return await read(body, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new ExchangeConnectionException(ConnectionFault.Late, _options.Address, $"{_options.Address} did not end its answer in time.", late);
        }
    }

    // A date may be over when it is read.
    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var asked = header?.Delta ?? (header?.Date is { } date ? date - _options.Time.GetUtcNow() : null);
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked;
    }

    // Half of each pause is jitter: installations cut off together do not come back together.
    private TimeSpan PauseAfter(int attempt) =>
        _options.FirstPause * Math.Pow(2, attempt - 1) * (0.5 + (Random.Shared.NextDouble() / 2));

    private static ConnectionFault FaultOf(HttpRequestException broken) => broken switch
    {
        { InnerException: ServerNotTrustedException } => ConnectionFault.NotTrusted,
        { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => ConnectionFault.NotReached,
        _ => ConnectionFault.Cut,
    };

    private static string NameOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => "unauthorized",
        HttpStatusCode.Forbidden => "forbidden",
        HttpStatusCode.NotFound => "not-found",
        _ => "unknown",
    };

    private static SocketsHttpHandler CreateHandler(ExchangeClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            ConnectCallback = ProbedLine.ConnectAsync,
            SslOptions = { RemoteCertificateValidationCallback = ServerTrust.Create(options) },
        };
        if (options.ClientCertificate is not null) handler.SslOptions.ClientCertificates = [options.ClientCertificate];
        return handler;
    }
}
