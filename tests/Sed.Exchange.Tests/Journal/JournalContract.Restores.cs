using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <content>Epoch, restores, and what a peer's restore asks for.</content>
public abstract partial class JournalContract
{
    [Fact]
    public async Task A_restore_begins_with_a_higher_epoch_and_ends_once()
    {
        Assert.Null(await Read(journal => journal.LastRestore()));
        Assert.Equal(1, await Read(journal => journal.Epoch));
        await Conflict(journal => journal.BeginRestore(1, Rows.Noon, Rows.Noon));

        await Commit(journal =>
        {
            journal.BeginRestore(7, Rows.Noon, Rows.Noon.AddHours(1));
            Assert.Equal(7, journal.Epoch);
        });
        Assert.Equal(7, await Read(journal => journal.Epoch));
        Assert.Equal(new RestoreRow(Rows.Noon, Rows.Noon.AddHours(1), null), await Read(journal => journal.LastRestore()));

        await Commit(journal => journal.EndRestore(Rows.Noon.AddHours(2)));
        await Commit(journal => journal.EndRestore(Rows.Noon.AddHours(3)));
        Assert.Equal(Rows.Noon.AddHours(2), (await Read(journal => journal.LastRestore()))!.EndedAt);

        await Commit(journal => journal.BeginRestore(8, Rows.Noon, Rows.Noon.AddHours(4)));
        Assert.Null((await Read(journal => journal.LastRestore()))!.EndedAt);
    }

    [Fact]
    public async Task What_waits_in_a_mailbox_when_a_restore_begins_is_perhaps_seen()
    {
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(Rows.Inbound(1, 1, Rows.Id(1000)));
            journal.Add(Rows.Inbound(2, 1, Rows.Id(1001)) with { State = DeliveryState.Collected });
            journal.Add(Rows.Delivery(3, 1));
        });

        await Commit(journal => journal.BeginRestore(2, Rows.Noon, Rows.Noon));

        Assert.Equal([(true, 1), (false, 0), (false, 0)], await Read(journal =>
            new[] { 1, 2, 3 }.Select(number => journal.FindDelivery(Rows.Id(number))!).Select(row => (row.PerhapsSeen, (int)row.Version)).ToArray()));
    }

    [Fact]
    public async Task The_last_note_of_the_clock_stays()
    {
        Assert.Null(await Read(journal => journal.Clock()));

        await Commit(journal => journal.Put(new ClockRow(Rows.Noon, IsSure: true)));
        await Commit(journal => journal.Put(new ClockRow(Rows.Noon, IsSure: false)));
        Assert.Equal(new ClockRow(Rows.Noon, IsSure: false), await Read(journal => journal.Clock()));

        await Commit(journal => journal.Put(new ClockRow(Rows.Noon.AddHours(1), IsSure: true, TimeSpan.FromHours(17))));
        Assert.Equal(new ClockRow(Rows.Noon.AddHours(1), IsSure: true, TimeSpan.FromHours(17)), await Read(journal => journal.Clock()));
    }

    [Fact]
    public async Task What_a_wrong_clock_put_off_is_due_again()
    {
        var (latest, lease) = (Rows.Noon.AddMinutes(10), Rows.Noon.AddMinutes(5));
        var year = Rows.Noon.AddYears(1);
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(Rows.Delivery(1, 1) with { NextAttemptAt = year });
            journal.Add(Rows.Delivery(2, 1) with { State = DeliveryState.Sent, NextAttemptAt = year });
            journal.Add(Rows.Delivery(3, 1) with { State = DeliveryState.Sent, NextAttemptAt = Rows.Noon.AddHours(70) });
            journal.Add(Rows.Delivery(4, 1) with { NextAttemptAt = Rows.Noon.AddMinutes(1) });
            journal.Add(Rows.Inbound(5, 1, Rows.Id(77)) with { State = DeliveryState.Leased, LeaseId = Rows.Id(78), LeasedUntil = year });
            journal.Add(Rows.Inbound(6, 1, Rows.Id(79)) with { WarnAt = year });
            journal.Add(Rows.Inbound(7, 1, Rows.Id(80)) with { WarnAt = Rows.Noon.AddHours(1) });
            journal.Add(Rows.Delivery(8, 1) with { State = DeliveryState.Delivered, NextAttemptAt = null, WarnAt = year });
            journal.Add(Rows.Delivery(9, 1) with { State = DeliveryState.Sent, NextAttemptAt = null, WarnAt = year });
            journal.Add(new BlobIntentRow("now", BlobIntentState.Intended, Rows.Noon));
            journal.Add(new BlobIntentRow("ahead", BlobIntentState.Intended, year));
            journal.Add(new BlobIntentRow("released", BlobIntentState.Intended, year));
            journal.KillBlob("released");
        });

        await Commit(journal => journal.Hasten(latest, lease, Rows.Noon.AddDays(1)));

        Assert.Equal(latest, (await Read(journal => journal.FindDelivery(Rows.Id(1))))!.NextAttemptAt);
        Assert.Equal(latest, (await Read(journal => journal.FindDelivery(Rows.Id(2))))!.NextAttemptAt);
        Assert.Equal(Rows.Noon.AddHours(70), (await Read(journal => journal.FindDelivery(Rows.Id(3))))!.NextAttemptAt);
        Assert.Equal(Rows.Noon.AddMinutes(1), (await Read(journal => journal.FindDelivery(Rows.Id(4))))!.NextAttemptAt);
        Assert.Equal(lease, (await Read(journal => journal.FindDelivery(Rows.Id(5))))!.LeasedUntil);
        Assert.Equal(
            [Rows.Noon.AddDays(1), Rows.Noon.AddHours(1), Rows.Noon.AddDays(1), year],
            await Read(journal => new[] { 6, 7, 8, 9 }.Select(id => journal.FindDelivery(Rows.Id(id))!.WarnAt).ToList()));
        Assert.Equal(
            [("ahead", latest), ("now", Rows.Noon), ("released", year)],
            (await Read(journal => journal.AllBlobs().ToList())).Where(row => row.Name is "now" or "ahead" or "released").Select(row => (row.Name, row.At)));
    }

    [Fact]
    public async Task Without_a_restore_there_is_none_to_end()
    {
        await Commit(journal => journal.EndRestore(Rows.Noon));

        Assert.Null(await Read(journal => journal.LastRestore()));
    }

    [Fact]
    public async Task Peers_done_with_are_kept_until_the_next_restore()
    {
        await Commit(journal =>
        {
            journal.BeginRestore(2, Rows.Noon, Rows.Noon);
            journal.Put(new ReconciledPeerRow("tula", Rows.Noon, GivenUp: false));
            journal.Put(new ReconciledPeerRow("efremov", Rows.Noon, GivenUp: true));
            journal.Put(new ReconciledPeerRow("efremov", Rows.Noon.AddSeconds(1), GivenUp: false));
            journal.Put(new ReconciledPeerRow("aleksin", Rows.Noon, GivenUp: true));
        });
        Assert.Equal(
            [new("aleksin", Rows.Noon, true), new("efremov", Rows.Noon.AddSeconds(1), false), new ReconciledPeerRow("tula", Rows.Noon, false)],
            await Read(journal => journal.ReconciledPeers()));

        await Commit(journal => journal.BeginRestore(3, Rows.Noon, Rows.Noon));
        Assert.Empty(await Read(journal => journal.ReconciledPeers()));
    }

    [Fact]
    public async Task Receipts_that_were_handed_to_a_peer_are_told_to_it_however_old_they_are()
    {
        await Commit(journal =>
        {
            foreach (var (number, second) in new[] { (9, 1), (5, 2), (7, 3), (1, 4) })
                journal.Add(Rows.Receipt(number, 1) with { StoredAt = Rows.Noon.AddSeconds(second) });
            journal.Put(new HandedReceiptRow(Rows.Id(9), "tula", Rows.Noon.AddSeconds(9)));
            journal.Put(new HandedReceiptRow(Rows.Id(5), "tula", Rows.Noon.AddSeconds(2)));
            journal.Put(new HandedReceiptRow(Rows.Id(7), "efremov", Rows.Noon.AddSeconds(9)));
            journal.Put(new HandedReceiptRow(Rows.Id(1), "efremov", Rows.Noon.AddSeconds(9)));
            journal.Put(new HandedReceiptRow(Rows.Id(1), "tula", Rows.Noon.AddSeconds(10)));
        });

        Task<List<(Guid, bool)>> Told(string peer, long after, int max) =>
            Read(journal => journal.ReceiptsExchanged(peer, Rows.Noon.AddSeconds(3), after, max).Select(row => (row.Receipt.ReceiptId, row.WasHanded)).ToList());
        Assert.Equal([(Rows.Id(9), true), (Rows.Id(7), false), (Rows.Id(1), true)], await Told("tula", 0, 10));
        Assert.Equal([(Rows.Id(9), true)], await Told("tula", 0, 1));
        Assert.Equal([(Rows.Id(7), false), (Rows.Id(1), true)], await Told("tula", (await Read(journal => journal.ReceiptsExchanged("tula", Rows.Noon.AddSeconds(3), 0, 1)))[0].Number, 10));
        Assert.Equal([(Rows.Id(7), true), (Rows.Id(1), false)], await Told("efremov", 0, 10));
        Assert.Equal([(Rows.Id(7), false), (Rows.Id(1), false)], await Told("aleksin", 0, 10));
    }

    [Fact]
    public async Task Receipts_since_a_time_come_in_pages_in_the_order_they_became_durable()
    {
        Assert.Empty(await Read(journal => journal.ReceiptsSince(Rows.Noon, 0, 10)));
        await Commit(journal =>
        {
            foreach (var (number, second) in new[] { (9, 1), (5, 2), (7, 3), (1, 4) })
                journal.Add(Rows.Receipt(number, 1) with { StoredAt = Rows.Noon.AddSeconds(second) });
        });

        var first = await Read(journal => journal.ReceiptsSince(Rows.Noon.AddSeconds(2), 0, 2));
        Assert.Equal([Rows.Id(5), Rows.Id(7)], first.Select(row => row.Receipt.ReceiptId));
        Assert.Equal([1, 2, 3, 5], first[0].Receipt.Bytes);
        var second = await Read(journal => journal.ReceiptsSince(Rows.Noon.AddSeconds(2), first[^1].Number, 2));
        Assert.Equal(Rows.Id(1), Assert.Single(second).Receipt.ReceiptId);
        Assert.Empty(await Read(journal => journal.ReceiptsSince(Rows.Noon.AddSeconds(5), 0, 10)));
    }

    [Fact]
    public async Task All_blobs_come_by_name_in_every_state()
    {
        await Commit(journal =>
        {
            foreach (var name in new[] { "c", "a", "b" }) journal.Add(new BlobIntentRow(name, BlobIntentState.Intended, Rows.Noon));
            journal.CommitBlob("b");
            journal.KillBlob("c");
        });

        Assert.Equal(
            ["a Intended", "b Committed", "c Dead"], await Read(journal => journal.AllBlobs().Select(row => $"{row.Name} {row.State}").ToList()));
    }
}
