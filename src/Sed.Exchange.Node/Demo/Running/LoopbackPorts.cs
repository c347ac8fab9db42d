using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sed.Exchange.Node.Demo.Running;

/// <summary>
/// Finds free loopback ports below the range from which the system takes ports for outgoing connections: a port of that range
/// can be gone between the test and the start of the process that is to listen on it.
/// </summary>
internal static class LoopbackPorts
{
    private const string EphemeralRange = "/proc/sys/net/ipv4/ip_local_port_range";
    private const int Lowest = 10000;

    /// <summary>Free ports, tested by binding them all at once.</summary>
    /// <exception cref="IOException">There are not that many.</exception>
    public static IReadOnlyList<int> Find(int count)
    {
        var (from, to) = Range();
        var held = new List<TcpListener>(count);
        try
        {
            // A random start keeps two demos on one machine from testing the same ports at the same time.
            var start = Random.Shared.Next(from, to);
            for (var step = 0; step < to - from && held.Count < count; step++)
            {
                var port = from + ((start - from + step) % (to - from));
                var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
                try
                {
                    listener.Start();
                    held.Add(listener);
                }
                catch (SocketException)
                {
                    // Taken: the next one.
                    listener.Dispose();
                }
            }

            return held.Count == count
                ? [.. held.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)]
                : throw new IOException($"Only {held.Count} of {count} free ports on 127.0.0.1 between {from} and {to - 1}.");
        }
        finally
        {
            held.ForEach(listener => listener.Dispose());
        }
    }

    private static (int From, int To) Range()
    {
        if (File.Exists(EphemeralRange)
            && int.TryParse(File.ReadAllText(EphemeralRange).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(),
                NumberStyles.None, CultureInfo.InvariantCulture, out var ephemeral)
            && ephemeral > Lowest + 1000)
        {
            return (Math.Max(Lowest, ephemeral - 12000), ephemeral);
        }

        return (20000, 30000);
    }
}
