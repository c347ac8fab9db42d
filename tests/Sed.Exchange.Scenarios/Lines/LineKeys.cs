using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Scenarios.Lines;

/// <summary>The TLS keys of a region's nodes: whoever holds them all can stand between any two, which nobody else can.</summary>
internal sealed class LineKeys
{
    private readonly Dictionary<string, TlsKey> _byNode;
    private readonly Dictionary<string, TlsKey> _byPin;

    /// <summary>Reads them.</summary>
    public LineKeys(MadeRegion region)
    {
        _byNode = region.Nodes.ToDictionary(
            node => node.Id, node => new TlsKey(X509CertificateLoader.LoadPkcs12FromFile(node.Tls.File, node.Tls.ReadPassword()), []));
        _byPin = _byNode.Values.ToDictionary(key => key.Pin);
    }

    /// <summary>Ends a caller's TLS as this node would.</summary>
    /// <returns>The line without TLS, and the key of who called; null: no node of the region.</returns>
    public async Task<(SslStream Line, TlsKey? Caller)> AcceptAsync(string node, NetworkStream from, CancellationToken cancel)
    {
        // How the connection ends is the line's business.
        var line = new SslStream(from, leaveInnerStreamOpen: true);
        await line.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = _byNode[node].Server,
                ClientCertificateRequired = true,

                // Who it is, is looked up below; a stranger is passed on as a stranger.
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            },
            cancel);
        var pin = line.RemoteCertificate is { } shown ? Certificate.Parse(shown.GetRawCertData())?.PublicKeyPin : null;
        return (line, pin is null ? null : _byPin.GetValueOrDefault(pin));
    }

    /// <summary>Calls a node as the caller would.</summary>
    public async Task<SslStream> ConnectAsync(string node, TlsKey? caller, NetworkStream to, CancellationToken cancel)
    {
        var line = new SslStream(to);
        await line.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "127.0.0.1",
                ClientCertificateContext = caller?.Client,
                RemoteCertificateValidationCallback = (_, shown, _, _) => Certificate.Parse(shown!.GetRawCertData())?.PublicKeyPin == _byNode[node].Pin,
            },
            cancel);
        return line;
    }
}
