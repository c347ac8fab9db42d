using System.Globalization;
using System.Text;

namespace Sed.Exchange.Adapters.Files;

/// <summary>
/// A node's data folder (0700), held by one process at a time through a lock on its file <c>lock</c>. The system drops the lock with the process,
/// however it ends; the file itself stays and means nothing.
/// </summary>
public sealed class NodeFolder : IDisposable
{
    private const string LockName = "lock";
    private const string HolderName = "lock.pid";

    private readonly FileStream _lock;

    private NodeFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The folder, absolute.</summary>
    public string Path { get; }

    /// <summary>Makes the folder if it is not there, and takes it for this process until disposal.</summary>
    /// <exception cref="NodeFolderException">It cannot be made, or another process has it.</exception>
    public static NodeFolder Take(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        FileStream? held = null;
        try
        {
            DurableFiles.CreateFolder(full);
            var options = DurableFiles.Private(FileMode.OpenOrCreate);
            if (OperatingSystem.IsWindows()) options.Share = FileShare.None;
            held = new FileStream(System.IO.Path.Combine(full, LockName), options);
            if (!DurableFiles.TryLock(held.SafeFileHandle)) throw Taken(full, null);

            WriteHolder(System.IO.Path.Combine(full, HolderName));
            return new NodeFolder(full, held);
        }
        catch (IOException exception) when (held is null && IsSharingViolation(exception))
        {
            throw Taken(full, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new NodeFolderException($"The data folder {full} cannot be used: {exception.Message}", exception);
        }
        catch (NodeFolderException)
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>True for the files by which the lock is kept: they mean nothing when nobody holds it.</summary>
    public static bool IsLock(string path) => System.IO.Path.GetFileName(path) is LockName or HolderName;

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    /// <summary>For whoever wonders who holds it; not in the locked file, which nobody else can open.</summary>
    private static void WriteHolder(string path)
    {
        try
        {
            using var holder = new FileStream(path, DurableFiles.Private(FileMode.Create));
            holder.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n")));
        }
        catch (IOException full) when (FileFaults.IsFull(full))
        {
            // A node on a full disk must start: what waits can still be collected. Only the sentence below gets poorer.
        }
    }

    /// <summary>The framework locks what it opens, too: opening a locked file fails with EWOULDBLOCK (Linux, macOS) or ERROR_SHARING_VIOLATION.</summary>
    private static bool IsSharingViolation(IOException exception) =>
        OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) == 32 : exception.HResult is 11 or 35;

    private static NodeFolderException Taken(string folder, IOException? cause)
    {
        string? holder = null;
        try
        {
            holder = File.ReadAllText(System.IO.Path.Combine(folder, HolderName)).Trim();
        }
        catch (IOException)
        {
            // Only the sentence gets poorer.
        }

        return new NodeFolderException(
            $"The data folder {folder} is in use by {(holder is null ? "another process" : $"process {holder}")}. Stop that node first, or give this one a data folder of its own.", cause)
        {
            TakenFolder = folder,
            Holder = holder,
        };
    }
}
