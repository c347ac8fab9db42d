using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Sed.Exchange.Adapters.AzureBlobs;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.AzureBlobs;

/// <summary>What the network and the account do to blobs: a commit is believed only when the store has it as it was sent.</summary>
public sealed class AzureAccidentTests(AzuriteFixture azure) : IClassFixture<AzuriteFixture>, IDisposable
{
    private const int Block = 64 * 1024;

    private readonly TempFolder _folder = new();
    private readonly string _container = azure.NextContainer();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1000)]
    [InlineData(5 * Block)]
    public async Task Octets_altered_on_the_way_are_refused_by_the_server_and_nothing_is_kept(int length)
    {
        var octets = Enumerable.Repeat((byte)'x', length).ToArray();
        await using var relay = new TcpRelay(azure.Azurite.Port)
        {
            Requests = piece =>
            {
                var body = piece.Span.IndexOf("xxxxxxxxxxxxxxxx"u8);
                if (body >= 0) piece.Span[body] = (byte)'y';
                return TcpRelay.Fate.Pass;
            },
        };
        using var through = await OpenAsync(azure.Azurite.Through(relay.Port));

        var fault = await CommitFaultAsync(through, "a", octets);

        // The service itself says Md5Mismatch; the emulator has no such word.
        Assert.True(fault.IsTransient);
        Assert.Contains("400 InvalidOperation", fault.Message, StringComparison.Ordinal);
        using var direct = await OpenAsync(azure.Azurite.ConnectionString);
        Assert.Empty(await List(direct));
    }

    [Theory]
    [InlineData(1000, "x-ms-blob-type", 0)]
    [InlineData(5 * Block, "comp=blocklist", 0)]
    [InlineData(1000, "x-ms-blob-type", 2)]
    [InlineData(5 * Block, "comp=blocklist", 2)]
    public async Task An_answer_that_was_lost_is_found_out(int length, string request, int retries)
    {
        var octets = RandomNumberGenerator.GetBytes(length);
        await using var relay = new TcpRelay(azure.Azurite.Port) { Requests = Once(request, TcpRelay.Fate.LoseAnswer, out var done) };
        using var store = await OpenAsync(azure.Azurite.Through(relay.Port), retries);

        await CommitAsync(store, "a", octets);

        Assert.True(done());
        await using var content = await store.OpenAsync("a", CancellationToken.None);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        Assert.Equal(octets, copy.ToArray());
    }

    [Theory]
    [InlineData(1000, "x-ms-blob-type")]
    [InlineData(5 * Block, "comp=block&")]
    [InlineData(5 * Block, "comp=blocklist")]
    public async Task A_request_that_was_cut_is_not_taken_for_a_commit(int length, string request)
    {
        var cut = Once(request, TcpRelay.Fate.Cut, out var done);
        var isSwept = false;
        await using var relay = new TcpRelay(azure.Azurite.Port)
        {
            Requests = piece =>
            {
                if (IsDelete(piece)) Volatile.Write(ref isSwept, true);
                return cut(piece);
            },
        };
        using var store = await OpenAsync(azure.Azurite.Through(relay.Port));

        var fault = await CommitFaultAsync(store, "a", new byte[length]);

        Assert.True(done());
        Assert.True(fault.IsUnreachable);
        Assert.True(Volatile.Read(ref isSwept));
        if (request == "comp=block&") await NothingStaysAsync(store, "a");
        else Assert.Empty(await List(store));
    }

    [Fact]
    public async Task The_client_library_tries_again_by_itself()
    {
        await using var relay = new TcpRelay(azure.Azurite.Port) { Requests = Once("comp=block&", TcpRelay.Fate.Cut, out var done) };
        using var store = await OpenAsync(azure.Azurite.Through(relay.Port), retries: 2);

        await CommitAsync(store, "a", new byte[5 * Block]);

        Assert.True(done());
    }

    [Fact]
    public async Task A_blob_of_other_content_under_the_name_is_never_taken_for_ours()
    {
        using var store = await OpenAsync(azure.Azurite.ConnectionString);
        await using var writer = await store.CreateAsync("a", CancellationToken.None);
        await writer.Content.WriteAsync(new byte[10]);
        await azure.Container(_container).UploadBlobAsync("a", new MemoryStream(new byte[11]));

        Assert.False((await Assert.ThrowsAsync<BlobException>(() => writer.CommitAsync(CancellationToken.None))).IsTransient);
    }

    [Fact]
    public async Task A_caller_that_gives_up_leaves_nothing()
    {
        using var asked = new CancellationTokenSource();
        var isSwept = false;
        await using var relay = new TcpRelay(azure.Azurite.Port)
        {
            Requests = piece =>
            {
                if (Mentions(piece, "comp=block&")) asked.Cancel();
                if (IsDelete(piece)) Volatile.Write(ref isSwept, true);
                return TcpRelay.Fate.Pass;
            },
        };
        using var store = await OpenAsync(azure.Azurite.Through(relay.Port));
        await using (var writer = await store.CreateAsync("a", CancellationToken.None))
        {
            await writer.Content.WriteAsync(new byte[20 * Block]);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.CommitAsync(asked.Token));
        }

        Assert.True(Volatile.Read(ref isSwept));
        await NothingStaysAsync(store, "a");
        Assert.Empty(Directory.GetFiles(_folder.Of("spool")));
    }

    [Fact]
    public async Task A_server_that_dies_in_the_middle_of_an_upload_costs_a_try_and_no_more()
    {
        await using var server = await Azurite.StartAsync(_folder.Of("azurite"));
        await using var relay = new TcpRelay(server.Port);
        using var store = await OpenAsync(server.Through(relay.Port), retries: 1);
        await CommitAsync(store, "before", [1]);
        await server.KeepsAsync("before");
        Task? killing = null;
        relay.Requests = piece =>
        {
            if (Mentions(piece, "comp=block&")) killing ??= server.KillAsync();
            return TcpRelay.Fate.Pass;
        };

        // 1. It dies: the commit fails soon, and says that trying again may help.
        var began = Stopwatch.GetTimestamp();
        var fault = await CommitFaultAsync(store, "a", new byte[40 * Block]);
        Assert.True(fault.IsUnreachable);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        await killing!;

        // 2. While it is dead nothing else works either, and says the same.
        Assert.True((await Assert.ThrowsAsync<BlobException>(() => store.OpenAsync("before", CancellationToken.None))).IsUnreachable);
        Assert.True((await Assert.ThrowsAsync<BlobException>(() => store.CreateAsync("b", CancellationToken.None))).IsUnreachable);

        // 3. It comes back: what was committed is there, the rest is swept, new blobs are taken.
        await server.StartAgainAsync();
        await store.DeleteAsync("a", CancellationToken.None);
        Assert.Equal(["before"], await List(store));
        await CommitAsync(store, "after", new byte[3 * Block]);
    }

    [Fact]
    public async Task A_reader_meets_a_dead_server_with_a_transient_fault_and_reads_on_when_it_is_back()
    {
        await using var server = await Azurite.StartAsync(_folder.Of("azurite"));
        using var store = await OpenAsync(server.ConnectionString, window: 4096);
        var octets = RandomNumberGenerator.GetBytes(100_000);
        await CommitAsync(store, "a", octets);
        await using var content = await store.OpenAsync("a", CancellationToken.None);
        await server.KeepsAsync("a");
        await server.KillAsync();

        content.Position = 50_000;
        Assert.True(Assert.Throws<BlobException>(() => content.ReadByte()).IsUnreachable);
        Assert.True((await Assert.ThrowsAsync<BlobException>(async () => await content.ReadExactlyAsync(new byte[10]))).IsUnreachable);

        await server.StartAgainAsync();
        var rest = new byte[50_000];
        await content.ReadExactlyAsync(rest);
        Assert.Equal(octets[50_000..], rest);
    }

    [Fact]
    public async Task A_missing_container_is_an_obstacle_at_the_start_and_no_damage_later()
    {
        using var store = Open(azure.Azurite.ConnectionString);
        var obstacle = await store.FindObstacleAsync(makesContainer: false, CancellationToken.None);
        Assert.Contains(_container, obstacle, StringComparison.Ordinal);
        Assert.Contains("az storage container create", obstacle, StringComparison.Ordinal);

        Assert.True((await CommitFaultAsync(store, "a", [1])).IsUnreachable);
        Assert.True((await Assert.ThrowsAsync<BlobException>(() => store.OpenAsync("a", CancellationToken.None))).IsUnreachable);

        Assert.Null(await store.FindObstacleAsync(makesContainer: true, CancellationToken.None));
        await CommitAsync(store, "a", [1]);
    }

    [Fact]
    public async Task A_wrong_key_is_an_obstacle_at_the_start_and_no_damage_later()
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        var right = azure.Azurite.ConnectionString;
        using var store = Open(right[..right.IndexOf("AccountKey=", StringComparison.Ordinal)] + $"AccountKey={key};BlobEndpoint={azure.Azurite.Address};");

        var obstacle = await store.FindObstacleAsync(makesContainer: true, CancellationToken.None);
        Assert.Contains("403", obstacle, StringComparison.Ordinal);
        var fault = await Assert.ThrowsAsync<BlobException>(() => store.CreateAsync("a", CancellationToken.None));
        Assert.True(fault.IsUnreachable);
        Assert.Contains("restart the node", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, fault.ToString(), StringComparison.Ordinal);
    }

    private static Func<Memory<byte>, TcpRelay.Fate> Once(string request, TcpRelay.Fate fate, out Func<bool> isDone)
    {
        var done = 0;
        isDone = () => Volatile.Read(ref done) == 1;
        return piece => Mentions(piece, request) && Interlocked.Exchange(ref done, 1) == 0 ? fate : TcpRelay.Fate.Pass;
    }

    // A request's line and headers come in one piece.
    private static bool Mentions(Memory<byte> piece, string text) =>
        piece.Span.StartsWith("PUT "u8) && piece.Span.IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;

    private static bool IsDelete(Memory<byte> piece) => piece.Span.StartsWith("DELETE "u8);

    private static async Task CommitAsync(AzureBlobStore store, string name, byte[] octets)
    {
        await using var writer = await store.CreateAsync(name, CancellationToken.None);
        await writer.Content.WriteAsync(octets);
        await writer.CommitAsync(CancellationToken.None);
    }

    private static Task<BlobException> CommitFaultAsync(AzureBlobStore store, string name, byte[] octets) =>
        Assert.ThrowsAsync<BlobException>(() => CommitAsync(store, name, octets));

    // A block that was on its way may come after the writer has swept. It is no blob, whoever sweeps again deletes it, and the service forgets it in a week.
    private async Task NothingStaysAsync(AzureBlobStore store, string name)
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(100))
        {
            Assert.False(await azure.Container(_container).GetBlobClient(name).ExistsAsync());
            if ((await List(store)).Count == 0) return;
            Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(10));
            await store.DeleteAsync(name, CancellationToken.None);
        }
    }

    private static async Task<List<string>> List(AzureBlobStore store)
    {
        var names = new List<string>();
        await foreach (var name in store.ListAsync(CancellationToken.None)) names.Add(name);
        return names;
    }

    private async Task<AzureBlobStore> OpenAsync(string connection, int retries = 0, int window = 2 * 1024 * 1024)
    {
        var store = Open(connection, retries, window);
        Assert.Null(await store.FindObstacleAsync(makesContainer: true, CancellationToken.None));
        return store;
    }

    private AzureBlobStore Open(string connection, int retries = 0, int window = 2 * 1024 * 1024) => AzureBlobStore.Open(
        AzureBlobAccess.ConnectionString(connection),
        new AzureBlobOptions { Container = _container, BlockBytes = Block, WindowBytes = window, Retries = retries },
        _folder.Of("spool"));
}
