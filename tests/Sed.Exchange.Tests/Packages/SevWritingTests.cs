using System.Text;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages;

public sealed class SevWritingTests
{
    [Fact]
    public void Everything_the_model_can_say_survives_writing_and_reading()
    {
        foreach (SevPassport passport in new SevPassport[] { Passports.Letter(), Passports.FullDocInfo(), Passports.FullReport() })
        {
            var first = SevWriter.Write(passport);
            var reading = SevReader.Read(first);
            Assert.True(reading.Passport is not null, string.Join(", ", reading.Faults));
            Assert.Equal(Encoding.UTF8.GetString(first), Encoding.UTF8.GetString(SevWriter.Write(reading.Passport)));
        }
    }

    [Fact]
    public void It_begins_with_mark_and_declaration_and_stays_on_one_line()
    {
        var text = Encoding.UTF8.GetString(SevWriter.Write(Passports.Letter()));
        Assert.StartsWith("\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><DocInfo xmlns=\"http://www.eos.ru/2010/sev\"><Header MessageID=\"00000001", text, StringComparison.Ordinal);
        Assert.Contains(" Time=\"2026-11-23T12:00:00.0000000+03:00\"", text, StringComparison.Ordinal);
        Assert.Contains("<EDMS UID=\"4313BCFDAD6A422EA375EF34BB248BCD\" Version=\"12.0.0\" />", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
    }

    [Fact]
    public void Empty_optional_elements_are_left_out_and_required_ones_stay()
    {
        var letter = Passports.Letter();
        var empty = letter with
        {
            Header = letter.Header with
            {
                Recipient = new SevRecipient
                {
                    Contacts =
                    [
                        new SevContact
                        {
                            Organization = new SevOrganization { ShortName = "", FullName = "", Inn = "" },
                            OfficialPerson = new SevOfficialPerson { Fio = "", Post = "" },
                            Addresses = [new SevAddress { ZipCode = "", Region = Passports.Term("") }],
                        },
                    ],
                },
            },
            Expansion = new SevExpansion(),
        };
        var text = Encoding.UTF8.GetString(SevWriter.Write(empty));
        Assert.Contains("<Recipient><Contact><Organization><ShortName /></Organization></Contact></Recipient>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Expansion", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_12_sees_no_extension_and_no_content_of_expansion()
    {
        var text = Encoding.UTF8.GetString(SevWriter.Write(Passports.FullDocInfo(), new SevWriterOptions { Generation = SevGeneration.V12 }));
        Assert.DoesNotContain("Ext20", text, StringComparison.Ordinal);
        Assert.DoesNotContain("urn:x", text, StringComparison.Ordinal);
        Assert.Contains("Ext2016", Encoding.UTF8.GetString(SevWriter.Write(Passports.FullDocInfo())), StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_namespaces_come_out_where_they_went_in()
    {
        var text = Encoding.UTF8.GetString(SevWriter.Write(Passports.Letter()))
            .Replace("<DocInfo ", "<DocInfo xmlns:n=\"urn:n\" n:root=\"1\" ", StringComparison.Ordinal)
            .Replace("<ResourceList>", "<ResourceList n:list=\"2\"><n:before/>", StringComparison.Ordinal)
            .Replace("<Number>", "<n:first>a<n:b/></n:first><Number n:leaf=\"3\">", StringComparison.Ordinal)
            .Replace("</Document>", "<n:last/></Document>", StringComparison.Ordinal)
            .Replace("</DocInfo>", "<n:end/></DocInfo>", StringComparison.Ordinal);
        var reading = SevReader.Read(Encoding.UTF8.GetBytes(text));
        Assert.Contains(reading.Faults, fault => fault is { Code: PackageCodes.SevForeign, Refuses: false });
        Assert.Equal(CanonicalContent.Of(Encoding.UTF8.GetBytes(text)), CanonicalContent.Of(SevWriter.Write(reading.Passport!)));
    }

    [Theory]
    [InlineData("2014-12-05T08:37:14.0729181+03:00", "2014-12-05T08:37:14.0729181+03:00")]
    [InlineData("2014-12-05T08:37:14", "2014-12-05T08:37:14")]
    [InlineData(" 2014-12-05T08:37:14.120Z ", "2014-12-05T08:37:14.12+00:00")]
    [InlineData("2014-12-05T24:00:00-05:30", "2014-12-06T00:00:00-05:30")]
    [InlineData("2014-12-05T08:37:14.123456789", "2014-12-05T08:37:14.1234567")]
    public void Times_keep_clock_and_zone(string text, string expected)
    {
        Assert.True(SevTime.TryParse(text, out var time));
        Assert.Equal(expected, time.ToString());
    }

    [Theory]
    [InlineData("2014-12-05")]
    [InlineData("2014-12-05T08:37")]
    [InlineData("2014-12-05T08:37:14.")]
    [InlineData("2014-12-05T08:37:14+15:00")]
    [InlineData("2014-12-05T25:00:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T24:00:00")]
    [InlineData("2014-12-05T08:37:14 02:00")]
    [InlineData("")]
    public void What_is_no_time_is_not_read_as_one(string text) => Assert.False(SevTime.TryParse(text, out _));

    [Fact]
    public void Files_are_numbered_with_each_signature_directly_after_its_file()
    {
        var letter = Passports.Letter();
        Assert.Equal(
            ["0 DocInfo.xml", "1 письмо[1].pdf", "2 письмо[1].pdf.sig", "3 письмо[1].pdf.2.sig"],
            letter.Header.Resources.Select(resource => $"{resource.Uid} {resource.UniqueName}"));
        var file = letter.Documents[0].Files[0];
        Assert.Equal(("письмо.pdf", ".pdf", 2), (file.Description, file.Extension, file.Size));
        Assert.Equal(["2", "3"], file.Signatures.Select(signature => signature.ResourceId.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Throws<ArgumentException>(() => SevFileLayout.Of("DocInfo.xml", [new SevAttachment("docinfo.xml", 1, Guid.Empty, [])]));
    }
}
