using System.Security.Cryptography;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.ForeignReceipts;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Promise 6 against peers that say and send without end: what others need (the journal, its disk, the turn of a work) is taken up to a bound.</summary>
public sealed class FloodTests
{
    [Theory]
    [InlineData(ReceiptKind.Relayed)]
    [InlineData(ReceiptKind.Undelivered)]
    public async Task The_same_said_again_and_again_is_kept_a_few_times_and_the_truth_all_the_same(ReceiptKind kind)
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        var sent = (await SendAsync(region.Tula, Government, [Lobanovo])).Container;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        for (var time = 0; time < 30; time++)
            Assert.Null(await region.Tula.Gateway.Receipts.ReceiveAsync("efremov", Say(sent, Lobanovo, kind, "efremov", "tula", 1, region.Time.GetUtcNow()), CancellationToken.None));

        var kept = await region.Tula.ReadAsync(journal => journal.ReceiptsOf(sent.MessageId, Lobanovo).Where(row => row.Kind == kind && row.IssuerNode == "efremov").ToList());
        Assert.Equal(ReceiptLedger.MostRepetitions, kept.Count);

        // Nor does it help to speak of other containers.
        for (var time = 0; time < 30; time++)
        {
            var other = sent with { Digest = new DigestValue("sha-256", RandomNumberGenerator.GetBytes(32)) };
            await region.Tula.Gateway.Receipts.ReceiveAsync("efremov", Say(other, Lobanovo, ReceiptKind.Refused, "efremov", "tula", 1, region.Time.GetUtcNow()), CancellationToken.None);
        }

        Assert.Equal(ReceiptLedger.MostRepetitions, await region.Tula.ReadAsync(journal => journal.ReceiptsOf(sent.MessageId, Lobanovo).Count(row => row.Kind == ReceiptKind.Refused)));
        var events = await region.Tula.ReadAsync(journal => journal.EventsAfter(0, null, 1000));
        Assert.Single(events, line => line.Kind == EventKinds.Alarm && line.Detail!.Contains($"{kind} of efremov is said again and again", StringComparison.Ordinal));

        await region.RestartAsync("lobanovo");
        await region.RunAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(sent.MessageId, Lobanovo));
    }

    [Fact]
    public async Task Of_a_delivery_of_which_much_was_said_as_much_is_told_as_is_read_and_what_counts_first()
    {
        var region = await OpenAsync();
        var sent = (await SendAsync(region.Tula, Government, [Efremov])).Container;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await region.EfremovNode.Journal.CommitAsync(
            journal =>
            {
                for (var number = 1; number <= 2 * ExchangedDelivery.MostReceipts; number++)
                {
                    journal.Add(Rows.Receipt(number, 0) with
                    {
                        MessageId = sent.MessageId,
                        Recipient = Efremov,
                        Container = sent.Digest,
                        StoredAt = region.Time.GetUtcNow(),
                        Counts = number % 2 == 0,
                        IssuerNode = "tula",
                    });
                }

                return true;
            },
            CancellationToken.None);

        var page = await region.EfremovNode.Gateway.Recollection.ListAsync("tula", Start, 0, CancellationToken.None);

        var told = Assert.Single(page.Deliveries);
        Assert.Equal(ExchangedDelivery.MostReceipts, told.Receipts.Count);
        var counting = (await region.EfremovNode.ReadAsync(journal => journal.ReceiptsOf(sent.MessageId, Efremov))).Where(row => row.Counts).Select(row => row.Bytes).ToList();
        Assert.All(told.Receipts, receipt => Assert.Contains(counting, known => known.AsSpan().SequenceEqual(receipt)));
    }

    [Fact]
    public async Task A_directory_that_nobody_has_is_asked_for_now_and_then_only()
    {
        var region = await OpenAsync();
        var sent = (await SendAsync(region.EfremovNode, Efremov, [Lobanovo])).Container;
        var before = region.EfremovNode.Link.DirectoriesAsked;
        async Task SayAsync() => Assert.Equal(
            ProblemCodes.DirectoryBehind,
            (await region.EfremovNode.Gateway.Receipts.ReceiveAsync("lobanovo", Say(sent, Lobanovo, ReceiptKind.Undelivered, "lobanovo", "efremov", 1_000_000_000, region.Time.GetUtcNow()), CancellationToken.None))?.Code);

        for (var time = 0; time < 30; time++) await SayAsync();
        Assert.Equal(2, region.EfremovNode.Link.DirectoriesAsked - before);

        region.Time.Advance(TimeSpan.FromSeconds(11));
        await SayAsync();
        Assert.Equal(4, region.EfremovNode.Link.DirectoriesAsked - before);
    }

    [Fact]
    public async Task Refused_copies_of_a_peer_are_kept_up_to_a_bound_of_octets_and_what_is_said_of_them_always()
    {
        var origin = await OpenAsync();
        var sent = (await SendAsync(origin.Tula, Government, [Efremov])).Container;
        var octets = await origin.Tula.OctetsOfAsync(sent);
        var region = await OpenAsync(new DeliveryOptions { RefusedBytesPerDay = 10 * octets.Length });
        async Task<RefusalRow> RefusedAsync(byte change)
        {
            var spoiled = octets.ToArray();
            spoiled[spoiled.AsSpan().IndexOf("a letter"u8)] ^= change;
            var said = Assert.Single(Assert.IsType<ReceptionResult.Answered>(await region.EfremovNode.Gateway.Reception.ReceiveAsync(
                new IncomingContainer("tula", sent.MessageId, Government, [Efremov], ["tula"], DirectorySerial: 1, SHA256.HashData(spoiled), new MemoryStream(spoiled, writable: false)),
                CancellationToken.None)).Receipts);
            Assert.Equal(ReceiptKind.Refused, said.Kind);
            return await region.EfremovNode.ReadAsync(journal => journal.FindRefusal(said.Container, Efremov)!);
        }

        byte copy = 0;
        while (copy < 10) Assert.NotNull((await RefusedAsync(++copy)).Blob);
        Assert.Null((await RefusedAsync(++copy)).Blob);

        // What the clock gives back drop by drop is no news each time.
        while (copy < 20)
        {
            region.Time.Advance(TimeSpan.FromHours(2.3));
            Assert.NotNull((await RefusedAsync(++copy)).Blob);
            Assert.Null((await RefusedAsync(++copy)).Blob);
        }

        Assert.Single(region.Log.Of(2088));
        Assert.Single(await region.EfremovNode.ReadAsync(journal => journal.EventsAfter(0, null, 100)), line => line.Kind == EventKinds.Alarm);
        region.Time.Advance(TimeSpan.FromDays(10));
        Assert.NotNull((await RefusedAsync(++copy)).Blob);
        Assert.Equal(16, (await region.EfremovNode.ReadAsync(journal => journal.AllBlobs().ToList())).Count(blob => blob.State == BlobIntentState.Committed));
    }

    [Fact]
    public async Task Ever_other_containers_under_a_known_id_count_to_that_bound_too()
    {
        var id = Guid.NewGuid().ToString("N");
        async Task<(Guid Message, byte[] Octets)> SealAsync()
        {
            var origin = await OpenAsync();
            var sent = (await SendAsync(origin.Tula, Government, [Efremov], id)).Container;
            return (sent.MessageId, await origin.Tula.OctetsOfAsync(sent));
        }

        var (message, first) = await SealAsync();
        var region = await OpenAsync(new DeliveryOptions { RefusedBytesPerDay = 3 * first.Length });
        async Task<ReceiptRow> BringAsync(byte[] octets) => Assert.Single(Assert.IsType<ReceptionResult.Answered>(await region.EfremovNode.Gateway.Reception.ReceiveAsync(
            new IncomingContainer("tula", message, Government, [Efremov], ["tula"], DirectorySerial: 1, SHA256.HashData(octets), new MemoryStream(octets, writable: false)),
            CancellationToken.None)).Receipts);

        Assert.Equal(ReceiptKind.Delivered, (await BringAsync(first)).Kind);
        var kept = new List<bool>();
        for (var copy = 0; copy < 6; copy++)
        {
            var refused = await BringAsync((await SealAsync()).Octets);
            Assert.Equal((ReceiptKind.Refused, ReasonCodes.OtherContainerKnown), (refused.Kind, refused.Reason));
            kept.Add((await region.EfremovNode.ReadAsync(journal => journal.FindRefusal(refused.Container, Efremov)!)).Blob is not null);
        }

        Assert.Equal([true, true, true], kept[..3]);
        Assert.Equal([false, false], kept[4..]);
    }
}
