using Sed.Exchange.Delivery;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Node.Api.Uploads;

/// <summary>
/// The files of one request while it is handled: small ones in memory, the rest in <see cref="UploadFolder"/>. Disposing deletes them.
/// </summary>
internal sealed class Upload : IDisposable
{
    // Most packages fit here whole; larger ones must not multiply by the number of uploads at once.
    private const int MemoryBudget = 512 * 1024;

    private readonly UploadDesk _desk;
    private readonly List<PackageFile> _files = [];
    private readonly List<string> _paths = [];
    private int _inMemory;
    private long _total;
    private long _look = UploadDesk.LookEvery;

    /// <summary>Creates an empty upload.</summary>
    public Upload(UploadDesk desk) => _desk = desk;

    /// <summary>The files so far, in the order received.</summary>
    public IReadOnlyList<PackageFile> Files => _files;

    /// <summary>Adds a file, reading its content to the end.</summary>
    /// <exception cref="UploadException">Its name is refused, or it exceeds a limit.</exception>
    public async Task AddAsync(string? name, Stream content, CancellationToken cancel)
    {
        if (FileNames.Fault(name) is { } fault) throw new UploadException(Problems.HttpProblemCodes.FileNameRefused, $"file {_files.Count + 1}: {fault}");
        if (_files.Count == _desk.Limits.Files) throw new UploadException(ProblemCodes.TooLarge, $"more than {_desk.Limits.Files} files");
        var buffer = new byte[64 * 1024];
        var filled = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        Count(filled);
        if (filled < buffer.Length && _inMemory + filled <= MemoryBudget)
        {
            _inMemory += filled;
            var octets = buffer[..filled];
            _files.Add(new PackageFile(name!, filled, () => new MemoryStream(octets, writable: false)));
            return;
        }

        var path = _desk.Folder.NewPath();
        _paths.Add(path);
        long length = filled;
        await using (var file = new FileStream(path, Private(FileMode.CreateNew)))
        {
            await file.WriteAsync(buffer.AsMemory(0, filled), cancel);
            while ((filled = await content.ReadAsync(buffer, cancel)) > 0)
            {
                Count(filled);
                length += filled;
                await file.WriteAsync(buffer.AsMemory(0, filled), cancel);
            }
        }

        _files.Add(new PackageFile(name!, length, () => new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete })));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var path in _paths) File.Delete(path);
    }

    /// <summary>Options of a file only the owner reads.</summary>
    internal static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private void Count(int octets)
    {
        _total += octets;
        if (_total > _desk.Limits.Bytes) throw new UploadException(ProblemCodes.TooLarge, $"more than {_desk.Limits.Bytes} octets");
        _desk.RequireRoomAgain(_total, ref _look);
    }
}
