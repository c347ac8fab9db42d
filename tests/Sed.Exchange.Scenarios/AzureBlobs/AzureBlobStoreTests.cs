using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Sed.Exchange.Adapters.AzureBlobs;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Scenarios.Support;
using Sed.Exchange.Tests.Blobs;

namespace Sed.Exchange.Scenarios.AzureBlobs;

/// <summary>Azure Blob Storage keeps the contract of all stores, and what only it has: blocks, windows, prefixes, a spool.</summary>
public sealed class AzureBlobStoreTests(AzuriteFixture azure) : BlobStoreContract, IClassFixture<AzuriteFixture>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _container = azure.NextContainer();

    protected override IBlobStore Open() => OpenWith(Options());

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_000_000)]
    public async Task What_is_longer_than_a_block_is_carried_in_blocks(int length)
    {
        var octets = RandomNumberGenerator.GetBytes(length);
        using var store = OpenWith(Options() with { BlockBytes = 65_536, BlocksPerBlob = 3 });
        await Write(store, "a", octets);

        await using var content = await store.OpenAsync("a", CancellationToken.None);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        Assert.Equal(octets, copy.ToArray());
    }

    [Fact]
    public async Task Any_place_of_a_blob_is_read_in_any_order_waiting_or_not()
    {
        var octets = RandomNumberGenerator.GetBytes(200_000);
        using var store = OpenWith(Options() with { WindowBytes = 4096 });
        await Write(store, "a", octets);
        await using var content = await store.OpenAsync("a", CancellationToken.None);

        // A container's reader: the end, the beginning, onwards, back.
        var places = new Random(20_261_126);
        for (var round = 0; round < 200; round++)
        {
            var start = round % 5 == 0 ? octets.Length - 1 - places.Next(100) : places.Next(octets.Length);
            var length = Math.Min(places.Next(1, 20_000), octets.Length - start);
            var buffer = new byte[length];
            content.Position = start;
            if (round % 2 == 0) content.ReadExactly(buffer);
            else await content.ReadExactlyAsync(buffer);
            Assert.True(octets.AsSpan(start, length).SequenceEqual(buffer), $"round {round}: {start}+{length}");
        }

        content.Position = octets.Length + 5;
        Assert.Equal(-1, content.ReadByte());
    }

    [Fact]
    public async Task Stores_of_one_container_differ_in_their_prefix()
    {
        using var first = OpenWith(Options() with { Prefix = "a/" });
        using var second = OpenWith(Options() with { Prefix = "b/" }, "spool-b");
        await Write(first, "x", [1]);
        await Write(second, "x", [2]);
        await first.DeleteAsync("x", CancellationToken.None);

        Assert.Empty(await List(first));
        Assert.Equal(["x"], await List(second));
    }

    [Fact]
    public async Task A_blob_in_writing_lies_in_the_spool_for_its_owner_alone_and_leaves_it()
    {
        using var store = OpenWith(Options());
        await using (var writer = await store.CreateAsync("a", CancellationToken.None))
        {
            var part = Assert.Single(Directory.GetFiles(_folder.Of("spool")));
            Assert.Equal("a.part", Path.GetFileName(part));
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(part));
            await writer.CommitAsync(CancellationToken.None);
        }

        Assert.Empty(Directory.GetFiles(_folder.Of("spool")));
    }

    [Fact]
    public async Task What_a_killed_process_left_in_the_spool_is_listed_and_can_be_deleted_or_cleared()
    {
        using var store = OpenWith(Options());
        _folder.Write("spool/a.part", [1]);
        _folder.Write("spool/b.part", [1]);

        Assert.Equal(["a", "b"], (await List(store)).Order());
        await store.DeleteAsync("a", CancellationToken.None);
        Assert.Equal(["b"], await List(store));
        store.ClearSpool();
        Assert.Empty(await List(store));
    }

    [Fact]
    public async Task What_a_killed_process_left_in_blocks_is_listed_and_can_be_deleted()
    {
        using var store = OpenWith(Options());
        var blob = Client().GetBlockBlobClient("a");
        await blob.StageBlockAsync(Convert.ToBase64String(new byte[8]), new MemoryStream([1, 2, 3]));

        Assert.Equal(["a"], await List(store));
        Assert.False((await Assert.ThrowsAsync<BlobException>(() => store.OpenAsync("a", CancellationToken.None))).IsTransient);
        await store.DeleteAsync("a", CancellationToken.None);
        Assert.Empty(await List(store));
    }

    [Fact]
    public async Task A_blob_that_is_replaced_while_it_is_read_is_noticed()
    {
        using var store = OpenWith(Options() with { WindowBytes = 4096 });
        await Write(store, "a", new byte[20_000]);
        await using var content = await store.OpenAsync("a", CancellationToken.None);
        await Client().GetBlobClient("a").UploadAsync(new MemoryStream(new byte[20_000]), overwrite: true);

        content.Position = 10_000;
        var fault = Assert.Throws<BlobException>(() => content.ReadByte());
        Assert.False(fault.IsTransient);
        Assert.Contains("replaced", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_MD5_of_the_whole_is_stored_with_every_blob()
    {
        using var store = OpenWith(Options() with { BlockBytes = 65_536 });
        foreach (var length in new[] { 0, 10, 300_000 })
        {
            var octets = RandomNumberGenerator.GetBytes(length);
            await Write(store, $"b{length}", octets);

            BlobProperties stored = await Client().GetBlobClient($"b{length}").GetPropertiesAsync();
            Assert.Equal(MD5.HashData(octets), stored.ContentHash);
        }
    }

    private AzureBlobOptions Options() => new() { Container = _container };

    private AzureBlobStore OpenWith(AzureBlobOptions options, string spool = "spool")
    {
        var store = AzureBlobStore.Open(AzureBlobAccess.ConnectionString(azure.Azurite.ConnectionString), options, _folder.Of(spool));
        Assert.Null(store.FindObstacleAsync(makesContainer: true, CancellationToken.None).GetAwaiter().GetResult());
        return store;
    }

    // Azurite's own view, past the store.
    private BlobContainerClient Client() => azure.Container(_container);
}
