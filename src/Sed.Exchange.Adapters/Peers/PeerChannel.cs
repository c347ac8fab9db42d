using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;

namespace Sed.Exchange.Adapters.Peers;

/// <summary>
/// The kept connections to one peer, as one directory describes it. The peer is who the directory says by the pin of its key alone: neither names nor
/// authorities count. No proxy, no redirects, no cookies: what is pinned is who is asked.
/// </summary>
internal sealed class PeerChannel : IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly TlsKey _own;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile string? _refusal;

    public PeerChannel(NodeEntry peer, TlsKey own, HttpPeerOptions options, TimeProvider time, ILogger logger)
    {
        Peer = peer;
        _own = own;
        _time = time;
        _logger = logger;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.Connect,
            PooledConnectionLifetime = options.Kept,
            MaxConnectionsPerServer = 16,
            MaxResponseHeadersLength = 32, // KiB
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificateContext = own.Client,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                AllowRenegotiation = false,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => IsPinned(certificate),
            },
        });
    }

    /// <summary>The peer as the directory described it when the channel was made.</summary>
    public NodeEntry Peer { get; }

    /// <summary>Why the last handshake was refused here, or null.</summary>
    public string? Refusal => _refusal;

    /// <summary>True while the directory still describes the peer so, and this is the key we show.</summary>
    public bool Serves(NodeEntry peer, TlsKey own) =>
        ReferenceEquals(own, _own) && (ReferenceEquals(peer, Peer) || (peer.Url == Peer.Url && peer.TlsPins.SequenceEqual(Peer.TlsPins)));

    /// <summary>One exchange; the answer's content is not read yet.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) => _invoker.SendAsync(request, cancel);

    public void Dispose() => _invoker.Dispose();

    private bool IsPinned(X509Certificate? shown)
    {
        var pin = shown is null ? null : Certificate.Parse(shown.GetRawCertData())?.PublicKeyPin;
        var now = _time.GetUtcNow();
        if (pin is not null && Peer.TlsPins.Any(entry => entry.Pin == pin && entry.IsInForce(now)))
        {
            _refusal = null;
            return true;
        }

        _refusal = pin is null ? "the peer showed no readable certificate" : $"the directory does not pin the key {pin} now";
        Log.PeerNotPinned(_logger, Peer.Id, pin ?? "none");
        return false;
    }
}
