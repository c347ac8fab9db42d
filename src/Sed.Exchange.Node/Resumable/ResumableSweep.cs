using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Resumable;

/// <summary>Deletes uploads whose time is over.</summary>
internal sealed class ResumableSweep(ResumableDesk desk, Gateway gateway, TimeProvider time, FailStop failStop, ILogger<ResumableSweep> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            do
            {
                // A clock that jumped days ahead deletes nothing before it is believed.
                if (gateway.Clock.IsSure && desk.Folder.Sweep() is var swept and > 0) NodeLog.UploadsSwept(log, swept);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        catch (BlobException accident)
        {
            failStop.Trip(accident);
        }
    }
}
