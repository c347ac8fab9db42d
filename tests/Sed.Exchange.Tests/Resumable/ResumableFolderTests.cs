using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Adapters.Resumable;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Resumable;

/// <summary>What an upload in pieces says is here, is here after everything; and nothing stays for ever.</summary>
public sealed class ResumableFolderTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly FakeTimeProvider _time = new(Rows.Noon);
    private readonly byte[] _octets = RandomNumberGenerator.GetBytes(300_000);
    private ResumableOptions _options = new() { Checkpoint = 65_536, Reserve = 0 };

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Octets_that_came_before_a_cut_are_there_after_a_restart()
    {
        var upload = Begin(Open(), "a");
        await Assert.ThrowsAsync<IOException>(() => AppendAsync(upload, new CutStream(_octets[..200_000])));

        Assert.Equal(200_000, upload.Offset);
        var again = Open().Find("a", upload.Record.Id)!;
        Assert.Equal(200_000, again.Offset);
        Assert.Equal(upload.Record, again.Record);
        Assert.True(await AppendAsync(again, new MemoryStream(_octets[200_000..])));
        Assert.True(again.IsComplete);
        Assert.Equal(_octets, Read(again));
    }

    [Fact]
    public async Task Octets_behind_the_last_sync_are_not_believed()
    {
        var upload = Begin(Open(), "a");
        await AppendAsync(upload, new MemoryStream(_octets[..100_000]));

        // What a crash between write and sync leaves: a longer file with anything in it.
        await File.AppendAllBytesAsync(PathOf(upload), new byte[50_000]);
        var again = Open().Find("a", upload.Record.Id)!;

        Assert.Equal(100_000, again.Offset);
        await AppendAsync(again, new MemoryStream(_octets[100_000..]));
        Assert.Equal(_octets, Read(again));
    }

    [Fact]
    public async Task A_sync_that_failed_is_not_believed_because_the_next_one_does_not_fail()
    {
        // As Linux does: the error is told once, and the octets are gone.
        var syncs = 0;
        _options = _options with { Sync = _ => { if (++syncs == 2) throw new IOException("I/O error", 5); } };
        var upload = Begin(Open(), "a");
        Assert.False((await Assert.ThrowsAsync<BlobException>(() => AppendAsync(upload, new MemoryStream(_octets)))).IsTransient);

        Assert.Equal(2, syncs);
        Assert.InRange(upload.Offset, 65_536, 200_000);
        Assert.Equal(upload.Offset, Open().Find("a", upload.Record.Id)!.Offset);
    }

    [Fact]
    public async Task A_checkpoint_that_was_not_written_to_its_end_means_nothing_is_here()
    {
        var upload = Begin(Open(), "a");
        await AppendAsync(upload, new MemoryStream(_octets[..100_000]));
        var checkpoint = await File.ReadAllBytesAsync(PathOf(upload) + ".at");
        checkpoint[0] ^= 1;
        await File.WriteAllBytesAsync(PathOf(upload) + ".at", checkpoint);

        Assert.Equal(0, Open().Find("a", upload.Record.Id)!.Offset);
    }

    [Fact]
    public async Task Fewer_octets_than_the_checkpoint_says_are_nobodys_upload()
    {
        var upload = Begin(Open(), "a");
        await AppendAsync(upload, new MemoryStream(_octets[..100_000]));
        using (var file = File.OpenWrite(PathOf(upload))) file.SetLength(99_999);

        Assert.Null(Open().Find("a", upload.Record.Id));
        Assert.Empty(Directory.GetFiles(_disk.File("resumable")));
    }

    [Fact]
    public async Task Files_that_are_not_ours_take_nothing_with_them()
    {
        var upload = Begin(Open(), "a");
        await AppendAsync(upload, new MemoryStream(_octets[..100_000]));
        string[] strangers = [".nfs0001", "*", upload.Record.Id[..1]];
        foreach (var stranger in strangers) await File.WriteAllTextAsync(Path.Combine(_disk.File("resumable"), stranger), "not ours");

        Assert.Equal(100_000, Open().Find("a", upload.Record.Id)!.Offset);
        Assert.Equal(3 + strangers.Length, Directory.GetFiles(_disk.File("resumable")).Length);
    }

    [Fact]
    public async Task More_octets_than_announced_are_refused_and_those_announced_kept()
    {
        var upload = Begin(Open(), "a");

        Assert.False(await AppendAsync(upload, new MemoryStream([.. _octets, 1])));
        Assert.Equal(_octets, Read(upload));
    }

    [Fact]
    public void An_upload_is_its_owners_only()
    {
        var folder = Open();
        var upload = Begin(folder, "a", key: "k");

        Assert.Null(folder.Find("b", upload.Record.Id));
        Assert.NotSame(upload, Begin(folder, "b", key: "k"));
        Assert.Same(upload, Begin(folder, "a", key: "k"));
        Assert.NotSame(upload, Begin(folder, "a"));
    }

    [Fact]
    public void A_key_whose_upload_has_no_time_left_begins_anew()
    {
        var folder = Open();
        var first = Begin(folder, "a", key: "k");
        _time.Advance(_options.Kept);

        var second = Begin(folder, "a", key: "k");

        Assert.NotSame(first, second);
        Assert.Same(second, folder.Find("a", second.Record.Id));
    }

    [Fact]
    public async Task An_upload_that_cannot_be_read_back_begins_anew()
    {
        var folder = Open();
        var upload = Begin(folder, "a", key: "k");
        await AppendAsync(upload, new MemoryStream(_octets));
        File.Delete(PathOf(upload));

        // Its owner has the octets: it may come again, and nobody is told of damage.
        Assert.True(Assert.Throws<BlobException>(() => Read(upload)) is { IsTransient: true, IsDamage: false });
        Assert.Null(folder.Find("a", upload.Record.Id));
        var second = Begin(folder, "a", key: "k");
        Assert.Equal(0, second.Offset);
        Assert.Equal(1, folder.Sweep());
        Assert.Same(second, folder.Find("a", second.Record.Id));
    }

    [Fact]
    public async Task What_a_clock_began_that_was_ahead_holds_its_room_no_longer_than_anything()
    {
        _time.Advance(TimeSpan.FromDays(30));
        await AppendAsync(Begin(Open(), "a"), new MemoryStream([1]));
        var right = new FakeTimeProvider(Rows.Noon);
        var folder = ResumableFolder.Open(_disk.Path, _options, right);

        Assert.Equal(0, folder.Sweep());
        right.Advance(_options.Kept);
        Assert.Equal(1, folder.Sweep());
    }

    [Fact]
    public void A_key_with_another_length_is_refused()
    {
        var folder = Open();
        Begin(folder, "a", key: "k");

        Assert.Null(folder.Begin("a", "k", 5, null, out _, out var refusal));
        Assert.Equal(UploadRefusal.KeyTaken, refusal);
    }

    [Fact]
    public void One_caller_takes_no_more_than_its_share()
    {
        _options = _options with { UploadsPerCaller = 2 };
        var folder = Open();
        Begin(folder, "a");
        var second = Begin(folder, "a");

        Assert.Null(folder.Begin("a", null, 1, null, out _, out var refusal));
        Assert.Equal(UploadRefusal.CallerFull, refusal);
        Assert.NotNull(folder.Begin("b", null, 1, null, out _, out _));
        folder.Delete(second);
        Assert.NotNull(folder.Begin("a", null, 1, null, out _, out _));
    }

    [Fact]
    public void Octets_are_limited_for_one_caller_and_by_the_disk_for_all()
    {
        _options = _options with { BytesPerCaller = 500_000 };
        Begin(Open(), "a");
        Open().Begin("a", null, 300_000, null, out _, out var share);
        _options = _options with { BytesPerCaller = long.MaxValue, Reserve = 1 };
        Open().Begin("b", null, 1, null, out _, out var room);

        Assert.Equal(UploadRefusal.CallerFull, share);
        Assert.Equal(UploadRefusal.NoRoom, room);
    }

    [Fact]
    public void Room_that_went_to_others_meanwhile_is_not_taken_from_the_reserve()
    {
        Assert.True(Open().HasRoomFor(1));
        Assert.False(Open().HasRoomFor(long.MaxValue / 2));
        _options = _options with { Reserve = 1 };
        Assert.False(Open().HasRoomFor(1));
    }

    [Fact]
    public async Task What_nobody_comes_back_for_is_deleted_and_progress_prolongs()
    {
        var folder = Open();
        var upload = Begin(folder, "a");
        _time.Advance(_options.Kept - TimeSpan.FromMinutes(1));
        await AppendAsync(upload, new MemoryStream([1]));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, folder.Sweep());

        _time.Advance(_options.Kept);
        Assert.Null(folder.Find("a", upload.Record.Id));
        using (await upload.EnterAsync(CancellationToken.None)) Assert.Equal(0, folder.Sweep());
        Assert.Equal(1, folder.Sweep());
        Assert.Empty(Directory.GetFiles(_disk.File("resumable")));
        Assert.Null(await upload.EnterAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_message_made_of_it_is_remembered_and_its_octets_are_gone()
    {
        var upload = Begin(Open(), "a");
        await AppendAsync(upload, new MemoryStream(_octets));
        upload.Finish(Rows.Id(5), "key");

        Assert.Equal(2, Directory.GetFiles(_disk.File("resumable")).Length);
        var again = Open().Find("a", upload.Record.Id)!;
        Assert.Equal((Rows.Id(5), "key"), (again.Record.MessageId!.Value, again.Record.IdempotencyKey));
    }

    [Fact]
    public async Task A_request_that_comes_back_ends_the_one_whose_connection_only_looks_alive()
    {
        var upload = Begin(Open(), "a");
        var hanging = new HangingStream(_octets[..100_000]);
        var turn = (await upload.EnterAsync(CancellationToken.None))!;
        var first = Task.Run(async () =>
        {
            using (turn) await upload.AppendAsync(turn, hanging, CancellationToken.None);
        });
        await hanging.Hangs;

        using var second = await upload.EnterAsync(CancellationToken.None);

        Assert.NotNull(second);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(100_000, upload.Offset);
    }

    [Fact]
    public void Files_are_the_owners_alone()
    {
        var upload = Begin(Open(), "a");

        foreach (var file in Directory.GetFiles(_disk.File("resumable")))
        {
            // On Windows access lists are inherited from the data folder.
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Equal(32, upload.Record.Id.Length);
    }

    private ResumableFolder Open() => ResumableFolder.Open(_disk.Path, _options, _time);

    private ResumableUpload Begin(ResumableFolder folder, string owner, string? key = null) =>
        folder.Begin(owner, key, _octets.Length, null, out _, out _)!;

    private string PathOf(ResumableUpload upload) => Path.Combine(_disk.File("resumable"), upload.Record.Id);

    private static async Task<bool> AppendAsync(ResumableUpload upload, Stream content)
    {
        using var turn = await upload.EnterAsync(CancellationToken.None);
        return await upload.AppendAsync(turn!, content, CancellationToken.None);
    }

    private static byte[] Read(ResumableUpload upload)
    {
        using var content = upload.OpenContent();
        var octets = new byte[content.Length];
        content.ReadExactly(octets);
        return octets;
    }

    /// <summary>Ends as a cut connection does.</summary>
    private sealed class CutStream(byte[] octets) : MemoryStream(octets)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            return count > 0 ? count : throw new IOException("cut");
        }
    }

    /// <summary>Neither ends nor goes on.</summary>
    private sealed class HangingStream(byte[] octets) : MemoryStream(octets)
    {
        private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Hangs => _hangs.Task;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            if (count > 0) return count;
            _hangs.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
