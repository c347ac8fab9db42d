using Sed.Exchange.Adapters.Folders;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Hosting;

/// <summary>Runs the channels to installations that do not call the API. What ends one of them before the node is fail-stop, as at every other door.</summary>
internal sealed class ChannelLoop(NodeConfiguration configuration, Gateway gateway, TimeProvider time, FailStop failStop, ILoggerFactory logging) : BackgroundService
{
    // Submissions of all channels at once: sealing takes a processor, and the API's callers want theirs.
    private const int Turns = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var turns = new SemaphoreSlim(Turns);
        var channels = configuration.Folders.Select(place => new FolderChannel(place, configuration.FolderOptions, gateway, turns, time, logging.CreateLogger<FolderChannel>())).ToList();
        await Task.WhenAll(channels.Select(channel => Task.Run(() => RunAsync(channel, stoppingToken), CancellationToken.None)));
    }

    private async Task RunAsync(FolderChannel channel, CancellationToken stopping)
    {
        try
        {
            await channel.RunAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The node stops.
        }
        catch (Exception accident)
        {
            failStop.Trip(accident);
        }
    }
}
