using System.IO.Compression;
using CsCheck;
using Sed.Exchange.Containers.Zip;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Tests.Properties;

/// <summary>Whatever is packed: our writer and our reader, and the runtime's, see the same; and of what our writer wrote no octet can be another.</summary>
public sealed class ArchivePropertyTests
{
    private static readonly Gen<string> Name = Gen.OneOf<char>(Gen.Char['a', 'z'], Gen.Char['а', 'я'], Gen.Char['0', '9'], Gen.OneOf('.', '-', '_', ' ', '№')).Array[1, 30]
        .Select(letters => new string(letters).Trim(' ', '.'))
        .Where(name => name.Length > 0);

    private static readonly Gen<List<(string Name, byte[] Content)>> Entries = Gen.Select(Name, Gen.Byte.Array[0, 300]).List[1, 8]
        .Select(entries => entries.DistinctBy(entry => FileNameKey.Of(entry.Item1)).ToList());

    [Fact]
    public void What_was_packed_is_read() => Entries.Sample(
        entries =>
        {
            var archive = Pack(entries);
            var reading = ZipReader.Read(new MemoryStream(archive), ZipRules.Canonical, CancellationToken.None);
            Assert.Null(reading.Fault);
            Assert.Equal(entries, reading.Entries.Select(entry => (entry.Name, reading.ReadAll(entry))));
            using var other = new ZipArchive(new MemoryStream(archive));
            Assert.Equal(entries, other.Entries.Select(entry => (entry.FullName, Content(entry))));
        },
        iter: 300);

    [Fact]
    public void No_octet_of_what_was_packed_can_be_another() => Gen.Select(Entries, Gen.Int[0, int.MaxValue], Gen.Byte[1, 255]).Sample(
        (entries, place, mask) =>
        {
            var archive = Pack(entries);
            archive[place % archive.Length] ^= mask;
            var reading = ZipReader.Read(new MemoryStream(archive), ZipRules.Canonical, CancellationToken.None);
            // The checksum of a name is the name: it may be another entry's, but never this one's.
            if (reading.Fault is null && reading.CheckContents(CancellationToken.None) is null) Assert.NotEqual(entries.Select(entry => entry.Name), reading.Entries.Select(entry => entry.Name));
        },
        iter: 1000);

    [Fact]
    public void An_archive_cut_anywhere_is_refused() => Gen.Select(Entries, Gen.Int[0, int.MaxValue]).Sample(
        (entries, length) =>
        {
            var archive = Pack(entries);
            Assert.NotNull(ZipReader.Read(new MemoryStream(archive[..(length % archive.Length)]), ZipRules.Foreign, CancellationToken.None).Fault);
        },
        iter: 300);

    private static byte[] Pack(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var output = new MemoryStream();
        var writer = new ZipWriter(output);
        foreach (var (name, content) in entries) writer.Add(name, content);
        writer.Finish();
        return output.ToArray();
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
