using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Restoring;
using static Sed.Exchange.Tests.Delivery.Restored;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>A backup may lack octets of containers that its journal knows: the node had lost them, or the backup's disk has.</summary>
public sealed class RestoredOctetsTests
{
    [Theory]
    [InlineData("efremov")]
    [InlineData("lobanovo")]
    public async Task Octets_that_the_backup_lacks_come_back_from_whoever_has_them(string home)
    {
        var recipient = home == "efremov" ? Efremov : Lobanovo;
        var region = await OpenAsync();
        if (home == "lobanovo") region.Stop("lobanovo");
        var accepted = await SendAsync(region.Tula, Government, [recipient]);
        await region.RunAsync(Minute);
        var backup = await AgedAsync(region);
        await backup.Blobs.DeleteAsync(
            await region.EfremovNode.ReadAsync(journal => journal.FindContainer(accepted.Container.Digest)!.Blob), CancellationToken.None);

        await region.RestoreAsync(backup with { TakenAt = Restoration.Since(backup.TakenAt, null, region.Time.GetUtcNow(), isWhole: false) });
        await region.RunAsync(Minute);
        if (home == "lobanovo") await region.RestartAsync("lobanovo");
        await region.RunAsync(TimeSpan.FromHours(1));

        Assert.Single(await (home == "efremov" ? region.EfremovNode : region.LobanovoNode).TakeAllAsync(recipient));
        await AgreeAsync(region);
    }

    [Fact]
    public void Asked_is_since_the_backup_or_as_far_back_as_neighbours_keep_what_it_lacks()
    {
        var (now, before) = (Start, Start.AddHours(-5));
        Assert.Equal(before, Restoration.Since(before, null, now));
        Assert.Equal(before.AddHours(-1), Restoration.Since(before, new ClockRow(before.AddHours(-1), IsSure: false), now));
        Assert.Equal(now - Restoration.NeighboursKeep, Restoration.Since(now.AddYears(1), null, now));
        Assert.Equal(now - Restoration.NeighboursKeep, Restoration.Since(before, null, now, isWhole: false));
        Assert.Equal(now.AddDays(-30), Restoration.Since(now.AddDays(-30), null, now, isWhole: false));
    }
}
