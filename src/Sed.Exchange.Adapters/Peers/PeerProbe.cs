using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;

namespace Sed.Exchange.Adapters.Peers;

/// <summary>
/// Asks a node who it is, step by step, so that each step that fails has a name: the name, the connection, TLS, the key, the answer. For diagnoses only;
/// mail goes over <see cref="HttpPeerLink"/>.
/// </summary>
public sealed class PeerProbe
{
    private const int AboutBytes = 64 * 1024;

    private static readonly TimeSpan StepTime = TimeSpan.FromSeconds(10);

    private readonly SslStreamCertificateContext _own;
    private readonly TimeProvider _time;

    /// <param name="certificate">This node's TLS certificate with its key; stays the caller's to dispose.</param>
    /// <param name="chain">Its issuers.</param>
    /// <param name="time">The clock.</param>
    public PeerProbe(X509Certificate2 certificate, X509Certificate2Collection chain, TimeProvider time)
    {
        _own = SslStreamCertificateContext.Create(certificate, chain, offline: true);
        _time = time;
    }

    /// <summary>Goes as far as it can.</summary>
    /// <param name="address">Base address of the exchange listener, https.</param>
    /// <param name="trusted">Whether a key with this pin is the one expected; an unexpected one is told nothing.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<ProbeResult> AskAsync(Uri address, Func<string, bool> trusted, CancellationToken cancel)
    {
        var shown = await ShakeHandsAsync(address.IdnHost, address.Port, cancel);
        if (shown.Stage != ProbeStage.Done) return shown;
        return trusted(shown.Pin!) ? await AboutAsync(address, shown, cancel) : shown with { Stage = ProbeStage.Trust, Fault = shown.Pin };
    }

    /// <summary>Name, connection, TLS; asks nothing and trusts anything. The pin is in the result.</summary>
    public async Task<ProbeResult> ShakeHandsAsync(string host, int port, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(StepTime, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(host, either.Token);
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException || TimedOut(unknown, cancel))
        {
            return new ProbeResult(ProbeStage.Name, unknown.Message);
        }

        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(addresses, port, either.Token);
        }
        catch (Exception refused) when (refused is SocketException || TimedOut(refused, cancel))
        {
            return new ProbeResult(ProbeStage.Connection, refused is SocketException ? refused.Message : "no answer in 10 s");
        }

        Certificate? certificate = null;
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsClientAsync(
                Handshake(host, shown =>
                {
                    certificate = shown is null ? null : Certificate.Parse(shown.GetRawCertData());
                    return certificate is not null;
                }),
                either.Token);
        }
        catch (Exception failed) when (failed is AuthenticationException or IOException || TimedOut(failed, cancel))
        {
            return new ProbeResult(ProbeStage.Handshake, failed.InnerException?.Message ?? failed.Message) { Pin = certificate?.PublicKeyPin };
        }

        return new ProbeResult(ProbeStage.Done) { Pin = certificate!.PublicKeyPin, NotAfter = certificate.NotAfter };
    }

    private async Task<ProbeResult> AboutAsync(Uri address, ProbeResult shown, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(StepTime, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        using var http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = Handshake(address.IdnHost, certificate => certificate is not null && Certificate.Parse(certificate.GetRawCertData())?.PublicKeyPin == shown.Pin),
        });
        try
        {
            // Once for the connection, whose handshake takes longer than an honest clock is off; once for the clock.
            using (await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/exchange/v1/about")), either.Token))
            {
            }

            var (before, from) = (_time.GetUtcNow(), _time.GetTimestamp());
            using var response = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/exchange/v1/about")), either.Token);
            var middle = before + _time.GetElapsedTime(from) / 2;
            var body = await ReadAsync(response, AboutBytes, either.Token);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return About(body) is { } about
                    ? shown with { About = about, ClockDifference = about.Time - middle }
                    : shown with { Stage = ProbeStage.Answer, Fault = "the answer cannot be read" };
            }

            var refused = shown with
            {
                Stage = ProbeStage.Answer,
                Fault = $"HTTP {(int)response.StatusCode} {Text(body, "detail")}".TrimEnd(),
                RefusalCode = Text(body, "code"),
                ClockDifference = response.Headers.Date - middle,
            };
            using var directory = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/exchange/v1/directory")), either.Token);
            return directory.StatusCode == HttpStatusCode.OK ? refused with { Directory = await ReadAsync(directory, DirectoryFile.MaxBytes, either.Token) } : refused;
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException || TimedOut(failed, cancel))
        {
            // Under TLS 1.3 a server that refuses our certificate looks like one that hangs up.
            return shown with { Stage = ProbeStage.Answer, Fault = failed.InnerException?.Message ?? failed.Message };
        }
    }

    private SslClientAuthenticationOptions Handshake(string host, Func<X509Certificate?, bool> accept) => new()
    {
        TargetHost = host,
        ClientCertificateContext = _own,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, _, _) => accept(certificate),
    };

    private static bool TimedOut(Exception exception, CancellationToken cancel) => exception is OperationCanceledException && !cancel.IsCancellationRequested;

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancel)
    {
        await response.Content.LoadIntoBufferAsync(limit, cancel);
        return await response.Content.ReadAsByteArrayAsync(cancel);
    }

    private static PeerAbout? About(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            var root = document.RootElement;
            string Text(JsonElement item) => Line(item.GetString() ?? throw new FormatException("null"));
            IReadOnlyList<string> Texts(string name) => [.. root.GetProperty(name).EnumerateArray().Select(Text)];
            return new PeerAbout(
                Text(root.GetProperty("node")), Texts("versions"), Texts("suites"), root.GetProperty("directorySerial").GetInt64(), root.GetProperty("time").GetDateTimeOffset());
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static string? Text(byte[] body, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? Line(value.GetString()!)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Shown on a terminal: one short line without what could rule it.
    private static string Line(string text) => string.Concat(text.Take(200).Select(letter => char.IsControl(letter) ? ' ' : letter));
}
