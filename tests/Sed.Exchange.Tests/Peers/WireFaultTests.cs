using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Tests.Delivery;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Peers;

/// <summary>A wire that doubles, damages and delays, between real doors.</summary>
public sealed class WireFaultTests
{
    [Fact]
    public async Task What_arrives_twice_is_taken_once_and_answered_with_the_same_bytes()
    {
        var region = await VirtualRegion.OpenAsync();
        region.Tula.Link.Fault = _ => new WireFault.Twice();
        region.EfremovNode.Link.Fault = _ => new WireFault.Twice();

        var sent = await VirtualRegion.SendAsync(region.Tula, VirtualRegion.Government, [VirtualRegion.Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await region.EfremovNode.TakeAllAsync(VirtualRegion.Efremov));
        await region.RunAsync(TimeSpan.FromMinutes(1));

        var message = sent.Container.MessageId;
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(message, VirtualRegion.Efremov));
        Assert.Single(await region.EfremovNode.ReadAsync(journal => journal.DeliveriesOf(message)));
        Assert.Equal(3, (await region.Tula.ReadAsync(journal => journal.ReceiptsOf(message))).Count);
    }

    [Fact]
    public async Task What_is_damaged_on_the_wire_is_sent_again()
    {
        var region = await VirtualRegion.OpenAsync();
        var damages = 2;
        region.Tula.Link.Fault = _ => damages-- > 0 ? new WireFault.Damaged() : null;

        var sent = await VirtualRegion.SendAsync(region.Tula, VirtualRegion.Government, [VirtualRegion.Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(5));

        Assert.True(damages < 0);
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(sent.Container.MessageId, VirtualRegion.Efremov));
        Assert.Empty(await region.EfremovNode.ReadAsync(journal => journal.AllRefusals().ToList()));
    }

    [Fact]
    public async Task What_is_late_waits_for_the_clock()
    {
        var time = new FakeTimeProvider();
        var link = new MemoryPeerLink("tula", _ => null) { Fault = _ => new WireFault.Late(TimeSpan.FromSeconds(3), time) };

        var exchange = link.SendReceiptAsync(ScriptedPeer.EntryAt(new Uri("https://efremov.example.test")), [1], CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(exchange.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.IsType<PeerAnswer.Temporary>(await exchange);
    }
}
