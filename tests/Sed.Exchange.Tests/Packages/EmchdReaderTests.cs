using System.Text;
using Sed.Exchange.Packages.Emchd;
using Sed.Exchange.Tests.Authority;

namespace Sed.Exchange.Tests.Packages;

public class EmchdReaderTests
{
    [SharedFact]
    public void The_specimen_gives_all_that_decisions_need()
    {
        var reading = EmchdReader.Read(SharedFolder.Read("formats", "samples", "reconstructed", "mchd_EMCHD_1_sample.xml"));
        var document = reading.Document!;
        Assert.Equal((Guid.Parse(Powers.Number), new DateOnly(2026, 9, 1), new DateOnly(2027, 8, 31)), (document.Number, document.Issued, document.Expires));
        Assert.Equal((EmchdSubdelegation.No, false, null, true), (document.Subdelegation, document.IsSubdelegated, document.Parent, document.IsJoint));
        var principal = Assert.Single(document.Principals);
        Assert.Equal(("1999900000010", "9999000013"), (principal.Organisation!.Ogrn, principal.Organisation.Inn));
        Assert.Equal([new EmchdPerson("999900000160", "000-000-001 01")], principal.Persons);
        Assert.Equal([new EmchdPerson("999900000234", "000-000-002 02")], Assert.Single(document.Representatives).Persons);
        Assert.Equal([new EmchdPower("00.000", "Подписание и направление официальных документов")], document.Powers);
    }

    [Fact]
    public void A_sub_delegation_names_the_one_above_and_whoever_hands_on()
    {
        var document = EmchdReader.Read(Encoding.UTF8.GetBytes(Powers.Onward())).Document!;
        Assert.True(document.IsSubdelegated);
        Assert.Equal(Guid.Parse(Powers.UpperNumber), document.Parent);
        Assert.Equal([new EmchdPerson(null, "00000000202")], Assert.Single(document.Principals).Persons);
        Assert.Equal([new EmchdPower(null, "Подписывать письма")], document.Powers);
    }

    [Fact]
    public void A_managing_company_s_head_is_not_the_organisation_and_a_person_s_representative_not_the_person()
    {
        var managed = Powers.First("<СвФЛ СНИЛС=\"000-000-001 01\" Должность=\"Глава\"/>", "<СВЮЛ><СвРосОрг ОГРН=\"1047702026701\"/><СвФЛ СНИЛС=\"000-000-001 01\"/></СВЮЛ>");
        Assert.Equal("1999900000010", EmchdReader.Read(Encoding.UTF8.GetBytes(managed)).Document!.Principals[0].Organisation!.Ogrn);
        var nested = Powers.First("<СведФизЛ СНИЛС=\"000-000-002 02\"/>", "<СведФизЛ СНИЛС=\"000-000-002 02\"><СвЗакПредРук><СвФЛ СНИЛС=\"11223344595\"/></СвЗакПредРук></СведФизЛ>");
        Assert.Equal([new EmchdPerson(null, "000-000-002 02")], EmchdReader.Read(Encoding.UTF8.GetBytes(nested)).Document!.Representatives[0].Persons);
    }

    [Theory]
    [InlineData("")]
    [InlineData("не XML")]
    [InlineData("<Доверенность/>")]
    [InlineData("<Доверенность xmlns='urn://x-artefacts/EMCHD_1' ВерсФорм='EMCHD_1'><Документ><Довер/><Передов/></Документ></Доверенность>")]
    public void Anything_else_is_a_fault_and_no_exception(string text)
    {
        var reading = EmchdReader.Read(Encoding.UTF8.GetBytes(text));
        Assert.Null(reading.Document);
        Assert.NotNull(reading.Fault);
    }

    [Fact]
    public void No_octet_taken_away_or_turned_makes_it_throw()
    {
        var octets = Encoding.UTF8.GetBytes(Powers.First());
        for (var at = 0; at < octets.Length; at += 3)
        {
            _ = EmchdReader.Read(octets[..at]);
            var turned = octets.ToArray();
            turned[at] ^= 0xFF;
            _ = EmchdReader.Read(turned);
        }
    }

    [Fact]
    public void Limits_hold()
    {
        Assert.Null(EmchdReader.Read(new byte[EmchdLimits.Default.Bytes + 1]).Document);
        var deep = Powers.First("<СведСист>-</СведСист>", string.Concat(Enumerable.Repeat("<a>", 40)) + string.Concat(Enumerable.Repeat("</a>", 40)));
        Assert.Equal("more than 32 levels", EmchdReader.Read(Encoding.UTF8.GetBytes(deep)).Fault);
        var many = Powers.First("</СвУпПред>", "</СвУпПред>" + string.Concat(Enumerable.Repeat("<СвУпПред><Пред><СведФизЛ СНИЛС='1'/></Пред></СвУпПред>", 300)));
        Assert.Equal("СвУпПред", EmchdReader.Read(Encoding.UTF8.GetBytes(many)).Fault);
    }
}
