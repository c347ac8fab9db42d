using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Zip;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Papers;
using Sed.Exchange.Node.Texts;
using Sed.Exchange.Tests.Authority;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Papers;

/// <summary>The stamp and the protocol, read back from their files: what is on them, and that the same verdict gives the same octets.</summary>
public partial class PaperTests
{
    private static readonly DateTimeOffset Checked = new(2026, 11, 26, 20, 59, 30, TimeSpan.Zero);

    public static TheoryData<string> Languages => ["ru", "en"];

    [Fact]
    public void A_stamp_is_a_picture_with_ink_on_it_and_the_same_each_time()
    {
        var verdict = Powers.Judge(Powers.Head, null);
        var file = SignatureStamp.Draw(verdict, Checked);

        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
        var rows = Unpack(Chunks(file).Single(chunk => chunk.Type == "IDAT").Octets);
        Assert.Equal((width + 1) * height, rows.Length);
        var ink = rows.Count(octet => octet > 127) / (double)rows.Length;
        Assert.InRange(ink, 0.04, 0.25);
        // The frame stands whole, and outside of it nothing.
        Assert.All(Enumerable.Range(0, width), column => Assert.Equal(0, rows[column + 1]));
        Assert.All(Enumerable.Range(8, width - 16), column => Assert.Equal(255, rows[(7 * (width + 1)) + column + 1]));
        Assert.Equal(file, SignatureStamp.Draw(verdict, Checked));
    }

    [Theory]
    [InlineData(VerdictResult.Failed, false)]
    [InlineData(VerdictResult.Indeterminate, false)]
    [InlineData(VerdictResult.Passed, true)]
    public void Nothing_else_than_a_signature_that_passed_is_stamped(VerdictResult result, bool isCounter) =>
        Assert.Throws<ArgumentException>(() => SignatureStamp.Draw(Powers.Judge(Powers.Head, null) with { Result = result, IsCounter = isCounter }, Checked));

    [Fact]
    public void The_longest_names_make_a_stamp_higher_and_never_wider()
    {
        var usual = SignatureStamp.Draw(Powers.Judge(Powers.Head, null), Checked);
        var certificate = Authorities.Root(Suite.Ecdsa).Issue(
            new CertificateSubject(string.Concat(Enumerable.Repeat("ОченьДлинноеИмяБезПробелов", 30)), CertificatePurpose.Official) { Organisation = string.Concat(Enumerable.Repeat("Департамент Department № 7 ", 40)) },
            Authorities.NotBefore, Authorities.NotAfter, Authorities.Password).Certificate;
        var file = SignatureStamp.Draw(Powers.Judge(Powers.Head, null) with { Signer = certificate }, Checked);
        Assert.Equal(usual[16..20], file[16..20]);
        Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)), BinaryPrimitives.ReadInt32BigEndian(usual.AsSpan(20)) + 1, 700);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_protocol_says_all_that_a_reader_asks_in_text_that_can_be_copied(string language)
    {
        var words = Words.Of(language);
        var verdict = Of([Powers.Judge(Powers.Head, [Powers.Author]), Powers.Judge(Powers.Employee, [Powers.Author])]);
        var file = VerificationProtocol.Write(VerdictDocument.From(verdict, "Письмо № 5 (draft).pdf", new string('a', 64), language), new Dictionary<string, string> { ["a"] = "SHA-256 0123" }, words);
        var text = TextOf(file);

        foreach (var expected in new[]
        {
            words["protocol.uncertified"], words["protocol.title"], words["verify.conclusion.indeterminate"], "Письмо № 5 (draft).pdf", new string('a', 64), "2026-11-16 12:00:00Z",
            "sed-exchange-1", "2026-11-26 20:59:30Z", "CN=Иванов", Powers.Head.Certificate.Serial, "SHA-256 0123", "SEDX-AUTHORITY_NOT_SHOWN", "sedx 0.1.0",
        }) Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain("квалифицированная", text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(file, VerificationProtocol.Write(VerdictDocument.From(verdict, "Письмо № 5 (draft).pdf", new string('a', 64), language), new Dictionary<string, string> { ["a"] = "SHA-256 0123" }, words));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Forty_signers_with_the_longest_names_stay_on_one_page_and_the_rest_is_counted(string language)
    {
        var passed = Powers.Judge(Powers.Head, [Powers.Author]);
        var open = Powers.Judge(Powers.Employee, [Powers.Author]) with { Id = string.Concat(Enumerable.Repeat("Приложение Appendix ", 40)) };
        var signatures = Enumerable.Range(1, 39).Select(number => passed with { Id = $"{new string('Щ', 300)}.{number}.sig", Covers = [.. Enumerable.Range(0, 30).Select(index => $"файл {index}")] }).Append(open).ToList();
        var file = VerificationProtocol.Write(VerdictDocument.From(Of(signatures), new string('Ж', 2000), new string('b', 64), language), new Dictionary<string, string>(), Words.Of(language));
        var text = TextOf(file);

        // What did not pass stands first, though it came last.
        Assert.Contains("Приложение Appendix", text[..text.IndexOf("ЩЩЩ", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Matches(language == "ru" ? @"… и ещё \d+ — в verdict\.json" : @"… and \d+ more in verdict\.json", text);
        Assert.Single(PageObject().Matches(Encoding.Latin1.GetString(file)));
        Assert.All(PlacesOf(file), place =>
        {
            Assert.InRange(place.X, 40, 560);
            Assert.InRange(place.Y, 10, 810);
        });
    }

    private static Verdict Of(IReadOnlyList<SignatureVerdict> signatures) =>
        new(VerdictType.Cms, VerdictResult.Indeterminate, Checked, Authorities.Noon, "time of checking", Verdict.StandardPolicy, signatures, []);

    private static IEnumerable<(string Type, byte[] Octets)> Chunks(byte[] file)
    {
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            Assert.Equal(BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)), Crc32.Of(file.AsSpan(at + 4, length + 4)));
            yield return (Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]);
            at += length + 12;
        }
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var unpacked = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress)) zlib.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static string Content(byte[] file, int number)
    {
        var text = Encoding.Latin1.GetString(file);
        var start = text.IndexOf($"\n{number} 0 obj\n", StringComparison.Ordinal);
        var stream = text.IndexOf("stream\n", start, StringComparison.Ordinal) + "stream\n".Length;
        var length = int.Parse(LengthEntry().Match(text, start).Groups[1].Value, CultureInfo.InvariantCulture);
        return Encoding.Latin1.GetString(Unpack(file[stream..(stream + length)]));
    }

    // As a reader does it: glyphs of each run back to characters by the font's own table.
    private static string TextOf(byte[] file)
    {
        var maps = new Dictionary<string, Dictionary<string, string>> { ["R"] = MapOf(Content(file, 10)), ["B"] = MapOf(Content(file, 15)) };
        var text = string.Join('\n', Run().Matches(Content(file, 4)).Select(run => string.Concat(
            run.Groups["glyphs"].Value.Chunk(4).Select(glyph => maps[run.Groups["font"].Value][new string(glyph)]))));
        // Lines are where the page ends them.
        return text.Replace("\n", " ", StringComparison.Ordinal) + "\n" + text.Replace("\n", "", StringComparison.Ordinal);
    }

    private static Dictionary<string, string> MapOf(string table) => Mapping().Matches(table).ToDictionary(
        row => row.Groups[1].Value, row => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(row.Groups[2].Value)));

    private static IEnumerable<(double X, double Y)> PlacesOf(byte[] file) => Run().Matches(Content(file, 4)).Select(run =>
        (double.Parse(run.Groups["x"].Value, CultureInfo.InvariantCulture), double.Parse(run.Groups["y"].Value, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"BT /(?<font>[RB]) \S+ Tf \S+ g (?<x>\S+) (?<y>\S+) Td <(?<glyphs>[0-9A-F]*)> Tj ET")]
    private static partial Regex Run();

    [GeneratedRegex("<([0-9A-F]{4})> <([0-9A-F]{4,8})>")]
    private static partial Regex Mapping();

    [GeneratedRegex("/Length ([0-9]+)")]
    private static partial Regex LengthEntry();

    [GeneratedRegex("/Type /Page ")]
    private static partial Regex PageObject();
}
