using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;

namespace Sed.Exchange.Tests.Peers;

/// <summary>A listener with mutual TLS on loopback that answers as a test says.</summary>
internal sealed class ScriptedPeer : IAsyncDisposable
{
    private static readonly Lazy<X509Certificate2> ServerKey = new(() => Make("peer"));
    private static readonly Lazy<X509Certificate2> ClientKey = new(() => Make("self"));

    private readonly WebApplication _application;

    private ScriptedPeer(WebApplication application) => _application = application;

    /// <summary>The TLS certificate of the node under test.</summary>
    public static X509Certificate2 OwnCertificate => ClientKey.Value;

    /// <summary>The pin of the peer's certificate.</summary>
    public static string Pin => Certificate.Parse(ServerKey.Value.RawData)!.PublicKeyPin;

    /// <summary>Connections that brought a request, by their ids.</summary>
    public ConcurrentDictionary<string, bool> Connections { get; } = [];

    public Uri Url { get; private set; } = null!;

    /// <summary>Starts a peer.</summary>
    /// <param name="answer">How it answers.</param>
    /// <param name="accepts">Whether it accepts the client certificate.</param>
    public static async Task<ScriptedPeer> StartAsync(RequestDelegate answer, Func<X509Certificate2, bool>? accepts = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;

            // Port 0: the system gives a free one at the moment of binding, so no test can take another's.
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
            {
                https.ServerCertificate = ServerKey.Value;
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (certificate, _, _) => accepts?.Invoke(certificate) ?? true;
            }));
        });
        var application = builder.Build();
        var peer = new ScriptedPeer(application);
        application.Run(context =>
        {
            peer.Connections[context.Connection.Id] = true;
            return answer(context);
        });
        await application.StartAsync();
        peer.Url = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return peer;
    }

    /// <summary>The peer as a directory lists it.</summary>
    public NodeEntry Entry(params PinEntry[] pins) => EntryAt(Url, pins);

    public static NodeEntry EntryAt(Uri url, params PinEntry[] pins) => new()
    {
        Id = "efremov",
        Url = url,
        TlsPins = pins.Length > 0 ? pins : [new PinEntry(Pin, DateTimeOffset.UnixEpoch, null)],
        ReceiptCertificates = [],
        Formats = [],
        SuitesAccepted = [],
    };

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static X509Certificate2 Make(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
