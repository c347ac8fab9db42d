using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Blobs;

/// <summary>Files keep the contract, and what only files have: permissions, leftovers, the device that is always full.</summary>
public sealed class FileBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Root => _folder.File("blobs");

    protected override IBlobStore Open() => FileBlobStore.Open(Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Only_the_owner_may_look()
    {
        if (OperatingSystem.IsWindows()) return;
        await Write(Open(), "a", [1]);

        foreach (var folder in Directory.GetDirectories(_folder.Path, "*", SearchOption.AllDirectories))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        var file = Assert.Single(Directory.GetFiles(Root, "*", SearchOption.AllDirectories));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Folders_are_made_ahead_and_blobs_spread_over_them()
    {
        var store = Open();
        Assert.Equal(256, Directory.GetDirectories(Root).Length);

        for (var number = 0; number < 64; number++) await Write(store, $"b{number}", [1]);

        Assert.True(Directory.GetDirectories(Root).Max(folder => Directory.GetFiles(folder).Length) < 10);
    }

    [Fact]
    public async Task What_a_killed_process_left_unfinished_is_listed_and_can_be_deleted()
    {
        await Write(Open(), "a", [1]);
        var file = Assert.Single(Directory.GetFiles(Root, "*", SearchOption.AllDirectories));
        File.Move(file, file + ".part");

        Assert.Equal(["a"], await List(Open()));
        await Assert.ThrowsAsync<BlobException>(() => Open().OpenAsync("a", CancellationToken.None));
        await Open().DeleteAsync("a", CancellationToken.None);
        Assert.Empty(Directory.GetFiles(Root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_full_disk_is_told_apart_from_a_broken_one()
    {
        if (!File.Exists("/dev/full")) return;
        await using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        await using var content = new BlobStream(full, "a", ownsFile: false);

        Assert.True(Assert.Throws<BlobException>(() => content.Write(new byte[10])).IsTransient);
        Assert.True((await Assert.ThrowsAsync<BlobException>(async () => await content.WriteAsync(new byte[10]))).IsTransient);
        Assert.False(FileFaults.Of("a", new IOException("broken", 5)).IsTransient);
    }

    [Fact]
    public async Task A_commit_that_fails_half_way_fails_for_good_and_leaves_nothing()
    {
        if (OperatingSystem.IsWindows()) return;
        var part = _folder.File("a.part");

        // The rename into a folder that is not there fails after the sync of the file.
        await using var file = new FileStream(part, DurableFiles.Private(FileMode.CreateNew));
        await using var writer = new FileBlobWriter(file, "a", part, _folder.File("absent/a"));
        await writer.Content.WriteAsync(new byte[10]);

        Assert.False((await Assert.ThrowsAsync<BlobException>(() => writer.CommitAsync(CancellationToken.None))).IsTransient);
        Assert.False((await Assert.ThrowsAsync<BlobException>(() => writer.CommitAsync(CancellationToken.None))).IsTransient);
        await writer.DisposeAsync();
        Assert.False(File.Exists(part));
    }

    [Fact]
    public void A_sync_that_the_system_refuses_is_an_exception()
    {
        if (OperatingSystem.IsWindows()) return;
        using var device = new FileStream("/dev/null", FileMode.Open, FileAccess.Write);
        Assert.Equal(22, Assert.Throws<IOException>(() => DurableFiles.Sync(device.SafeFileHandle)).HResult); // EINVAL
        Assert.Throws<IOException>(() => DurableFiles.SyncFolder(_folder.File("absent")));
        Assert.Throws<IOException>(() => DurableFiles.Rename(_folder.File("absent"), _folder.File("b")));
    }

    [Fact]
    public void A_reserve_stays_free()
    {
        Assert.False(FileBlobStore.Open(Root, reserve: 1).HasRoomFor(1));
        Assert.True(FileBlobStore.Open(Root, reserve: 0).HasRoomFor(1));
    }
}
