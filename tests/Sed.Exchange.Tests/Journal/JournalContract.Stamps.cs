using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <content>Time-stamps beside receipts and containers.</content>
public abstract partial class JournalContract
{
    private static readonly StampedObjects Nothing = new([], [], []);

    [Fact]
    public async Task Receipts_wait_for_a_stamp_until_one_is_made_over_them()
    {
        Assert.Equal((0L, (DateTimeOffset?)null), await Read(journal => journal.UnstampedReceipts(10)));
        await Commit(journal =>
        {
            foreach (var number in new[] { 1, 2, 3 }) journal.Add(Rows.Receipt(number, 1) with { StoredAt = Rows.Noon.AddSeconds(number) });
        });
        Assert.Equal((3L, Rows.Noon.AddSeconds(1)), await Read(journal => journal.UnstampedReceipts(10)));
        Assert.Equal((2L, Rows.Noon.AddSeconds(1)), await Read(journal => journal.UnstampedReceipts(2)));
        Assert.Equal(0, await Read(journal => journal.StampedUpTo()));
        var second = (await Read(journal => journal.ReceiptsSince(DateTimeOffset.MinValue, 0, 2)))[1].Number;

        await Commit(journal => journal.Add(Stamp(1) with { ReceiptsUpTo = second }, new StampedObjects([Rows.Id(1), Rows.Id(2)], [Rows.Digest(1)], [])));
        Assert.Equal((1L, Rows.Noon.AddSeconds(3)), await Read(journal => journal.UnstampedReceipts(10)));
        Assert.Equal(second, await Read(journal => journal.StampedUpTo()));
        Assert.Equal(Rows.Id(501), (await Read(journal => journal.StampOf(Rows.Id(2))))!.StampId);
        Assert.Equal(Rows.Id(501), (await Read(journal => journal.StampOf(Rows.Digest(1))))!.StampId);
        Assert.Null(await Read(journal => journal.StampOf(Rows.Id(3))));
        Assert.Null(await Read(journal => journal.StampOf(Rows.Digest(2))));

        // What a stamp is over already stays with it.
        await Commit(journal => journal.Add(Stamp(2) with { ReceiptsUpTo = second + 1 }, new StampedObjects([Rows.Id(3)], [Rows.Digest(1), Rows.Digest(2)], [])));
        Assert.Equal(Rows.Id(501), (await Read(journal => journal.StampOf(Rows.Digest(1))))!.StampId);
        Assert.Equal(Rows.Id(502), (await Read(journal => journal.StampOf(Rows.Digest(2))))!.StampId);
    }

    [Fact]
    public async Task A_token_is_stored_once_and_never_replaced()
    {
        await Commit(journal => journal.Add(Stamp(1), Nothing));
        await Conflict(journal => journal.Add(Stamp(1), Nothing));
        Assert.Equal((Rows.Noon, Rows.Noon), await Read(journal => journal.OpenStamps()));

        var tried = Stamp(1) with { Attempts = 1, NextAttemptAt = Rows.Noon.AddMinutes(1), LastError = "tsa-unreachable: x", ToldAt = Rows.Noon.AddSeconds(9) };
        await Commit(journal => journal.Update(tried));
        Assert.Empty(await Read(journal => journal.DueStamps(Rows.Noon, 10)));
        Same(tried, Assert.Single(await Read(journal => journal.DueStamps(Rows.Noon.AddMinutes(1), 10))));

        var stamped = Token(tried);
        await Commit(journal => journal.Update(stamped));
        await Conflict(journal => journal.Update(stamped with { Token = [9] }));
        await Conflict(journal => journal.Update(Stamp(7)));
        Same(stamped, (await Read(journal => journal.FindStamp(Rows.Id(501))))!);
        Assert.Equal(((DateTimeOffset?)null, (DateTimeOffset?)null), await Read(journal => journal.OpenStamps()));
        Assert.Empty(await Read(journal => journal.DueStamps(Rows.Noon.AddYears(9), 10)));
    }

    [Fact]
    public async Task Stamps_are_renewed_once_first_due_first()
    {
        Assert.Null(await Read(journal => journal.NextRenewal()));
        await Commit(journal =>
        {
            foreach (var number in new[] { 2, 1, 3 })
            {
                journal.Add(Stamp(number), Nothing);
                if (number != 3) journal.Update(Token(Stamp(number)));
            }
        });
        Assert.Equal(Rows.Noon.AddDays(301), await Read(journal => journal.NextRenewal()));
        Assert.Equal([Rows.Id(501), Rows.Id(502)], (await Read(journal => journal.StampsToRenew(Rows.Noon.AddDays(302), 10))).Select(row => row.StampId));
        Assert.Equal([Rows.Id(501)], (await Read(journal => journal.StampsToRenew(Rows.Noon.AddDays(302), 1))).Select(row => row.StampId));
        Assert.Empty(await Read(journal => journal.StampsToRenew(Rows.Noon.AddDays(300), 10)));

        await Conflict(journal => journal.Add(Stamp(9), Nothing with { Renewed = [Rows.Id(503)] }));
        Assert.Null(await Read(journal => journal.FindStamp(Rows.Id(509))));
        await Commit(journal => journal.Add(Stamp(4), Nothing with { Renewed = [Rows.Id(501), Rows.Id(502)] }));
        await Conflict(journal => journal.Add(Stamp(5), Nothing with { Renewed = [Rows.Id(501)] }));
        Assert.Equal(Rows.Id(504), (await Read(journal => journal.FindStamp(Rows.Id(502))))!.RenewedBy);
        Assert.Null(await Read(journal => journal.NextRenewal()));
        Assert.Equal(4, (await Read(journal => journal.AllStamps().ToList())).Count);
    }

    private static StampRow Stamp(int number) => new()
    {
        StampId = Rows.Id(500 + number),
        Manifest = [1, (byte)number],
        MadeAt = Rows.Noon,
        ReceiptsUpTo = 0,
        NextAttemptAt = Rows.Noon,
    };

    private static StampRow Token(StampRow row) => row with
    {
        Token = [2, row.Manifest[1]],
        StampedAt = Rows.Noon.AddSeconds(2),
        Ends = Rows.Noon.AddDays(400),
        RenewAt = Rows.Noon.AddDays(300 + row.Manifest[1]),
        NextAttemptAt = null,
        LastError = null,
    };

    private static void Same(StampRow expected, StampRow actual)
    {
        Assert.Equal(expected.Manifest, actual.Manifest);
        Assert.Equal(expected.Token, actual.Token);
        Assert.Equal(expected, actual with { Manifest = expected.Manifest, Token = expected.Token });
    }
}
