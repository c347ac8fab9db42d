using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Blobs;

/// <summary>What became of octets in this node's own store: a disk that changes them must not be taken for somebody's fault.</summary>
internal static class StoredOctets
{
    private const int Chunk = 64 * 1024;

    /// <summary>True when octets are no longer those that were taken. By an algorithm that is not known here nobody can tell: false.</summary>
    /// <param name="octets">All of them, as they lie here.</param>
    /// <param name="taken">Digest of what was taken.</param>
    public static bool HaveChanged(Stream octets, DigestValue taken)
    {
        octets.Position = 0;
        using var digester = Suite.FindDigester(taken.Algorithm);
        if (digester is null) return false;
        var buffer = new byte[Chunk];
        for (var read = octets.Read(buffer); read > 0; read = octets.Read(buffer)) digester.Append(buffer.AsSpan(0, read));
        return digester.Finish() != taken;
    }

    /// <summary>What is wrong with a container's octets as they lie here; null: nothing, or they cannot be read at the moment.</summary>
    public static async Task<string?> FindDamageAsync(GatewayParts parts, ContainerRow container, CancellationToken cancel)
    {
        try
        {
            await using var octets = await parts.Blobs.OpenAsync(container.Blob, cancel).ConfigureAwait(false);
            var haveChanged = false;
            await parts.RunLong(() => haveChanged = HaveChanged(octets, container.Digest)).ConfigureAwait(false);
            return haveChanged ? $"blob {container.Blob} has changed on the disk" : null;
        }
        catch (BlobException unreadable)
        {
            return unreadable.IsTransient ? null : unreadable.Message;
        }
    }

    /// <summary>
    /// The same container lies here whole already, by another way: Delivered is not said on octets that a disk has changed since, while right ones are at hand.
    /// </summary>
    /// <param name="parts">What the node works with.</param>
    /// <param name="container">The digest of what has come.</param>
    /// <param name="blob">Where the octets lie that have come, just verified.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>Null: nothing lies here, it is what it was, or it cannot be read at the moment: that must not keep the letter.</returns>
    public static async Task<DamagedOctets?> FindDamagedTwinAsync(GatewayParts parts, DigestValue container, string blob, CancellationToken cancel)
    {
        var twin = await parts.Journal.ReadAsync(journal => journal.FindContainer(container), cancel).ConfigureAwait(false);
        return twin is { Remains: Remains.Everything } && twin.Blob != blob && await FindDamageAsync(parts, twin, cancel).ConfigureAwait(false) is { } damage
            ? new DamagedOctets(twin.Blob, damage)
            : null;
    }
}
