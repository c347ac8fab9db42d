using System.Buffers.Binary;
using System.Security.Cryptography;
using Sed.Exchange.Adapters.Files;

namespace Sed.Exchange.Adapters.Resumable;

/// <summary>
/// How far an upload is on stable storage: 24 octets in a file of their own, written after the octets they speak of are synced. The length of the
/// file of octets proves nothing after a power cut: a file system may have made it longer before it wrote what is in it.
/// </summary>
/// <param name="Offset">Octets that are there for certain.</param>
/// <param name="At">When it was written.</param>
internal sealed record Checkpoint(long Offset, DateTimeOffset At)
{
    private const int Length = 24;

    /// <summary>Reads it; null when there is none, or one that was not written to its end: then nothing is certain.</summary>
    public static Checkpoint? Read(string path)
    {
        if (!File.Exists(path)) return null;
        var octets = File.ReadAllBytes(path);
        if (octets.Length != Length || !CheckOf(octets).SequenceEqual(octets.AsSpan(16, 8))) return null;
        var offset = BinaryPrimitives.ReadInt64LittleEndian(octets);
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(octets.AsSpan(8));
        return new Checkpoint(offset, new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    /// <summary>Writes it in its place and waits until it is on stable storage.</summary>
    public void Write(string path)
    {
        var octets = new byte[Length];
        BinaryPrimitives.WriteInt64LittleEndian(octets, Offset);
        BinaryPrimitives.WriteInt64LittleEndian(octets.AsSpan(8), At.UtcTicks);
        CheckOf(octets).CopyTo(octets, 16);

        // In place: so few octets lie in one sector, and the check finds what a torn one would be.
        var options = DurableFiles.Private(FileMode.OpenOrCreate);
        options.BufferSize = 0;
        using var file = new FileStream(path, options);
        file.Write(octets);
        DurableFiles.Sync(file.SafeFileHandle);
    }

    private static byte[] CheckOf(byte[] octets) => SHA256.HashData(octets.AsSpan(0, 16))[..8];
}
