namespace Sed.Exchange.Client.Wire;

/// <summary>Writes the container of a delivery into a new file.</summary>
internal static class InboundContainer
{
    private const string Sha256 = "sha-256:";

    /// <summary>Writes it; it is on the disk when it returns.</summary>
    /// <param name="path">The new file.</param>
    /// <param name="item">The delivery.</param>
    /// <param name="download">Fetches the container.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    /// <exception cref="InvalidDataException">The octets are not those announced.</exception>
    public static async Task WriteAsync(string path, InboxItem item, Download download, CancellationToken cancel)
    {
        // The node names a container's octets by their digest, in the algorithm that the digests of its files have: the seal's.
        var isSha256 = item.Files.Any(file => file.Digest?.StartsWith(Sha256, StringComparison.Ordinal) == true);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        await WholeFile.WriteAsync(Path.Combine(folder, $"{item.DeliveryId:N}.container.part"), path, overwrite: false, async output =>
        {
            var sha256 = await download.WriteAsync(output, cancel).ConfigureAwait(false);
            var right = (download.Length ?? output.Position) == output.Position
                && (!isSha256 || download.Tag is not { Length: 64 } digest || digest.Equals(sha256, StringComparison.OrdinalIgnoreCase));
            if (!right) throw new InvalidDataException($"The container did not arrive as announced ({output.Position} of {download.Length} octets); download it again.");
        }).ConfigureAwait(false);
        DiskSync.OfFolder(folder);
    }
}
