using System.Net;
using System.Net.Sockets;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Hosting;

/// <summary>Tries the ports before the server does, which would log a busy one with pages of stack.</summary>
internal static class PortTrial
{
    /// <summary>Binds each address and lets it go.</summary>
    /// <exception cref="ListenException">One cannot be bound.</exception>
    public static void Make(NodeConfiguration configuration)
    {
        Try("listen.exchange", configuration.Exchange);
        Try("listen.api", configuration.Api);
        if (configuration.Console is { } console) Try("listen.console", console);
    }

    /// <summary>Binds an address as the server would, and lets it go; null: it could.</summary>
    public static SocketException? Find(ListenAddress address)
    {
        using var socket = new Socket(address.Ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (address.Ip.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
        try
        {
            socket.Bind(new IPEndPoint(address.Ip, address.Port));
            return null;
        }
        catch (SocketException cause)
        {
            return cause;
        }
    }

    private static void Try(string setting, ListenAddress address)
    {
        if (Find(address) is { } cause) throw new ListenException(setting, address, cause);
    }
}
