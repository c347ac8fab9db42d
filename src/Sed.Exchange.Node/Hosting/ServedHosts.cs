using System.Net;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Hosting;

/// <summary>
/// Whom a request may name as its host. On the console only loopback: a page elsewhere could otherwise read it through a name that resolves to
/// loopback (DNS rebinding). On the others the names of <c>listen.hosts</c>, or any when none are given: keys and certificates guard those, and a
/// proxy or the region's DNS may call the node what it likes. An address is always taken, because nobody can make it somebody else's.
/// </summary>
internal sealed class ServedHosts(IReadOnlyList<string> names)
{
    private readonly HashSet<string> _names = new(names, StringComparer.OrdinalIgnoreCase);

    /// <summary>True: the node answers under this name.</summary>
    /// <param name="listener">Where the request came in.</param>
    /// <param name="host">Host without port; empty: the request names none.</param>
    public bool Has(Listener listener, string host)
    {
        var isAddress = IPAddress.TryParse(host.Trim('[', ']'), out var ip);
        var isLocal = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (isAddress && IPAddress.IsLoopback(ip!));
        if (listener == Listener.Console) return isLocal;
        if (_names.Count == 0) return host.Length == 0 || isAddress || ValueTypes.IsHostName(host);
        return isLocal || isAddress || _names.Contains(host);
    }
}
