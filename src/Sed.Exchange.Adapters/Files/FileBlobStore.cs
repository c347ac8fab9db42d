using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Adapters.Files;

/// <summary>
/// Blobs as files in one folder, 256 sub-folders made ahead so that no folder grows large and no blob waits for a new folder's sync.
/// Files 0600, folders 0700. A file in writing is <c>name.part</c> and its blob is listed under its name.
/// </summary>
public sealed class FileBlobStore : IBlobStore
{
    private readonly string _root;
    private readonly double _reserve;

    private FileBlobStore(string root, double reserve)
    {
        _root = root;
        _reserve = reserve;
    }

    /// <summary>Opens the store, making its folders.</summary>
    /// <param name="folder">The folder; nothing else may be kept in it.</param>
    /// <param name="reserve">Share of the disk that blobs leave free for receipts, collects and state, 0 to 1.</param>
    /// <exception cref="BlobException">The folders cannot be made durable.</exception>
    public static FileBlobStore Open(string folder, double reserve = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(reserve, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reserve, 1);
        var root = Path.GetFullPath(folder);
        try
        {
            DurableFiles.CreateFolder(root);
            foreach (var path in Enumerable.Range(0, 256).Select(shard => Shard(root, (byte)shard)).Where(path => !Directory.Exists(path)))
            {
                if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
                else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            // Also when all were there: who made them may have died before this line.
            DurableFiles.SyncFolder(root);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Of(folder, exception);
        }

        return new FileBlobStore(root, reserve);
    }

    /// <inheritdoc/>
    public Task<IBlobWriter> CreateAsync(string name, CancellationToken cancel)
    {
        var final = PathOf(name);
        cancel.ThrowIfCancellationRequested();
        if (File.Exists(final)) throw new InvalidOperationException($"Blob {name} exists: a name must not be used twice.");
        try
        {
            var options = DurableFiles.Private(FileMode.CreateNew);
            options.BufferSize = 16 * 1024;
            var file = new FileStream(final + BlobName.PartSuffix, options);
            return Task.FromResult<IBlobWriter>(new FileBlobWriter(file, name, final + BlobName.PartSuffix, final));
        }
        catch (IOException exception) when (File.Exists(final + BlobName.PartSuffix))
        {
            throw new InvalidOperationException($"Blob {name} is being written: a name must not be used twice.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Of(name, exception);
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(string name, CancellationToken cancel)
    {
        var path = PathOf(name);
        cancel.ThrowIfCancellationRequested();
        try
        {
            var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 16 * 1024,
                Options = FileOptions.RandomAccess,
            });
            return Task.FromResult<Stream>(new BlobStream(file, name, ownsFile: true));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Unreadable(name, exception);
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancel)
    {
        var path = PathOf(name);
        cancel.ThrowIfCancellationRequested();
        try
        {
            File.Delete(path + BlobName.PartSuffix);
            File.Delete(path);

            // The caller forgets the name next; without this sync a power cut could bring back a file nobody knows.
            DurableFiles.SyncFolder(Path.GetDirectoryName(path)!);
            return Task.CompletedTask;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Of(name, exception);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask; // the seam is asynchronous for stores over a network; folders are read at once
        for (var shard = 0; shard < 256; shard++)
        {
            foreach (var path in Files(Shard(_root, (byte)shard)))
            {
                cancel.ThrowIfCancellationRequested();
                var name = Path.GetFileName(path);
                yield return name.EndsWith(BlobName.PartSuffix, StringComparison.Ordinal) ? name[..^BlobName.PartSuffix.Length] : name;
            }
        }
    }

    /// <inheritdoc/>
    public bool HasRoomFor(long length)
    {
        try
        {
            var disk = new DriveInfo(_root);
            return disk.AvailableFreeSpace - length >= disk.TotalSize * _reserve;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Of(_root, exception);
        }
    }

    private static string[] Files(string folder)
    {
        try
        {
            return Directory.GetFiles(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Of(folder, exception);
        }
    }

    private static string Shard(string root, byte number) => Path.Combine(root, number.ToString("x2", CultureInfo.InvariantCulture));

    /// <summary>The only way from a name to a path: names that could lead outside end here.</summary>
    private string PathOf(string name)
    {
        BlobName.Check(name);
        return Path.Combine(Shard(_root, SHA256.HashData(Encoding.ASCII.GetBytes(name))[^1]), name);
    }
}
