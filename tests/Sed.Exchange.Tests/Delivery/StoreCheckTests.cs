using System.Runtime.CompilerServices;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Checking;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>A sound store passes; everything that can be wrong with one is found and named.</summary>
public sealed class StoreCheckTests
{
    [Fact]
    public async Task Stores_of_a_region_under_way_agree()
    {
        var region = await PlayedAsync();

        foreach (var node in region.Nodes)
        {
            var result = await CheckAsync(region, node, deep: true);
            Assert.Empty(result.Findings);
            Assert.True(result is { Containers: > 0, Deliveries: > 0, Receipts: > 0, Blobs: > 0 });
            Assert.Equal(VerdictResult.Passed, result.Conclusion);
        }
    }

    [Fact]
    public async Task Octets_that_are_gone_are_missed()
    {
        var region = await PlayedAsync();
        await region.EfremovNode.Blobs.DeleteAsync(await BlobOfAsync(region.EfremovNode), CancellationToken.None);

        Assert.Equal(CheckCodes.BlobMissing, (await OnlyAsync(region, deep: false)).Code);
    }

    [Fact]
    public async Task Octets_that_are_too_few_are_counted()
    {
        var region = await PlayedAsync();
        region.EfremovNode.Blobs.Corrupt(await BlobOfAsync(region.EfremovNode), octets => octets[..^1]);

        Assert.Equal(CheckCodes.BlobLength, (await OnlyAsync(region, deep: false)).Code);
    }

    [Fact]
    public async Task One_altered_octet_is_seen_when_asked_to_look_deep()
    {
        var region = await PlayedAsync();
        region.EfremovNode.Blobs.Corrupt(await BlobOfAsync(region.EfremovNode), octets =>
        {
            octets[octets.Length / 2] ^= 1;
            return octets;
        });

        Assert.Empty((await CheckAsync(region, region.EfremovNode, deep: false)).Findings);
        Assert.Equal(CheckCodes.BlobDigest, (await OnlyAsync(region, deep: true)).Code);
    }

    [Fact]
    public async Task Octets_that_nobody_knows_are_named()
    {
        var region = await PlayedAsync();
        await using (var stray = await region.EfremovNode.Blobs.CreateAsync("stray", CancellationToken.None)) await stray.CommitAsync(CancellationToken.None);

        var finding = await OnlyAsync(region, deep: false);
        Assert.Equal(CheckCodes.BlobOrphan, finding.Code);
        Assert.Equal("blob stray", finding.Subject);
    }

    [Fact]
    public async Task Announcements_are_left_alone_while_somebody_may_be_writing()
    {
        var region = await PlayedAsync();
        await CommitAsync(region, journal => journal.Add(new BlobIntentRow("begun", BlobIntentState.Intended, region.Time.GetUtcNow())));
        Assert.Empty((await CheckAsync(region, region.EfremovNode, deep: false)).Findings);

        region.Time.Advance(TimeSpan.FromHours(7));
        Assert.Equal(CheckCodes.IntentLeft, (await OnlyAsync(region, deep: false)).Code);
    }

    [Fact]
    public async Task A_receipt_that_does_not_verify_is_named()
    {
        var region = await PlayedAsync();
        var genuine = await region.EfremovNode.ReadAsync(journal => journal.AllReceipts().First());
        byte[] forged = [.. genuine.Bytes];
        forged[forged.Length / 2] ^= 1;
        await CommitAsync(region, journal => journal.Add(genuine with { ReceiptId = Rows.Id(1), Kind = ReceiptKind.Relayed, Counts = false, Bytes = forged }));

        Assert.Equal(CheckCodes.ReceiptFails, (await OnlyAsync(region, deep: false)).Code);
    }

    [Fact]
    public async Task A_genuine_receipt_in_another_receipts_row_is_named()
    {
        var region = await PlayedAsync();
        var genuine = await region.EfremovNode.ReadAsync(journal => journal.AllReceipts().First());
        await CommitAsync(region, journal => journal.Add(genuine with { ReceiptId = Rows.Id(1), Counts = false }));

        Assert.Equal(CheckCodes.ReceiptFails, (await OnlyAsync(region, deep: false)).Code);
    }

    [Theory]
    [InlineData(Lane.In, DeliveryState.Collected)]
    [InlineData(Lane.Out, DeliveryState.Undelivered)]
    [InlineData(Lane.Relay, DeliveryState.Sent)]
    public async Task A_state_that_no_receipt_states_is_named(Lane lane, DeliveryState claimed)
    {
        var region = await PlayedAsync();
        var delivery = await region.EfremovNode.ReadAsync(journal =>
            journal.AllDeliveries().First(row => row.Lane == lane && row.State != claimed));
        await CommitAsync(region, journal => ((MemoryTransaction)journal).Falsify(delivery with { State = claimed, NextAttemptAt = null }));

        var finding = await OnlyAsync(region, deep: false);
        Assert.Equal(CheckCodes.StateDiffers, finding.Code);
        Assert.Equal($"delivery {delivery.DeliveryId}", finding.Subject);
    }

    [Fact]
    public async Task What_cannot_be_read_now_is_neither_right_nor_wrong()
    {
        var region = await PlayedAsync();
        var blob = await BlobOfAsync(region.EfremovNode);
        var check = new StoreCheck(
            region.EfremovNode.Journal, new OutOfReach(region.EfremovNode.Blobs, blob), "efremov", region.Time, new DeliveryOptions(), ContainerLimits.Default);

        var result = await check.RunAsync(deep: false, CancellationToken.None);
        Assert.Equal(CheckCodes.BlobUnreadable, Assert.Single(result.Findings).Code);
        Assert.Equal(VerdictResult.Indeterminate, result.Conclusion);
    }

    [Fact]
    public async Task Octets_that_were_released_since_the_check_began_are_not_missed_and_those_that_were_lost_are()
    {
        var region = await PlayedAsync();
        var node = region.EfremovNode;
        var names = await node.ReadAsync(journal => journal.AllContainers().Take(2).Select(row => row.Blob).ToList());
        var blobs = new Shaken(node.Blobs)
        {
            BeforeListing = async () =>
            {
                await CommitAsync(region, journal => journal.ReleaseBlob(names[0], region.Time.GetUtcNow()));
                return null;
            },
        };
        foreach (var name in names) await node.Blobs.DeleteAsync(name, CancellationToken.None);

        var result = await new StoreCheck(node.Journal, blobs, node.Id, region.Time, new DeliveryOptions(), ContainerLimits.Default).RunAsync(deep: true, CancellationToken.None);
        var finding = Assert.Single(result.Findings);
        Assert.Equal((CheckCodes.BlobMissing, $"blob {names[1]}"), (finding.Code, finding.Subject));
    }

    [Fact]
    public async Task What_was_found_is_told_though_the_store_cannot_be_listed()
    {
        var region = await PlayedAsync();
        var node = region.EfremovNode;
        var names = await node.ReadAsync(journal => journal.AllContainers().Take(2).Select(row => row.Blob).ToList());
        node.Blobs.Corrupt(names[0], octets => octets[..^1]);
        await node.Blobs.DeleteAsync(names[1], CancellationToken.None);
        var blobs = new Shaken(node.Blobs) { BeforeListing = () => Task.FromResult<BlobException?>(new BlobException("no network", isTransient: true)) };

        var result = await new StoreCheck(node.Journal, blobs, node.Id, region.Time, new DeliveryOptions(), ContainerLimits.Default).RunAsync(deep: false, CancellationToken.None);
        Assert.Equal(
            [(CheckCodes.BlobLength, $"blob {names[0]}"), (CheckCodes.BlobUnreadable, $"blob {names[1]}"), (CheckCodes.BlobUnreadable, "blobs")],
            result.Findings.Select(finding => (finding.Code, finding.Subject)));
        Assert.Equal(VerdictResult.Failed, result.Conclusion);
    }

    /// <summary>Every lane in several states at the town in the middle: mail from both sides, some collected, some still on the way.</summary>
    private static async Task<VirtualRegion> PlayedAsync()
    {
        var region = await OpenAsync();
        await SendAsync(region.Tula, Government, [Efremov, Lobanovo, Moscow]);
        await SendAsync(region.LobanovoNode, Lobanovo, [Efremov, Government]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await region.LobanovoNode.TakeAllAsync(Lobanovo);
        await region.Tula.TakeAllAsync(Government);
        await SendAsync(region.EfremovNode, Efremov, [Lobanovo, Government]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        return region;
    }

    private static Task<CheckResult> CheckAsync(VirtualRegion region, VirtualNode node, bool deep) =>
        new StoreCheck(node.Journal, node.Blobs, node.Id, region.Time, new DeliveryOptions(), ContainerLimits.Default).RunAsync(deep, CancellationToken.None);

    private static async Task<CheckFinding> OnlyAsync(VirtualRegion region, bool deep)
    {
        var result = await CheckAsync(region, region.EfremovNode, deep);
        Assert.Equal(VerdictResult.Failed, result.Conclusion);
        return Assert.Single(result.Findings);
    }

    private static Task<string> BlobOfAsync(VirtualNode node) => node.ReadAsync(journal => journal.AllContainers().First().Blob);

    private static Task<bool> CommitAsync(VirtualRegion region, Action<IJournalTransaction> work) => region.EfremovNode.Journal.CommitAsync(
        journal =>
        {
            work(journal);
            return true;
        },
        CancellationToken.None);

    /// <summary>A store with which something happens before it is listed.</summary>
    private sealed class Shaken(MemoryBlobStore inner) : IBlobStore
    {
        /// <summary>What happens, and the error that listing meets then; null: none.</summary>
        public required Func<Task<BlobException?>> BeforeListing { get; init; }

        public Task<IBlobWriter> CreateAsync(string name, CancellationToken cancel) => inner.CreateAsync(name, cancel);

        public Task<Stream> OpenAsync(string name, CancellationToken cancel) => inner.OpenAsync(name, cancel);

        public Task DeleteAsync(string name, CancellationToken cancel) => inner.DeleteAsync(name, cancel);

        public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancel)
        {
            if (await BeforeListing() is { } fault) throw fault;
            await foreach (var name in inner.ListAsync(cancel)) yield return name;
        }

        public bool HasRoomFor(long length) => inner.HasRoomFor(length);
    }

    /// <summary>A store whose one blob cannot be opened though it is listed.</summary>
    private sealed class OutOfReach(MemoryBlobStore inner, string unreadable) : IBlobStore
    {
        public Task<IBlobWriter> CreateAsync(string name, CancellationToken cancel) => inner.CreateAsync(name, cancel);

        public Task<Stream> OpenAsync(string name, CancellationToken cancel) => name == unreadable
            ? Task.FromException<Stream>(new BlobException("no network", isTransient: true))
            : inner.OpenAsync(name, cancel);

        public Task DeleteAsync(string name, CancellationToken cancel) => inner.DeleteAsync(name, cancel);

        public IAsyncEnumerable<string> ListAsync(CancellationToken cancel) => inner.ListAsync(cancel);

        public bool HasRoomFor(long length) => inner.HasRoomFor(length);
    }
}
