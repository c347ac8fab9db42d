using System.Diagnostics;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Adapters.AzureBlobs;

/// <summary>
/// Blobs in one container of Azure Blob Storage. A blob is written into a file of the spool folder (0600), because writers of containers need random
/// access and the service gives none; its commit carries it over, and only then is it a blob (docs/decisions, "Blobs in Azure").
/// </summary>
public sealed class AzureBlobStore : IBlobStore, IDisposable
{
    private readonly BlobContainerClient _container;
    private readonly AzureBlobAccess _access;
    private readonly AzureBlobOptions _options;
    private readonly string _spool;
    private readonly SemaphoreSlim _blocks;

    private readonly HttpClient _wire;
    private Answer? _asked;

    private AzureBlobStore(AzureBlobAccess access, AzureBlobOptions options, string spool)
    {
        _wire = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.Connect,

            // An account moves to other addresses, and its DNS name is how one learns of it.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            MaxConnectionsPerServer = 64,
        })
        {
            // Every request has its own limit.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _container = access.Connect(options, _wire);
        _access = access;
        _options = options;
        _spool = spool;
        _blocks = new SemaphoreSlim(options.BlocksUnderWay);
    }

    /// <summary>Opens the store; nothing goes over the network yet.</summary>
    /// <param name="access">How the account lets this node in.</param>
    /// <param name="options">Container and limits.</param>
    /// <param name="spool">Local folder for blobs in writing; nothing else may be kept in it.</param>
    /// <exception cref="BlobException">The folder cannot be made.</exception>
    public static AzureBlobStore Open(AzureBlobAccess access, AzureBlobOptions options, string spool)
    {
        var folder = Path.GetFullPath(spool);
        try
        {
            DurableFiles.CreateFolder(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Of(spool, exception);
        }

        return new AzureBlobStore(access, options, folder);
    }

    /// <summary>
    /// Deletes what a killed process left in the spool folder: it was never acknowledged, or it is in the container. Only for who holds the node's data
    /// folder, before the first blob.
    /// </summary>
    /// <exception cref="BlobException">A file cannot be deleted.</exception>
    public void ClearSpool()
    {
        try
        {
            foreach (var file in Directory.GetFiles(_spool)) File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Of(_spool, exception);
        }
    }

    /// <summary>Asks the container for its first blob: what every kind of access may do, when it may do anything.</summary>
    /// <param name="makesContainer">
    /// True: a container that is not there is made. For development; a real one is made with its rights, before the node.
    /// </param>
    /// <param name="cancel">Stops asking.</param>
    /// <returns>Null: it answered. Else why the node cannot use it, with the remedy.</returns>
    /// <exception cref="BlobException">It does not answer at the moment; transient.</exception>
    public async Task<string?> FindObstacleAsync(bool makesContainer, CancellationToken cancel)
    {
        try
        {
            try
            {
                await AskAsync(cancel);
            }
            catch (RequestFailedException answer) when (makesContainer && answer.ErrorCode == BlobErrorCode.ContainerNotFound)
            {
                await _container.CreateIfNotExistsAsync(cancellationToken: cancel);
            }

            return null;
        }
        catch (RequestFailedException answer) when (AzureFaults.IsContainerMissing(answer))
        {
            return $"There is no container '{_options.Container}' in the account. Make it (az storage container create), or correct blobs.container.";
        }
        catch (RequestFailedException answer) when (answer.Status is 401 or 403)
        {
            return $"The account does not let this node into container '{_options.Container}' ({answer.Status} {answer.ErrorCode}). {_access.Remedy}";
        }
        catch (Exception exception) when (AzureFaults.IsFault(exception, cancel))
        {
            throw AzureFaults.Of(_options.Container, _access, exception);
        }
    }

    /// <inheritdoc/>
    public async Task<IBlobWriter> CreateAsync(string name, CancellationToken cancel)
    {
        var blob = BlobOf(name);
        cancel.ThrowIfCancellationRequested();
        var part = PartOf(name);
        FileStream file;
        try
        {
            var options = DurableFiles.Private(FileMode.CreateNew);
            options.BufferSize = 16 * 1024;
            file = new FileStream(part, options);
        }
        catch (IOException exception) when (File.Exists(part))
        {
            throw new InvalidOperationException($"Blob {name} is being written: a name must not be used twice.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Of(name, exception);
        }

        var writer = new AzureBlobWriter(this, new AzureUpload(blob, name, _access, _options, _blocks), file, name, part);
        try
        {
            // Before the first octet: a name used twice is a defect, and a store that does not answer is better known now than after the last octet.
            if (await blob.ExistsAsync(cancel)) throw new InvalidOperationException($"Blob {name} exists: a name must not be used twice.");
            return writer;
        }
        catch (Exception exception)
        {
            await writer.DisposeAsync();
            if (AzureFaults.IsFault(exception, cancel)) throw AzureFaults.Of(name, _access, exception);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(string name, CancellationToken cancel)
    {
        var blob = BlobOf(name);
        try
        {
            return await AzureBlobStream.OpenAsync(blob, name, _access, _options.WindowBytes, cancel);
        }
        catch (Exception exception) when (AzureFaults.IsFault(exception, cancel))
        {
            throw AzureFaults.Of(name, _access, exception);
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string name, CancellationToken cancel)
    {
        var blob = BlobOf(name);
        try
        {
            File.Delete(PartOf(name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Of(name, exception);
        }

        try
        {
            if (await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancel)) return;
            if (!await HasBlocksAsync(blob, cancel)) return;

            // Blocks without a commit cannot be deleted; a commit of nothing forgets them, and what it made can.
            await blob.CommitBlockListAsync([], cancellationToken: cancel);
            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancel);
        }
        catch (Exception exception) when (AzureFaults.IsFault(exception, cancel))
        {
            throw AzureFaults.OfDeletion(name, _access, exception);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var local = LocalNames();
        foreach (var name in local) yield return name;
        var options = new GetBlobsOptions { Prefix = _options.Prefix, States = BlobStates.Uncommitted };
        await using var pages = _container.GetBlobsAsync(options, cancel).AsPages().GetAsyncEnumerator(cancel);
        while (await NextAsync(pages, cancel))
        {
            foreach (var name in pages.Current.Values.Select(blob => blob.Name[_options.Prefix.Length..]))
            {
                if (!local.Contains(name)) yield return name;
            }
        }
    }

    /// <summary>True when nothing lies in the account under this store's prefix, or the container is not there yet.</summary>
    /// <exception cref="BlobException">The account does not answer.</exception>
    public async Task<bool> IsEmptyAsync(CancellationToken cancel)
    {
        try
        {
            return !await AskAsync(cancel);
        }
        catch (RequestFailedException absent) when (AzureFaults.IsContainerMissing(absent))
        {
            return true;
        }
        catch (Exception exception) when (AzureFaults.IsFault(exception, cancel))
        {
            throw AzureFaults.Of("list", _access, exception);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        // Whoever may ask for a node's health makes it ask the account: not at every question, and not longer than a probe waits.
        if (_asked is { } last && Stopwatch.GetElapsedTime(last.At) < _options.AnswerKept) return last.Answers;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_options.AnswerWait);
        var answers = true;
        try
        {
            await AskAsync(limit.Token);
        }
        catch (Exception exception) when (AzureFaults.IsFault(exception, cancel))
        {
            answers = false;
        }

        _asked = new Answer(Stopwatch.GetTimestamp(), answers);
        return answers;
    }

    /// <summary>The account grows by itself; what can be full is the disk of the spool.</summary>
    public bool HasRoomFor(long length)
    {
        try
        {
            var disk = new DriveInfo(_spool);
            return disk.AvailableFreeSpace - length >= disk.TotalSize * _options.Reserve;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Of(_spool, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _wire.Dispose();
        _blocks.Dispose();
    }

    private HashSet<string> LocalNames()
    {
        try
        {
            return Directory.GetFiles(_spool).Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Of(_spool, exception);
        }
    }

    private static async Task<bool> HasBlocksAsync(BlockBlobClient blob, CancellationToken cancel)
    {
        try
        {
            BlockList blocks = await blob.GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: cancel);
            return blocks.UncommittedBlocks.Any();
        }
        catch (RequestFailedException absent) when (absent.Status == 404 && !AzureFaults.IsContainerMissing(absent))
        {
            return false;
        }
    }

    /// <returns>Whether anything is there.</returns>
    private async Task<bool> AskAsync(CancellationToken cancel)
    {
        // A page may be empty and not the last.
        await foreach (var page in _container.GetBlobsAsync(new GetBlobsOptions { Prefix = _options.Prefix }, cancel).AsPages(pageSizeHint: 1))
        {
            if (page.Values.Count > 0) return true;
        }

        return false;
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<Page<BlobItem>> pages, CancellationToken cancel)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (Exception exception) when (AzureFaults.IsFault(exception, cancel))
        {
            throw AzureFaults.Of("list", _access, exception);
        }
    }

    private BlockBlobClient BlobOf(string name)
    {
        BlobName.Check(name);
        return _container.GetBlockBlobClient(_options.Prefix + name);
    }

    private string PartOf(string name) => Path.Combine(_spool, name + BlobName.PartSuffix);

    private sealed record Answer(long At, bool Answers);
}
