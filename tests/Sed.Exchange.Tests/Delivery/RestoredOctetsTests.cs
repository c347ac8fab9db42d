using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
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
    public async Task Held_octets_that_the_backup_lacks_come_back_and_are_verified()
    {
        var region = await OpenAsync(new DeliveryOptions { VerifyWithin = TimeSpan.Zero });
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.Tula.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        var held = Assert.Single(await region.EfremovNode.ReadAsync(journal => journal.AllHeld().ToList()));
        var backup = region.BackUp("efremov");
        await backup.Blobs.DeleteAsync(held.Blob, CancellationToken.None);

        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await region.RunAsync(Minute);
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        Assert.DoesNotContain(await EventsAsync(region), line => line.Kind == EventKinds.Alarm && line.Detail?.Contains(held.Blob, StringComparison.Ordinal) == true);
        await AgreeAsync(region);
    }

    [Fact]
    public async Task Octets_that_nobody_gives_back_raise_an_alarm_that_names_their_letter()
    {
        var region = await OpenAsync();
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromHours(2));
        var backup = await AgedAsync(region);
        var blob = await region.EfremovNode.ReadAsync(journal => journal.FindContainer(accepted.Container.Digest)!.Blob);
        await backup.Blobs.DeleteAsync(blob, CancellationToken.None);

        // As if the backup were whole: nobody is asked about what is older.
        await region.RestoreAsync(backup);
        await region.RunAsync(Minute);

        var alarm = Assert.Single(await EventsAsync(region), line => line.Kind == EventKinds.Alarm && line.Detail?.Contains(blob, StringComparison.Ordinal) == true);
        Assert.Equal(accepted.Container.MessageId, alarm.MessageId);
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

    private static Task<IReadOnlyList<EventRow>> EventsAsync(VirtualRegion region) => region.EfremovNode.ReadAsync(journal => journal.EventsAfter(0, null, 1000));
}
