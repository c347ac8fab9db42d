namespace Sed.Exchange.Client;

/// <summary>One file of a package to send. It is read once per try, from the start.</summary>
/// <param name="Name">The file's name in the package, octets kept; no directories.</param>
/// <param name="Length">Octets.</param>
/// <param name="Open">Opens the octets from the start; called again when a try is repeated.</param>
public sealed record OutboundFile(string Name, long Length, Func<Stream> Open)
{
    /// <summary>A file on disk under its own name.</summary>
    public static OutboundFile FromPath(string path) =>
        new(Path.GetFileName(path), new FileInfo(path).Length, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));

    /// <summary>A file in memory.</summary>
    public static OutboundFile FromBytes(string name, byte[] content) => new(name, content.Length, () => new MemoryStream(content, writable: false));

    /// <summary>Every file of a folder that holds one package: <c>DocInfo.xml</c> or <c>Report.xml</c> and what it lists.</summary>
    public static IReadOnlyList<OutboundFile> FromFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(FromPath)];
}
