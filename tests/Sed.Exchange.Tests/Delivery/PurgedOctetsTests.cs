using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Checking;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>A container whose octets are purged here comes once more, rightly.</summary>
public sealed class PurgedOctetsTests
{
    [Fact]
    public async Task What_a_clock_that_was_ahead_has_purged_is_whole_again_when_the_container_comes_for_another_recipient()
    {
        // 1. One letter for two; the second one's mailbox is at a node that is away.
        var region = await OpenAsync();
        await MoveGovernmentAsync(2, "lobanovo");
        region.Stop("lobanovo");
        var sent = await SendAsync(region.EfremovNode, Efremov, [Moscow, Government]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await region.Tula.TakeAllAsync(Moscow));
        await region.RunAsync(TimeSpan.FromMinutes(1));

        // 2. The first one's node believed a clock that was far ahead, and purged.
        await region.Tula.Journal.CommitAsync(
            journal =>
            {
                var kept = journal.FindContainer(sent.Container.Digest)!;
                journal.Update(kept with { ContentPurgedAt = region.Time.GetUtcNow() });
                journal.ReleaseBlob(kept.Blob, region.Time.GetUtcNow());
                return true;
            },
            CancellationToken.None);

        // 3. The mailbox moves to it.
        await MoveGovernmentAsync(3, "tula");
        await region.RunAsync(TimeSpan.FromMinutes(30));
        var item = Assert.Single(await region.Tula.TakeAllAsync(Government));
        await using var content = await region.Tula.Gateway.Mailbox.OpenAsync([Government], item.Delivery.DeliveryId, CancellationToken.None);
        Assert.NotNull(content);
        var check = new StoreCheck(region.Tula.Journal, region.Tula.Blobs, "tula", region.Time, new DeliveryOptions(), ContainerLimits.Default);
        Assert.Empty((await check.RunAsync(deep: true, CancellationToken.None)).Findings);

        Task MoveGovernmentAsync(long serial, string to) => TakeAsync(
            Successor(serial, node => node, body => body.Id == Government ? body with { Node = to } : body), [.. region.Nodes.Where(node => node.Running)]);
    }
}
