using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sed.Exchange.Adapters.Files;

/// <summary>
/// Files and folders for the owner alone, and syncs whose failure is seen. <c>FileStream.Flush(true)</c> and
/// <c>RandomAccess.FlushToDisk</c> return normally when the sync fails, and .NET cannot open a folder: therefore fsync(2), open(2) and
/// rename(2) are called here, and their results checked.
/// </summary>
public static partial class DurableFiles
{
    private const int InterruptedCall = 4; // EINTR
    private const int AccessDenied = 13; // EACCES
    private const uint MoveFileWriteThrough = 8; // MOVEFILE_WRITE_THROUGH

    /// <summary>Options for a file that only its owner may read and write (0600).</summary>
    public static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    /// <summary>
    /// A new file in place of whatever stands under its name, for folders in which others may write: what stands there may be their link to what this
    /// process alone may write, and is taken away, never written through.
    /// </summary>
    /// <exception cref="IOException">It cannot be made, or somebody was faster with the name.</exception>
    public static FileStream CreateAnew(string path)
    {
        File.Delete(path);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
    }

    /// <summary>Makes a folder that only its owner may enter (0700), and makes its name durable. One that is there keeps its mode.</summary>
    /// <exception cref="IOException">It cannot be made or synced.</exception>
    public static void CreateFolder(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var parent = Path.GetDirectoryName(full);
        if (Directory.Exists(full))
        {
            // A process may have died, or its sync failed, after it made the folder: the name would vanish with everything in it.
            if (parent is not null) SyncFolderIfReadable(parent);
            return;
        }

        if (parent is not null) CreateFolder(parent);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(full);
        else Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (parent is not null) SyncFolder(parent);
    }

    /// <summary>Waits until the file's octets are on stable storage.</summary>
    /// <exception cref="IOException">They are not, or it is not known; <see cref="Exception.HResult"/> is the system's number.</exception>
    public static void Sync(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            if (!FlushFileBuffers(file)) throw WindowsFailure("FlushFileBuffers");
            return;
        }

        // Fsync on macOS stops at the drive's cache; F_FULLFSYNC does not.
        while ((OperatingSystem.IsMacOS() ? FileControl(file, 51, 0) : FileSync(file)) != 0) ThrowUnlessInterrupted("fsync");
    }

    /// <summary>Waits until the names in a folder are on stable storage. On Windows names are made durable by <see cref="Rename"/>.</summary>
    /// <exception cref="IOException">They are not, or it is not known.</exception>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        int descriptor;
        while ((descriptor = FileOpen(path, FolderFlags())) < 0) ThrowUnlessInterrupted($"open {path}");
        using var folder = new SafeFileHandle(descriptor, ownsHandle: true);
        Sync(folder);
    }

    /// <summary>Renames a file within a file system; the name is durable after <see cref="SyncFolder"/>. An existing file would be replaced.</summary>
    /// <exception cref="IOException">It was not renamed.</exception>
    public static void Rename(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            if (!MoveFile(from, to, MoveFileWriteThrough)) throw WindowsFailure($"MoveFileEx {from}");
            return;
        }

        // File.Move would fall back to copying, which is not durable.
        while (FileRename(from, to) != 0) ThrowUnlessInterrupted($"rename {from}");
    }

    /// <summary>Takes an exclusive lock that lasts until the handle closes; false when another open file holds it.</summary>
    internal static bool TryLock(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows()) return true; // there the file was opened without sharing
        const int exclusiveWithoutWaiting = 2 | 4; // LOCK_EX | LOCK_NB
        while (FileLock(file, exclusiveWithoutWaiting) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error is 11 or 35) return false; // EWOULDBLOCK: Linux, macOS
            if (error != InterruptedCall) throw UnixFailure("flock", error);
        }

        return true;
    }

    private static void SyncFolderIfReadable(string path)
    {
        try
        {
            SyncFolder(path);
        }
        catch (IOException exception) when (exception.HResult == AccessDenied)
        {
            // What lies in a folder that this user may not read was made by somebody else, who answers for its name.
        }
    }

    /// <summary>O_RDONLY | O_DIRECTORY | O_CLOEXEC, whose values depend on system and processor.</summary>
    private static int FolderFlags()
    {
        if (OperatingSystem.IsMacOS()) return 0x100000 | 0x1000000;
        var arm = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;
        return (arm ? 0x4000 : 0x10000) | 0x80000;
    }

    private static void ThrowUnlessInterrupted(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error != InterruptedCall) throw UnixFailure(what, error);
    }

    private static IOException UnixFailure(string what, int error) =>
        new($"{what}: {Marshal.GetPInvokeErrorMessage(error)} ({error})", error);

    private static IOException WindowsFailure(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{what}: {new Win32Exception(error).Message}", unchecked((int)0x80070000) | error);
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FileSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(SafeFileHandle file, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileOpen(string path, int flags);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileRename(string from, string to);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int FileLock(SafeFileHandle file, int operation);

    [LibraryImport("kernel32", EntryPoint = "FlushFileBuffers", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool FlushFileBuffers(SafeFileHandle file);

    [LibraryImport("kernel32", EntryPoint = "MoveFileExW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool MoveFile(string from, string to, uint flags);
}
