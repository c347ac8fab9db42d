using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Node.Demo.Running;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Demo.Playing;

/// <summary>
/// Where the proving stand gets the receipts that are owed to it later, Collected for one: the one endpoint of the node protocol that a node
/// needs which only sends.
/// </summary>
internal sealed class ProvingListener : IAsyncDisposable
{
    private const int LargestReceipt = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly WebApplication _application;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<Receipt> _receipts = new();

    private ProvingListener(WebApplication application, TimeProvider time)
    {
        _application = application;
        _time = time;
    }

    /// <summary>Starts listening.</summary>
    public static async Task<ProvingListener> StartAsync(MadeRegion region, TimeProvider time, CancellationToken cancel)
    {
        var self = region.Node(DemoRegion.ProvingNode);
        var parent = region.Node(DemoRegion.TulaNode);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LargestReceipt;
            kestrel.Listen(IPAddress.Loopback, self.Plan.ExchangePort, listen => listen.UseHttps(https =>
            {
                https.ServerCertificate = X509CertificateLoader.LoadPkcs12FromFile(self.Tls.File, self.Tls.ReadPassword());
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (certificate, _, _) => Pin.Matches(certificate, parent.TlsPin);
            }));
        });
        var application = builder.Build();
        var listener = new ProvingListener(application, time);
        application.MapPost("/exchange/v1/receipts", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var opened = ReceiptFile.Open(body.ToArray(), region.Directory, time.GetUtcNow());
            if (opened.Verdict.Result != VerdictResult.Passed || opened.Receipt is not { } receipt) return Results.BadRequest();
            listener._receipts.Enqueue(receipt);
            return Results.NoContent();
        });
        await application.StartAsync(cancel);
        return listener;
    }

    /// <summary>Waits for a verified receipt of this kind about this message.</summary>
    /// <exception cref="DemoException">It did not come in time.</exception>
    public async Task WaitAsync(Guid messageId, ReceiptKind kind, CancellationToken cancel)
    {
        var began = _time.GetTimestamp();
        while (!_receipts.Any(receipt => receipt.MessageId == messageId && receipt.Kind == kind))
        {
            if (_time.GetElapsedTime(began) > Patience) throw new DemoException($"{kind} about {messageId} did not come within {Patience.TotalSeconds:0} s.");
            await Task.Delay(TimeSpan.FromMilliseconds(40), _time, cancel);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
