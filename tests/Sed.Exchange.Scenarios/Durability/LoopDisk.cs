using System.Globalization;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Durability;

/// <summary>
/// A disk of its own: ext4 in a file, mounted through a loop device. Its file holds what the device was given, and nothing that only lies in the
/// system's memory: a copy of it is the disk after a power cut.
/// </summary>
internal sealed class LoopDisk : IAsyncDisposable
{
    private int _fillers;

    private LoopDisk(string image, string folder)
    {
        Image = image;
        Folder = folder;
    }

    /// <summary>The file.</summary>
    public string Image { get; }

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    /// <summary>Makes a disk and mounts it.</summary>
    /// <param name="folder">Where file and mount point lie.</param>
    /// <param name="name">Name of both.</param>
    /// <param name="megabytes">Its size.</param>
    public static async Task<LoopDisk> MakeAsync(TempFolder folder, string name, int megabytes)
    {
        var image = folder.Of($"{name}.img");
        (await ToolRun.Run("truncate", ["-s", $"{megabytes.ToString(CultureInfo.InvariantCulture)}M", image])).MustSucceed();

        // No blocks kept for root: the node under test is root here, and would find room where nobody else does.
        (await ToolRun.Run("mkfs.ext4", ["-q", "-m", "0", image])).MustSucceed();
        return await MountAsync(image, folder.Of(name));
    }

    /// <summary>Mounts a file that holds a disk; the file system replays its journal as after a power cut.</summary>
    public static async Task<LoopDisk> MountAsync(string image, string folder)
    {
        Directory.CreateDirectory(folder);
        (await ToolRun.Run("mount", ["-o", "loop", image, folder])).MustSucceed();
        return new LoopDisk(image, folder);
    }

    /// <summary>Copies what the device has by now.</summary>
    public async Task CopyAsync(string to) => (await ToolRun.Run("cp", ["--reflink=never", "--sparse=always", Image, to])).MustSucceed();

    /// <summary>Puts a node's data folder on this disk, in a folder that is durable like one an administrator made; one elsewhere stays there.</summary>
    public void Hold(MadeNode node)
    {
        if (new FileInfo(node.DataFolder).LinkTarget is not null) File.Delete(node.DataFolder);
        var data = Path.Combine(Folder, node.Id);
        DurableFiles.CreateFolder(data);
        Directory.CreateSymbolicLink(node.DataFolder, data);
    }

    /// <summary>Fills the disk until this share of it is free; nothing at all at 0.</summary>
    public async Task FillAsync(double free)
    {
        var disk = new DriveInfo(Folder);
        var filler = Path.Combine(Folder, $"filler-{_fillers++.ToString(CultureInfo.InvariantCulture)}");
        if (free > 0)
        {
            var length = disk.AvailableFreeSpace - (long)(disk.TotalSize * free);
            (await ToolRun.Run("fallocate", ["-l", length.ToString(CultureInfo.InvariantCulture), filler])).MustSucceed();
            return;
        }

        // Until the last block: dd ends with an error when there is none.
        (await ToolRun.Run("dd", ["if=/dev/zero", $"of={filler}", "bs=4k", "conv=fsync"])).MustExitWith(1);
    }

    /// <summary>Takes the fillers away.</summary>
    public void Relieve()
    {
        foreach (var filler in Directory.GetFiles(Folder, "filler-*")) File.Delete(filler);
    }

    public async ValueTask DisposeAsync()
    {
        (await ToolRun.Run("umount", [Folder])).MustSucceed();
        File.Delete(Image);
    }
}
