using System.Runtime.InteropServices;

namespace Sed.Exchange.Adapters.Files;

/// <summary>The file system that a folder lies on, as it is now.</summary>
/// <param name="Type">Its type, as the system calls it: <c>ext2</c>, <c>xfs</c>, <c>tmpfs</c>, <c>nfs</c>.</param>
/// <param name="TotalBytes">Octets in all.</param>
/// <param name="FreeBytes">Octets free for this user.</param>
/// <param name="TotalEntries">Inodes in all; null where the file system has no such limit or it cannot be told.</param>
/// <param name="FreeEntries">Inodes free; null likewise.</param>
public sealed partial record DiskFacts(string Type, long TotalBytes, long FreeBytes, long? TotalEntries, long? FreeEntries)
{
    /// <summary>True: several machines share it, and neither locks nor shared memory of SQLite's write-ahead log are to be relied on.</summary>
    public bool IsNetwork => Type.StartsWith("nfs", StringComparison.OrdinalIgnoreCase) || Type.StartsWith("smb", StringComparison.OrdinalIgnoreCase)
        || Type.ToLowerInvariant() is "cifs" or "9p" or "v9fs" or "afs" or "ceph" or "gfs2" or "glusterfs" or "fuse.sshfs" or "fuse.glusterfs" or "sshfs" or "davfs";

    /// <summary>True: it forgets everything with the machine's power.</summary>
    public bool IsVolatile => Type.ToLowerInvariant() is "tmpfs" or "ramfs";

    /// <summary>Looks at the file system of a folder, or of the nearest folder above that is there.</summary>
    /// <exception cref="IOException">It cannot be told.</exception>
    public static DiskFacts Of(string folder)
    {
        var there = Path.GetFullPath(folder);
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } above) there = above;
        var drive = new DriveInfo(there);
        var (total, free) = EntriesOf(there);
        return new DiskFacts(drive.DriveFormat, drive.TotalSize, drive.AvailableFreeSpace, total, free);
    }

    // The structure is the same on every 64-bit Linux; elsewhere there is nothing to be told.
    private static (long? Total, long? Free) EntriesOf(string folder)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess) return (null, null);
        Span<ulong> answer = stackalloc ulong[32];
        return FileSystem(folder, ref MemoryMarshal.GetReference(answer)) == 0 && answer[5] > 0 ? ((long)answer[5], (long)answer[7]) : (null, null);
    }

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileSystem(string path, ref ulong answer);
}
