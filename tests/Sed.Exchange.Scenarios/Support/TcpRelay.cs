using System.Net;
using System.Net.Sockets;

namespace Sed.Exchange.Scenarios.Support;

/// <summary>
/// Stands between a client and a server on loopback and misbehaves where it is told to: alters octets on their way to the server, cuts a connection
/// before a request is through, or swallows its answer.
/// </summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly int _target;
    private readonly Task _accepting;

    /// <summary>Relays to <paramref name="target"/> of loopback.</summary>
    public TcpRelay(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What happens to octets on their way to the server, piece by piece as they come.</summary>
    public Func<Memory<byte>, Fate> Requests { get; set; } = static _ => Fate.Pass;

    /// <summary>What becomes of a piece and its connection.</summary>
    public enum Fate
    {
        /// <summary>Goes on, altered or not.</summary>
        Pass,

        /// <summary>The connection is cut before this piece.</summary>
        Cut,

        /// <summary>This piece goes on; the connection is cut as soon as the server answers.</summary>
        LoseAnswer,
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _ending.Token);
                var isLost = new StrongBox();
                await Task.WhenAny(
                    CarryAsync(client.GetStream(), server.GetStream(), piece =>
                    {
                        var fate = Requests(piece);
                        if (fate == Fate.LoseAnswer) isLost.Value = true;
                        return fate != Fate.Cut;
                    }),
                    CarryAsync(server.GetStream(), client.GetStream(), _ => !isLost.Value));
            }
            catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
            {
                // A connection that breaks here breaks on both sides, as it should.
            }
        }
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to, Func<Memory<byte>, bool> mayPass)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, _ending.Token)) > 0;)
        {
            if (!mayPass(buffer.AsMemory(0, read))) return;
            await to.WriteAsync(buffer.AsMemory(0, read), _ending.Token);
        }
    }

    private sealed class StrongBox
    {
        public volatile bool Value;
    }
}
