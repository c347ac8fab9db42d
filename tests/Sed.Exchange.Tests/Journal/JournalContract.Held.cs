using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <content>Containers whose verification is not finished.</content>
public abstract partial class JournalContract
{
    [Fact]
    public async Task What_is_held_is_due_oldest_first_until_it_is_concluded()
    {
        Assert.Null(await Read(journal => journal.NextHeld()));
        await Commit(journal =>
        {
            foreach (var number in new[] { 1, 2, 3 }) journal.Add(Rows.Receipt(number, 1));
            journal.Add(Rows.Held(2, 20, 1));
            journal.Add(Rows.Held(1, 21, 2));
            journal.Add(Rows.Held(1, 20, 3) with { NextAttemptAt = Rows.Noon.AddHours(1) });
        });

        Assert.Equal(Rows.Noon.AddSeconds(1), await Read(journal => journal.NextHeld()));
        var due = await Read(journal => journal.DueHeld(Rows.Noon.AddSeconds(2), 10));
        Assert.Equal([Rows.Id(21), Rows.Id(20)], due.Select(row => row.Recipient));
        Assert.Equal(Rows.Held(1, 21, 2) with { Path = due[0].Path }, due[0]);
        Assert.Equal(["proving", "tula"], due[0].Path);
        Assert.Equal([Rows.Id(20), Rows.Id(21)], (await Read(journal => journal.HeldOf(Rows.Digest(1)))).Select(row => row.Recipient));
        Assert.Single(await Read(journal => journal.DueHeld(Rows.Noon.AddDays(1), 1)));
        Assert.Equal(["tula"], await Read(journal => journal.HeldPeers()));
        Assert.Equal(Rows.Id(21), (await Read(journal => journal.FirstHeld("tula", Rows.Noon.AddSeconds(2))))!.Recipient);
        Assert.Null(await Read(journal => journal.FirstHeld("tula", Rows.Noon)));
        Assert.Null(await Read(journal => journal.FirstHeld("efremov", Rows.Noon.AddDays(1))));
        Assert.Equal(3, await Read(journal => journal.AllHeld().Count()));

        await Commit(journal => journal.Update(due[0] with { Attempts = 2, LastError = "directory-behind", NextAttemptAt = Rows.Noon.AddHours(2) }));
        var postponed = (await Read(journal => journal.FindHeld(Rows.Digest(1), Rows.Id(21))))!;
        Assert.Equal((2, "directory-behind", Rows.Noon.AddHours(2)), (postponed.Attempts, postponed.LastError, postponed.NextAttemptAt));

        await Commit(journal => journal.Update(postponed with { Blob = "blob-that-came-again" }));
        Assert.Equal("blob-that-came-again", (await Read(journal => journal.FindHeld(Rows.Digest(1), Rows.Id(21))))!.Blob);

        await Commit(journal => journal.RemoveHeld(Rows.Digest(1), Rows.Id(21)));
        Assert.Null(await Read(journal => journal.FindHeld(Rows.Digest(1), Rows.Id(21))));
        Assert.NotNull(await Read(journal => journal.FindHeld(Rows.Digest(1), Rows.Id(20))));
        await Conflict(journal => journal.Update(due[0]));
    }

    [Fact]
    public async Task Octets_held_from_a_peer_count_once_for_each_blob()
    {
        await Commit(journal =>
        {
            foreach (var number in new[] { 1, 2, 3, 4 }) journal.Add(Rows.Receipt(number, 1));
            journal.Add(Rows.Held(1, 20, 1));
            journal.Add(Rows.Held(1, 21, 2));
            journal.Add(Rows.Held(2, 20, 3));
            journal.Add(Rows.Held(3, 20, 4) with { From = "efremov" });
        });

        Assert.Equal(1001 + 1002, await Read(journal => journal.HeldBytes("tula")));
        Assert.Equal(1003, await Read(journal => journal.HeldBytes("efremov")));
        Assert.Equal(0, await Read(journal => journal.HeldBytes("nobody")));
    }

    [Fact]
    public async Task A_container_is_held_once_for_a_recipient_and_only_under_a_receipt_that_is_here()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Commit(journal => journal.Add(Rows.Held(1, 20, 1))));
        await Commit(journal =>
        {
            journal.Add(Rows.Receipt(1, 1));
            journal.Add(Rows.Held(1, 20, 1));
        });
        await Conflict(journal => journal.Add(Rows.Held(1, 20, 1)));
    }

    [Fact]
    public async Task Only_a_committed_blob_is_released_and_then_it_is_dead()
    {
        await Commit(journal => journal.Add(new BlobIntentRow("a", BlobIntentState.Intended, Rows.Noon)));
        await Conflict(journal => journal.ReleaseBlob("a", Rows.Noon.AddDays(1)));
        await Commit(journal => journal.CommitBlob("a"));
        await Commit(journal => journal.ReleaseBlob("a", Rows.Noon.AddDays(1)));

        Assert.Equal(new BlobIntentRow("a", BlobIntentState.Dead, Rows.Noon.AddDays(1)), await Read(journal => journal.FindBlobIntent("a")));
        await Conflict(journal => journal.ReleaseBlob("a", Rows.Noon.AddDays(1)));
        await Conflict(journal => journal.CommitBlob("a"));
    }

    [Fact]
    public async Task A_parked_report_waits_while_it_is_held()
    {
        var later = Rows.Parked(2, 20) with { InReplyTo = null, ReturnCode = null, DocumentUid = null, Subject = null };
        await Commit(journal =>
        {
            foreach (var number in new[] { 1, 2, 3 })
            {
                journal.Add(Rows.Receipt(number, 1));
                journal.Add(Rows.Held(number, number == 3 ? 21 : 20, number));
            }

            journal.Put(later);
            journal.Put(Rows.Parked(1, 20) with { Until = Rows.Noon });
            journal.Put(Rows.Parked(1, 20));
            journal.Put(Rows.Parked(3, 21));
        });

        Assert.Equal([Rows.Parked(1, 20), later], await Read(journal => journal.ParkedReports(Rows.Id(900), Rows.Id(20))));
        Assert.Empty(await Read(journal => journal.ParkedReports(Rows.Id(20), Rows.Id(900))));
        Assert.Equal(3, await Read(journal => journal.AllParkedReports().Count()));

        await Commit(journal => journal.RemoveHeld(Rows.Digest(1), Rows.Id(20)));
        Assert.Equal([later], await Read(journal => journal.ParkedReports(Rows.Id(900), Rows.Id(20))));
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => Commit(journal => journal.Put(Rows.Parked(9, 20))));
    }
}
