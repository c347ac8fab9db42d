using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Adapters.AzureBlobs;

/// <summary>
/// A blob being written: a file of the spool folder until its commit has carried it over. The file is not synced: it proves nothing, and after a crash
/// it is thrown away.
/// </summary>
internal sealed class AzureBlobWriter : IBlobWriter
{
    private readonly AzureBlobStore _store;
    private readonly AzureUpload _upload;
    private readonly FileStream _file;
    private readonly string _name;
    private readonly string _part;
    private bool _begun;
    private bool _committed;

    public AzureBlobWriter(AzureBlobStore store, AzureUpload upload, FileStream file, string name, string part)
    {
        _store = store;
        _upload = upload;
        _file = file;
        _name = name;
        _part = part;
        Content = new BlobStream(file, name, ownsFile: false);
    }

    public Stream Content { get; }

    public async Task CommitAsync(CancellationToken cancel)
    {
        if (_committed) throw new InvalidOperationException($"Blob {_name} is committed already.");

        // What the first try left behind is not known; the name is spent.
        if (_begun) throw BlobException.Unreachable($"Blob {_name} failed to commit; write it again under another name.");
        cancel.ThrowIfCancellationRequested();
        _begun = true;
        await Content.FlushAsync(cancel);
        await _upload.RunAsync(_file.SafeFileHandle, cancel);
        _committed = true;
    }

    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        try
        {
            await _file.DisposeAsync();
            File.Delete(_part);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Octets that nobody waits for could not be written or deleted; the sweeper, or the next start, deletes the file.
        }

        if (_committed || !_begun) return;
        try
        {
            await _store.DeleteAsync(_name, CancellationToken.None);
        }
        catch (BlobException unreachable) when (unreachable.IsTransient)
        {
            // The journal's intent stays uncommitted; the sweeper deletes what is left.
        }
    }
}
