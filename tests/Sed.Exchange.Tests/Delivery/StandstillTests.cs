using System.Security.Cryptography;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>One letter, one receipt or one peer, however strange, and everything else goes on.</summary>
public sealed class StandstillTests
{
    [Fact]
    public async Task A_receipt_that_cannot_be_handed_over_for_ninety_days_is_an_alarm_and_still_owed()
    {
        var region = await OpenAsync();
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        region.Stop("tula");
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await PassAsync(TimeSpan.FromDays(89));
        Assert.Empty(await AlarmsAsync());
        await PassAsync(TimeSpan.FromDays(2));

        // Once, and the debt stays: who is back after a hundred days gets it.
        Assert.Contains("tula", Assert.Single(await AlarmsAsync()).Detail, StringComparison.Ordinal);
        await PassAsync(TimeSpan.FromDays(9));
        await region.RestartAsync("tula");
        await PassAsync(TimeSpan.FromDays(91));
        Assert.Single(await AlarmsAsync());
        Assert.Empty(await region.EfremovNode.ReadAsync(journal => journal.AllOwedReceipts().ToList()));
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));

        async Task PassAsync(TimeSpan time)
        {
            region.Time.Advance(time);
            await region.RunAsync(TimeSpan.FromHours(1));
        }

        async Task<List<EventRow>> AlarmsAsync() => (await region.EfremovNode.ReadAsync(journal => journal.EventsAfter(0, null, 1000)))
            .Where(line => line.Kind == EventKinds.Alarm && line.ReceiptId is not null).ToList();
    }

    [Fact]
    public async Task An_end_is_told_when_it_is_due_and_not_at_the_next_look_by_chance()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var letter = Letter(Government, [Efremov]) with { DeliverBy = Start.AddHours(1) };
        var sent = Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        await region.RunAsync(TimeSpan.FromMinutes(69));
        Assert.True(await region.Tula.Gateway.Dispatcher.LookAsync(CancellationToken.None) <= Start.AddMinutes(70));
        Assert.NotEqual(DeliveryState.Undelivered, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
    }

    [Fact]
    public async Task What_is_held_and_was_refused_meanwhile_under_another_id_is_refused_too_and_the_node_goes_on()
    {
        var region = await OpenAsync(new DeliveryOptions { VerifyWithin = TimeSpan.Zero });
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        region.Stop("tula");
        var altered = await OctetsAsync(region.Tula, sent.Container.Blob);
        altered[altered.AsSpan().IndexOf("a letter"u8)] ^= 1;
        var other = Guid.NewGuid();

        // Held under its digest; and once more under another id by somebody who names no digest, so that it is verified at once.
        Assert.Equal(ReceiptKind.Relayed, (await BringAsync(region, sent.Container.MessageId, altered, named: true)).Kind);
        Assert.Equal(ReceiptKind.Refused, (await BringAsync(region, other, altered, named: false)).Kind);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(await region.EfremovNode.ReadAsync(journal => journal.AllHeld().ToList()));
        Assert.Single(await region.EfremovNode.ReadAsync(journal => journal.AllRefusals().ToList()));
        var end = Assert.Single(await region.EfremovNode.ReadAsync(journal => journal.ReceiptsOf(sent.Container.MessageId)), receipt => receipt.Kind == ReceiptKind.Refused);
        Assert.NotNull(await region.EfremovNode.ReadAsync(journal => journal.FindOwedReceipt(end.ReceiptId)));
        await region.RestartAsync("tula");
        await region.RunAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
    }

    [Fact]
    public async Task A_blob_that_cannot_be_deleted_stops_neither_a_start_nor_the_deletion_of_others()
    {
        var region = await OpenAsync();
        var node = region.EfremovNode;
        foreach (var name in new[] { "a", "b", "c" })
        {
            await using (await node.Blobs.CreateAsync(name, CancellationToken.None))
            {
            }

            await node.Journal.CommitAsync(
                journal =>
                {
                    journal.Add(new BlobIntentRow(name, BlobIntentState.Intended, Start));
                    journal.KillBlob(name);
                    return true;
                },
                CancellationToken.None);
        }

        node.Blobs.DeleteFault = name => name == "a" ? BlobException.Damage("a policy keeps it") : null;
        await region.RestartAsync("efremov");
        Assert.Equal(["a"], await DeadAsync());
        await region.RunAsync(TimeSpan.FromHours(1));

        // Told by the start, the sweeps and the purge, and not every ten minutes.
        Assert.InRange(region.Log.Of(2030).Count(line => line.Contains("a policy keeps it", StringComparison.Ordinal)), 1, 3);

        node.Blobs.DeleteFault = null;
        await region.RestartAsync("efremov");
        Assert.Empty(await DeadAsync());

        Task<List<string>> DeadAsync() => region.EfremovNode.ReadAsync(journal => journal.BlobIntents(BlobIntentState.Dead, DateTimeOffset.MaxValue, 10).Select(blob => blob.Name).ToList());
    }

    [Fact]
    public async Task What_is_held_and_cannot_be_read_is_refused_when_nobody_waits_for_it_any_more()
    {
        var region = await OpenAsync(new DeliveryOptions { VerifyWithin = TimeSpan.Zero });
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        var octets = await OctetsAsync(region.Tula, sent.Container.Blob);
        await BringAsync(region, sent.Container.MessageId, octets, named: true);
        region.Stop("tula");
        region.EfremovNode.Blobs.ReadFault = () => BlobException.Damage("gone");
        await region.RunAsync(TimeSpan.FromDays(29));
        Assert.Single(await region.EfremovNode.ReadAsync(journal => journal.AllHeld().ToList()));

        await region.RunAsync(TimeSpan.FromDays(2));
        Assert.Empty(await region.EfremovNode.ReadAsync(journal => journal.AllHeld().ToList()));
        var end = Assert.Single(await region.EfremovNode.ReadAsync(journal => journal.ReceiptsOf(sent.Container.MessageId)), receipt => receipt.Kind == ReceiptKind.Refused);
        Assert.Equal(ReasonCodes.StoredDamaged, end.Reason);
        var alarms = await region.EfremovNode.ReadAsync(journal => journal.EventsAfter(0, null, 1000).Count(line => line.Kind == EventKinds.Alarm && line.MessageId == sent.Container.MessageId));
        Assert.Equal(2, alarms);
    }

    [Fact]
    public async Task Any_number_of_letters_collected_without_proof_keeps_no_other_from_its_end()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        for (var i = 0; i < 105; i++)
        {
            var container = (await SendAsync(region.Tula, Government, [Efremov])).Container;
            await region.Tula.Journal.CommitAsync(
                journal =>
                {
                    journal.Add(Said(ReceiptKind.Collected, "efremov", container.MessageId, container.Digest, region.Time.GetUtcNow()));
                    return true;
                },
                CancellationToken.None);
        }

        region.Time.Advance(TimeSpan.FromSeconds(1));
        var last = await SendAsync(region.Tula, Government, [Efremov]);
        region.Time.Advance(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(10));
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(DeliveryState.Undelivered, await region.Tula.StateAsync(last.Container.MessageId, Efremov));
        Assert.Equal(1, await region.Tula.ReadAsync(journal => journal.AllDeliveries().Count(row => row.State == DeliveryState.Undelivered)));
    }

    [Fact]
    public async Task More_than_one_look_ends_is_ended_at_once()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        for (var i = 0; i < 205; i++) await SendAsync(region.Tula, Government, [Efremov]);
        region.Time.Advance(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(10));
        await region.RunAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(205, await region.Tula.ReadAsync(journal => journal.AllDeliveries().Count(row => row.State == DeliveryState.Undelivered)));
    }

    [Fact]
    public async Task A_receipt_for_a_node_that_no_directory_names_is_kept_and_owed_to_nobody()
    {
        var region = await OpenAsync();
        var receipt = new Receipt
        {
            ReceiptId = Guid.NewGuid(),
            Kind = ReceiptKind.Delivered,
            MessageId = Guid.NewGuid(),
            Container = new DigestValue("sha-256", SHA256.HashData([1])),
            Sender = Guid.NewGuid(),
            OriginNode = "invented-by-a-peer",
            Recipient = Efremov,
            IssuerNode = "efremov",
            Epoch = 1,
            IssuedAt = region.Time.GetUtcNow(),
            DirectorySerial = 1,
            Policy = "test",
        };
        var file = ReceiptFile.Write(receipt, ReceiptKeyOf("efremov"));
        Assert.Null(await region.Tula.Gateway.Receipts.ReceiveAsync("efremov", file, CancellationToken.None));

        Assert.NotNull(await region.Tula.ReadAsync(journal => journal.FindReceipt(receipt.ReceiptId)));
        Assert.Null(await region.Tula.ReadAsync(journal => journal.FindOwedReceipt(receipt.ReceiptId)));
        Assert.Empty(await region.Tula.ReadAsync(journal => journal.OwedNodes()));
    }

    [Fact]
    public async Task A_restored_node_is_told_page_by_page_however_much_concerns_others()
    {
        var region = await OpenAsync();
        var foreign = new DigestValue("sha-256", SHA256.HashData([2]));
        await region.Tula.Journal.CommitAsync(
            journal =>
            {
                for (var i = 0; i < 4500; i++) journal.Add(Said(ReceiptKind.Delivered, "lobanovo", Guid.NewGuid(), foreign, region.Time.GetUtcNow()));
                return true;
            },
            CancellationToken.None);
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        var told = new List<ExchangedDelivery>();
        var pages = 0;
        for (long? after = 0; after is { } from; pages++)
        {
            var page = await region.Tula.Gateway.Recollection.ListAsync("efremov", Start.AddDays(-1), from, CancellationToken.None);
            Assert.True(page.Next is null || page.Next > from);
            told.AddRange(page.Deliveries);
            after = page.Next;
        }

        Assert.Equal(3, pages);
        Assert.Equal(sent.Container.MessageId, Assert.Single(told).MessageId);
    }

    [Fact]
    public async Task A_neighbour_that_contradicts_itself_is_asked_again_and_ends_no_restored_node()
    {
        var region = await OpenAsync();
        var backup = region.BackUp("efremov");
        region.Stop("lobanovo");
        var sent = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var page = await region.Tula.Gateway.Recollection.ListAsync("efremov", Start.AddDays(-1), 0, CancellationToken.None);
        await region.RestoreAsync(backup);
        await region.RestartAsync("lobanovo");

        // One delivery twice on one page, the first time.
        var asked = 0;
        region.EfremovNode.Link.Fault = peer => peer == "tula" && asked++ == 0
            ? new WireFault.Instead(new PeerAnswer.Exchanged(new ExchangedPage([.. page.Deliveries, .. page.Deliveries], null)))
            : null;
        await region.RunAsync(TimeSpan.FromMinutes(10));

        Assert.True(asked > 2);
        Assert.Contains(region.Log.Of(2041), line => line.Contains("tula does not tell", StringComparison.Ordinal) && line.Contains(PeerCodes.Garbage, StringComparison.Ordinal));
        Assert.False(region.EfremovNode.Gateway.Restoration.IsUnderWay);
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(sent.Container.MessageId, Lobanovo));
        Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo));
    }

    [Fact]
    public async Task Serials_may_be_left_out_by_the_million()
    {
        var region = await OpenAsync();
        await TakeAsync(Successor(2, node => node, organisation => organisation), region.Tula);
        await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await TakeAsync(Successor(20_261_128_000_001, node => node, organisation => organisation), region.Tula);
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
    }

    private static ReceiptRow Said(ReceiptKind kind, string issuer, Guid messageId, DigestValue container, DateTimeOffset at) => new()
    {
        ReceiptId = Guid.NewGuid(),
        Kind = kind,
        MessageId = messageId,
        Recipient = Efremov,
        Container = container,
        IssuerNode = issuer,
        IssuedAt = at,
        StoredAt = at,
        Counts = true,
        Bytes = [1],
    };

    private static async Task<ReceiptRow> BringAsync(VirtualRegion region, Guid messageId, byte[] octets, bool named)
    {
        var incoming = new IncomingContainer("tula", messageId, Government, [Efremov], ["tula"], DirectorySerial: 1, SHA256.HashData(octets), new MemoryStream(octets, writable: false))
        {
            Container = named ? new DigestValue("sha-256", SHA256.HashData(octets)) : null,
        };
        return Assert.Single(Assert.IsType<ReceptionResult.Answered>(await region.EfremovNode.Gateway.Reception.ReceiveAsync(incoming, CancellationToken.None)).Receipts);
    }

    private static async Task<byte[]> OctetsAsync(VirtualNode node, string blob)
    {
        await using var octets = await node.Blobs.OpenAsync(blob, CancellationToken.None);
        var bytes = new byte[octets.Length];
        octets.ReadExactly(bytes);
        return bytes;
    }
}
