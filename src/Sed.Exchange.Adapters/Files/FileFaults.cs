using Sed.Exchange.Delivery.Blobs;

namespace Sed.Exchange.Adapters.Files;

/// <summary>What an error of the file system means.</summary>
public static class FileFaults
{
    /// <summary>True when the disk or the quota is full: it passes when somebody makes room.</summary>
    public static bool IsFull(IOException exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is 112 or 39 // ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL
        : exception.HResult is 28 // ENOSPC
            || exception.HResult == (OperatingSystem.IsMacOS() ? 69 : 122); // EDQUOT

    /// <summary>
    /// What cannot be read: nothing new is promised for it, and nothing else is in doubt. A file that is gone or that the device cannot read stays so; anything
    /// else (too many open files, a folder that this user may not enter) passes, or a person mends it, and the octets are what they were.
    /// </summary>
    public static BlobException Unreadable(string name, Exception exception) => exception is FileNotFoundException or DirectoryNotFoundException || IsDeviceFault(exception)
        ? BlobException.Damage($"Blob {name}: {exception.Message}", exception)
        : BlobException.Unreachable($"Blob {name} cannot be read now: {exception.Message}", exception);

    /// <summary>True when the device itself failed to read or write: of what was under way nothing is known.</summary>
    public static bool IsDeviceFault(Exception exception) => exception is IOException io && (OperatingSystem.IsWindows()
        ? (io.HResult & 0xFFFF) is 23 or 1117 // ERROR_CRC, ERROR_IO_DEVICE
        : io.HResult == 5); // EIO

    // A file that could not be opened was not written either: nothing is unknown of it.
    private static bool IsOutOfHandles(Exception exception) => exception is IOException io && (OperatingSystem.IsWindows()
        ? (io.HResult & 0xFFFF) == 4 // ERROR_TOO_MANY_OPEN_FILES
        : io.HResult is 23 or 24); // ENFILE, EMFILE

    /// <summary>The exception the seam promises.</summary>
    public static BlobException Of(string name, Exception exception) => exception switch
    {
        IOException full when IsFull(full) => new BlobException($"No room for blob {name}. Free space on its disk.", isTransient: true, exception),
        _ when IsOutOfHandles(exception) => new BlobException($"Blob {name} cannot be written now: {exception.Message}", isTransient: true, exception),
        _ => new BlobException($"Blob {name}: {exception.Message}", isTransient: false, exception),
    };
}
