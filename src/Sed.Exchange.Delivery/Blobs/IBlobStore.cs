namespace Sed.Exchange.Delivery.Blobs;

/// <summary>Keeps containers' octets. Names are made by the node, never by a user: Latin letters, digits, dashes, dots.</summary>
public interface IBlobStore
{
    /// <summary>
    /// Opens a new blob for writing. The caller MUST have announced <paramref name="name"/> in the journal and MUST NOT use a name twice
    /// (<see cref="InvalidOperationException"/>). A store that is <see cref="BlobException.IsUnreachable"/> MUST leave nothing under the name. A name of other letters, or leading elsewhere: <see cref="ArgumentException"/>.
    /// </summary>
    Task<IBlobWriter> CreateAsync(string name, CancellationToken cancel);

    /// <summary>Opens a committed blob with random access.</summary>
    /// <exception cref="BlobException">It is not there or cannot be read.</exception>
    Task<Stream> OpenAsync(string name, CancellationToken cancel);

    /// <summary>Deletes a blob, finished or not; one that is not there is fine.</summary>
    Task DeleteAsync(string name, CancellationToken cancel);

    /// <summary>Names of all blobs, finished or not, as given to <see cref="CreateAsync"/>, in no order.</summary>
    IAsyncEnumerable<string> ListAsync(CancellationToken cancel);

    /// <summary>
    /// True when <paramref name="length"/> more octets fit and the reserve for receipts, collects and state (5 % of the disk) stays.
    /// </summary>
    bool HasRoomFor(long length);

    /// <summary>True when the store answers now. A store on the node's own disks always does; one over a network is asked, though not at every call.</summary>
    Task<bool> AnswersAsync(CancellationToken cancel) => Task.FromResult(true);
}
