using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Sed.Exchange.Node.Callers;

namespace Sed.Exchange.Node.Hosting;

/// <summary>
/// Lets one address hold a third of a listener's connections: they are idle for free, and whoever takes them all shuts out every neighbour (promise 6). Stands before TLS,
/// whose handshakes are dear.
/// </summary>
/// <param name="most">Connections of one address.</param>
internal sealed class ConnectionShare(int most)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Open, bool IsTold)> _addresses = new(StringComparer.Ordinal);

    /// <summary>Guards a listener.</summary>
    /// <param name="options">The listener.</param>
    /// <param name="all">How many connections it takes altogether.</param>
    public static void Use(ListenOptions options, int all)
    {
        var share = new ConnectionShare(Math.Max(all / 3, 1));
        options.Use(next => async connection =>
        {
            var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
            var name = CallerLimits.NameOf(address);
            var (isTaken, isNews) = share.Take(name);
            if (isNews) NodeLog.TooManyConnections(options.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger<ConnectionShare>(), name, share.Most);
            if (!isTaken)
            {
                connection.Abort();
                return;
            }

            try
            {
                await next(connection);
            }
            finally
            {
                share.Release(name);
            }
        });
    }

    /// <summary>Connections of one address.</summary>
    public int Most => most;

    /// <summary>Takes one for an address.</summary>
    /// <returns>False: it has its share already; and whether nobody was told so yet since it had less.</returns>
    public (bool IsTaken, bool IsNews) Take(string address)
    {
        lock (_gate)
        {
            var (open, isTold) = _addresses.GetValueOrDefault(address);
            _addresses[address] = open < most ? (open + 1, isTold) : (open, true);
            return (open < most, open >= most && !isTold);
        }
    }

    /// <summary>Gives one back.</summary>
    public void Release(string address)
    {
        lock (_gate)
        {
            var (open, isTold) = _addresses[address];
            if (open > 1) _addresses[address] = (open - 1, isTold && open > most / 2);
            else _addresses.Remove(address);
        }
    }
}
