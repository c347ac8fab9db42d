using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <content>Deliveries and leases.</content>
public abstract partial class JournalContract
{
    [Fact]
    public async Task A_delivery_comes_back_as_it_went_in_with_version_0()
    {
        var full = Rows.Delivery(1, 1) with
        {
            Lane = Lane.Relay,
            State = DeliveryState.Sent,
            PreviousHop = "tula",
            Attempts = 3,
            LastError = "peer-timeout: 30 s",
            LeaseId = Rows.Id(5),
            LeasedUntil = Rows.Noon.AddMinutes(5),
            PerhapsSeen = true,
            Unmatched = true,
            Leases = 11,
            PoisonSince = Rows.Noon.AddHours(1),
            WarnAt = Rows.Noon.AddHours(2),
        };
        var bare = Rows.Delivery(2, 1) with { NextHop = null, NextAttemptAt = null };
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(full);
            journal.Add(bare with { Version = 7 });
        });

        Assert.Equal(full, await Read(journal => journal.FindDelivery(Rows.Id(1))));
        Assert.Equal(full, await Read(journal => journal.FindDelivery(Lane.Relay, full.Sender, full.MessageId, full.Recipient)));
        Assert.Equal(bare, await Read(journal => journal.FindDelivery(Rows.Id(2))));
        Assert.Null(await Read(journal => journal.FindDelivery(Rows.Id(3))));
        Assert.Null(await Read(journal => journal.FindDelivery(Lane.In, full.Sender, full.MessageId, full.Recipient)));
    }

    [Fact]
    public async Task One_key_has_one_delivery_in_each_lane()
    {
        var row = Rows.Delivery(1, 1);
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(row);
            journal.Add(row with { DeliveryId = Rows.Id(2), Lane = Lane.In });
        });

        await Conflict(journal => journal.Add(row with { Recipient = Rows.Id(5) }));
        await Conflict(journal => journal.Add(row with { DeliveryId = Rows.Id(3) }));
        Assert.Equal([Rows.Id(2), Rows.Id(1)], (await Read(journal => journal.DeliveriesOf(Rows.Id(1)))).Select(delivery => delivery.DeliveryId));
    }

    [Fact]
    public async Task A_delivery_needs_its_container_and_a_lease_its_delivery()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Commit(journal => journal.Add(Rows.Delivery(1, 1))));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Commit(journal =>
            journal.Add(new LeaseRow(Rows.Id(1), Rows.Id(2), "client", Rows.Noon, Rows.Noon.AddMinutes(5)))));
    }

    [Fact]
    public async Task An_update_counts_only_on_the_version_it_has_seen()
    {
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(Rows.Delivery(1, 1));
        });
        var seen = (await Read(journal => journal.FindDelivery(Rows.Id(1))))!;

        var sent = seen with { State = DeliveryState.Sent, StateSince = Rows.Noon.AddSeconds(9), NextAttemptAt = null, PerhapsSeen = true, Attempts = 1 };
        await Commit(journal => journal.Update(sent));
        Assert.Equal(sent with { Version = 1 }, await Read(journal => journal.FindDelivery(Rows.Id(1))));

        await Conflict(journal => journal.Update(seen with { State = DeliveryState.Refused }));
        await Conflict(journal => journal.Update(sent with { Version = 2 }));
        await Conflict(journal => journal.Update(sent with { DeliveryId = Rows.Id(99) }));
        Assert.Equal(sent with { Version = 1 }, await Read(journal => journal.FindDelivery(Rows.Id(1))));
    }

    [Fact]
    public async Task What_makes_it_this_delivery_stays_whatever_an_update_says()
    {
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(Rows.Container(2));
            journal.Add(Rows.Delivery(1, 1));
        });
        var seen = (await Read(journal => journal.FindDelivery(Rows.Id(1))))!;

        var other = Rows.Inbound(1, 2, Rows.Id(7)) with { DeliverBy = Rows.Noon, CreatedAt = Rows.Noon.AddHours(9), Sender = Rows.Id(8), Attempts = 3, NextHop = "lobanovo", State = DeliveryState.Sent };
        await Commit(journal => journal.Update(other));

        Assert.Equal(
            seen with { State = DeliveryState.Sent, StateSince = other.StateSince, NextHop = "lobanovo", NextAttemptAt = null, Attempts = 3, Version = 1 },
            await Read(journal => journal.FindDelivery(Rows.Id(1))));
    }

    [Fact]
    public async Task Due_deliveries_come_oldest_first_and_only_for_the_hop()
    {
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            foreach (var number in new[] { 4, 2, 3, 1 }) journal.Add(Rows.Delivery(number, 1));
            journal.Add(Rows.Delivery(5, 1) with { Lane = Lane.Relay, NextAttemptAt = Rows.Noon.AddSeconds(2) });
            journal.Add(Rows.Delivery(6, 1) with { NextHop = "lobanovo" });
            journal.Add(Rows.Delivery(7, 1) with { State = DeliveryState.Sent });
            journal.Add(Rows.Delivery(8, 1) with { NextAttemptAt = null });
            journal.Add(Rows.Inbound(9, 1, Rows.Id(1)));
        });

        var due = await Read(journal => journal.DueDeliveries("efremov", Rows.Noon.AddSeconds(3), 10));
        Assert.Equal([Rows.Id(1), Rows.Id(2), Rows.Id(5), Rows.Id(3)], due.Select(row => row.DeliveryId));
        Assert.Equal([Rows.Id(1), Rows.Id(2)], (await Read(journal => journal.DueDeliveries("efremov", Rows.Noon.AddDays(1), 2))).Select(row => row.DeliveryId));
        Assert.Empty(await Read(journal => journal.DueDeliveries("efremov", Rows.Noon.AddMilliseconds(999), 10)));
    }

    [Fact]
    public async Task Hops_with_queued_deliveries_are_named_with_the_earliest_attempt()
    {
        Assert.Empty(await Read(journal => journal.QueuedHops()));
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(Rows.Delivery(4, 1));
            journal.Add(Rows.Delivery(3, 1));
            journal.Add(Rows.Delivery(1, 1) with { State = DeliveryState.Sent });
            journal.Add(Rows.Delivery(6, 1) with { NextHop = "tula", Lane = Lane.Relay });
            journal.Add(Rows.Delivery(7, 1) with { NextHop = "aleksin", NextAttemptAt = null });
            journal.Add(Rows.Delivery(8, 1) with { NextHop = "bogoroditsk", State = DeliveryState.Refused });
        });

        Assert.Equal([("efremov", Rows.Noon.AddSeconds(3)), ("tula", Rows.Noon.AddSeconds(6))], await Read(journal => journal.QueuedHops()));
    }

    [Fact]
    public async Task Proof_is_asked_for_where_it_is_due_oldest_first()
    {
        Assert.Null(await Read(journal => journal.NextChase()));
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(Rows.Delivery(3, 1) with { State = DeliveryState.Sent });
            journal.Add(Rows.Delivery(2, 1) with { State = DeliveryState.Undelivered });
            journal.Add(Rows.Delivery(4, 1) with { State = DeliveryState.Refused, Lane = Lane.Relay });
            journal.Add(Rows.Delivery(1, 1));
            journal.Add(Rows.Delivery(5, 1) with { State = DeliveryState.Sent, NextAttemptAt = null });
            journal.Add(Rows.Delivery(6, 1) with { State = DeliveryState.Delivered });
        });

        Assert.Equal(Rows.Noon.AddSeconds(2), await Read(journal => journal.NextChase()));
        var due = await Read(journal => journal.DueChases(Rows.Noon.AddSeconds(3), 10));
        Assert.Equal([Rows.Id(2), Rows.Id(3)], due.Select(row => row.DeliveryId));
        Assert.Equal([Rows.Id(2)], (await Read(journal => journal.DueChases(Rows.Noon.AddDays(1), 1))).Select(row => row.DeliveryId));
    }

    [Fact]
    public async Task Queued_octets_follow_every_step_of_the_deliveries()
    {
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(Rows.Container(2));
            journal.Add(Rows.Delivery(1, 1));
            journal.Add(Rows.Delivery(2, 2));
            journal.Add(Rows.Delivery(3, 2) with { State = DeliveryState.Sent });
            journal.Add(Rows.Delivery(4, 2) with { NextAttemptAt = null });
        });

        // Once for both of its recipients: it lies there once, and goes once.
        Assert.Equal(1001 + 1002, await Read(journal => journal.QueuedBytes("efremov")));
        Assert.Equal(0, await Read(journal => journal.QueuedBytes("tula")));

        await Commit(journal => journal.Update(Rows.Delivery(1, 1) with { Attempts = 1 }));
        Assert.Equal(1001 + 1002, await Read(journal => journal.QueuedBytes("efremov")));

        await Commit(journal => journal.Update(Rows.Delivery(1, 1) with { NextHop = "tula", Version = 1 }));
        Assert.Equal((1002L, 1001L), await Read(journal => (journal.QueuedBytes("efremov"), journal.QueuedBytes("tula"))));

        await Commit(journal =>
        {
            journal.Update(Rows.Delivery(2, 2) with { State = DeliveryState.Sent });
            journal.Update(Rows.Delivery(1, 1) with { NextHop = "tula", Version = 2, State = DeliveryState.Undelivered });
        });
        Assert.Equal((1002L, 0L), await Read(journal => (journal.QueuedBytes("efremov"), journal.QueuedBytes("tula"))));

        await Assert.ThrowsAsync<NotSupportedException>(() => Commit(journal =>
        {
            journal.Update(Rows.Delivery(4, 2) with { State = DeliveryState.Sent });
            throw new NotSupportedException();
        }));
        Assert.Equal(1002, await Read(journal => journal.QueuedBytes("efremov")));

        // It comes back into the queue, by another way, and leaves both.
        await Commit(journal => journal.Update(Rows.Delivery(2, 2) with { NextHop = "tula", Version = 1 }));
        Assert.Equal((1002L, 1002L), await Read(journal => (journal.QueuedBytes("efremov"), journal.QueuedBytes("tula"))));
        await Commit(journal =>
        {
            journal.Update(Rows.Delivery(2, 2) with { NextHop = "efremov", Version = 2 });
            journal.Update(Rows.Delivery(4, 2) with { State = DeliveryState.Sent });
        });
        Assert.Equal((1002L, 0L), await Read(journal => (journal.QueuedBytes("efremov"), journal.QueuedBytes("tula"))));
        await Commit(journal => journal.Update(Rows.Delivery(2, 2) with { NextHop = "efremov", Version = 3, State = DeliveryState.Sent }));
        Assert.Equal(0, await Read(journal => journal.QueuedBytes("efremov")));
    }

    [Fact]
    public async Task Overdue_are_those_a_lane_still_owes()
    {
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(Rows.Delivery(1, 1) with { DeliverBy = Rows.Noon.AddSeconds(2) });
            journal.Add(Rows.Delivery(2, 1) with { DeliverBy = Rows.Noon.AddSeconds(1), State = DeliveryState.Sent });
            journal.Add(Rows.Delivery(3, 1) with { DeliverBy = Rows.Noon.AddSeconds(3) });
            journal.Add(Rows.Delivery(4, 1) with { DeliverBy = Rows.Noon, State = DeliveryState.Delivered });
            journal.Add(Rows.Delivery(5, 1) with { DeliverBy = Rows.Noon, Lane = Lane.Relay });
            journal.Add(Rows.Delivery(6, 1) with { DeliverBy = Rows.Noon, Lane = Lane.Relay, State = DeliveryState.Sent });
            journal.Add(Rows.Inbound(7, 1, Rows.Id(1)) with { DeliverBy = Rows.Noon });
        });

        Assert.Equal([Rows.Id(2), Rows.Id(1)], (await Read(journal => journal.Overdue(Lane.Out, Rows.Noon.AddSeconds(2), 10))).Select(row => row.DeliveryId));
        Assert.Equal([Rows.Id(2)], (await Read(journal => journal.Overdue(Lane.Out, Rows.Noon.AddDays(1), 1))).Select(row => row.DeliveryId));
        Assert.Equal([Rows.Id(5)], (await Read(journal => journal.Overdue(Lane.Relay, Rows.Noon, 10))).Select(row => row.DeliveryId));
        Assert.Empty(await Read(journal => journal.Overdue(Lane.In, Rows.Noon.AddDays(1), 10)));
        Assert.Equal(Rows.Noon.AddSeconds(1), await Read(journal => journal.NextDeadline(Lane.Out, Rows.Noon)));
        Assert.Equal(Rows.Noon.AddSeconds(2), await Read(journal => journal.NextDeadline(Lane.Out, Rows.Noon.AddSeconds(1))));
        Assert.Null(await Read(journal => journal.NextDeadline(Lane.Out, Rows.Noon.AddSeconds(3))));
        Assert.Null(await Read(journal => journal.NextDeadline(Lane.Relay, Rows.Noon)));
        Assert.Equal(Rows.Noon, await Read(journal => journal.NextDeadline(Lane.Relay, Rows.Noon.AddSeconds(-1))));
        var all = await Read(journal => journal.Overdue(Lane.Out, Rows.Noon.AddDays(1), 10));
        Assert.Equal(all.Skip(1), await Read(journal => journal.Overdue(Lane.Out, Rows.Noon.AddDays(1), 10, all[0])));
        Assert.Empty(await Read(journal => journal.Overdue(Lane.Out, Rows.Noon.AddDays(1), 10, all[^1])));
    }

    [Fact]
    public async Task Waiting_mail_of_several_mailboxes_comes_oldest_first()
    {
        await Commit(journal =>
        {
            for (var number = 9; number >= 1; number--)
            {
                journal.Add(Rows.Container(number));
                journal.Add(Rows.Inbound(number, number, Rows.Id(number % 3)));
            }

            journal.Update(Rows.Inbound(4, 4, Rows.Id(1)) with { State = DeliveryState.Leased, LeasedUntil = Rows.Noon });
            journal.Add(Rows.Delivery(10, 1) with { Recipient = Rows.Id(1) });
        });

        Assert.Equal(
            [Rows.Id(1), Rows.Id(2), Rows.Id(5), Rows.Id(7)],
            (await Read(journal => journal.Waiting([Rows.Id(1), Rows.Id(2)], 4))).Select(row => row.DeliveryId));
        Assert.Equal([Rows.Id(1), Rows.Id(7)], (await Read(journal => journal.Waiting([Rows.Id(1), Rows.Id(1)], 10))).Select(row => row.DeliveryId));
        Assert.Empty(await Read(journal => journal.Waiting([], 10)));
        Assert.Empty(await Read(journal => journal.Waiting([Rows.Id(1)], 0)));
    }

    [Fact]
    public async Task What_no_schedule_moves_is_found_alone()
    {
        await Commit(journal =>
        {
            for (var number = 1; number <= 6; number++) journal.Add(Rows.Container(number));
            journal.Add(Rows.Delivery(1, 1) with { State = DeliveryState.Queued, NextHop = "efremov", NextAttemptAt = null });
            journal.Add(Rows.Delivery(2, 2) with { State = DeliveryState.Queued, NextHop = null, NextAttemptAt = Rows.Noon });
            journal.Add(Rows.Delivery(3, 3) with { State = DeliveryState.Queued, NextHop = "efremov", NextAttemptAt = Rows.Noon });
            journal.Add(Rows.Delivery(4, 4) with { State = DeliveryState.Sent, NextHop = "efremov", NextAttemptAt = null });
            journal.Add(Rows.Inbound(5, 5, Rows.Id(1)) with { State = DeliveryState.Leased, LeasedUntil = null });
            journal.Add(Rows.Inbound(6, 6, Rows.Id(1)));
        });

        Assert.Equal([Rows.Id(1), Rows.Id(2), Rows.Id(5)], (await Read(journal => journal.Unscheduled(10))).Select(row => row.DeliveryId));
        Assert.Equal([Rows.Id(1)], (await Read(journal => journal.Unscheduled(1))).Select(row => row.DeliveryId));
    }

    [Fact]
    public async Task Poisoned_mail_is_apart_and_comes_in_the_order_it_came_back()
    {
        await Commit(journal =>
        {
            for (var number = 1; number <= 6; number++)
            {
                journal.Add(Rows.Container(number));
                journal.Add(Rows.Inbound(number, number, Rows.Id(number == 6 ? 2 : 1)) with
                {
                    PoisonSince = number >= 3 ? Rows.Noon : null,
                    StateSince = Rows.Noon.AddSeconds(-number),
                });
            }

            journal.Update(Rows.Inbound(4, 4, Rows.Id(1)) with { PoisonSince = Rows.Noon, State = DeliveryState.Leased, LeasedUntil = Rows.Noon });
        });

        Assert.Equal([Rows.Id(1), Rows.Id(2)], (await Read(journal => journal.Waiting([Rows.Id(1), Rows.Id(2)], 10))).Select(row => row.DeliveryId));
        Assert.Equal([Rows.Id(6), Rows.Id(5), Rows.Id(3)], (await Read(journal => journal.Poisoned([Rows.Id(1), Rows.Id(2)], 10))).Select(row => row.DeliveryId));
        Assert.Equal([Rows.Id(5)], (await Read(journal => journal.Poisoned([Rows.Id(1)], 1))).Select(row => row.DeliveryId));
        Assert.Empty(await Read(journal => journal.Poisoned([], 10)));
    }

    [Fact]
    public async Task Warnings_that_are_due_come_oldest_first_whatever_their_lane_and_state()
    {
        Assert.Null(await Read(journal => journal.NextWarning()));
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(Rows.Delivery(1, 1) with { WarnAt = Rows.Noon.AddSeconds(2) });
            journal.Add(Rows.Delivery(2, 1) with { WarnAt = Rows.Noon.AddSeconds(1), State = DeliveryState.Delivered });
            journal.Add(Rows.Delivery(3, 1));
            journal.Add(Rows.Inbound(4, 1, Rows.Id(1)) with { WarnAt = Rows.Noon.AddSeconds(3) });
        });

        Assert.Equal(Rows.Noon.AddSeconds(1), await Read(journal => journal.NextWarning()));
        Assert.Equal([Rows.Id(2), Rows.Id(1)], (await Read(journal => journal.DueWarnings(Rows.Noon.AddSeconds(2), 10))).Select(row => row.DeliveryId));
        Assert.Equal([Rows.Id(2)], (await Read(journal => journal.DueWarnings(Rows.Noon.AddDays(1), 1))).Select(row => row.DeliveryId));
        Assert.Empty(await Read(journal => journal.DueWarnings(Rows.Noon, 10)));
    }

    [Fact]
    public async Task Leases_are_kept_and_expired_ones_found()
    {
        var lease = new LeaseRow(Rows.Id(1), Rows.Id(50), "moscow", Rows.Noon, Rows.Noon.AddMinutes(5));
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            for (var number = 3; number >= 1; number--)
            {
                journal.Add(Rows.Inbound(number, 1, Rows.Id(number)) with { State = DeliveryState.Leased, LeasedUntil = Rows.Noon.AddSeconds(number) });
            }

            journal.Add(Rows.Inbound(4, 1, Rows.Id(4)) with { LeasedUntil = Rows.Noon });
            journal.Add(lease);
            journal.Add(lease with { LeaseId = Rows.Id(51) });
        });
        await Conflict(journal => journal.Add(lease));

        Assert.Equal(lease, await Read(journal => journal.FindLease(Rows.Id(1), Rows.Id(50))));
        Assert.NotNull(await Read(journal => journal.FindLease(Rows.Id(1), Rows.Id(51))));
        Assert.Null(await Read(journal => journal.FindLease(Rows.Id(2), Rows.Id(50))));
        Assert.Equal([Rows.Id(1), Rows.Id(2)], (await Read(journal => journal.ExpiredLeases(Rows.Noon.AddSeconds(2), 10))).Select(row => row.DeliveryId));
        Assert.Equal([Rows.Id(1)], (await Read(journal => journal.ExpiredLeases(Rows.Noon.AddSeconds(2), 1))).Select(row => row.DeliveryId));
    }
}
