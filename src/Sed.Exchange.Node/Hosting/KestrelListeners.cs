using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Hosting;

/// <summary>Opens the three listeners with their limits.</summary>
internal static class KestrelListeners
{
    public static void Configure(KestrelServerOptions kestrel, NodeConfiguration configuration, TlsIdentity tls)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        var listening = configuration.Listening;
        limits.MaxConcurrentConnections = listening.Connections;

        // Of endpoints that say nothing else: small JSON.
        limits.MaxRequestBodySize = listening.RequestBytes;
        limits.MinRequestBodyDataRate = new MinDataRate(listening.BodyBytesPerSecond, listening.BodyGrace);
        limits.MinResponseDataRate = new MinDataRate(listening.BodyBytesPerSecond, listening.BodyGrace);
        limits.MaxRequestHeadersTotalSize = listening.HeaderBytes;
        limits.MaxRequestHeaderCount = listening.Headers;
        limits.RequestHeadersTimeout = listening.HeaderTime;
        limits.KeepAliveTimeout = listening.IdleTime;
        limits.Http2.MaxStreamsPerConnection = 100;

        // Exchange: whoever holds a certificate may shake hands, because TLS 1.3 cannot tell a refused client why; the pin is checked per
        // request, where the refusal has a code and a line in the log.
        Listen(kestrel, configuration.Exchange, Listener.Exchange, https =>
        {
            Serve(https, tls);
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
        }, options => ConnectionShare.Use(options, listening.Connections));
        Listen(kestrel, configuration.Api, Listener.Api, https =>
        {
            Serve(https, tls);
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        });
        if (configuration.Console is { } console) Listen(kestrel, console, Listener.Console, _ => { });
    }

    private static void Serve(HttpsConnectionAdapterOptions https, TlsIdentity tls)
    {
        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        https.ServerCertificate = tls.Current.Certificate;

        // At each handshake the key of that moment: a rollover needs no new listener, and ends no connection.
        https.OnAuthenticate = (_, handshake) => handshake.ServerCertificateContext = tls.Current.Server;
        https.AllowAnyClientCertificate();
        https.CheckCertificateRevocation = false;
    }

    // Installations may all come from one address, of whatever stands before them; nodes do not.
    private static void Listen(
        KestrelServerOptions kestrel, ListenAddress address, Listener listener, Action<HttpsConnectionAdapterOptions> tls, Action<ListenOptions>? guard = null) =>
        kestrel.Listen(new IPEndPoint(address.Ip, address.Port), options =>
        {
            guard?.Invoke(options);
            var tag = new ListenerTag(listener);
            options.Use(next => connection =>
            {
                connection.Features.Set(tag);
                return next(connection);
            });
            // Without TLS there is no negotiation, and HTTP/2 would be refused half-way.
            options.Protocols = address.IsHttps ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
            if (address.IsHttps) options.UseHttps(tls);
            FramingWatch.Use(options);
        });
}
