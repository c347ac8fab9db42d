using System.Security.Cryptography;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <content>Evidence that is owed, and what was gathered of it.</content>
public abstract partial class JournalContract
{
    [Fact]
    public async Task Captures_are_due_oldest_first_until_they_are_done()
    {
        Assert.Null(await Read(journal => journal.NextCapture()));
        Assert.Equal(new OwedCaptures(0, null), await Read(journal => journal.OwedCaptures()));
        await Commit(journal =>
        {
            foreach (var number in new[] { 3, 1, 2 })
            {
                journal.Add(Rows.Container(number));
                journal.Put(Owed(number));
            }
        });

        Assert.Equal(Rows.Noon.AddSeconds(1), await Read(journal => journal.NextCapture()));
        Assert.Equal(new OwedCaptures(3, Rows.Noon.AddSeconds(1)), await Read(journal => journal.OwedCaptures()));
        Assert.Equal([Rows.Digest(1), Rows.Digest(2)], (await Read(journal => journal.DueCaptures(Rows.Noon.AddSeconds(2), 10))).Select(row => row.Container));
        Assert.Equal([Rows.Digest(1)], (await Read(journal => journal.DueCaptures(Rows.Noon.AddDays(1), 1))).Select(row => row.Container));

        await Commit(journal => journal.Put(Owed(1) with { State = CaptureState.Done, StateSince = Rows.Noon.AddHours(1), Attempts = 1, NextAttemptAt = null }));
        Assert.Equal(Rows.Noon.AddSeconds(2), await Read(journal => journal.NextCapture()));
        Assert.Equal(new OwedCaptures(2, Rows.Noon.AddSeconds(2)), await Read(journal => journal.OwedCaptures()));
        Assert.Equal(CaptureState.Done, (await Read(journal => journal.FindCapture(Rows.Digest(1))))!.State);
        Assert.Null(await Read(journal => journal.FindCapture(Rows.Digest(9))));
        Assert.Equal(3, (await Read(journal => journal.AllCaptures().ToList())).Count);
    }

    [Fact]
    public async Task A_capture_keeps_what_was_missing_last()
    {
        CaptureGap[] gaps = [new("officials", "SEDX-CAPTURE_REVOCATION", "letter.pdf.sig", true), new("time", "SEDX-CAPTURE_TIMESTAMP", null, false)];
        var row = Owed(1) with { Attempts = 4, Gaps = gaps, ToldAt = Rows.Noon.AddDays(3) };
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Put(Owed(1) with { Gaps = [new("officials", "SEDX-OTHER", "x", true)] });
            journal.Put(row);
        });

        var read = (await Read(journal => journal.FindCapture(Rows.Digest(1))))!;
        Assert.Equal(row, read with { Gaps = row.Gaps });
        Assert.Equal(gaps, read.Gaps);
        Assert.Equal(gaps, (await Read(journal => journal.DueCaptures(Rows.Noon.AddDays(1), 10)))[0].Gaps);
        Assert.Equal(gaps, (await Read(journal => journal.AllCaptures().ToList()))[0].Gaps);
    }

    [Fact]
    public async Task Only_for_a_container_that_is_here_something_is_captured()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Commit(journal => journal.Put(Owed(1))));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.PutCaptured(Rows.Digest(1), "officials", new Dictionary<string, byte[]> { ["revocation/a.crl"] = [1] });
        }));
    }

    [Fact]
    public async Task What_was_captured_is_kept_once_and_forgotten_with_its_last_reader()
    {
        byte[] list = [1, 2, 3], answer = [4];
        await Commit(journal =>
        {
            foreach (var number in new[] { 1, 2 })
            {
                journal.Add(Rows.Container(number));
                journal.Put(Owed(number));
                journal.PutCaptured(Rows.Digest(number), "officials", new Dictionary<string, byte[]> { ["revocation/b.ocsp"] = answer, ["revocation/a.crl"] = list });
            }

            journal.PutCaptured(Rows.Digest(1), "time", new Dictionary<string, byte[]> { ["timestamps/a.tst"] = [9] });
        });

        Assert.Equal(
            [("revocation/a.crl", "officials", 3L), ("revocation/b.ocsp", "officials", 1L), ("timestamps/a.tst", "time", 1L)],
            (await Read(journal => journal.CapturedParts(Rows.Digest(1)))).Select(row => (row.Name, row.Source, row.Length)));
        Assert.Equal(list, await Read(journal => journal.FindCapturedOctets(Sha256(list))));

        // Replaced for one container, it is there for the other; the other source's part stays as it was.
        await Commit(journal => journal.PutCaptured(Rows.Digest(1), "officials", new Dictionary<string, byte[]> { ["revocation/b.ocsp"] = answer }));
        Assert.Equal(["revocation/b.ocsp", "timestamps/a.tst"], (await Read(journal => journal.CapturedParts(Rows.Digest(1)))).Select(row => row.Name));
        Assert.Equal(list, await Read(journal => journal.FindCapturedOctets(Sha256(list))));
        await Commit(journal => journal.PutCaptured(Rows.Digest(2), "officials", new Dictionary<string, byte[]>()));
        Assert.Null(await Read(journal => journal.FindCapturedOctets(Sha256(list))));
        Assert.Equal(answer, await Read(journal => journal.FindCapturedOctets(Sha256(answer))));
        await Conflict(journal => journal.PutCaptured(Rows.Digest(1), "time", new Dictionary<string, byte[]> { ["revocation/b.ocsp"] = [7] }));
    }

    private static CaptureRow Owed(int number) => new()
    {
        Container = Rows.Digest(number),
        MessageId = Rows.Id(number),
        State = CaptureState.Owed,
        StateSince = Rows.Noon,
        Since = Rows.Noon.AddSeconds(number),
        NextAttemptAt = Rows.Noon.AddSeconds(number),
    };

    private static string Sha256(byte[] octets) => Convert.ToHexStringLower(SHA256.HashData(octets));
}
