using System.IO.Compression;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Scenarios.Zip;

/// <summary>Where 32 bits do not suffice: an entry over 4 GiB, an entry behind 4 GiB, more than 65,535 entries.</summary>
public sealed class LargeArchiveTests
{
    [Fact]
    public void An_entry_of_more_than_4_GiB_and_one_behind_it_are_written_in_canonical_form_and_read_back()
    {
        const long Large = uint.MaxValue + 10L;
        var zeros = new SparseStream();
        zeros.SetLength(Large);
        var archive = new SparseStream();
        var writer = new ZipWriter(archive);
        writer.Add("before.txt", "before"u8);
        writer.Add("large.bin", zeros, Large, null, CancellationToken.None);
        writer.Add("after.txt", "after"u8);
        writer.Finish();

        var reading = ZipReader.Read(archive, ZipRules.Canonical, CancellationToken.None);
        Assert.Null(reading.Fault);
        Assert.Equal(Large, reading.Entries[1].Size);
        Assert.True(reading.Entries[2].HeaderOffset > uint.MaxValue);
        Assert.Equal("after"u8, reading.ReadAll(reading.Entries[2]));
        Assert.Null(reading.CheckContents(CancellationToken.None));

        using var theirs = new ZipArchive(archive, ZipArchiveMode.Read);
        Assert.Equal([6, Large, 5], theirs.Entries.Select(entry => entry.Length));
        using var after = new StreamReader(theirs.Entries[2].Open());
        Assert.Equal("after", after.ReadToEnd());
    }

    [Theory]
    [InlineData(65_534)]
    [InlineData(65_535)]
    [InlineData(65_537)]
    public void The_number_of_entries_may_exceed_16_bits(int count)
    {
        using var archive = new MemoryStream();
        var writer = new ZipWriter(archive);
        for (var i = 0; i < count; i++) writer.Add($"{i}", []);
        writer.Finish();

        var reading = ZipReader.Read(archive, ZipRules.Canonical with { Entries = count }, CancellationToken.None);
        Assert.Null(reading.Fault);
        Assert.Equal(count, reading.Entries.Count);
        using var theirs = new ZipArchive(archive);
        Assert.Equal(count, theirs.Entries.Count);
    }
}
