using System.Text;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages;

/// <summary>Read as others write, written as «Дело» does (§11 and §12 of the facts).</summary>
public sealed class SevFormsTests
{
    private static readonly SevWriterOptions AsRead = new() { AsRead = true };

    [Fact]
    public void What_was_read_in_any_form_is_written_in_one()
    {
        var text = Encoding.UTF8.GetString(SevWriter.Write(Passports.Letter()))
            .Replace("00000001000000000000000000000001", "{00000001-0000-0000-0000-000000000001}", StringComparison.Ordinal)
            .Replace("00000003000000000000000000000001", "00000003-0000-0000-0000-000000000001", StringComparison.Ordinal)
            .Replace("00000007000000000000000000000001", "00000007000000000000000000000001".ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("T12:00:00.0000000+03:00", "T12:00:00", StringComparison.Ordinal)
            .Replace("T12:00:00+03:00", "T12:00:00", StringComparison.Ordinal)
            .Replace(">.pdf<", ">pdf<", StringComparison.Ordinal)
            .Replace("<ShortName>Ефремов<", "<ShortName> Ефремов\n<", StringComparison.Ordinal)
            .Replace("</DocInfo>", "<Expansion/></DocInfo>", StringComparison.Ordinal);
        var read = SevReader.Read(Encoding.UTF8.GetBytes(text)).Passport!;
        Assert.Equal(Text(SevWriter.Write(Passports.Letter())), Text(SevWriter.Write(read)));
        Assert.Equal(CanonicalContent.Of(Encoding.UTF8.GetBytes(text)), CanonicalContent.Of(SevWriter.Write(read, AsRead)));
    }

    [Fact]
    public void The_zone_of_a_time_without_one_is_the_senders() =>
        Assert.Contains(
            " Time=\"2026-11-23T12:00:00.0000000+05:00\"",
            Text(SevWriter.Write(
                Passports.Letter() with { Header = Passports.Letter().Header with { Time = new SevTime(Passports.Noon.DateTime, null) } },
                new SevWriterOptions { ZoneIfNone = TimeSpan.FromHours(5) })),
            StringComparison.Ordinal);

    [Fact]
    public void A_report_repeats_the_identifiers_of_anothers_card_as_they_came()
    {
        const string Dashed = "00000003-0000-0000-0000-00000000000A";
        var letter = Passports.Letter();
        var about = letter with { Documents = [letter.Documents[0] with { Uid = Dashed }] };
        var basis = new SevReportBasis(Passports.Id(1), Passports.Noon, Passports.Sender);
        var number = new SevRegisteredNumber { Number = "1", Date = new DateOnly(2026, 1, 1) };
        var text = Text(SevWriter.Write(SevReports.Registration(about, basis, number, Passports.Noon)));
        Assert.Contains($"<InitialDoc UID=\"{Dashed}\"", text, StringComparison.Ordinal);
        Assert.Contains($"<Document UID=\"{Dashed}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_reader_would_refuse_is_never_written()
    {
        var letter = Passports.Letter();
        SevPassport[] wrong =
        [
            letter with { Documents = [] },
            letter with { Header = letter.Header with { MessageType = SevMessageType.Report } },
            letter with { Header = letter.Header with { MessageType = SevMessageType.Other } },
            letter with { Header = letter.Header with { Resources = [.. letter.Header.Resources.Take(2)] } },
            letter with { Header = letter.Header with { Resources = [.. letter.Header.Resources, letter.Header.Resources[0]] } },
            letter with { Header = letter.Header with { Recipient = new SevRecipient { Contacts = [] } } },
            Passports.FullReport() with { Header = Passports.FullReport().Header with { MessageType = SevMessageType.MainDoc } },
            Passports.FullSyncInfo() with { Departments = new SevSyncDepartments { OperationName = "о", Contacts = [] } },
        ];
        Assert.All(wrong, passport => Assert.Contains("SEDX-SEV", Assert.Throws<ArgumentException>(() => SevWriter.Write(passport)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void For_version_12_nothing_is_written_that_it_would_refuse()
    {
        var options = new SevWriterOptions { Generation = SevGeneration.V12 };
        var document = Passports.FullDocInfo();
        Assert.Empty(SevValidator.Validate(SevWriter.Write(document, options), SevGeneration.V12));
        var withoutState = document with { Tasks = [document.Tasks[0] with { Control = new SevTaskControl() { Summary = "Ход" } }] };
        Assert.NotEmpty(SevWriter.Write(withoutState));
        Assert.Contains("Control", Assert.Throws<ArgumentException>(() => SevWriter.Write(withoutState, options)).Message, StringComparison.Ordinal);
        var editing = Passports.FullReport() with { Header = Passports.FullReport().Header with { MessageType = SevMessageType.Editing } };
        Assert.Throws<ArgumentException>(() => SevWriter.Write(editing, options));
    }

    [Theory]
    [InlineData("<Annotation>О дороге</Annotation>", "О дороге")]
    [InlineData("<Annotation> \t О\n  дороге </Annotation>", " \t О\n  дороге ")]
    [InlineData("<Annotation>  </Annotation>", "  ")]
    [InlineData("<Annotation>О&#13;&#10;дороге</Annotation>", "О\r\nдороге")]
    [InlineData("<Annotation>О\r\nдороге</Annotation>", "О\nдороге")]
    [InlineData("<Annotation>&lt;О&gt; &amp; &quot;д&quot;&#x44F;</Annotation>", "<О> & \"д\"я")]
    [InlineData("<Annotation>О <![CDATA[<дороге> & ]]]]><![CDATA[>]]>.</Annotation>", "О <дороге> & ]]>.")]
    [InlineData("<Annotation>О <!-- и не о том -->дороге<?x y?></Annotation>", "О дороге")]
    [InlineData("<Annotation>\U0001F6E3&#x1F6E3; й и\u0306 \u00A0\u2028\u0085\uFFFD</Annotation>", "\U0001F6E3\U0001F6E3 й и\u0306 \u00A0\u2028\u0085\uFFFD")]
    [InlineData("<Annotation>12<n:x xmlns:n=\"urn:n\">34</n:x>56</Annotation>", "1256")]
    public void Texts_are_read_to_the_character_and_written_so(string xml, string expected)
    {
        var text = Text(SevWriter.Write(Passports.Letter())).Replace("<Annotation>О дороге</Annotation>", xml, StringComparison.Ordinal);
        var read = SevReader.Read(Encoding.UTF8.GetBytes(text)).DocInfo!;
        Assert.Equal(expected, read.Documents[0].Annotation);
        Assert.Equal(expected, SevReader.Read(SevWriter.Write(read)).DocInfo!.Documents[0].Annotation);
        Assert.Equal(expected, SevReader.Read(SevWriter.Write(read, AsRead)).DocInfo!.Documents[0].Annotation);
    }

    [Theory]
    [InlineData("Имя&#10;&#13;&#9;&amp;&quot;'&lt;", "Имя\n\r\t&\"'<")]
    [InlineData(" а\nб ", " а б ")]
    public void Attributes_are_read_to_the_character_and_written_so(string xml, string expected)
    {
        var text = Text(SevWriter.Write(Passports.Letter())).Replace("Иванов И.И.", xml, StringComparison.Ordinal);
        var read = SevReader.Read(Encoding.UTF8.GetBytes(text)).DocInfo!;
        Assert.Equal(expected, read.Documents[0].Files[0].Signatures[0].Certificate);
        Assert.Equal(expected, SevReader.Read(SevWriter.Write(read)).DocInfo!.Documents[0].Files[0].Signatures[0].Certificate);
    }

    [Fact]
    public void What_xml_cannot_carry_is_not_written()
    {
        // Half a pair cannot even be an argument of a theory.
        foreach (var text in (string[])["а\u0001", "а\uD800", "\uDC00а", "а\uFFFF"])
        {
            var letter = Passports.Letter() with { Documents = [Passports.Letter().Documents[0] with { Annotation = text }] };
            Assert.ThrowsAny<ArgumentException>(() => SevWriter.Write(letter));
            Assert.ThrowsAny<ArgumentException>(() => SevWriter.Write(letter, AsRead));
        }
    }

    [Fact]
    public void Content_of_expansion_is_kept_with_the_names_its_values_mean()
    {
        const string Content = "<Expansion xmlns:q=\"urn:q\" Version=\"2\"><a xmlns=\"urn:a\" type=\"q:kind\">т&#xD;<b xmlns=\"\" /></a><Number>7</Number></Expansion>";
        var text = Text(SevWriter.Write(Passports.Letter())).Replace("</DocInfo>", Content + "</DocInfo>", StringComparison.Ordinal);
        var read = SevReader.Read(Encoding.UTF8.GetBytes(text)).DocInfo!;
        Assert.Equal("<a xmlns=\"urn:a\" type=\"q:kind\" xmlns:q=\"urn:q\">т&#xD;<b xmlns=\"\" /></a>", read.Expansion!.Content[0]);
        Assert.Equal(CanonicalContent.Of(Encoding.UTF8.GetBytes(text)), CanonicalContent.Of(SevWriter.Write(read)));
    }

    private static string Text(byte[] octets) => Encoding.UTF8.GetString(octets);
}
