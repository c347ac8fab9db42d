using System.Net;
using System.Net.Sockets;

namespace Sed.Exchange.Benchmarks.Journals;

/// <summary>Ports of loopback that nobody listens on, below those that the system takes for outgoing connections.</summary>
internal static class Loopback
{
    /// <summary>So many ports.</summary>
    public static IReadOnlyList<int> Ports(int count) => [.. Enumerable.Range(Random.Shared.Next(21_000, 30_000), 1000).Where(IsFree).Take(count)];

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
