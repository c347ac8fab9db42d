using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Blobs;

/// <summary>The double keeps the contract.</summary>
public sealed class MemoryBlobStoreTests : BlobStoreContract
{
    private readonly MemoryBlobStore _store = new() { Room = 1_000_000 };

    protected override IBlobStore Open() => _store;
}
