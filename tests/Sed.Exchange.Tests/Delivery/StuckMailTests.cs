using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Rows that no step of a node leaves so, as a defect or a hand in the journal may.</summary>
public sealed class StuckMailTests
{
    private static readonly TimeSpan Looks = TimeSpan.FromMinutes(11);

    [Fact]
    public async Task A_letter_that_nothing_would_ever_send_is_sent_with_an_alarm()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromSeconds(1));
        await ChangeAsync(region, sent.Deliveries.Single().DeliveryId, row => row with { NextHop = null, NextAttemptAt = null });
        await region.RestartAsync("efremov");

        await region.RunAsync(Looks);

        Assert.Equal(DeliveryState.Delivered, (await StateAsync(region, sent.Deliveries.Single().DeliveryId)).State);
        Assert.Single(await AlarmsAsync(region));
    }

    [Fact]
    public async Task A_lease_without_an_end_ends_with_an_alarm_and_the_message_is_perhaps_seen()
    {
        var region = await OpenAsync();
        await SendAsync(region.Tula, Government, [Moscow]);
        var leased = Assert.Single(await region.Tula.Gateway.Mailbox.LeaseAsync([Moscow], "one", 1, CancellationToken.None));
        await ChangeAsync(region, leased.Delivery.DeliveryId, row => row with { LeasedUntil = null });

        await region.RunAsync(Looks);

        Assert.True(Assert.Single(await region.Tula.Gateway.Mailbox.LeaseAsync([Moscow], "two", 1, CancellationToken.None)).PerhapsSeen);
        Assert.Single(await AlarmsAsync(region));
    }

    [Fact]
    public async Task What_is_scheduled_is_no_alarm()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        await SendAsync(region.Tula, Government, [Efremov, Moscow]);
        await region.RunAsync(Looks * 3);
        Assert.Empty(await AlarmsAsync(region));
    }

    private static Task<DeliveryRow> StateAsync(VirtualRegion region, Guid delivery) =>
        region.Tula.Journal.ReadAsync(journal => journal.FindDelivery(delivery)!, CancellationToken.None);

    private static Task<bool> ChangeAsync(VirtualRegion region, Guid delivery, Func<DeliveryRow, DeliveryRow> change) => region.Tula.Journal.CommitAsync(
        journal =>
        {
            journal.Update(change(journal.FindDelivery(delivery)!));
            return true;
        },
        CancellationToken.None);

    private static Task<List<EventRow>> AlarmsAsync(VirtualRegion region) => region.Tula.Journal.ReadAsync(
        journal => journal.EventsAfter(0, null, 1000).Where(row => row.Kind == EventKinds.Alarm && row.Detail!.StartsWith("stuck ", StringComparison.Ordinal)).ToList(), CancellationToken.None);
}
