using Sed.Exchange.Containers.Suites;

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
}
