using System.Net;
using System.Net.Sockets;

namespace Sed.Exchange.Scenarios.Support;

/// <summary>
/// Ports for servers under test. They lie below the ephemeral range (32768 on Linux), so that no outgoing connection of the machine takes one
/// between the choice and its use, and each is bind-tested before it is given out. A port is given out once per process, and once per run of all tests: while a
/// node of one process is dead, another process must not take its port.
/// </summary>
internal static class Ports
{
    private const int First = 20_000;
    private const int Count = 12_000;

    // Two test processes on one machine start at different places.
    private static int _next = Environment.ProcessId * 37 % Count;

    /// <summary>A port on loopback that nobody listens on.</summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = First + Interlocked.Increment(ref _next) % Count;
            if (IsFree(port) && IsOurs(port)) return port;
        }

        throw new InvalidOperationException($"No free port from {First} to {First + Count - 1}.");
    }

    /// <summary>So many ports.</summary>
    public static IReadOnlyList<int> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    /// <summary>True when nobody listens on this port of loopback.</summary>
    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }

    // A file says so to other processes of the run.
    private static bool IsOurs(int port)
    {
        if (Environment.GetEnvironmentVariable("SEDX_TEST_RUN") is not { Length: > 0 } run) return true;
        try
        {
            using var mark = new FileStream(Path.Combine(Directory.CreateDirectory(Path.Combine(run, "ports")).FullName, $"{port}"), FileMode.CreateNew);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
