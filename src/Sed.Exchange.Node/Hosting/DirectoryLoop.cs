using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Hosting;

/// <summary>
/// Asks the node above for a newer directory now and then. Letters bring it as well; without this a node that nobody writes to over a weekend would meet on
/// Monday a neighbour whose keys it does not know.
/// </summary>
internal sealed class DirectoryLoop(NodeConfiguration configuration, Gateway gateway, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(configuration.DirectoryAsk, time);
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            if (gateway.Directory.Current.FindNode(configuration.NodeId)?.Parent is { } above) await gateway.Directory.FetchFromAsync(above, stoppingToken);
        }
    }
}
