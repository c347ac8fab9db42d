using System.Globalization;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Authorities;

/// <summary>A development region whose authorities <c>sedx pki serve</c> answers for.</summary>
internal sealed class ServedRegion : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private SedxProcess? _server;

    private ServedRegion(TempFolder folder, int port)
    {
        _folder = folder;
        Address = $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
        Openssl = new GostOpenssl(folder);
    }

    /// <summary>Where they answer.</summary>
    public string Address { get; }

    /// <summary>The outside judge.</summary>
    public GostOpenssl Openssl { get; }

    /// <summary>Makes the region and starts the server.</summary>
    public static async Task<ServedRegion> StartAsync(TempFolder folder, string suite)
    {
        var port = Ports.Next();
        var region = new ServedRegion(folder, port);
        var nodes = Enumerable.Range(0, 200).Select(_ => Ports.Next()).First(first => Enumerable.Range(first, 9).All(Ports.IsFree) && (port < first || port > first + 8));
        (await SedxProcess.Run(
            "pki", "dev", "--out", region.Of(), "--suite", suite, "--port", nodes.ToString(CultureInfo.InvariantCulture), "--serve-port", port.ToString(CultureInfo.InvariantCulture))).MustSucceed();
        await region.ServeAsync();
        return region;
    }

    /// <summary>A path in the region's folder.</summary>
    public string Of(params string[] parts) => _folder.Of(["region", .. parts]);

    /// <summary>Starts the server.</summary>
    public async Task ServeAsync()
    {
        _server = SedxProcess.Start("pki", "serve", "--dir", Of());
        await _server.Says("ready tsa=");
    }

    /// <summary>Stops it as a terminal does.</summary>
    public async Task StopAsync()
    {
        await _server!.Terminate();
        Assert.Equal(0, await _server.Ends());
        await _server.DisposeAsync();
        _server = null;
    }

    /// <summary>The certificate of a key of the region, as PEM.</summary>
    public async Task<string> CertificateOf(params string[] key)
    {
        var file = _folder.Of(key[^1] + ".pem");
        (await Openssl.Run("pkcs12", "-in", Of(key) + ".p12", "-passin", "file:" + Of(key) + ".pass", "-nokeys", "-clcerts", "-out", file)).MustSucceed();
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}
