using System.Net.Sockets;

namespace Sed.Exchange.Client.Wire;

/// <summary>
/// Connections that TCP itself probes while they are idle: one that a firewall has forgotten, or whose other end lost its power, ends after some minutes,
/// and a long wait in between is not forgotten by a firewall in the first place.
/// </summary>
internal static class ProbedLine
{
    /// <summary>Connects as <see cref="SocketsHttpHandler"/> does when it is not told how.</summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = Open();
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A socket that is not connected yet. After how many probes without an answer it ends is the system's own affair: older ones cannot be told.</summary>
    public static Socket Open()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
        return socket;
    }
}
