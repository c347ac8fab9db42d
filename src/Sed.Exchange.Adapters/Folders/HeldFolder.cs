using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>
/// A folder of somebody else, held open. What is looked at or opened in it is the one folder that was opened, whatever its path leads to meanwhile,
/// and no link is followed: whoever may write into an outbox must not make the node read its own keys.
/// </summary>
internal sealed partial class HeldFolder : IDisposable
{
    private const int NoSuchFile = 2; // ENOENT
    private const int NotAFolder = 20; // ENOTDIR: a link too, when a folder is asked for and links are not followed
    private const int TooManyLinks = 40; // ELOOP on Linux
    private const int Interrupted = 4; // EINTR

    private readonly SafeFileHandle? _handle;

    private HeldFolder(string path, SafeFileHandle? handle)
    {
        FullPath = path;
        _handle = handle;
    }

    /// <summary>The path it was opened by.</summary>
    public string FullPath { get; }

    /// <summary>Opens a folder that an administrator named; a link there is the administrator's.</summary>
    /// <exception cref="IOException">It is not there or may not be read.</exception>
    public static HeldFolder Open(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.Exists(path) ? new HeldFolder(path, null) : throw new DirectoryNotFoundException($"There is no folder {path}.");
        }

        var descriptor = Repeat(() => OpenAt(-100, path, FolderFlags)); // AT_FDCWD; not used for absolute paths
        return descriptor >= 0 ? new HeldFolder(path, new SafeFileHandle(descriptor, ownsHandle: true)) : throw Failure(path);
    }

    /// <summary>Opens a folder inside; null when there is none, or something else under the name.</summary>
    /// <exception cref="IOException">It may not be read.</exception>
    public HeldFolder? OpenFolder(string name)
    {
        var path = Path.Combine(FullPath, name);
        if (_handle is null) return FactsOf(name)?.Kind == FileKind.Folder ? new HeldFolder(path, null) : null;
        var descriptor = Repeat(() => OpenAt(_handle, name, FolderFlags | NoFollow));
        if (descriptor >= 0) return new HeldFolder(path, new SafeFileHandle(descriptor, ownsHandle: true));
        return Marshal.GetLastPInvokeError() is NoSuchFile or NotAFolder or TooManyLinks ? null : throw Failure(path);
    }

    /// <summary>What stands under a name; null: nothing.</summary>
    /// <exception cref="IOException">It cannot be told.</exception>
    public FileFacts? FactsOf(string name)
    {
        var path = Path.Combine(FullPath, name);
        if (_handle is null || !OperatingSystem.IsLinux()) return FactsByPath(path);
        const int noFollow = 0x100; // AT_SYMLINK_NOFOLLOW
        return Status(_handle, name, noFollow, out var facts) ? facts : Marshal.GetLastPInvokeError() == NoSuchFile ? null : throw Failure(path);
    }

    /// <summary>Opens a plain file for reading.</summary>
    /// <exception cref="PairChangedException">It is not the file that <paramref name="expected"/> tells of.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public SafeFileHandle OpenFile(string name, FileFacts expected)
    {
        var path = Path.Combine(FullPath, name);
        if (_handle is null)
        {
            var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return FactsByPath(path) == expected ? handle : throw Changed(handle, name);
        }

        // Non-blocking: a pipe put there after the look must not hold the node.
        var descriptor = Repeat(() => OpenAt(_handle, name, NonBlocking | NoFollow | CloseOnExec));
        if (descriptor < 0)
            throw Marshal.GetLastPInvokeError() is NoSuchFile or NotAFolder or TooManyLinks ? new PairChangedException(name) : Failure(path);
        var opened = new SafeFileHandle(descriptor, ownsHandle: true);
        return FactsOf(opened, path) == expected ? opened : throw Changed(opened, name);
    }

    /// <summary>What an open file of this folder is now.</summary>
    internal static FileFacts FactsOf(SafeFileHandle file, string path)
    {
        if (!OperatingSystem.IsLinux()) return FactsByPath(path) ?? throw new PairChangedException(Path.GetFileName(path));
        const int ofHandle = 0x1000; // AT_EMPTY_PATH
        return Status(file, string.Empty, ofHandle, out var facts) ? facts : throw Failure(path);
    }

    /// <summary>Names in the folder, in no order, lazily.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IEnumerable<string> Names() => Directory.EnumerateFileSystemEntries(FullPath, "*", Everything).Select(path => Path.GetFileName(path)!);

    /// <inheritdoc/>
    public void Dispose() => _handle?.Dispose();

    // Hidden and system files too: attributes are no reason to overlook a part of a message.
    private static EnumerationOptions Everything { get; } = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

    private static FileFacts? FactsByPath(string path)
    {
        FileSystemInfo file = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        if (!file.Exists && file.LinkTarget is null) return null;
        var kind = file.Attributes.HasFlag(FileAttributes.ReparsePoint) || file.LinkTarget is not null ? FileKind.Link
            : file is DirectoryInfo ? FileKind.Folder
            : file.Attributes.HasFlag(FileAttributes.Device) ? FileKind.Other
            : FileKind.File;
        return new FileFacts(kind, kind == FileKind.File ? ((FileInfo)file).Length : 0, file.LastWriteTimeUtc.Ticks, 0, 0, 0, 1);
    }

    // The structure of statx(2) is the same on every processor, which that of stat(2) is not.
    private static bool Status(SafeFileHandle folder, string name, int flags, out FileFacts facts)
    {
        const uint basic = 0x7ff; // STATX_BASIC_STATS
        Span<byte> answer = stackalloc byte[256];
        facts = default;
        if (StatusOf(folder, name, flags, basic, ref MemoryMarshal.GetReference(answer)) != 0) return false;
        var mode = MemoryMarshal.Read<ushort>(answer[28..]);
        var kind = (mode & 0xF000) switch { 0x8000 => FileKind.File, 0x4000 => FileKind.Folder, 0xA000 => FileKind.Link, _ => FileKind.Other };
        facts = new FileFacts(
            kind,
            kind == FileKind.File ? MemoryMarshal.Read<long>(answer[40..]) : 0,
            Time(answer[112..]),
            Time(answer[96..]),
            ((ulong)MemoryMarshal.Read<uint>(answer[136..]) << 32) | MemoryMarshal.Read<uint>(answer[140..]),
            MemoryMarshal.Read<ulong>(answer[32..]),
            MemoryMarshal.Read<uint>(answer[16..]));
        return true;

        static long Time(ReadOnlySpan<byte> stamp) => (MemoryMarshal.Read<long>(stamp) * 1_000_000_000) + MemoryMarshal.Read<uint>(stamp[8..]);
    }

    private static PairChangedException Changed(SafeFileHandle handle, string name)
    {
        handle.Dispose();
        return new PairChangedException(name);
    }

    private static int Repeat(Func<int> call)
    {
        int descriptor;
        do descriptor = call();
        while (descriptor < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return descriptor;
    }

    private static IOException Failure(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        var message = $"{path}: {Marshal.GetPInvokeErrorMessage(error)} ({error})";
        return error == NoSuchFile ? new DirectoryNotFoundException(message) : new IOException(message, error);
    }

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;

    private static int CloseOnExec => OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    private static int NoFollow => OperatingSystem.IsMacOS() ? 0x100 : IsArm ? 0x8000 : 0x20000;

    private static int NonBlocking => OperatingSystem.IsMacOS() ? 0x4 : 0x800;

    private static int FolderFlags => CloseOnExec | (OperatingSystem.IsMacOS() ? 0x100000 : IsArm ? 0x4000 : 0x10000); // O_DIRECTORY

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAt(int folder, string path, int flags);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAt(SafeFileHandle folder, string path, int flags);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatusOf(SafeFileHandle folder, string path, int flags, uint mask, ref byte answer);
}
