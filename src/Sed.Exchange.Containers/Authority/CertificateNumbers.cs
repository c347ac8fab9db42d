using System.Formats.Asn1;
using System.Text.RegularExpressions;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Authority;

/// <summary>
/// The register numbers by which a certificate names an organisation and a person, wherever authorities write them: the subject, its multi-valued parts, a
/// directory name of subjectAltName, in any type of string. A number counts when its check digits are right and there is no other of its kind.
/// </summary>
internal sealed partial class CertificateNumbers
{
    // E, unstructuredName, description: where authorities wrote "ИНН=…/ОГРН=…" before there were attributes for it.
    private static readonly string[] TextAttributes = [DistinguishedName.EmailOid, "1.2.840.113549.1.9.2", "2.5.4.13"];

    private readonly List<Finding> _findings = [];

    private CertificateNumbers(Certificate certificate)
    {
        List<DistinguishedName> names = [certificate.Fields.Subject, .. Alternatives(certificate)];
        IEnumerable<string> All(string oid) => names.SelectMany(name => name.FindAll(oid));

        var inns = All(DistinguishedName.InnOid).Select(Trimmed).ToList();
        Ogrn = Only("ОГРН", All(DistinguishedName.OgrnOid).Select(Trimmed), RegisterNumbers.IsOgrn);
        OgrnIp = Only("ОГРНИП", All(DistinguishedName.OgrnIpOid).Select(Trimmed), RegisterNumbers.IsOgrnIp, isPersonal: true);

        // The attribute of persons was the one of entities too, padded to its length or not.
        Inn = Only("ИНН", All(DistinguishedName.InnLegalEntityOid).Select(Trimmed).Concat(inns.Where(IsOfEntity)).Select(Unpadded), RegisterNumbers.IsInn);
        PersonalInn = Only("ИНН", inns.Where(inn => !IsOfEntity(inn)), RegisterNumbers.IsPersonalInn, isPersonal: true);
        Snils = Only("СНИЛС", All(DistinguishedName.SnilsOid).Select(Digits), RegisterNumbers.IsSnils, isPersonal: true);
        if (NamesOrganisation) return;
        var told = TextAttributes.SelectMany(All).SelectMany(text => TextNumber().Matches(text).Select(match => match.Value)).Distinct().Take(4).ToList();
        if (told.Count > 0) _findings.Add(new Finding(AuthorityCodes.NumberInText, VerdictStage.Authority, VerdictResult.Indeterminate, string.Join(", ", told)));
    }

    /// <summary>ОГРН, or null.</summary>
    public string? Ogrn { get; }

    /// <summary>ОГРНИП, or null. Of a person.</summary>
    public string? OgrnIp { get; }

    /// <summary>ИНН of the organisation, ten digits, or null.</summary>
    public string? Inn { get; }

    /// <summary>ИНН of the person, or null. Personal data.</summary>
    public string? PersonalInn { get; }

    /// <summary>СНИЛС of the person, digits only, or null. Personal data.</summary>
    public string? Snils { get; }

    /// <summary>True: it names an organisation by a number.</summary>
    public bool NamesOrganisation => Ogrn is not null || Inn is not null;

    /// <summary>True: it names a person by a number.</summary>
    public bool NamesPerson => Snils is not null || PersonalInn is not null;

    /// <summary>Numbers that do not count, with why.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Reads them.</summary>
    public static CertificateNumbers Read(Certificate certificate) => new(certificate);

    /// <summary>The organisation's numbers for the reader of a finding.</summary>
    public override string ToString() => OrganisationNumbers.Shown(Ogrn, Inn);

    // An extension that cannot be read is the path's finding, and names nobody here.
    private static List<DistinguishedName> Alternatives(Certificate certificate)
    {
        try
        {
            return GeneralName.AlternativesOf(certificate)?.Select(name => name.Directory).OfType<DistinguishedName>().ToList() ?? [];
        }
        catch (AsnContentException)
        {
            return [];
        }
    }

    private string? Only(string name, IEnumerable<string> texts, Func<string, bool> isRight, bool isPersonal = false)
    {
        var distinct = texts.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        foreach (var wrong in distinct.Where(text => !isRight(text)).Take(4))
            _findings.Add(new Finding(AuthorityCodes.NumberWrong, VerdictStage.Authority, VerdictResult.Indeterminate, isPersonal ? name : $"{name} {Shown(wrong)}"));
        var right = distinct.Where(isRight).ToList();
        if (right.Count > 1) _findings.Add(new Finding(AuthorityCodes.NumberAmbiguous, VerdictStage.Authority, VerdictResult.Indeterminate, name));
        return right is [var only] ? only : null;
    }

    private static bool IsOfEntity(string inn) => inn.Length == 10 || (inn.Length == 12 && inn.StartsWith("00", StringComparison.Ordinal));

    private static string Unpadded(string inn) => inn.Length == 12 && inn.StartsWith("00", StringComparison.Ordinal) ? inn[2..] : inn;

    private static string Trimmed(string text) => text.Trim();

    private static string Digits(string text) => text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    private static string Shown(string text) => text.Length <= 20 ? text : text[..20] + "…";

    // Numbers of organisations alone: a person's stay where they are.
    [GeneratedRegex(@"(?:ОГРН|OGRN|ИНН|INN|INNLE|OID\.1\.2\.643\.(?:100\.[14]|3\.131\.1\.1))\s*[=:]\s*(?:[0-9]{13}|(?:00)?[0-9]{10})(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TextNumber();
}
