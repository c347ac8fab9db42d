using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>A backup of a <see cref="VirtualNode"/>.</summary>
internal sealed record VirtualBackup(string Node, MemoryDisk Disk, MemoryBlobStore Blobs, DateTimeOffset TakenAt);
