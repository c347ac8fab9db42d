using System.IO.Compression;
using Sed.Exchange.Containers.Zip;
using Sed.Exchange.Fuzzing.Seeds;

namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>Archives, by the rules for others and by our own. What is taken has one meaning: the runtime's reader must see the same contents in it.</summary>
internal sealed class ZipTarget : FuzzTarget
{
    public override string Name => "zip";

    public override IReadOnlyList<(string Folder, string[] Endings)> References => [("zip", []), ("asic", [])];

    public override IEnumerable<byte[]> MakeSeeds() =>
    [
        Archive.Store([("a.txt", "letter"u8.ToArray()), ("папка/б.txt", new byte[100])]),
        Archive.Deflate([("a.txt", new byte[4000]), ("b.txt", "letter"u8.ToArray())]),
        Archive.ToPipe([("a.txt", "letter"u8.ToArray())]),
    ];

    public override IReadOnlyList<string> Read(byte[] input)
    {
        ZipReader.Read(new MemoryStream(input, writable: false), ZipRules.Canonical, CancellationToken.None).CheckContents(CancellationToken.None);
        // The runtime inflates in steps that depend on what is declared: a bomb is a matter of minutes and of no interest to the structure.
        var rules = ZipRules.Foreign with { AllowBareUtf8 = true, TotalBytes = 16 * 1024 * 1024 };
        var reading = ZipReader.Read(new MemoryStream(input, writable: false), rules, CancellationToken.None);
        if (reading.Fault is null && reading.CheckContents(CancellationToken.None) is null) Compare(reading, input);
        return [];
    }

    private static void Compare(ZipReading reading, byte[] input)
    {
        ZipArchive other;
        try
        {
            other = new ZipArchive(new MemoryStream(input, writable: false), ZipArchiveMode.Read);
            _ = other.Entries;
        }
        catch (InvalidDataException)
        {
            // Who refuses an archive sees no other thing in it.
            return;
        }

        using (other)
        {
            if (other.Entries.Count != reading.Entries.Count) throw new ViolationException($"{reading.Entries.Count} entries, another reader sees {other.Entries.Count}");
            foreach (var (entry, seen) in reading.Entries.Zip(other.Entries))
            {
                if (entry.IsFolder) continue;
                if (seen.FullName != entry.Name && entry.Name.All(char.IsAscii)) throw new ViolationException($"entry {entry.Index}: another reader sees another name");
                if (!reading.ReadAll(entry).AsSpan().SequenceEqual(Content(seen))) throw new ViolationException($"entry {entry.Index}: another reader sees another content");
            }
        }
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
