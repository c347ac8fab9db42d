using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Adapters.Files;

/// <summary>A blob being written as <c>name.part</c>: sync of the file, rename, sync of the folder, and only then is it committed.</summary>
internal sealed class FileBlobWriter : IBlobWriter
{
    private readonly FileStream _file;
    private readonly string _name;
    private readonly string _part;
    private readonly string _final;
    private bool _committed;
    private bool _failed;

    public FileBlobWriter(FileStream file, string name, string part, string final)
    {
        _file = file;
        _name = name;
        _part = part;
        _final = final;
        Content = new BlobStream(file, name, ownsFile: false);
    }

    public Stream Content { get; }

    public Task CommitAsync(CancellationToken cancel)
    {
        if (_committed) throw new InvalidOperationException($"Blob {_name} is committed already.");

        // After a failed sync the system may have dropped the octets and answer the next sync with success: one try, never a second.
        if (_failed) throw new BlobException($"Blob {_name} failed to commit; write it again under another name.", isTransient: false);
        cancel.ThrowIfCancellationRequested();

        // Not cancelled from here on; and not on the caller's thread, because a sync may take as long as the disk likes.
        return Task.Run(Commit, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        try
        {
            await _file.DisposeAsync();
        }
        catch (IOException) when (!_committed)
        {
            // Buffered octets of a blob that is being discarded could not be written: nobody waits for them.
        }

        if (_committed) return;
        try
        {
            File.Delete(_part);
            if (_failed) File.Delete(_final);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The journal's intent stays uncommitted; the sweeper deletes what is left.
        }
    }

    private void Commit()
    {
        _failed = true;
        try
        {
            _file.Flush(flushToDisk: false);
            DurableFiles.Sync(_file.SafeFileHandle);
            DurableFiles.Rename(_part, _final);
            DurableFiles.SyncFolder(Path.GetDirectoryName(_final)!);
        }
        catch (IOException exception)
        {
            throw FileFaults.Of(_name, exception);
        }

        _failed = false;
        _committed = true;
    }
}
