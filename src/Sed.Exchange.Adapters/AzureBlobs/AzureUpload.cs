using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Win32.SafeHandles;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Adapters.AzureBlobs;

/// <summary>
/// Carries a spooled file over: what fits into one block in one request, else in blocks and a commit of their list. Every request names the MD5 of its
/// octets, which the server checks before it takes them; the MD5 of the whole is stored with the blob and compared afterwards.
/// </summary>
internal sealed class AzureUpload(BlockBlobClient blob, string name, AzureBlobAccess access, AzureBlobOptions options, SemaphoreSlim blocks)
{
    private const int MostBlocks = 50_000;

    // The name was used for nothing else: whoever is there already is an earlier repetition of ours, or a defect.
    private static readonly BlobRequestConditions Absent = new() { IfNoneMatch = ETag.All };

    /// <summary>Carries it over. After cancellation nothing is committed; once the last request is on its way it is no longer heard.</summary>
    /// <exception cref="BlobException">Not committed, or not known to be.</exception>
    public async Task RunAsync(SafeFileHandle file, CancellationToken cancel)
    {
        try
        {
            var length = RandomAccess.GetLength(file);
            if (length <= options.BlockBytes) await PutAsync(file, (int)length, cancel);
            else await StageAndCommitAsync(file, length, cancel);
        }
        catch (IOException exception) when (exception is not HttpIOException && FileFaults.IsFull(exception))
        {
            throw FileFaults.Of(name, exception);
        }
        catch (Exception exception) when (AzureFaults.IsFault(exception, cancel))
        {
            throw AzureFaults.Of(name, access, exception);
        }
    }

    private static string BlockId(int number)
    {
        var octets = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(octets, number);
        return Convert.ToBase64String(octets);
    }

    [SuppressMessage("Security", "CA5351", Justification = "The service's own check against damage on the way; nothing is trusted because of it.")]
    private static async Task<byte[]> ReadAsync(SafeFileHandle file, long offset, Memory<byte> buffer, CancellationToken cancel)
    {
        for (var done = 0; done < buffer.Length;)
        {
            var read = await RandomAccess.ReadAsync(file, buffer[done..], offset + done, cancel);
            if (read == 0) throw new EndOfStreamException("The spooled file became shorter.");
            done += read;
        }

        return MD5.HashData(buffer.Span);
    }

    private async Task PutAsync(SafeFileHandle file, int length, CancellationToken cancel)
    {
        await blocks.WaitAsync(cancel);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var md5 = await ReadAsync(file, 0, buffer.AsMemory(0, length), cancel);
            var put = new BlobUploadOptions
            {
                Conditions = Absent,
                HttpHeaders = new BlobHttpHeaders { ContentHash = md5 },
                TransferOptions = new StorageTransferOptions { InitialTransferSize = options.BlockBytes, MaximumTransferSize = options.BlockBytes },

                // Computed again by the client library: it takes no ready one for what it might have cut.
                TransferValidation = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 },
            };
            await ConcludeAsync(() => blob.UploadAsync(new MemoryStream(buffer, 0, length, writable: false), put, CancellationToken.None), length, md5);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            blocks.Release();
        }
    }

    private async Task StageAndCommitAsync(SafeFileHandle file, long length, CancellationToken cancel)
    {
        var size = Math.Max(options.BlockBytes, (int)((length + MostBlocks - 1) / MostBlocks));
        var ids = new List<string>();
        var staging = new List<Task>();
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            for (var offset = 0L; offset < length; offset += size)
            {
                if (staging.Count == options.BlocksPerBlob)
                {
                    var first = await Task.WhenAny(staging);
                    staging.Remove(first);
                    await first;
                }

                ids.Add(BlockId(ids.Count));
                staging.Add(await BeginBlockAsync(file, offset, (int)Math.Min(size, length - offset), ids[^1], whole, failed.Token));
            }

            await Task.WhenAll(staging);
        }
        catch
        {
            // Buffers go back only when nobody sends from them any more.
            await failed.CancelAsync();
            await Task.WhenAll(staging).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        var md5 = whole.GetHashAndReset();
        var commit = new CommitBlockListOptions { Conditions = Absent, HttpHeaders = new BlobHttpHeaders { ContentHash = md5 } };
        cancel.ThrowIfCancellationRequested();
        await ConcludeAsync(() => blob.CommitBlockListAsync(ids, commit, CancellationToken.None), length, md5);
    }

    /// <summary>Reads a block, adds it to the whole's digest, and starts sending it.</summary>
    private async Task<Task> BeginBlockAsync(SafeFileHandle file, long offset, int length, string id, IncrementalHash whole, CancellationToken cancel)
    {
        await blocks.WaitAsync(cancel);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var md5 = await ReadAsync(file, offset, buffer.AsMemory(0, length), cancel);
            whole.AppendData(buffer, 0, length);
            return SendAsync(md5);
        }
        catch
        {
            Free();
            throw;
        }

        async Task SendAsync(byte[] md5)
        {
            try
            {
                var content = new MemoryStream(buffer, 0, length, writable: false);
                var check = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5, PrecalculatedChecksum = md5 };
                await blob.StageBlockAsync(id, content, new BlockBlobStageBlockOptions { TransferValidation = check }, cancel);
            }
            finally
            {
                Free();
            }
        }

        void Free()
        {
            ArrayPool<byte>.Shared.Return(buffer);
            blocks.Release();
        }
    }

    /// <summary>The one request that makes the blob, and the proof that it did: an answer that was lost is found out, not guessed.</summary>
    private async Task ConcludeAsync(Func<Task<Response<BlobContentInfo>>> make, long length, byte[] md5)
    {
        try
        {
            await make();
        }
        catch (Exception exception) when (AzureFaults.IsFault(exception, CancellationToken.None) && AzureFaults.MayHaveHappened(exception))
        {
            if (await FindAsync() is not { } found) throw;
            Compare(found, length, md5);
            return;
        }

        Compare(await FindAsync() ?? throw new BlobException($"Blob {name} was committed and is not there.", isTransient: false), length, md5);
    }

    private async Task<BlobProperties?> FindAsync()
    {
        try
        {
            return await blob.GetPropertiesAsync(cancellationToken: CancellationToken.None);
        }
        catch (RequestFailedException absent) when (absent.Status == 404 && !AzureFaults.IsContainerMissing(absent))
        {
            return null;
        }
    }

    private void Compare(BlobProperties stored, long length, byte[] md5)
    {
        if (stored.ContentLength != length || !md5.AsSpan().SequenceEqual(stored.ContentHash))
            throw new BlobException($"Blob {name} is not in the store as it was sent: {stored.ContentLength} octets instead of {length}, or another MD5.", isTransient: false);
    }
}
