using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Stamping;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Receipts and containers of a region on virtual time, stamped many by one token, through outages, deaths and the ends of certificates.</summary>
public sealed class StampingTests
{
    private static readonly DateTimeOffset Start = VirtualRegion.Start;

    private readonly StampingTown _town = new(Suite.Ecdsa, Start.AddDays(-1), Start.AddYears(1));

    [Fact]
    public async Task Everything_that_was_said_in_a_minute_is_stamped_by_one_token()
    {
        var region = await Open(new StampingOptions());
        var letters = new List<Guid>();
        for (var number = 0; number < 3; number++) letters.Add((await VirtualRegion.SendAsync(region.Tula, VirtualRegion.Government, [VirtualRegion.Efremov])).Container.MessageId);
        await region.RunAsync(TimeSpan.FromMinutes(5));

        foreach (var node in new[] { region.Tula, region.EfremovNode })
        {
            var (stamps, receipts) = await node.ReadAsync(journal => (journal.AllStamps().ToList(), journal.AllReceipts().ToList()));
            Assert.NotEmpty(receipts);
            Assert.InRange(stamps.Count, 1, 2);
            Assert.All(stamps, stamp => Assert.NotNull(stamp.Token));
            foreach (var receipt in receipts)
            {
                var stamp = await node.ReadAsync(journal => journal.StampOf(receipt.ReceiptId));
                Assert.Contains(Suite.Ecdsa.Digest(receipt.Bytes), StampManifest.Read(stamp!.Manifest)!);
            }

            // The containers, too, by the digests that they are known by, each once.
            Assert.All(receipts.Select(receipt => receipt.Container).Distinct(), digest => Assert.Single(stamps, stamp => StampManifest.Read(stamp.Manifest)!.Contains(digest)));
            Assert.All(Judged(stamps, region.Time.GetUtcNow()), judged => Assert.True(judged.Proves, judged.Finding.ToString()));
        }

        // No node has more than one stamp for a minute of letters, and nothing is asked for when nothing was said.
        var before = (await region.Tula.ReadAsync(journal => journal.AllStamps().ToList())).Count;
        await region.RunAsync(TimeSpan.FromHours(2));
        Assert.Equal(before, (await region.Tula.ReadAsync(journal => journal.AllStamps().ToList())).Count);
        Assert.Equal(3, letters.Count);
    }

    [Fact]
    public async Task An_outage_of_days_stops_no_mail_and_ends_with_everything_stamped()
    {
        var region = await Open(new StampingOptions { Receipts = 8 });
        _town.Answers = false;
        for (var day = 0; day < 3; day++)
        {
            var sent = await VirtualRegion.SendAsync(region.Tula, VirtualRegion.Government, [VirtualRegion.Efremov]);
            await region.RunAsync(TimeSpan.FromDays(1));
            Assert.Equal(Sed.Exchange.Delivery.Lanes.DeliveryState.Delivered, await region.Tula.StateAsync(sent.Container.MessageId, VirtualRegion.Efremov));
        }

        var (open, alarms) = await region.Tula.ReadAsync(journal => (
            journal.AllStamps().ToList(), journal.EventsAfter(0, null, 1000).Where(row => row.Kind == EventKinds.Alarm && row.Detail!.StartsWith("no time-stamp", StringComparison.Ordinal)).ToList()));
        Assert.Null(Assert.Single(open).Token);
        Assert.StartsWith(StampCodes.Unreachable, open[0].LastError, StringComparison.Ordinal);
        Assert.Single(alarms);

        _town.Answers = true;
        await region.RunAsync(TimeSpan.FromHours(1));
        var (stamps, waiting) = await region.Tula.ReadAsync(journal => (journal.AllStamps().ToList(), journal.UnstampedReceipts(10).Count));
        Assert.Equal(0, waiting);
        Assert.All(stamps, stamp => Assert.NotNull(stamp.Token));
        Assert.All(await region.Tula.ReadAsync(journal => journal.AllReceipts().ToList()), receipt => Assert.NotNull(region.Tula.ReadAsync(journal => journal.StampOf(receipt.ReceiptId)).Result));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_node_that_dies_between_any_two_steps_neither_loses_a_stamp_nor_makes_two(int survives)
    {
        var region = await Open(new StampingOptions());
        await VirtualRegion.SendAsync(region.Tula, VirtualRegion.Government, [VirtualRegion.Moscow]);

        // So many commits of stamping succeed, the next fails as if the disk had gone, and the process with it.
        region.Time.Advance(TimeSpan.FromMinutes(2));
        var commits = 0;
        region.Tula.Journal.Fault = () => commits++ < survives ? null : new JournalException("the power went", isTransient: false);
        try
        {
            await region.Tula.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        }
        catch (JournalException)
        {
            // As it would end the process.
        }

        region.Tula.Journal.Fault = null;
        await region.RestartAsync("tula");
        await region.RunAsync(TimeSpan.FromMinutes(10));
        var (stamps, receipts) = await region.Tula.ReadAsync(journal => (journal.AllStamps().ToList(), journal.AllReceipts().ToList()));
        Assert.All(stamps, stamp => Assert.NotNull(stamp.Token));
        foreach (var receipt in receipts)
            Assert.Single(stamps, stamp => StampManifest.Read(stamp.Manifest)!.Contains(Suite.Ecdsa.Digest(receipt.Bytes)));
    }

    [Fact]
    public async Task What_a_clock_far_ahead_stored_is_stamped_when_the_clock_is_right_again()
    {
        var region = await Open(new StampingOptions());
        region.Stop("efremov");
        await VirtualRegion.SendAsync(region.Tula, VirtualRegion.Government, [VirtualRegion.Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(5));
        region.Skews["tula"] = TimeSpan.FromDays(3);
        await region.RunAsync(TimeSpan.FromMinutes(5));
        await region.RestartAsync("efremov");
        await region.RunAsync(TimeSpan.FromMinutes(20));
        Assert.Contains(await region.Tula.ReadAsync(journal => journal.AllReceipts().ToList()), receipt => receipt.StoredAt > region.Time.GetUtcNow().AddDays(2));

        region.Skews["tula"] = TimeSpan.Zero;
        await region.RunAsync(TimeSpan.FromHours(2));
        var receipts = await region.Tula.ReadAsync(journal => journal.AllReceipts().Select(receipt => journal.StampOf(receipt.ReceiptId)).ToList());
        Assert.All(receipts, stamp => Assert.NotNull(stamp?.Token));
    }

    [Fact]
    public async Task A_token_that_is_to_be_renewed_at_once_is_not_renewed_without_end()
    {
        // Its certificate ends within the tolerance of clocks: half of what is left lies behind.
        _town.Renew(Start.AddDays(-1), Start.AddMinutes(20));
        var region = await Open(new StampingOptions { Lead = TimeSpan.FromDays(90) });
        await VirtualRegion.SendAsync(region.Tula, VirtualRegion.Government, [VirtualRegion.Moscow]);
        region.Time.SetUtcNow(Start.AddMinutes(19));
        await region.RunAsync(TimeSpan.FromMinutes(10));

        Assert.InRange((await region.Tula.ReadAsync(journal => journal.AllStamps().ToList())).Count, 1, 12);
    }

    [Fact]
    public async Task Stamps_outlive_the_certificates_of_their_authority()
    {
        var options = new StampingOptions { Lead = TimeSpan.FromDays(90) };
        var region = await Open(options);
        var sent = await VirtualRegion.SendAsync(region.Tula, VirtualRegion.Government, [VirtualRegion.Moscow]);
        await region.RunAsync(TimeSpan.FromMinutes(5));
        var end = Start.AddYears(1);
        for (var year = 1; year <= 5; year++)
        {
            // The authority has a new key half a year before its old one ends; the clock of the node goes on without mail.
            region.Time.SetUtcNow(end.AddDays(-180));
            _town.Renew(end.AddDays(-181), end.AddYears(1));
            await region.Tula.Gateway.Dispatcher.StepAsync(CancellationToken.None);
            region.Time.SetUtcNow(end.AddDays(-30));
            await region.Tula.Gateway.Dispatcher.StepAsync(CancellationToken.None);
            end = end.AddYears(1);
        }

        var stamps = await region.Tula.ReadAsync(journal => journal.AllStamps().ToList());
        Assert.InRange(stamps.Count, 6, 12);
        var now = region.Time.GetUtcNow();
        var judged = Judged(stamps, now);
        Assert.All(judged, one => Assert.True(one.Proves, one.Finding.ToString()));
        var receipt = (await region.Tula.ReadAsync(journal => journal.ReceiptsOf(sent.Container.MessageId)))[0];
        Assert.Equal(Start.Year, judged.First(one => new DigestBook().IsIn(one.Covers, receipt.Bytes)).Time!.Value.Year);

        // Without what renewed it, the first proves nothing after five years; with an altered one in between, nor.
        var first = stamps.MinBy(stamp => stamp.StampedAt)!;
        Assert.False(Assert.Single(Judged([first], now)).Proves);
        var broken = stamps.OrderBy(stamp => stamp.StampedAt).ToList();
        broken[2] = broken[2] with { Token = [.. broken[2].Token!.Select((octet, index) => index == broken[2].Token!.Length - 5 ? (byte)(octet ^ 1) : octet)] };
        Assert.False(Judged(broken, now)[0].Proves);
    }

    [Fact]
    public async Task A_late_renewal_is_a_gap_that_nothing_bridges()
    {
        var region = await Open(new StampingOptions { Lead = TimeSpan.FromDays(10) });
        await VirtualRegion.SendAsync(region.Tula, VirtualRegion.Government, [VirtualRegion.Moscow]);
        await region.RunAsync(TimeSpan.FromMinutes(5));

        // The node was off while the certificate ended; its renewal is made, and says honestly nothing about the past.
        region.Time.SetUtcNow(Start.AddYears(2));
        _town.Renew(Start.AddYears(2).AddDays(-1), Start.AddYears(3));
        await region.Tula.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        var stamps = await region.Tula.ReadAsync(journal => journal.AllStamps().OrderBy(stamp => stamp.StampedAt).ToList());
        Assert.Equal(2, stamps.Count);
        var judged = Judged(stamps, region.Time.GetUtcNow());
        Assert.Equal([VerdictResult.Indeterminate, VerdictResult.Passed], judged.Select(one => one.Finding.Result));
        Assert.Contains(judged[0].Finding.Children, child => child.Code == PolicyCodes.TokenOutlived);
    }

    private Task<VirtualRegion> Open(StampingOptions options) => VirtualRegion.OpenStampedAsync(
        time => new LocalTimeAuthorities(question => _town.Answers ? _town.Authority.Answer(question, time.GetUtcNow()) : null, () => _town.Trust, time, new SeededEntropy(7, time)), options);

    private IReadOnlyList<JudgedStamp> Judged(IReadOnlyList<StampRow> stamps, DateTimeOffset now) => StampChain.Judge(
        [.. stamps.OrderBy(stamp => stamp.StampedAt).Select((stamp, index) => ($"{index}", new StampedPart(stamp.Manifest, stamp.Token!)))],
        new PathQuestion { At = now, Anchors = _town.Trust });
}
