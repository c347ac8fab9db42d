using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Node.Api.Uploads;

/// <summary>What endpoints need to receive packages.</summary>
/// <param name="Folder">Where larger files go meanwhile.</param>
/// <param name="Gate">How many at once.</param>
/// <param name="Limits">How large.</param>
/// <param name="Blobs">Where they end, on the same disk.</param>
public sealed record UploadDesk(UploadFolder Folder, UploadGate Gate, UploadLimits Limits, IBlobStore Blobs)
{
    // A mailbox that is being emptied because the disk is full: what is small needs none of it, and letters of the usual size may use the reserve for a while.
    private const long InMemory = 1024 * 1024;
    private const long FromReserve = 16 * 1024 * 1024;

    /// <summary>Where an answer is made before it is sent; gone when it is closed.</summary>
    /// <param name="octets">About how many it will have.</param>
    /// <exception cref="UploadException">No room: <c>no-room</c>.</exception>
    internal Stream CreateTemporary(long octets)
    {
        if (octets <= InMemory) return new MemoryStream();
        if (octets > FromReserve) RequireRoom(octets, copies: 1);
        return Folder.CreateTemporary(octets);
    }

    /// <summary>After so many octets it is looked whether the reserve is still free: what comes without a length, or beside others, was let in without it.</summary>
    internal const long LookEvery = 16 * 1024 * 1024;

    /// <summary>Looks again while a body is being written.</summary>
    /// <param name="written">Octets so far.</param>
    /// <param name="look">At how many to look next; <see cref="LookEvery"/> at the beginning.</param>
    /// <exception cref="UploadException">No room any more: <c>no-room</c>.</exception>
    internal void RequireRoomAgain(long written, ref long look)
    {
        if (written < look) return;
        RequireRoom(0, copies: 1);
        look = written + LookEvery;
    }

    /// <summary>Refuses a body that would eat into the reserve for receipts, collects and state, before its first octet is written.</summary>
    /// <param name="octets">What it says it is long; null when it does not say.</param>
    /// <param name="copies">How often it will lie on the disk at once.</param>
    /// <exception cref="UploadException">No room: <c>no-room</c>.</exception>
    internal void RequireRoom(long? octets, int copies)
    {
        if (!Blobs.HasRoomFor((octets ?? 0) * copies)) throw NoRoom();
    }

    internal static UploadException NoRoom() => new(new Problem(ProblemCodes.NoRoom) { RetryAfter = TimeSpan.FromMinutes(1) });
}
