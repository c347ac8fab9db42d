using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Sed.Exchange.Containers.Zip;
using Sed.Exchange.Tests.Containers;

namespace Sed.Exchange.Tests.Zip;

/// <summary>Every way to make an archive mean two things, and the fault it is.</summary>
public sealed class ZipReaderTests
{
    private static readonly byte[] Archive = Forgery.PutTogether([("first.txt", "first"u8.ToArray()), ("второй.txt", "second"u8.ToArray())]);

    private static int Central => Forgery.Find(Archive, ZipFormat.CentralSignature);

    private static int End => Forgery.Find(Archive, ZipFormat.EndSignature);

    private static int SecondLocal => Forgery.Find(Archive, ZipFormat.LocalSignature, 1);

    [Fact]
    public void What_was_written_is_read()
    {
        var reading = ZipReader.Read(new MemoryStream(Archive), ZipRules.Canonical, CancellationToken.None);
        Assert.Null(reading.Fault);
        Assert.Equal(["first.txt", "второй.txt"], reading.Entries.Select(entry => entry.Name));
        Assert.Equal("second"u8, reading.ReadAll(reading.Entries[1]));
        Assert.Null(reading.CheckContents(CancellationToken.None));
    }

    [Fact]
    public void The_runtime_s_own_reader_reads_it_too()
    {
        using var archive = new ZipArchive(new MemoryStream(Archive));
        Assert.Equal(["first.txt", "второй.txt"], archive.Entries.Select(entry => entry.FullName));
        using var content = new StreamReader(archive.Entries[1].Open());
        Assert.Equal("second", content.ReadToEnd());
    }

    [Fact]
    public void No_octet_outside_the_contents_may_change()
    {
        var contents = ZipReader.Read(new MemoryStream(Archive), ZipRules.Canonical, CancellationToken.None).Entries
            .SelectMany(entry => Enumerable.Range((int)entry.DataOffset, (int)entry.Size)).ToHashSet();
        for (var at = 0; at < Archive.Length; at++)
        {
            foreach (var mask in (byte[])[0x01, 0x02, 0x10, 0x20, 0x80, 0xFF])
            {
                var forged = (byte[])Archive.Clone();
                forged[at] ^= mask;
                var reading = ZipReader.Read(new MemoryStream(forged), ZipRules.Canonical, CancellationToken.None);
                var fault = reading.Fault ?? reading.CheckContents(CancellationToken.None);
                // A letter of a name that changes in both headers alike would be another archive; one alone is a contradiction.
                Assert.True(fault is not null, $"octet {at} ^ {mask:x2}, content: {contents.Contains(at)}");
            }
        }
    }

    [Fact]
    public void Nothing_may_stand_before_between_or_after()
    {
        Is(ZipFaultKind.Gap, Forgery.Insert(Archive, 0, "prefix"u8.ToArray(), moveRecords: false));
        Is(ZipFaultKind.Gap, Forgery.Insert(Archive, 0, "prefix"u8.ToArray(), moveRecords: true));
        Is(ZipFaultKind.Gap, Forgery.Insert(Archive, SecondLocal, "gap"u8.ToArray(), moveRecords: true));
        Is(ZipFaultKind.Gap, Forgery.Insert(Archive, Central, "gap"u8.ToArray(), moveRecords: true));
        Is(ZipFaultKind.Gap, Forgery.Insert(Archive, End, "gap"u8.ToArray(), moveRecords: false));
        Is(ZipFaultKind.NoEndRecord, [.. Archive, 0], canonicalOnly: false);
        Is(ZipFaultKind.NoEndRecord, [.. Archive, .. "trailing"u8]);
    }

    [Fact]
    public void Comments_are_for_others()
    {
        byte[] withComment = [.. Archive, .. "hello"u8];
        withComment[End + 20] = 5;
        Is(ZipFaultKind.NoEndRecord, withComment, canonicalOnly: true);
        Assert.Null(ZipReader.Read(new MemoryStream(withComment), ZipRules.Foreign, CancellationToken.None).Fault);
    }

    // size, compressed size, offset, volume: what the field holds beside the plain fields, which say "see there" for the first two.
    [Theory]
    [InlineData(2, true, 0, true)]
    [InlineData(3, true, 0, true)]
    [InlineData(4, true, 0, true)]
    [InlineData(3, true, 1, false)]
    [InlineData(4, true, 1, false)]
    [InlineData(1, true, 0, false)]
    [InlineData(3, false, 0, false)]
    public void More_in_a_ZIP64_field_than_is_needed_has_one_meaning_or_is_refused(int values, bool sizeInField, int offsetBy, bool isRead)
    {
        var archive = Forgery.Zip64("a.txt", "first"u8.ToArray(), values, sizeInField, offsetBy);
        var reading = ZipReader.Read(new MemoryStream(archive), ZipRules.Foreign, CancellationToken.None);

        Assert.Equal(isRead, (reading.Fault ?? reading.CheckContents(CancellationToken.None)) is null);
        if (!isRead) Assert.Equal(ZipFaultKind.Zip64, reading.Fault!.Kind);
        Assert.NotNull(ZipReader.Read(new MemoryStream(archive), ZipRules.Canonical, CancellationToken.None).Fault);
    }

    [Fact]
    public void An_end_record_in_a_comment_makes_two_archives()
    {
        byte[] forged = [.. Archive, .. Archive.AsSpan(End)];
        forged[End + 20] = ZipFormat.EndLength;
        Is(ZipFaultKind.TwoEndRecords, forged, ZipRules.Foreign);
        Is(ZipFaultKind.Gap, forged);
    }

    [Fact]
    public void Local_and_central_headers_agree()
    {
        Is(ZipFaultKind.LocalDiffers, Patch(SecondLocal + 10, 0x21));
        Is(ZipFaultKind.LocalDiffers, Patch(SecondLocal + 14, 0x21));
        Is(ZipFaultKind.LocalDiffers, Patch(SecondLocal + 22, 0x21));
        Is(ZipFaultKind.LocalDiffers, Patch(SecondLocal + 30, 0x21));
        Is(ZipFaultKind.LocalDiffers, Patch(SecondLocal + 6, 0x08));
        Is(ZipFaultKind.LocalHeader, Patch(SecondLocal, 0x01));
    }

    [Fact]
    public void Encryption_methods_flags_and_links_are_named_as_what_they_are()
    {
        Is(ZipFaultKind.Encrypted, Patch(Central + 8, 0x01));
        Is(ZipFaultKind.Encrypted, Patch(Central + 8, 0x40));
        Is(ZipFaultKind.DataDescriptor, Patch(Central + 8, 0x08));
        Is(ZipFaultKind.Flags, Patch(Central + 9, 0x80));
        Is(ZipFaultKind.Method, Patch(Central + 10, 0x08));
        Is(ZipFaultKind.Method, Patch(Central + 10, 0x0C), ZipRules.Foreign);
        Is(ZipFaultKind.NotCanonical, Patch(Central + 9, 0x08));
        Is(ZipFaultKind.NotCanonical, Patch(Central + 5, 0x03));
        Is(ZipFaultKind.NotCanonical, Patch(Central + 36, 0x01));
        Is(ZipFaultKind.NotCanonical, Patch(Central + 38, 0x01));
        Is(ZipFaultKind.SeveralVolumes, Patch(Central + 34, 0x01));
        // 0x81A4 is a file of mode 0644; 0xA1A4 a link, 0x41A4 a folder.
        Is(ZipFaultKind.Link, Patch(Central + 41, 0x20), ZipRules.Foreign);
        Is(ZipFaultKind.Folder, Patch(Central + 41, 0xC0), ZipRules.Foreign);
    }

    [Theory]
    [InlineData("../a.txt")]
    [InlineData("/abs.txt")]
    [InlineData("C:/a.txt")]
    [InlineData("c:a.txtx")]
    [InlineData("a\\..\\b.t")]
    [InlineData("a/../b.x")]
    [InlineData("a//b.txt")]
    [InlineData("./abc.tx")]
    [InlineData("nul\0.txt")]
    [InlineData("bell\a.tx")]
    public void Names_stay_inside_the_folder(string name)
    {
        var harmless = new string('x', name.Length);
        var forged = Forgery.PutTogether([(harmless, "x"u8.ToArray())]);
        for (int at; (at = forged.AsSpan().IndexOf(Encoding.ASCII.GetBytes(harmless))) >= 0;) Encoding.ASCII.GetBytes(name).CopyTo(forged, at);
        Is(ZipFaultKind.Name, forged);
        Is(ZipFaultKind.Name, forged, ZipRules.Foreign);
        Assert.Throws<ArgumentException>(() => Forgery.PutTogether([(name, [])]));
    }

    [Fact]
    public void Names_are_UTF_8_only_where_the_flag_says_so()
    {
        var forged = Forgery.PutTogether([("яя", "x"u8.ToArray())]);
        var (local, central) = (Forgery.Find(forged, ZipFormat.LocalSignature), Forgery.Find(forged, ZipFormat.CentralSignature));
        forged[local + 7] ^= 0x08;
        forged[central + 9] ^= 0x08;
        Is(ZipFaultKind.NameEncoding, forged, ZipRules.Foreign);
        forged[local + 7] ^= 0x08;
        forged[central + 9] ^= 0x08;
        forged[local + 30] = forged[central + 46] = 0xFF;
        Is(ZipFaultKind.NameEncoding, forged, ZipRules.Foreign);
    }

    [Theory]
    [InlineData("name-a.txt", "name-b.txt", "name-a.txt")]
    [InlineData("name-a.txt", "name-b.txt", "NAME-A.TXT")]
    [InlineData("\u0439-a.txt", "\u0438\u0306-b.txt", "\u0438\u0306-a.txt")]
    [InlineData("Ω-a.txt", "\u2126-b.txt", "\u2126-a.txt")]
    [InlineData("각-a.txt", "\u1100\u1161\u11A8-b.txt", "\u1100\u1161\u11A8-a.txt")]
    public void Twins_are_refused_also_when_only_case_or_composition_differ(string first, string other, string twin)
    {
        var forged = Forgery.PutTogether([(first, "x"u8.ToArray()), (other, "y"u8.ToArray())]);
        for (int at; (at = forged.AsSpan().IndexOf(Encoding.UTF8.GetBytes(other))) >= 0;) Encoding.UTF8.GetBytes(twin).CopyTo(forged, at);
        Is(ZipFaultKind.DuplicateName, forged);
        Assert.Throws<ArgumentException>(() => Forgery.PutTogether([(first, []), (twin, [])]));
    }

    [Fact]
    public void Entries_do_not_share_octets()
    {
        // Both records point to the first local header: the overlap of a bomb.
        var forged = (byte[])Archive.Clone();
        var second = Forgery.Find(Archive, ZipFormat.CentralSignature, 1);
        BinaryPrimitives.WriteInt32LittleEndian(forged.AsSpan(second + 42), 0);
        Is(ZipFaultKind.Overlap, forged, ZipRules.Foreign);
        BinaryPrimitives.WriteInt32LittleEndian(forged.AsSpan(second + 42), Central + 4);
        Assert.NotNull(ZipReader.Read(new MemoryStream(forged), ZipRules.Foreign, CancellationToken.None).Fault);
        BinaryPrimitives.WriteInt32LittleEndian(forged.AsSpan(second + 42), int.MaxValue);
        Assert.NotNull(ZipReader.Read(new MemoryStream(forged), ZipRules.Foreign, CancellationToken.None).Fault);
    }

    [Fact]
    public void Entries_stand_in_the_order_of_the_directory()
    {
        // The central records exchanged: legal for others, a second spelling for us.
        var records = Archive.AsSpan(Central, End - Central).ToArray();
        var length = Forgery.Find(Archive, ZipFormat.CentralSignature, 1) - Central;
        byte[] forged = [.. Archive.AsSpan(0, Central), .. records.AsSpan(length), .. records.AsSpan(0, length), .. Archive.AsSpan(End)];
        Is(ZipFaultKind.NotCanonical, forged);
        Assert.Null(ZipReader.Read(new MemoryStream(forged), ZipRules.Foreign, CancellationToken.None).Fault);
    }

    [Fact]
    public void Limits_of_size_count_and_ratio_hold()
    {
        using var bomb = new MemoryStream();
        using (var archive = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("zeros").Open();
            entry.Write(new byte[3_000_000]);
        }

        Is(ZipFaultKind.TooLarge, bomb.ToArray(), ZipRules.Foreign with { Ratio = 100 });
        Is(ZipFaultKind.TooLarge, bomb.ToArray(), ZipRules.Foreign with { EntryBytes = 2_999_999 });
        Is(ZipFaultKind.TooLarge, bomb.ToArray(), ZipRules.Foreign with { TotalBytes = 2_999_999 });
        Is(ZipFaultKind.TooLarge, Archive, ZipRules.Canonical with { FileBytes = Archive.Length - 1 });
        Is(ZipFaultKind.TooLarge, Archive, ZipRules.Canonical with { CentralDirectoryBytes = 20 });
        Is(ZipFaultKind.TooManyEntries, Archive, ZipRules.Canonical with { Entries = 1 });
        Is(ZipFaultKind.Empty, Forgery.PutTogether([]));
    }

    [Fact]
    public void Content_is_exactly_what_is_declared()
    {
        var crc = (byte[])Archive.Clone();
        crc[39] ^= 1;
        Assert.Equal(ZipFaultKind.Checksum, ZipReader.Read(new MemoryStream(crc), ZipRules.Canonical, CancellationToken.None).CheckContents(CancellationToken.None)!.Kind);

        // Octets hidden behind the end of a deflate stream, counted in the compressed size.
        using var deflated = new MemoryStream();
        using (var archive = new ZipArchive(deflated, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("text").Open();
            entry.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("text ", 100))));
        }

        var octets = deflated.ToArray();
        var (local, central) = (Forgery.Find(octets, ZipFormat.LocalSignature), Forgery.Find(octets, ZipFormat.CentralSignature));
        var compressed = BinaryPrimitives.ReadInt32LittleEndian(octets.AsSpan(central + 20));
        Assert.Equal(0, BinaryPrimitives.ReadUInt16LittleEndian(octets.AsSpan(local + 6)) & ZipFormat.FlagDescriptor);
        var forged = Forgery.Insert(octets, central, "hidden"u8.ToArray(), moveRecords: true);
        BinaryPrimitives.WriteInt32LittleEndian(forged.AsSpan(local + 18), compressed + 6);
        BinaryPrimitives.WriteInt32LittleEndian(forged.AsSpan(central + 6 + 20), compressed + 6);
        var reading = ZipReader.Read(new MemoryStream(forged), ZipRules.Foreign, CancellationToken.None);
        Assert.Null(reading.Fault);
        Assert.Equal(ZipFaultKind.Deflate, reading.CheckContents(CancellationToken.None)!.Kind);
    }

    [Fact]
    public void A_deflate_stream_without_its_last_block_is_refused()
    {
        using var endless = new MemoryStream();
        var deflate = new DeflateStream(endless, CompressionLevel.Fastest);
        deflate.Write("text"u8);
        deflate.Flush();
        var stored = endless.ToArray();

        // An archive of ours whose one entry is declared to be deflated.
        var forged = Forgery.PutTogether([("a.txt", stored)]);
        var (local, central) = (Forgery.Find(forged, ZipFormat.LocalSignature), Forgery.Find(forged, ZipFormat.CentralSignature));
        foreach (var at in (int[])[local + 8, central + 10]) forged[at] = ZipFormat.Deflated;
        foreach (var at in (int[])[local + 14, central + 16]) BinaryPrimitives.WriteUInt32LittleEndian(forged.AsSpan(at), Crc32.Of("text"u8));
        foreach (var at in (int[])[local + 22, central + 24]) BinaryPrimitives.WriteInt32LittleEndian(forged.AsSpan(at), 4);
        var reading = ZipReader.Read(new MemoryStream(forged), ZipRules.Foreign, CancellationToken.None);
        Assert.Null(reading.Fault);
        Assert.Equal(ZipFaultKind.Deflate, reading.CheckContents(CancellationToken.None)!.Kind);
    }

    [Fact]
    public void An_unknown_length_reserves_ZIP64_which_others_read_and_our_own_form_does_not_have()
    {
        using var output = new MemoryStream();
        var writer = new ZipWriter(output);
        writer.Add("unknown.bin", new MemoryStream(new byte[100]), null, null, CancellationToken.None);
        writer.Finish();
        var reading = ZipReader.Read(output, ZipRules.Foreign, CancellationToken.None);
        Assert.Null(reading.Fault);
        Assert.Equal(100, reading.ReadAll(reading.Entries[0]).Length);
        Is(ZipFaultKind.NotCanonical, output.ToArray());
        using var archive = new ZipArchive(output);
        Assert.Equal(100, archive.Entries[0].Length);
    }

    [Fact]
    public void An_archive_cut_anywhere_is_refused()
    {
        for (var length = 0; length < Archive.Length; length++)
            Assert.NotNull(ZipReader.Read(new MemoryStream(Archive[..length]), ZipRules.Foreign, CancellationToken.None).Fault);
    }

    private static byte[] Patch(int at, byte mask)
    {
        var forged = (byte[])Archive.Clone();
        forged[at] ^= mask;
        return forged;
    }

    private static void Is(ZipFaultKind kind, byte[] archive, bool canonicalOnly)
    {
        Is(kind, archive);
        if (!canonicalOnly) Is(kind, archive, ZipRules.Foreign);
    }

    private static void Is(ZipFaultKind kind, byte[] archive, ZipRules? rules = null)
    {
        var reading = ZipReader.Read(new MemoryStream(archive), rules ?? ZipRules.Canonical, CancellationToken.None);
        Assert.Equal(kind, reading.Fault?.Kind);
        Assert.Empty(reading.Entries);
    }
}
