using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Hosting;

/// <summary>
/// Asks the node above for a newer directory now and then. Letters bring it as well; without this a node that nobody writes to over a weekend would meet on
/// Monday a neighbour whose keys it does not know.
/// </summary>
internal sealed class DirectoryLoop(NodeConfiguration configuration, Gateway gateway, TimeProvider time, FailStop failStop, ILogger<DirectoryLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(configuration.DirectoryAsk, time);
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            if (gateway.Directory.Current.FindNode(configuration.NodeId)?.Parent is not { } above) continue;
            try
            {
                await gateway.Directory.FetchFromAsync(above, stoppingToken);
            }
            catch (Exception accident) when (accident is not OperationCanceledException)
            {
                // A full disk heals, and it is asked again.
                if (FailStop.IsFatal(accident)) failStop.Trip(accident);
                else NodeLog.DirectoryNotAsked(log, above, accident);
            }
        }
    }
}
