namespace Sed.Exchange.Delivery.Blobs;

/// <summary>A blob being written. Disposing without <see cref="CommitAsync"/> discards it.</summary>
public interface IBlobWriter : IAsyncDisposable
{
    /// <summary>Where the octets go: readable, writable, seekable.</summary>
    Stream Content { get; }

    /// <summary>
    /// MUST: when the task completes, all octets of <see cref="Content"/> and the name are on stable storage and
    /// <see cref="IBlobStore.OpenAsync"/> finds them. MUST NOT report success when any sync failed.
    /// <see cref="Content"/> stays readable until disposal.
    /// </summary>
    /// <exception cref="BlobException">Not durable.</exception>
    Task CommitAsync(CancellationToken cancel);
}
