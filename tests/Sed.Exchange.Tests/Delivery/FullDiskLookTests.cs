using Sed.Exchange.Delivery.Journal;

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

    private static async Task<TimeSpan> PauseAsync(VirtualRegion region) =>
        (await region.Tula.Gateway.Dispatcher.LookAsync(CancellationToken.None))!.Value - region.Time.GetUtcNow();
}
