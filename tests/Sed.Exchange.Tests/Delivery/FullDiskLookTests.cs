using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>A dispatcher whose disk is full for hours.</summary>
public sealed class FullDiskLookTests
{
    [Fact]
    public async Task It_looks_ever_more_rarely_but_never_more_so_than_any_dispatcher_and_afresh_once_there_is_room()
    {
        var region = await VirtualRegion.OpenAsync();
        region.Tula.Journal.Fault = () => new JournalException("disk full", isTransient: true);
        var pauses = new List<TimeSpan>();
        for (var look = 0; look < 20; look++) pauses.Add(await PauseAsync(region));
        Assert.InRange(pauses[0], TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.All(pauses, pause => Assert.InRange(pause, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30)));
        Assert.All(pauses.Skip(6), pause => Assert.InRange(pause, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30)));

        region.Tula.Journal.Fault = null;
        await region.Tula.Gateway.Dispatcher.LookAsync(CancellationToken.None);
        region.Time.Advance(TimeSpan.FromMinutes(11));
        region.Tula.Journal.Fault = () => new JournalException("disk full", isTransient: true);
        Assert.InRange(await PauseAsync(region), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task What_cannot_be_entered_is_asked_for_ever_more_rarely_and_again_once_there_is_room()
    {
        var region = await VirtualRegion.OpenAsync();
        await region.RunAsync(TimeSpan.FromSeconds(1));
        var message = (await VirtualRegion.SendAsync(region.Tula, VirtualRegion.Government, [VirtualRegion.Efremov])).Container.MessageId;
        region.Tula.Journal.Fault = () => new JournalException("disk full", isTransient: true);
        var step = region.Tula.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        var then = region.Time.GetUtcNow() + TimeSpan.FromMinutes(9);
        await region.PassUntilAsync(() => region.Time.GetUtcNow() >= then);

        // Each time the whole container goes over the line, and a line into the log.
        Assert.InRange(region.Log.Of(2024).Count(line => line.Contains("efremov", StringComparison.Ordinal)), 5, 110);
        Assert.Equal(DeliveryState.Queued, await region.Tula.StateAsync(message, VirtualRegion.Efremov));

        region.Tula.Journal.Fault = null;
        await region.PassUntilAsync(() => step.IsCompleted);
        await step;
        await region.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(message, VirtualRegion.Efremov));
    }

    private static async Task<TimeSpan> PauseAsync(VirtualRegion region) =>
        (await region.Tula.Gateway.Dispatcher.LookAsync(CancellationToken.None))!.Value - region.Time.GetUtcNow();
}
