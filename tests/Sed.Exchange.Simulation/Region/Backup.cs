using System.Collections.Immutable;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Simulation.Region;

/// <summary>What a backup of a node holds.</summary>
/// <param name="Journal">The journal.</param>
/// <param name="Blobs">The blobs.</param>
/// <param name="TakenAt">When it was taken.</param>
internal sealed record Backup(MemoryDisk Journal, ImmutableSortedDictionary<string, byte[]?> Blobs, DateTimeOffset TakenAt);
