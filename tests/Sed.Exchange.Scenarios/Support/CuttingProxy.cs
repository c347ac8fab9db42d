using System.Net;
using System.Net.Sockets;

namespace Sed.Exchange.Scenarios.Support;

/// <summary>
/// A TCP proxy on loopback that lets so many octets pass towards the server and then tears the connection down, as a bad line does. What passed
/// is counted.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly int _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _turn = new();
    private readonly Task _accepting;
    private TaskCompletionSource? _reached;
    private TaskCompletionSource? _released;
    private long _cutAt = long.MaxValue;
    private long _forwarded;

    /// <summary>Listens on <paramref name="port"/> and passes everything on to <paramref name="target"/>.</summary>
    public CuttingProxy(int port, int target)
    {
        _target = target;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Octets that went towards the server.</summary>
    public long Forwarded => Interlocked.Read(ref _forwarded);

    /// <summary>Lets so many more octets pass, holds the line, lets <paramref name="meanwhile"/> happen, and cuts.</summary>
    public async Task CutAfter(long octets, Func<Task> meanwhile, TimeSpan patience)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_turn) (_reached, _released, _cutAt) = (reached, released, Forwarded + octets);
        await reached.Task.WaitAsync(patience);
        try
        {
            await meanwhile();
        }
        finally
        {
            released.SetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                var up = PumpAsync(client, server, counts: true);
                var down = PumpAsync(server, client, counts: false);
                await Task.WhenAny(up, down);
            }
            catch (Exception broken) when (broken is SocketException or OperationCanceledException)
            {
                // Nobody listens there at the moment, or the test is over: the client sees a connection that breaks.
            }

            // Without waiting: a line that breaks does not say goodbye.
            client.Client.LingerState = new LingerOption(true, 0);
            if (server.Connected) server.Client.LingerState = new LingerOption(true, 0);
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool counts)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _stop.Token) is var count and > 0)
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
                if (counts && await CountAsync(count)) return;
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // One side broke; the other is told by the end of this connection.
        }
    }

    /// <summary>True: this connection is cut now.</summary>
    private async Task<bool> CountAsync(int count)
    {
        var forwarded = Interlocked.Add(ref _forwarded, count);
        TaskCompletionSource? released;
        lock (_turn)
        {
            if (forwarded < _cutAt) return false;
            _cutAt = long.MaxValue;
            released = _released;
            _reached!.SetResult();
        }

        await released!.Task;
        return true;
    }
}
