namespace Sed.Exchange.Client.Wire;

/// <summary>Writes files of a package into a folder. Names come from outside: when one could leave the folder, nothing is written.</summary>
internal static class InboundFolder
{
    private const string Sha256 = "sha-256:";

    /// <summary>Writes all files of a delivery; they are on the disk when it returns.</summary>
    /// <param name="folder">Made when it is not there.</param>
    /// <param name="item">The delivery.</param>
    /// <param name="open">Fetches a file.</param>
    /// <param name="cancel">Stops it; what is whole by then stays.</param>
    /// <returns>Their paths, in order.</returns>
    /// <exception cref="InvalidDataException">A name could leave the folder, or the octets are not those announced.</exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(string folder, InboxItem item, Func<InboundFile, Download> open, CancellationToken cancel)
    {
        var part = $"{item.DeliveryId:N}.part";
        var names = InboundNames.For(item.Files, part);
        DiskSync.CreateFolder(folder);
        var paths = new List<string>(names.Count);
        foreach (var (file, name) in item.Files.Zip(names))
        {
            var path = Path.Combine(folder, name);
            await WriteAsync(Path.Combine(folder, part), path, file, open(file), cancel).ConfigureAwait(false);
            paths.Add(path);
        }

        DiskSync.OfFolder(folder);
        return paths;
    }

    private static Task WriteAsync(string part, string path, InboundFile file, Download download, CancellationToken cancel) =>
        WholeFile.WriteAsync(part, path, overwrite: true, async output =>
        {
            var sha256 = await download.WriteAsync(output, cancel).ConfigureAwait(false);
            var right = output.Position == file.Size
                && (file.Digest?.StartsWith(Sha256, StringComparison.Ordinal) != true || file.Digest.AsSpan(Sha256.Length).SequenceEqual(sha256));
            if (!right) throw new InvalidDataException($"File {file.Index} did not arrive as announced ({output.Position} of {file.Size} octets); download it again.");
        });
}
