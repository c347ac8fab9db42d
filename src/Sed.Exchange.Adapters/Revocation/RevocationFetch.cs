using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Delivery;

namespace Sed.Exchange.Adapters.Revocation;

/// <summary>
/// Asks for lists and OCSP answers at the addresses that certificates name. Nothing that is fetched is believed here; whoever judges checks signatures and times. It
/// MUST NOT throw for what others do: an outage, a refusal by the guard or rubbish is less material. It MUST NOT be asked on a way that mail waits for.
/// </summary>
public sealed class RevocationFetch : IDisposable
{
    private readonly RevocationFetchOptions _options;
    private readonly TimeProvider _time;
    private readonly IEntropy _entropy;
    private readonly ILogger _logger;
    private readonly HttpClient _http;
    private readonly ConcurrentDictionary<string, FetchedRevocation> _remembered = new(StringComparer.Ordinal);

    /// <summary>Opens no connection yet.</summary>
    public RevocationFetch(RevocationFetchOptions options, TimeProvider time, IEntropy entropy, ILogger<RevocationFetch> logger)
    {
        (_options, _time, _entropy, _logger) = (options, time, entropy, logger);

        // Redirects are followed by hand and a proxy would look up names itself: both would go around the guard.
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = ConnectAsync,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>What the addresses of a path's certificates give, from memory where that is fresh.</summary>
    /// <param name="path">From the certificate to the anchor, which is not asked about.</param>
    /// <param name="cancel">Ends it with what is there.</param>
    public async Task<RevocationMaterial> CollectAsync(IReadOnlyList<Certificate> path, CancellationToken cancel)
    {
        var material = RevocationMaterial.None;
        var asked = 0;
        for (var index = 0; index < path.Count - 1; index++)
        {
            var (certificate, issuer) = (path[index], path[index + 1]);
            var addresses = RevocationAddresses.Of(certificate);
            var sources = addresses.Responders.Select(uri => (Uri: uri, IsList: false)).Concat(addresses.Lists.Select(uri => (Uri: uri, IsList: true)));
            foreach (var (uri, isList) in sources)
            {
                if (asked++ >= _options.Addresses) return material;
                material = material.With(isList
                    ? await RememberAsync(uri.AbsoluteUri, uri, stop => FetchListAsync(uri, stop), cancel)
                    : await RememberAsync($"{uri.AbsoluteUri} {certificate.Thumbprint}", uri, stop => FetchAnswerAsync(uri, certificate, issuer, stop), cancel));
            }
        }

        return material;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<RevocationMaterial> RememberAsync(string key, Uri uri, Func<CancellationToken, Task<RevocationMaterial>> fetch, CancellationToken cancel)
    {
        var now = _time.GetUtcNow();
        var known = _remembered.GetValueOrDefault(key);
        if (known is not null && now < known.AskAgain) return known.Material;
        FetchedRevocation fetched;
        using var patience = new CancellationTokenSource(_options.Patience, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            var material = await fetch(stop.Token);
            fetched = new FetchedRevocation(material, now, AskAgain(material, now));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException or SocketException)
        {
            if (cancel.IsCancellationRequested) return known?.Material ?? RevocationMaterial.None;
            Log.RevocationNotFetched(_logger, uri.Host, failure is OperationCanceledException ? $"no answer within {_options.Patience}" : failure.Message);
            fetched = new FetchedRevocation(known?.Material ?? RevocationMaterial.None, now, now + _options.Rest);
        }

        _remembered[key] = fetched;
        if (_remembered.Count > _options.Remembered && _remembered.MinBy(pair => pair.Value.At) is { Key: { } oldest }) _remembered.TryRemove(oldest, out _);
        return fetched.Material;
    }

    // What ends before an hour is over is asked for at its end, but not every moment when a responder lags.
    private DateTimeOffset AskAgain(RevocationMaterial material, DateTimeOffset now)
    {
        if (material.IsEmpty) return now + _options.Rest;
        var ends = material.Lists.Select(list => list.NextUpdate).Concat(material.Answers.Select(answer => answer.NextUpdate)).Min();
        var latest = now + _options.Fresh;
        var end = ends < latest ? ends.Value : latest;
        return end > now + _options.Rest ? end : now + _options.Rest;
    }

    private async Task<RevocationMaterial> FetchListAsync(Uri uri, CancellationToken cancel)
    {
        var octets = await SendAsync(uri, null, RevocationList.MaxBytes, cancel);
        if (RevocationList.Parse(octets) is { } list) return new RevocationMaterial([list], []);
        throw new HttpRequestException("What came is no revocation list.");
    }

    private async Task<RevocationMaterial> FetchAnswerAsync(Uri uri, Certificate certificate, Certificate issuer, CancellationToken cancel)
    {
        // An id holds 74 bits of chance: nobody has an answer to it ready.
        var nonce = _entropy.NewId().ToByteArray();
        var octets = await SendAsync(uri, OcspQuestion.Write(certificate, issuer, nonce), OcspAnswer.MaxBytes, cancel);
        if (OcspAnswer.Parse(octets) is { } answer && OcspQuestion.IsAnsweredBy(answer, nonce)) return new RevocationMaterial([], [answer]);
        throw new HttpRequestException("What came is no OCSP answer to this question.");
    }

    private async Task<byte[]> SendAsync(Uri uri, byte[]? question, int limit, CancellationToken cancel)
    {
        for (var redirects = 0; redirects <= _options.Redirects; redirects++)
        {
            using var request = new HttpRequestMessage(question is null ? HttpMethod.Get : HttpMethod.Post, uri);
            if (question is not null)
            {
                request.Content = new ByteArrayContent(question);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/ocsp-request");
            }

            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
            {
                uri = new Uri(uri, location);
                if (uri.Scheme is not ("http" or "https")) throw new HttpRequestException($"A redirect to {uri.Scheme}.");
                continue;
            }

            if (response.StatusCode != HttpStatusCode.OK) throw new HttpRequestException($"HTTP {(int)response.StatusCode}.");
            return await ReadAsync(response.Content, limit, cancel);
        }

        throw new HttpRequestException($"More than {_options.Redirects} redirects.");
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, int limit, CancellationToken cancel)
    {
        if (content.Headers.ContentLength > limit) throw new HttpRequestException($"More than {limit} octets.");
        await using var stream = await content.ReadAsStreamAsync(cancel);
        using var octets = new MemoryStream();
        var buffer = new byte[81920];
        for (var count = await stream.ReadAsync(buffer, cancel); count > 0; count = await stream.ReadAsync(buffer, cancel))
        {
            if (octets.Length + count > limit) throw new HttpRequestException($"More than {limit} octets.");
            octets.Write(buffer, 0, count);
        }

        return octets.ToArray();
    }

    // The guard looks at the very address that is then connected to: a name that resolves otherwise the next moment gains nothing.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        var allowed = found.Where(address => _options.AllowInner || AddressGuard.IsPublic(address)).ToArray();
        if (allowed.Length == 0) throw new HttpRequestException("The address is not one of the public network, and others may not be asked.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
