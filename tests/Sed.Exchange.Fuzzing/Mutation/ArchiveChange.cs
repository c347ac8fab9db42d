using System.Buffers.Binary;
using System.IO.Compression;
using Sed.Exchange.Fuzzing.Seeds;

namespace Sed.Exchange.Fuzzing.Mutation;

/// <summary>Changes archives: fields of their records, or their entries, packed rightly again.</summary>
internal static class ArchiveChange
{
    private const int MostContent = 4 * 1024 * 1024;

    private static readonly byte[][] Signatures = ["PK\u0003\u0004"u8.ToArray(), "PK\u0001\u0002"u8.ToArray(), "PK\u0005\u0006"u8.ToArray(), "PK\u0006\u0006"u8.ToArray(), "PK\u0006\u0007"u8.ToArray(), "PK\u0007\u0008"u8.ToArray()];

    private static readonly uint[] Interesting = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF, 8, 20, 30, 45, 46];

    private static readonly string[] Names =
        ["mimetype", "META-INF/signatures.xml", "META-INF/signatures1.xml", "META-INF/ASiCManifest.xml", "META-INF/manifest.xml", "META-INF/signature.p7s", "a/../b", "e\u0301.txt", "LETTER.TXT", "letter.txt", "папка/", "content/letter.txt"];

    public static byte[]? Of(byte[] octets, byte[] other, Random chance, int depth)
    {
        if (chance.Next(5) < 2) return ChangeRecord(octets, chance);
        if (Entries(octets) is not { Count: > 0 } entries) return ChangeRecord(octets, chance);
        try
        {
            ChangeEntries(entries, other, chance, depth);
            return chance.Next(6) == 0 ? Archive.Deflate(entries) : Archive.Store(entries);
        }
        catch (ArgumentException)
        {
            // Our own writer writes no two entries of one name, nor unsafe names; others do.
            return Archive.Deflate(entries.Where(entry => entry.Name.Length is > 0 and < 60_000));
        }
    }

    private static byte[] ChangeRecord(byte[] octets, Random chance)
    {
        var places = new List<int>();
        foreach (var signature in Signatures)
        {
            for (int at = 0, found; at < octets.Length && (found = octets.AsSpan(at).IndexOf(signature)) >= 0; at += found + 4) places.Add(at + found);
        }

        if (places.Count == 0) return OctetChange.Of(octets, [], chance);
        var place = places[chance.Next(places.Count)];
        switch (chance.Next(5))
        {
            case 0:
                // A record twice, or another's in its place: directories that disagree.
                var length = Math.Min(chance.Next(22, 80), octets.Length - place);
                return OctetChange.Splice(octets, places[chance.Next(places.Count)], 0, octets.AsSpan(place, length));
            case 1:
                return OctetChange.Splice(octets, place, 0, new byte[chance.Next(1, 20)]);
            default:
                var field = place + 4 + chance.Next(44);
                var width = chance.Next(3) switch { 0 => 1, 1 => 2, _ => 4 };
                if (field + width > octets.Length) return OctetChange.Of(octets, [], chance);
                var changed = (byte[])octets.Clone();
                var value = chance.Next(2) == 0 ? Interesting[chance.Next(Interesting.Length)] : (uint)(changed[field] + chance.Next(-2, 3));
                var whole = new byte[4];
                BinaryPrimitives.WriteUInt32LittleEndian(whole, value);
                whole.AsSpan(0, width).CopyTo(changed.AsSpan(field));
                return changed;
        }
    }

    private static void ChangeEntries(List<(string Name, byte[] Content)> entries, byte[] other, Random chance, int depth)
    {
        var index = chance.Next(entries.Count);
        var (name, content) = entries[index];
        switch (chance.Next(10))
        {
            case 0:
                entries.RemoveAt(index);
                break;
            case 1:
                entries.Insert(chance.Next(entries.Count + 1), (Names[chance.Next(Names.Length)], content));
                break;
            case 2:
                entries[index] = (Names[chance.Next(Names.Length)], content);
                break;
            case 3:
                var place = chance.Next(entries.Count);
                (entries[index], entries[place]) = (entries[place], entries[index]);
                break;
            case 4 when Entries(other) is { Count: > 0 } foreign:
                entries.Add(foreign[chance.Next(foreign.Count)]);
                break;
            case 5 when Entries(other) is { Count: > 0 } foreign:
                entries[index] = (name, foreign.Find(entry => entry.Name == name).Content ?? foreign[chance.Next(foreign.Count)].Content);
                break;
            default:
                var donor = Entries(other)?.Find(entry => Path.GetExtension(entry.Name) == Path.GetExtension(name)).Content ?? other;
                entries[index] = (name, Mutant.Change(content, donor, chance, depth + 1));
                break;
        }
    }

    private static List<(string Name, byte[] Content)>? Entries(byte[] octets)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(octets, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Sum(entry => entry.Length) > MostContent) return null;
            var entries = new List<(string, byte[])>();
            foreach (var entry in zip.Entries)
            {
                using var stream = entry.Open();
                using var content = new MemoryStream();
                stream.CopyTo(content);
                entries.Add((entry.FullName, content.ToArray()));
            }

            return entries;
        }
        catch (Exception error) when (error is InvalidDataException or IOException or ArgumentException or NotSupportedException or OverflowException)
        {
            // Already spoiled: then its octets are changed.
            return null;
        }
    }
}
