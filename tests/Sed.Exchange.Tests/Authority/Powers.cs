using System.Text;
using Sed.Exchange.Containers.Authority;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Authority;

/// <summary>Invented organisations, people and powers of attorney, with real keys and signatures.</summary>
internal static class Powers
{
    public const string Number = "00000000-0000-4000-8000-000000000417";
    public const string UpperNumber = "00000000-0000-4000-8000-000000000001";

    public static readonly DocumentAuthor Author = new("1999900000010", "9999000013", IsVouched: true);

    /// <summary>The head, by a certificate that names the organisation.</summary>
    public static SoftwareKey Head => HeadKey.Value;

    /// <summary>The head, by a certificate that names nobody's organisation.</summary>
    public static SoftwareKey HeadAlone => HeadAloneKey.Value;

    /// <summary>An employee, by a certificate of his own.</summary>
    public static SoftwareKey Employee => EmployeeKey.Value;

    /// <summary>Another employee.</summary>
    public static SoftwareKey Colleague => ColleagueKey.Value;

    /// <summary>The head of another organisation.</summary>
    public static SoftwareKey Stranger => StrangerKey.Value;

    private static readonly Lazy<SoftwareKey> HeadKey = Issue("Иванов", "1999900000010", "9999000013", "00000000101");
    private static readonly Lazy<SoftwareKey> HeadAloneKey = Issue("Иванов", null, null, "00000000101");
    private static readonly Lazy<SoftwareKey> EmployeeKey = Issue("Петров", null, null, "00000000202");
    private static readonly Lazy<SoftwareKey> ColleagueKey = Issue("Сидоров", null, null, "11223344595");
    private static readonly Lazy<SoftwareKey> StrangerKey = Issue("Чужой", "1047702026701", "7707083893", "08765430300");

    /// <summary>A clerk, by a certificate that names the organisation and no number of a person.</summary>
    public static SoftwareKey Clerk => ClerkKey.Value;

    private static readonly Lazy<SoftwareKey> ClerkKey = Issue("Писарь", "1999900000010", "9999000013", null, "Писарь");

    /// <summary>The question at a time when everything is valid.</summary>
    public static PathQuestion Question { get; } = new() { At = Authorities.Noon, Anchors = new TrustAnchors([Authorities.Root(Suite.Ecdsa).Certificate], []) };

    /// <summary>A document signed by a key, judged with what came along.</summary>
    public static SignatureVerdict Judge(SoftwareKey signer, IReadOnlyList<DocumentAuthor>? authors, params AttachedPower[] powers) => Judge(signer, authors, Question, powers);

    public static SignatureVerdict Judge(SoftwareKey signer, IReadOnlyList<DocumentAuthor>? authors, PathQuestion question, params AttachedPower[] powers)
    {
        var document = Encoding.UTF8.GetBytes("Письмо");
        var signature = DocumentSignature.Sign(new MemoryStream(document), signer, Authorities.Noon);
        var verdict = DocumentSignature.Verify(new MemoryStream(document), signature, "a.sig", "a", question).Single();
        return new AuthorityJudgement(powers, question).Judge(verdict, authors);
    }

    /// <summary>The one finding of stage Authority.</summary>
    public static Finding Authority(this SignatureVerdict verdict) => verdict.Findings.Single(finding => finding.Stage == VerdictStage.Authority);

    /// <summary>Codes of everything below a finding, short.</summary>
    public static IEnumerable<string> Codes(this Finding finding) => finding.Children.SelectMany(child => child.Codes().Prepend(child.Code["SEDX-".Length..]));

    /// <summary>A power of attorney signed by a key; null: without a signature.</summary>
    public static AttachedPower Sign(string xml, SoftwareKey? key, string name = "mchd.xml")
    {
        var octets = Encoding.UTF8.GetBytes(xml);
        return new AttachedPower(name, octets, name + ".sig", key is null ? null : DocumentSignature.Sign(new MemoryStream(octets), key, Authorities.Noon));
    }

    /// <summary>From the organisation to the employee, by the head; with one place changed.</summary>
    public static string First(string from = "", string to = "", string number = Number, string handsOn = "1") => Changed($"""
        <Доверенность xmlns="urn://x-artefacts/EMCHD_1" ВерсФорм="EMCHD_1" ПрЭлФорм="00000000" ИдФайл="ON_EMCHD_20260901_{number}">
          <Документ><Довер>
            <СвДов ВидДовер="1" ПрПередов="{handsOn}" ВнНомДовер="1" НомДовер="{number}" ДатаВыдДовер="2026-09-01" СрокДейст="2027-08-31"><СведСист>-</СведСист></СвДов>
            <СвДоверит ТипДоверит="1"><Доверит><РосОргДовер ЕИОУК="0" ЕИОФЛ="1" ЕИОИП="0">
              <СвРосОрг НаимОрг="Администрация" ИННЮЛ="9999000013" КПП="999901001" ОГРН="1999900000010"/>
              <ЛицоБезДов ПолнЮЛ="1"><СвФЛ СНИЛС="000-000-001 01" Должность="Глава"/></ЛицоБезДов>
            </РосОргДовер></Доверит></СвДоверит>
            <СвУпПред ТипПред="3"><Пред><СведФизЛ СНИЛС="000-000-002 02"/></Пред></СвУпПред>
            <СвПолн ТипПолн="1" ПрСовмПолн="2"><МашПолн КодПолн="00.000" НаимПолн="Подписание документов"/></СвПолн>
          </Довер></Документ>
        </Доверенность>
        """, from, to);

    /// <summary>From the employee on to his colleague.</summary>
    public static string Onward(string from = "", string to = "") => Changed($"""
        <Доверенность xmlns="urn://x-artefacts/EMCHD_1" ВерсФорм="EMCHD_1" ПрЭлФорм="00000000" ИдФайл="ON_EMCHD_20261001_{Number}">
          <Документ><Передов>
            <СвПервДовер ПрДовер="1" ФормДовер="1" ДатаВыдДовер="2026-09-01" СрокДейст="2027-08-31" НомДоверПерв="{UpperNumber}"/>
            <СвПереДовер ВидДовер="1" ПрПередов="1" ВнНомДовер="2" НомДовер="{Number}" ДатаВыдДовер="2026-10-01" СрокДейст="2027-08-31"/>
            <СвПередПолн ТипПерПолн="3"><ПередПолн><ФЛПерПолн СНИЛС="00000000202"/></ПередПолн></СвПередПолн>
            <СвПолучПолн ТипПред="3"><Пред><СведФизЛ СНИЛС="112-233-445 95"/></Пред></СвПолучПолн>
            <СвПолн ТипПолн="0" ПрСовмПолн="2"><ТекстПолн>Подписывать письма</ТекстПолн></СвПолн>
          </Передов></Документ>
        </Доверенность>
        """, from, to);

    private static string Changed(string xml, string from, string to)
    {
        if (from.Length == 0) return xml;
        Assert.Contains(from, xml, StringComparison.Ordinal);
        return xml.Replace(from, to, StringComparison.Ordinal);
    }

    private static Lazy<SoftwareKey> Issue(string name, string? ogrn, string? inn, string? snils, string? surname = null) => new(() =>
    {
        var subject = new CertificateSubject(name, CertificatePurpose.Official) { Ogrn = ogrn, Inn = inn, Snils = snils, Surname = surname };
        var issued = Authorities.Root(Suite.Ecdsa).Issue(subject, Authorities.NotBefore, Authorities.NotAfter, Authorities.Password);
        return SoftwareKey.FromPkcs12(issued.Pkcs12, Authorities.Password);
    });
}
