using System.Text;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages;

public sealed class SevEnvelopTests
{
    [Fact]
    public void It_is_written_on_one_line_with_mark_and_declaration()
    {
        var octets = SevEnvelopXml.Write(new SevEnvelop { MessageDir = "9a677314", Subject = SevEnvelop.ReportSubject, Body = "" });
        Assert.Equal(
            "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><Envelop><MessageDir>9a677314</MessageDir><Subject>Отчет СЭВ</Subject><Body /></Envelop>",
            Encoding.UTF8.GetString(octets));
    }

    [Theory]
    [InlineData("<Envelop/>", PackageCodes.SevNoMark)]
    [InlineData("\uFEFF<?xml version='1.0'?><Envelop><ReceiptDate>2026-11-26T12:00:00</ReceiptDate></Envelop>", PackageCodes.SevTimeWithoutZone)]
    [InlineData("\uFEFF<?xml version='1.0'?><Envelop><n:a xmlns:n='urn:n'/><Subject>а<n:b xmlns:n='urn:n'>б</n:b></Subject></Envelop>", PackageCodes.SevForeign)]
    [InlineData("\uFEFF<?xml version='1.0' encoding='utf-8'?><Envelop xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><Subject>а</Subject></Envelop>")]
    public void What_others_write_is_read_with_a_remark(string text, params string[] codes)
    {
        var reading = SevEnvelopXml.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal(codes, reading.Faults.Select(fault => fault.Code));
        Assert.Contains(reading.Envelop!.Subject, (string?[])[null, "а"]);
    }

    [Theory]
    [InlineData(PackageCodes.PassportRoot, "<Envelope/>")]
    [InlineData(PackageCodes.PassportRoot, "<DocInfo xmlns='http://www.eos.ru/2010/sev'/>")]
    [InlineData(PackageCodes.SevInvalid, "<Envelop><Body/><Subject/></Envelop>")]
    [InlineData(PackageCodes.SevInvalid, "<Envelop><ReceiptDate/></Envelop>")]
    [InlineData(PackageCodes.SevInvalid, "<Envelop><Unknown/></Envelop>")]
    [InlineData(PackageCodes.SevNil, "<Envelop xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'/>")]
    [InlineData(PackageCodes.PassportDtd, "<!DOCTYPE Envelop><Envelop/>")]
    [InlineData(PackageCodes.PassportMalformed, "<Envelop>")]
    public void What_is_no_envelope_is_refused(string code, string text)
    {
        var reading = SevEnvelopXml.Read(Encoding.UTF8.GetBytes(text));
        Assert.Null(reading.Envelop);
        Assert.Equal([code], reading.Faults.Select(fault => fault.Code));
    }
}
