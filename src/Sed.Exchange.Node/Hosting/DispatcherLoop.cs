using Sed.Exchange.Delivery;

namespace Sed.Exchange.Node.Hosting;

/// <summary>Runs the gateway's dispatcher while the node runs. Its end before the node's is fail-stop: a node that does not send must not accept.</summary>
internal sealed class DispatcherLoop(Gateway gateway, FailStop failStop) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await gateway.Dispatcher.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception accident)
        {
            failStop.Trip(accident);
            return;
        }

        if (!stoppingToken.IsCancellationRequested) failStop.Trip(new InvalidOperationException("The dispatcher ended by itself."));
    }
}
