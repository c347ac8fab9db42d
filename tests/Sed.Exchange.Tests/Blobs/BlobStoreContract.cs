using System.Security.Cryptography;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Tests.Blobs;

/// <summary>What every blob store must do. A new store proves itself by deriving from this.</summary>
public abstract class BlobStoreContract
{
    /// <summary>Opens the store under test: empty the first time, later on what was durable.</summary>
    protected abstract IBlobStore Open();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(3_000_000)]
    public async Task A_committed_blob_comes_back_octet_for_octet(int length)
    {
        var octets = RandomNumberGenerator.GetBytes(length);
        await Write(Open(), "0195-aB.c", octets);

        await using var content = await Open().OpenAsync("0195-aB.c", CancellationToken.None);

        Assert.Equal(length, content.Length);
        Assert.Equal(octets, await ReadAll(content));
    }

    [Fact]
    public async Task Content_is_written_with_random_access_and_stays_readable_after_the_commit()
    {
        var store = Open();
        await using (var writer = await store.CreateAsync("a", CancellationToken.None))
        {
            await writer.Content.WriteAsync("....octets"u8.ToArray());
            writer.Content.Position = 0;
            writer.Content.Write("four"u8);
            writer.Content.Seek(2, SeekOrigin.Begin);
            Assert.Equal("uroctets"u8.ToArray(), await ReadAll(writer.Content));
            writer.Content.SetLength(9);
            await writer.CommitAsync(CancellationToken.None);
            writer.Content.Position = 0;
            Assert.Equal("fouroctet"u8.ToArray(), await ReadAll(writer.Content));
        }

        await using var content = await store.OpenAsync("a", CancellationToken.None);
        content.Position = 4;
        Assert.Equal("octet"u8.ToArray(), await ReadAll(content));
    }

    [Fact]
    public async Task A_blob_is_not_there_before_its_commit()
    {
        var store = Open();
        await using var writer = await store.CreateAsync("a", CancellationToken.None);
        await writer.Content.WriteAsync(new byte[10]);

        Assert.False((await Assert.ThrowsAsync<BlobException>(() => store.OpenAsync("a", CancellationToken.None))).IsTransient);
        await writer.CommitAsync(CancellationToken.None);

        await using var content = await store.OpenAsync("a", CancellationToken.None);
        Assert.Equal(10, content.Length);
    }

    [Fact]
    public async Task Disposing_without_a_commit_discards()
    {
        var store = Open();
        await using (var writer = await store.CreateAsync("a", CancellationToken.None)) await writer.Content.WriteAsync(new byte[10]);

        await Assert.ThrowsAsync<BlobException>(() => store.OpenAsync("a", CancellationToken.None));
        Assert.Empty(await List(store));
    }

    [Fact]
    public async Task A_name_is_used_once()
    {
        var store = Open();
        await using (await store.CreateAsync("a", CancellationToken.None))
            await Assert.ThrowsAsync<InvalidOperationException>(() => store.CreateAsync("a", CancellationToken.None));

        await Write(store, "b", [1]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.CreateAsync("b", CancellationToken.None));
        await using var content = await store.OpenAsync("b", CancellationToken.None);
        Assert.Equal([1], await ReadAll(content));
    }

    [Fact]
    public async Task A_commit_happens_once()
    {
        var store = Open();
        await using var writer = await store.CreateAsync("a", CancellationToken.None);
        await writer.CommitAsync(CancellationToken.None);

        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.CommitAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_list_names_finished_and_unfinished_blobs()
    {
        var store = Open();
        for (var number = 0; number < 40; number++) await Write(store, $"blob-{number}", [1]);
        await using var unfinished = await store.CreateAsync("unfinished", CancellationToken.None);

        var names = await List(store);

        Assert.Equal(41, names.Count);
        Assert.Equal([.. Enumerable.Range(0, 40).Select(number => $"blob-{number}"), "unfinished"], names.ToHashSet());
    }

    [Fact]
    public async Task Deleting_removes_finished_and_unfinished_blobs_and_does_not_mind_absent_ones()
    {
        var store = Open();
        await Write(store, "a", [1]);
        await Write(store, "kept", [2]);
        await using (await store.CreateAsync("b", CancellationToken.None)) await store.DeleteAsync("b", CancellationToken.None);

        await store.DeleteAsync("a", CancellationToken.None);
        await store.DeleteAsync("a", CancellationToken.None);

        Assert.Equal(["kept"], await List(store));
        await Assert.ThrowsAsync<BlobException>(() => store.OpenAsync("a", CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("a\\b")]
    [InlineData("a\n")]
    [InlineData("a b")]
    [InlineData("-a")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("а")]
    [InlineData("a\0")]
    [InlineData("a.part")]
    public async Task Names_that_could_lead_elsewhere_are_refused(string name)
    {
        var store = Open();
        await Assert.ThrowsAsync<ArgumentException>(() => store.CreateAsync(name, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => store.OpenAsync(name, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => store.DeleteAsync(name, CancellationToken.None));
    }

    [Fact]
    public async Task Sixteen_writers_do_not_meet()
    {
        var store = Open();
        var blobs = Enumerable.Range(0, 16).Select(number => (Name: $"n{number}", Octets: RandomNumberGenerator.GetBytes(50_000))).ToList();

        await Task.WhenAll(blobs.Select(blob => Task.Run(() => Write(store, blob.Name, blob.Octets))));

        foreach (var (name, octets) in blobs)
        {
            await using var content = await store.OpenAsync(name, CancellationToken.None);
            Assert.Equal(octets, await ReadAll(content));
        }
    }

    [Fact]
    public void There_is_room_for_little_and_not_for_everything()
    {
        var store = Open();
        Assert.True(store.HasRoomFor(1));
        Assert.False(store.HasRoomFor(long.MaxValue / 2));
    }

    private protected static async Task Write(IBlobStore store, string name, byte[] octets)
    {
        await using var writer = await store.CreateAsync(name, CancellationToken.None);
        await writer.Content.WriteAsync(octets);
        await writer.CommitAsync(CancellationToken.None);
    }

    private protected static async Task<List<string>> List(IBlobStore store)
    {
        var names = new List<string>();
        await foreach (var name in store.ListAsync(CancellationToken.None)) names.Add(name);
        return names;
    }

    private static async Task<byte[]> ReadAll(Stream content)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }
}
