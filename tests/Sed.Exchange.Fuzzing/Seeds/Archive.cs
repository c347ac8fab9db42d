using System.IO.Compression;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Fuzzing.Seeds;

/// <summary>Archives as our own writer and as others write them.</summary>
internal static class Archive
{
    /// <summary>Stored, in the canonical form.</summary>
    public static byte[] Store(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var output = new MemoryStream();
        var writer = new ZipWriter(output);
        foreach (var (name, content) in entries) writer.Add(name, content);
        writer.Finish();
        return output.ToArray();
    }

    /// <summary>Compressed, as ordinary packers write.</summary>
    public static byte[] Deflate(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var output = new MemoryStream();
        Write(output, entries);
        return output.ToArray();
    }

    /// <summary>With sizes behind the contents, as writers to pipes write.</summary>
    public static byte[] ToPipe(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var output = new MemoryStream();
        using (var pipe = new ForwardStream(output)) Write(pipe, entries);
        return output.ToArray();
    }

    // Times of the clock would make every run another one.
    private static void Write(Stream output, IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, content) in entries)
        {
            var entry = zip.CreateEntry(name);
            entry.LastWriteTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var stream = entry.Open();
            stream.Write(content);
        }
    }
}
