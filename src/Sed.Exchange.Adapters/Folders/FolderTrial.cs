using Sed.Exchange.Adapters.Files;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>Does in each folder what the channel will do there, with an empty folder of its own, and takes it away again.</summary>
public static class FolderTrial
{
    /// <summary>Everything that is wrong.</summary>
    public static IReadOnlyList<FolderFault> Make(FolderPlace place)
    {
        var faults = new List<FolderFault>();
        foreach (var (key, path) in ((string, string)[])[("out", place.Out), ("documents", place.Documents), ("reports", place.Reports)]) Write(key, path, path, faults);
        if (faults.Any(fault => fault.Key == "out")) return faults;

        // Folders that the channel makes itself are tried by the nearest one that is there.
        foreach (var (key, path) in ((string, string)[])[("errors", place.Errors), ("taken", place.Taken)]) Write(key, place.Out, Existing(path), faults);
        return faults;
    }

    private static void Write(string key, string from, string to, List<FolderFault> faults)
    {
        if (!Directory.Exists(to))
        {
            faults.Add(new FolderFault(key, FolderFaultKind.Missing, to));
            return;
        }

        var name = $".sedx-trial-{Environment.ProcessId}-{key}";
        var (made, moved) = (Path.Combine(from, name), Path.Combine(to, name + ".2"));
        try
        {
            Directory.CreateDirectory(made);
            DurableFiles.Rename(made, moved);
            Directory.Delete(moved);
            _ = Directory.EnumerateFileSystemEntries(to).Any();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            const int crossDevice = 18; // EXDEV
            faults.Add(new FolderFault(key, refused.HResult == crossDevice ? FolderFaultKind.Elsewhere : FolderFaultKind.Unwritable, $"{to}: {FolderFaults.ReasonOf(refused)}"));
            if (Directory.Exists(made)) Directory.Delete(made);
        }
    }

    private static string Existing(string path)
    {
        var there = Path.GetFullPath(path);
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } above) there = above;
        return there;
    }
}
