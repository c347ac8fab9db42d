using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Authority;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Tests.Paths;

namespace Sed.Exchange.Tests.Authority;

/// <summary>Register numbers as authorities write them: which count, and which are said to be wrong.</summary>
public class CertificateNumbersTests
{
    private const string Ogrn = DistinguishedName.OgrnOid;
    private const string Inn = DistinguishedName.InnOid;
    private const string InnOfEntity = DistinguishedName.InnLegalEntityOid;
    private const string Snils = DistinguishedName.SnilsOid;

    public static TheoryData<UniversalTagNumber> Types =>
        [UniversalTagNumber.NumericString, UniversalTagNumber.PrintableString, UniversalTagNumber.UTF8String, UniversalTagNumber.IA5String, UniversalTagNumber.BMPString, UniversalTagNumber.T61String];

    [Theory]
    [MemberData(nameof(Types))]
    public void Any_type_of_string_will_do(UniversalTagNumber type)
    {
        var numbers = Read(type, [(Ogrn, "1047702026701")], [(InnOfEntity, "7707083893")], [(Inn, "500100732259")], [(Snils, "11223344595")]);
        Assert.Equal(("1047702026701", "7707083893", "500100732259", "11223344595"), (numbers.Ogrn, numbers.Inn, numbers.PersonalInn, numbers.Snils));
        Assert.Empty(numbers.Findings);
        Assert.True(numbers is { NamesOrganisation: true, NamesPerson: true });
    }

    [Fact]
    public void A_part_of_several_attributes_is_read_to_its_end()
    {
        var numbers = Read(UniversalTagNumber.NumericString, [(Ogrn, "1047702026701"), (Inn, "007707083893"), (Snils, "11223344595")]);
        Assert.Equal(("1047702026701", "7707083893", null, "11223344595"), (numbers.Ogrn, numbers.Inn, numbers.PersonalInn, numbers.Snils));
    }

    [Theory]
    [InlineData("7707083893")]
    [InlineData("007707083893")]
    [InlineData(" 7707083893 ")]
    public void An_entity_in_the_attribute_of_persons_is_an_entity(string text)
    {
        var numbers = Read(UniversalTagNumber.UTF8String, [(Inn, text)]);
        Assert.Equal(("7707083893", null), (numbers.Inn, numbers.PersonalInn));
    }

    [Fact]
    public void Both_attributes_may_say_the_same()
    {
        var numbers = Read(UniversalTagNumber.NumericString, [(Inn, "007707083893")], [(InnOfEntity, "7707083893")]);
        Assert.Equal("7707083893", numbers.Inn);
        Assert.Empty(numbers.Findings);
    }

    [Fact]
    public void A_directory_name_of_subjectAltName_counts()
    {
        var certificate = Certify(Name(UniversalTagNumber.UTF8String, [("2.5.4.3", "Глава")]), Part.Raw("2.5.29.17", critical: false, writer =>
        {
            using (writer.PushSequence())
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4, isConstructed: true))) writer.WriteEncodedValue(Name(UniversalTagNumber.NumericString, [(Ogrn, "1047702026701"), (InnOfEntity, "7707083893")]));
        }));
        Assert.Equal("1047702026701", CertificateNumbers.Read(certificate).Ogrn);
        Assert.Equal(("1047702026701", "7707083893"), (certificate.Ogrn, certificate.Inn));
    }

    [Theory]
    [InlineData(Ogrn, "1047702026702", "ОГРН 1047702026702")]
    [InlineData(Ogrn, "104770202670", "ОГРН 104770202670")]
    [InlineData(InnOfEntity, "7707083894", "ИНН 7707083894")]
    [InlineData(Inn, "007707083894", "ИНН 7707083894")]
    [InlineData(Inn, "500100732258", "ИНН")]
    [InlineData(Snils, "11223344596", "СНИЛС")]
    public void A_number_with_wrong_check_digits_is_told_and_does_not_count(string oid, string number, string seen)
    {
        var numbers = Read(UniversalTagNumber.UTF8String, [(oid, number)]);
        Assert.False(numbers.NamesOrganisation || numbers.NamesPerson);
        // A person's number is not shown, right or wrong.
        Assert.Equal((AuthorityCodes.NumberWrong, seen), numbers.Findings.Select(finding => (finding.Code, finding.Seen)).Single());
    }

    [Fact]
    public void Of_two_different_numbers_none_counts()
    {
        var numbers = Read(UniversalTagNumber.UTF8String, [(Ogrn, "1047702026701")], [(Ogrn, "1999900000010")]);
        Assert.Null(numbers.Ogrn);
        Assert.Equal(AuthorityCodes.NumberAmbiguous, Assert.Single(numbers.Findings).Code);
    }

    [Theory]
    [InlineData("1.2.840.113549.1.9.2", "INN=007707083893/KPP=773601001/OGRN=1047702026701", "INN=007707083893, OGRN=1047702026701")]
    [InlineData("1.2.840.113549.1.9.2", "ИНН=7707083893, СНИЛС=11223344595", "ИНН=7707083893")]
    [InlineData("2.5.4.13", "ОГРН: 1047702026701", "ОГРН: 1047702026701")]
    [InlineData("1.2.840.113549.1.9.1", "OID.1.2.643.100.1=1047702026701", "OID.1.2.643.100.1=1047702026701")]
    public void A_number_in_a_free_text_is_told_and_does_not_count(string oid, string text, string seen)
    {
        var numbers = Read(UniversalTagNumber.UTF8String, [(oid, text)]);
        Assert.False(numbers.NamesOrganisation);
        Assert.Equal((AuthorityCodes.NumberInText, seen), numbers.Findings.Select(finding => (finding.Code, finding.Seen)).Single());
    }

    internal static byte[] Name(UniversalTagNumber type, params (string Oid, string Text)[][] parts)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            foreach (var part in parts)
            {
                using (writer.PushSetOf())
                {
                    foreach (var (oid, text) in part)
                    {
                        using (writer.PushSequence())
                        {
                            writer.WriteObjectIdentifier(oid);
                            writer.WriteCharacterString(type, text);
                        }
                    }
                }
            }
        }

        return writer.Encode();
    }

    private static CertificateNumbers Read(UniversalTagNumber type, params (string Oid, string Text)[][] parts) => CertificateNumbers.Read(Certify(Name(type, parts)));

    private static Certificate Certify(byte[] subject, params X509Extension[] extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName(subject), key, HashAlgorithmName.SHA256);
        foreach (var extension in extensions) request.CertificateExtensions.Add(extension);
        using var made = request.CreateSelfSigned(Mint.Noon, Mint.Noon.AddYears(1));
        return Certificate.Parse(made.RawData)!;
    }
}
