using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Sed.Exchange.Adapters.Peers;

namespace Sed.Exchange.Scenarios.Lines;

/// <summary>A connection of an opened line to the node behind it, made when the first request goes.</summary>
/// <param name="keys">The region's TLS keys.</param>
/// <param name="node">Id of the node.</param>
/// <param name="port">Where it really listens.</param>
/// <param name="caller">Whose key is shown.</param>
internal sealed class FarEnd(LineKeys keys, string node, int port, TlsKey? caller) : IDisposable
{
    private readonly TcpClient _connection = new() { NoDelay = true };
    private SslStream? _line;

    /// <summary>Sends a request and reads its answer.</summary>
    public async Task<HttpMessage> AskAsync(HttpMessage request, CancellationToken cancel)
    {
        await SendAsync(request.Octets, cancel);
        return await HttpMessage.ReadAsync(_line!, cancel) ?? throw new IOException("The node closed the connection instead of answering.");
    }

    /// <summary>Sends octets, be they a whole request or not.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> octets, CancellationToken cancel)
    {
        if (_line is null)
        {
            await _connection.ConnectAsync(IPAddress.Loopback, port, cancel);
            _line = await keys.ConnectAsync(node, caller, _connection.GetStream(), cancel);
        }

        await _line.WriteAsync(octets, cancel);
    }

    /// <summary>Breaks the connection, without a word when it is reset.</summary>
    /// <param name="isReset">True: as a line that breaks; false: closed.</param>
    public void Break(bool isReset)
    {
        if (isReset && _connection.Connected) _connection.Client.LingerState = new LingerOption(true, 0);
        _connection.Dispose();
    }

    public void Dispose() => Break(isReset: false);
}
