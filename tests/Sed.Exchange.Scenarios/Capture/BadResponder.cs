using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sed.Exchange.Scenarios.Capture;

/// <summary>What stands where an authority should answer, and does not: it hangs, or says rubbish.</summary>
internal sealed class BadResponder : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TcpClient> _callers = [];
    private readonly Task _loop;
    private int _asked;

    /// <param name="port">Where it listens, on loopback.</param>
    /// <param name="hangs">True: it takes questions and never answers.</param>
    public BadResponder(int port, bool hangs)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        _loop = ServeAsync(hangs);
    }

    /// <summary>How often somebody came.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        foreach (var caller in _callers) caller.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(bool hangs)
    {
        try
        {
            while (true)
            {
                var caller = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _asked);
                _callers.Add(caller);
                if (hangs) continue;
                var stream = caller.GetStream();
                _ = await stream.ReadAsync(new byte[4096], _stop.Token);
                await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nrubbish"), _stop.Token);
                caller.Close();
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // Stopped, or a caller gave up: both are what this is for.
            if (!_stop.IsCancellationRequested) await ServeAsync(hangs);
        }
    }
}
