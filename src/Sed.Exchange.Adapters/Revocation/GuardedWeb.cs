using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Sed.Exchange.Adapters.Revocation;

/// <summary>
/// HTTP at the word of certificates: through <see cref="AddressGuard"/>, a few redirects and no more octets than asked for. What goes wrong is one of
/// <see cref="IsFailure"/>.
/// </summary>
/// <param name="allowInner">True: addresses of this machine and of private networks are asked, too.</param>
/// <param name="redirects">Redirects followed at most, each through the guard again.</param>
internal sealed class GuardedWeb(bool allowInner, int redirects) : IDisposable
{
    // Redirects are followed by hand and a proxy would look up names itself: both would go around the guard.
    private readonly HttpClient _http = new(Handler(allowInner)) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The guard alone, for whoever needs another client around it; its connections fail with <see cref="InnerAddressException"/>.</summary>
    public static SocketsHttpHandler Handler(bool allowInner) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = (context, cancel) => ConnectAsync(context, allowInner, cancel),
    };

    /// <summary>True: others' doing, or their not doing.</summary>
    public static bool IsFailure(Exception failure) => failure is HttpRequestException or OperationCanceledException or IOException or SocketException;

    /// <summary>Gets what an address gives, or what it answers to a question.</summary>
    /// <param name="uri">HTTP or HTTPS.</param>
    /// <param name="question">Posted, with its media type; null: got.</param>
    /// <param name="limit">Octets at most.</param>
    /// <param name="mayAsk">Which addresses may be asked, redirects included; null: all that the guard lets.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<byte[]> SendAsync(Uri uri, (byte[] Octets, string Type)? question, int limit, Func<Uri, bool>? mayAsk, CancellationToken cancel)
    {
        for (var followed = 0; followed <= redirects; followed++)
        {
            if (mayAsk?.Invoke(uri) == false) throw new HttpRequestException($"{uri.Host} is not one of the hosts that may be asked.");
            using var request = new HttpRequestMessage(question is null ? HttpMethod.Get : HttpMethod.Post, uri);
            if (question is var (octets, type))
            {
                request.Content = new ByteArrayContent(octets);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
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

        throw new HttpRequestException($"More than {redirects} redirects.");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

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
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, bool allowInner, CancellationToken cancel)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        var allowed = found.Where(address => allowInner || AddressGuard.IsPublic(address)).ToArray();
        if (allowed.Length == 0) throw new InnerAddressException();
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
