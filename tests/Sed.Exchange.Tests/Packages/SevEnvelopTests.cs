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
    [InlineData(PackageCodes.PassportRoot, "<Envelope/>")]
    [InlineData(PackageCodes.PassportRoot, "<DocInfo xmlns='http://www.eos.ru/2010/sev'/>")]
    [InlineData(PackageCodes.SevInvalid, "<Envelop><Body/><Subject/></Envelop>")]
    [InlineData(PackageCodes.SevInvalid, "<Envelop><ReceiptDate/></Envelop>")]
    [InlineData(PackageCodes.PassportDtd, "<!DOCTYPE Envelop><Envelop/>")]
    [InlineData(PackageCodes.PassportMalformed, "<Envelop>")]
    public void What_is_no_envelope_is_refused(string code, string text)
    {
        var reading = SevEnvelopXml.Read(Encoding.UTF8.GetBytes(text));
        Assert.Null(reading.Envelop);
        Assert.Equal([code], reading.Faults.Select(fault => fault.Code));
    }
}
