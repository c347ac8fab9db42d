using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Sed.Exchange.Client.Wire;

/// <summary>
/// Waits until what was written is on stable storage. <c>FileStream.Flush(true)</c> returns normally when a sync fails on Linux, and .NET cannot open a
/// folder: there fsync(2) and open(2) are called, and their results looked at. On Windows a name that was just given may still be lost with the power,
/// never half a file behind it.
/// </summary>
internal static class DiskSync
{
    // O_CLOEXEC: a child that is started in this moment must not have it too. 0x80000 on Linux, 0x1000000 on macOS.
    private static readonly int CloseOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    private const int Interrupted = 4; // EINTR
    private const int Denied = 13; // EACCES
    private const int Invalid = 22; // EINVAL
    private const int ReadOnly = 30; // EROFS

    /// <summary>Waits for the octets of a file.</summary>
    /// <exception cref="IOException">They are not there, or nobody knows.</exception>
    public static void OfFile(FileStream file)
    {
        file.Flush();
        if (OperatingSystem.IsLinux()) Sync(file.SafeFileHandle, file.Name);
        else file.Flush(flushToDisk: true);
    }

    /// <summary>Waits for the names in a folder.</summary>
    /// <exception cref="IOException">They are not there, or nobody knows.</exception>
    public static void OfFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        byte[] path = [.. Encoding.UTF8.GetBytes(folder), 0];
        int descriptor;
        while ((descriptor = FileOpen(path, CloseOnExec)) < 0)
        {
            var error = Marshal.GetLastPInvokeError();

            // Who may write into a folder may be forbidden to read it; somebody else answers for it then.
            if (error == Denied) return;
            if (error != Interrupted) throw Failure(folder, error);
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        Sync(handle, folder);
    }

    /// <summary>Makes a folder, and those above it that are missing, and waits for their names.</summary>
    /// <exception cref="IOException">It cannot be made, or is not known to be there.</exception>
    public static void CreateFolder(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var parent = Path.GetDirectoryName(full);
        if (!Directory.Exists(full))
        {
            if (parent is not null) CreateFolder(parent);
            Directory.CreateDirectory(full);
        }

        // One that is there may have been made by a process that died before it waited.
        if (parent is not null) OfFolder(parent);
    }

    private static void Sync(SafeFileHandle handle, string name)
    {
        while (FileSync(handle) != 0)
        {
            var error = Marshal.GetLastPInvokeError();

            // A file system that has no such thing as a sync of this, or on which nothing can have been written.
            if (error is Invalid or ReadOnly) return;
            if (error != Interrupted) throw Failure(name, error);
        }
    }

    private static IOException Failure(string name, int error) =>
        new($"The disk does not confirm that {name} is on it: {Marshal.GetPInvokeErrorMessage(error)} ({error}).", error);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FileSync(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FileOpen(byte[] path, int flags);
}
