using Sed.Exchange.Adapters.Files;

namespace Sed.Exchange.Node.Api.Uploads;

/// <summary>
/// The folder of uploads under way, inside the data folder. Files get random names of ours, never a user's; whatever a dead process left
/// behind is deleted at start, under the data folder's lock.
/// </summary>
public sealed class UploadFolder
{
    // Other errors of opening a file carry the system's number; that its octets cannot be taken carries none.
    private const int NoErrorNumber = unchecked((int)0x80131620); // COR_E_IO

    private readonly string _folder;

    private UploadFolder(string folder) => _folder = folder;

    /// <summary>Opens the folder empty.</summary>
    /// <param name="dataFolder">The node's data folder, locked by this process.</param>
    /// <exception cref="NodeFolderException">It cannot be emptied or made.</exception>
    public static UploadFolder Open(string dataFolder)
    {
        var folder = Path.Combine(dataFolder, "uploads");
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new NodeFolderException($"The folder {folder} cannot be emptied: {fault.Message}", fault);
        }

        return new UploadFolder(folder);
    }

    /// <summary>A file that is gone when it is closed.</summary>
    /// <param name="octets">About how many it will have: they are taken from the disk now, so that the next to ask finds them gone.</param>
    /// <exception cref="UploadException">They are not there: <c>no-room</c>.</exception>
    internal FileStream CreateTemporary(long octets = 0)
    {
        var options = Upload.Private(FileMode.CreateNew);
        options.Options = FileOptions.DeleteOnClose | FileOptions.RandomAccess;
        options.BufferSize = 16 * 1024;
        options.PreallocationSize = octets;
        try
        {
            return new FileStream(NewPath(), options);
        }
        catch (IOException full) when (octets > 0 && full.HResult == NoErrorNumber)
        {
            throw UploadDesk.NoRoom();
        }
    }

    /// <summary>A path nobody has.</summary>
    internal string NewPath() => Path.Combine(_folder, Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)));
}
