using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Checking;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>A container whose octets are purged here, or that a disk has changed or lost, comes once more, rightly.</summary>
public sealed class PurgedOctetsTests
{
    [Fact]
    public async Task What_a_clock_that_was_ahead_has_purged_is_whole_again_when_the_container_comes_for_another_recipient()
    {
        var (region, sent) = await HalfAsync(new DeliveryOptions());

        // The first one's node believed a clock that was far ahead, and purged.
        await region.Tula.Journal.CommitAsync(
            journal =>
            {
                var kept = journal.FindContainer(sent.Container.Digest)!;
                journal.Update(kept with { ContentPurgedAt = region.Time.GetUtcNow() });
                journal.ReleaseBlob(kept.Blob, region.Time.GetUtcNow());
                return true;
            },
            CancellationToken.None);

        await ComesAgainAsync(region);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task What_a_disk_has_changed_or_lost_is_whole_again_when_the_container_comes_for_another_recipient(bool isHeld, bool isGone)
    {
        var (region, sent) = await HalfAsync(isHeld ? new DeliveryOptions { VerifyWithin = TimeSpan.Zero } : new DeliveryOptions());
        var blob = await region.Tula.ReadAsync(journal => journal.FindContainer(sent.Container.Digest)!.Blob);
        if (isGone) await region.Tula.Blobs.DeleteAsync(blob, CancellationToken.None);
        else region.Tula.Blobs.Corrupt(blob, octets => [.. octets.Select((octet, at) => at == octets.Length / 2 ? (byte)(octet ^ 1) : octet)]);

        await ComesAgainAsync(region);

        // An administrator learns that a disk does so, and the room comes back.
        var events = await region.Tula.ReadAsync(journal => journal.EventsAfter(0, null, 100));
        Assert.Contains(blob, Assert.Single(events, line => line.Kind == EventKinds.Alarm).Detail);
        Assert.NotEqual(blob, await region.Tula.ReadAsync(journal => journal.FindContainer(sent.Container.Digest)!.Blob));
        Assert.NotEqual(BlobIntentState.Committed, (await region.Tula.ReadAsync(journal => journal.FindBlobIntent(blob)))?.State);
    }

    [Fact]
    public async Task What_is_as_it_was_is_kept_and_what_comes_again_is_let_go()
    {
        var (region, sent) = await HalfAsync(new DeliveryOptions());
        var blob = await region.Tula.ReadAsync(journal => journal.FindContainer(sent.Container.Digest)!.Blob);
        await ComesAgainAsync(region);

        Assert.Equal(blob, await region.Tula.ReadAsync(journal => journal.FindContainer(sent.Container.Digest)!.Blob));
        Assert.Empty(await region.Tula.ReadAsync(journal => journal.AllBlobs().Where(row => row.Name != blob && row.State == BlobIntentState.Committed).ToList()));
    }

    /// <summary>One letter for two; the first has it, the second one's mailbox is at a node that is away.</summary>
    private static async Task<(VirtualRegion Region, AdmissionResult.Accepted Sent)> HalfAsync(DeliveryOptions options)
    {
        var region = await OpenAsync(options);
        await MoveGovernmentAsync(region, 2, "lobanovo");
        region.Stop("lobanovo");
        var sent = await SendAsync(region.EfremovNode, Efremov, [Moscow, Government]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await region.Tula.TakeAllAsync(Moscow));
        await region.RunAsync(TimeSpan.FromMinutes(1));
        return (region, sent);
    }

    /// <summary>The second mailbox moves to the first one's node, and the same octets come there.</summary>
    private static async Task ComesAgainAsync(VirtualRegion region)
    {
        await MoveGovernmentAsync(region, 3, "tula");
        await region.RunAsync(TimeSpan.FromMinutes(30));
        var item = Assert.Single(await region.Tula.TakeAllAsync(Government));
        await using var content = await region.Tula.Gateway.Mailbox.OpenAsync([Government], item.Delivery.DeliveryId, CancellationToken.None);
        Assert.NotNull(content);
        var check = new StoreCheck(region.Tula.Journal, region.Tula.Blobs, "tula", region.Time, new DeliveryOptions(), ContainerLimits.Default);
        Assert.Empty((await check.RunAsync(deep: true, CancellationToken.None)).Findings);
    }

    private static Task MoveGovernmentAsync(VirtualRegion region, long serial, string to) => TakeAsync(
        Successor(serial, node => node, body => body.Id == Government ? body with { Node = to } : body), [.. region.Nodes.Where(node => node.Running)]);
}
