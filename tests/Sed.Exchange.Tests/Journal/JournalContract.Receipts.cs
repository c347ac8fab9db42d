using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Packages;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <content>Receipts, debts, refusals, reports, events.</content>
public abstract partial class JournalContract
{
    [Fact]
    public async Task Receipts_of_a_message_come_in_the_order_they_became_durable()
    {
        var refused = Rows.Receipt(1, 1) with { Kind = ReceiptKind.Refused, Counts = false, Reason = "SEDX-NO_ROUTE", Bytes = [0, 255] };
        await Commit(journal => journal.Add(Rows.Receipt(9, 1)));
        await Commit(journal => journal.Add(Rows.Receipt(5, 2)));
        await Commit(journal => journal.Add(refused));

        var receipts = await Read(journal => journal.ReceiptsOf(Rows.Id(1)));
        Assert.Equal([Rows.Id(9), Rows.Id(1)], receipts.Select(row => row.ReceiptId));
        Assert.Equal(refused, receipts[1] with { Bytes = refused.Bytes });
        Assert.Equal(refused.Bytes, receipts[1].Bytes);
        var recipient = receipts[1].Recipient;
        Assert.Equal(
            receipts.Where(row => row.Recipient == recipient).Select(row => row.ReceiptId),
            (await Read(journal => journal.ReceiptsOf(Rows.Id(1), recipient))).Select(row => row.ReceiptId));
        Assert.Empty(await Read(journal => journal.ReceiptsOf(Rows.Id(1), Rows.Id(77))));
        Assert.Equal([1, 2, 3, 5], (await Read(journal => journal.FindReceipt(Rows.Id(5))))!.Bytes);
        Assert.Null(await Read(journal => journal.FindReceipt(Rows.Id(2))));
    }

    [Fact]
    public async Task A_receipt_is_added_once_and_its_bytes_never_change()
    {
        await Commit(journal => journal.Add(Rows.Receipt(1, 1)));
        await Conflict(journal => journal.Add(Rows.Receipt(1, 1) with { Bytes = [9] }));

        Assert.Equal([1, 2, 3, 1], (await Read(journal => journal.FindReceipt(Rows.Id(1))))!.Bytes);
    }

    [Fact]
    public async Task Owed_receipts_are_due_by_node_oldest_first_until_paid()
    {
        Assert.Empty(await Read(journal => journal.OwedNodes()));
        await Commit(journal =>
        {
            foreach (var number in new[] { 3, 1, 2, 4 }) journal.Add(Rows.Receipt(number, 1));
            journal.Put(Rows.Owed(3, "tula"));
            journal.Put(Rows.Owed(1, "tula"));
            journal.Put(Rows.Owed(2, "tula"));
            journal.Put(Rows.Owed(4, "efremov"));
        });

        Assert.Equal([("efremov", Rows.Noon.AddSeconds(4)), ("tula", Rows.Noon.AddSeconds(1))], await Read(journal => journal.OwedNodes()));
        Assert.Equal([Rows.Id(1), Rows.Id(2)], (await Read(journal => journal.DueOwedReceipts("tula", Rows.Noon.AddSeconds(2), 10))).Select(row => row.ReceiptId));
        Assert.Equal([Rows.Id(1)], (await Read(journal => journal.DueOwedReceipts("tula", Rows.Noon.AddDays(1), 1))).Select(row => row.ReceiptId));

        var retried = Rows.Owed(1, "tula") with
        {
            Attempts = 2,
            LastError = "peer-unreachable",
            NextAttemptAt = Rows.Noon.AddHours(1),
            PreviousHop = "efremov",
        };
        await Commit(journal =>
        {
            journal.Put(retried);
            journal.RemoveOwedReceipt(Rows.Id(2));
            journal.RemoveOwedReceipt(Rows.Id(77));
        });
        Assert.Equal([Rows.Owed(3, "tula"), retried], await Read(journal => journal.DueOwedReceipts("tula", Rows.Noon.AddDays(1), 10)));
    }

    [Fact]
    public async Task A_receipt_that_came_before_its_delivery_counts_later()
    {
        await Commit(journal =>
        {
            journal.Add(Rows.Receipt(1, 1) with { Counts = false });
            journal.Add(Rows.Receipt(2, 1) with { Counts = false });
        });
        await Commit(journal => journal.Believe(Rows.Id(1)));

        Assert.True((await Read(journal => journal.FindReceipt(Rows.Id(1))))!.Counts);
        Assert.False((await Read(journal => journal.FindReceipt(Rows.Id(2))))!.Counts);
        await Conflict(journal => journal.Believe(Rows.Id(3)));
    }

    [Fact]
    public async Task Only_a_receipt_that_is_here_can_be_owed()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Commit(journal => journal.Put(Rows.Owed(1, "tula"))));
    }

    [Fact]
    public async Task A_refusal_is_found_by_digest_and_recipient()
    {
        var row = new RefusalRow(Rows.Digest(1), Rows.Id(1), Rows.Id(2), "peer", Rows.Id(3), "blob", Rows.Noon);
        await Commit(journal => journal.Add(row));
        await Commit(journal => journal.Add(row with { Recipient = Rows.Id(9), Blob = null }));
        await Conflict(journal => journal.Add(row with { From = "other" }));

        Assert.Equal(row, await Read(journal => journal.FindRefusal(Rows.Digest(1), Rows.Id(1))));
        Assert.Null((await Read(journal => journal.FindRefusal(Rows.Digest(1), Rows.Id(9))))!.Blob);
        Assert.Null(await Read(journal => journal.FindRefusal(Rows.Digest(2), Rows.Id(1))));
    }

    [Fact]
    public async Task Reports_come_oldest_first_and_the_same_one_again_changes_nothing()
    {
        var registered = new ReportRow(
            Rows.Id(9), Rows.Id(1), Rows.Id(2), ReportEvent.Registered, ReportKinds.Registration, Rows.Id(20), "efremov", Rows.Noon.AddSeconds(5),
            new PackageNumber("01/114", new DateOnly(2026, 3, 2)));
        var progress = registered with { Number = null, Event = ReportEvent.Progress, ReportMessageId = Rows.Id(19), At = Rows.Noon.AddSeconds(9) };
        var reception = registered with { Event = ReportEvent.Reception, At = Rows.Noon.AddSeconds(1) };
        await Commit(journal =>
        {
            journal.Put(progress);
            journal.Put(registered);
            journal.Put(reception);
            journal.Put(registered with { Node = "other", At = Rows.Noon });
        });

        Assert.Equal([reception, registered, progress], await Read(journal => journal.ReportsOf(Rows.Id(9), Rows.Id(1))));
        Assert.Empty(await Read(journal => journal.ReportsOf(Rows.Id(9), Rows.Id(2))));
        Assert.Empty(await Read(journal => journal.ReportsOf(Rows.Id(8), Rows.Id(1))));
    }

    [Fact]
    public async Task One_id_used_by_two_reporters_is_two_reports()
    {
        var one = new ReportRow(Rows.Id(9), Rows.Id(1), Rows.Id(2), ReportEvent.Progress, ReportKinds.Forwarding | ReportKinds.Execution, Rows.Id(20), "tula", Rows.Noon);
        var other = one with { Recipient = Rows.Id(3), At = Rows.Noon.AddSeconds(1), Kinds = ReportKinds.None };
        await Commit(journal =>
        {
            journal.Put(one);
            journal.Put(other);
        });

        Assert.Equal([one, other], await Read(journal => journal.ReportsOf(Rows.Id(9), Rows.Id(1))));
    }

    [Fact]
    public async Task Subscriptions_are_due_oldest_first_until_they_are_told()
    {
        Assert.Null(await Read(journal => journal.NextSubscription()));
        var first = Rows.Subscription(1, 20) with { LookAt = Rows.Noon.AddSeconds(1) };
        var second = Rows.Subscription(1, 21) with { LookAt = Rows.Noon.AddSeconds(2) };
        await Commit(journal =>
        {
            journal.Put(Rows.Subscription(2, 20));
            journal.Put(second);
            journal.Put(first);
        });

        Assert.Equal(Rows.Noon.AddSeconds(1), await Read(journal => journal.NextSubscription()));
        Assert.Equal([first, second], await Read(journal => journal.DueSubscriptions(Rows.Noon.AddSeconds(2), 10)));
        Assert.Equal([first], await Read(journal => journal.DueSubscriptions(Rows.Noon.AddSeconds(2), 1)));
        Assert.Empty(await Read(journal => journal.DueSubscriptions(Rows.Noon, 10)));
        Assert.Equal(Rows.Subscription(2, 20), await Read(journal => journal.FindSubscription(Rows.Id(900), Rows.Id(2), Rows.Id(20))));
        Assert.Null(await Read(journal => journal.FindSubscription(Rows.Id(901), Rows.Id(2), Rows.Id(20))));

        var told = first with { LookAt = null, ToldAt = Rows.Noon.AddDays(1), Days = 31 };
        await Commit(journal => journal.Put(told));
        Assert.Equal(told, await Read(journal => journal.FindSubscription(Rows.Id(900), Rows.Id(1), Rows.Id(20))));
        Assert.Equal([second], await Read(journal => journal.DueSubscriptions(Rows.Noon.AddDays(9), 10)));
        Assert.Equal(Rows.Noon.AddSeconds(2), await Read(journal => journal.NextSubscription()));
    }

    [Fact]
    public async Task Reports_to_make_are_due_oldest_first_until_they_are_made()
    {
        Assert.Null(await Read(journal => journal.NextReportToMake()));
        await Commit(journal =>
        {
            foreach (var number in new[] { 2, 1 })
            {
                journal.Add(Rows.Receipt(number, 1));
                journal.Put(Rows.ToMake(number));
            }
        });

        Assert.Equal(Rows.Noon.AddSeconds(1), await Read(journal => journal.NextReportToMake()));
        Assert.Equal([Rows.ToMake(1), Rows.ToMake(2)], await Read(journal => journal.DueReportsToMake(Rows.Noon.AddSeconds(2), 10)));
        Assert.Equal([Rows.ToMake(1)], await Read(journal => journal.DueReportsToMake(Rows.Noon.AddSeconds(2), 1)));
        Assert.Empty(await Read(journal => journal.DueReportsToMake(Rows.Noon, 10)));

        var tried = Rows.ToMake(1) with { Attempts = 1, LastError = "no-room", NextAttemptAt = Rows.Noon.AddHours(1) };
        await Commit(journal => journal.Put(tried with { Since = Rows.Noon.AddDays(9) }));
        Assert.Equal([Rows.ToMake(2), tried], await Read(journal => journal.DueReportsToMake(Rows.Noon.AddHours(1), 10)));
        await Commit(journal => journal.RemoveReportToMake(Rows.Id(1)));
        Assert.Equal([Rows.ToMake(2)], await Read(journal => journal.AllReportsToMake().ToList()));
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => Commit(journal => journal.Put(Rows.ToMake(9))));
    }

    [Fact]
    public async Task Events_are_numbered_in_commit_order_and_filtered_by_feed()
    {
        var full = Rows.Event(1, "full") with
        {
            Number = 77,
            MessageId = Rows.Id(2),
            DeliveryId = Rows.Id(3),
            Counterpart = Rows.Id(4),
            ReceiptId = Rows.Id(5),
            Kind = "Delivered",
        };
        await Commit(journal => journal.Append(full));
        await Commit(journal => journal.Append(Rows.Event(2, "two")));
        await Commit(journal => journal.Append(Rows.Event(null, "nobody's")));
        await Commit(journal => journal.Append(Rows.Event(1, "one")));

        var all = await Read(journal => journal.EventsAfter(0, null, 10));
        Assert.Equal(["full", "two", "nobody's", "one"], all.Select(row => row.Detail));
        Assert.Equal(full with { Number = all[0].Number }, all[0]);
        Assert.True(all[0].Number > 0);
        Assert.Equal(all.OrderBy(row => row.Number), all);

        Assert.Equal(["two", "nobody's"], (await Read(journal => journal.EventsAfter(all[0].Number, null, 2))).Select(row => row.Detail));
        Assert.Equal(["full", "one"], (await Read(journal => journal.EventsAfter(0, [Rows.Id(1)], 10))).Select(row => row.Detail));
        Assert.Equal(["full", "two", "one"], (await Read(journal => journal.EventsAfter(0, [Rows.Id(1), Rows.Id(2), Rows.Id(1)], 10))).Select(row => row.Detail));
        Assert.Equal(["two"], (await Read(journal => journal.EventsAfter(all[0].Number, [Rows.Id(1), Rows.Id(2)], 1))).Select(row => row.Detail));
        Assert.Empty(await Read(journal => journal.EventsAfter(0, [], 10)));
    }

    [Fact]
    public async Task What_a_feed_tells_of_a_receipt_without_a_delivery_is_found()
    {
        await Commit(journal => journal.Append(Rows.Event(1, "moved") with { ReceiptId = Rows.Id(5) }));
        await Commit(journal => journal.Append(Rows.Event(2, "sent here") with { ReceiptId = Rows.Id(6), DeliveryId = Rows.Id(7) }));

        Assert.True(await Read(journal => journal.IsToldWithoutDelivery(Rows.Id(1), Rows.Id(5))));
        Assert.False(await Read(journal => journal.IsToldWithoutDelivery(Rows.Id(2), Rows.Id(5))));
        Assert.False(await Read(journal => journal.IsToldWithoutDelivery(Rows.Id(1), Rows.Id(6))));
        Assert.False(await Read(journal => journal.IsToldWithoutDelivery(Rows.Id(2), Rows.Id(6))));
    }
}
