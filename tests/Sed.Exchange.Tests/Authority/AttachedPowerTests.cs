using System.Text;
using Sed.Exchange.Containers.Authority;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Tests.Packages;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Authority;

/// <summary>Powers of attorney that come in a package are found and used for the signatures in it.</summary>
public class AttachedPowerTests
{
    private static readonly byte[] Document = Encoding.UTF8.GetBytes("Письмо");

    private static readonly ExchangeDirectory Directory = new()
    {
        Serial = 1,
        IssuedAt = Authorities.NotBefore,
        Expires = Authorities.NotAfter,
        Keys = new DirectoryKeys(Authorities.Root(Suite.Ecdsa).Certificate, null, null),
        Organisations =
        [
            new Organisation
            {
                Id = Guid.Parse("0a710000-0000-4000-8000-000000000001"), Name = "Администрация", SevIndexes = ["ADM-1"], Ogrn = "1999900000010", Inn = "9999000013",
                ValidFrom = Authorities.NotBefore, Node = "a",
            },
        ],
        Nodes = [],
    };

    [Theory]
    [InlineData("mchd.xml.sig", 5)]
    [InlineData("MCHD.XML.SIG", 5)]
    [InlineData("mchd.xml.p7s", 5)]
    [InlineData("other.xml.sig", null)]
    public void They_are_known_by_their_form_and_their_signature_by_its_name(string signature, int? index)
    {
        var files = Passports.FilesOf(SevWriter.Write(Passports.Letter())).Append(TestPackage.File("mchd.xml", Powers.First())).Append(TestPackage.File(signature, "sig"));
        Assert.Equal([new PackagePower(4, index)], TestPackage.Read([.. files]).Facts!.Powers);
    }

    [Fact]
    public void Authors_of_a_letter_stand_with_its_signatures()
    {
        var facts = TestPackage.Read(Passports.FilesOf(SevWriter.Write(Passports.Letter()))).Facts!;
        Assert.All(facts.Signatures, signature => Assert.Equal("11111111111111111111111111111111", Assert.Single(signature.Authors).Index));
    }

    [Fact]
    public void One_in_the_package_lets_its_employee_sign_and_nobody_else()
    {
        Assert.Equal((VerdictResult.Passed, AuthorityCodes.ByPower), Judge(Powers.Employee, Powers.First(), Powers.Head));
        Assert.Equal((VerdictResult.Indeterminate, AuthorityCodes.NotShown), Judge(Powers.Colleague, Powers.First(), Powers.Head));
        Assert.Equal((VerdictResult.Indeterminate, AuthorityCodes.NotShown), Judge(Powers.Employee, Powers.First(), Powers.Stranger));
        Assert.Equal((VerdictResult.Indeterminate, AuthorityCodes.NotShown), Judge(Powers.Employee, new string(' ', 2 * 1024 * 1024), Powers.Head));
        Assert.Equal((VerdictResult.Passed, AuthorityCodes.Right), Judge(Powers.Head, Powers.First(), Powers.Head));
    }

    private static (VerdictResult Result, string Code) Judge(SoftwareKey signer, string power, SoftwareKey granter)
    {
        var octets = Encoding.UTF8.GetBytes(power);
        PackageFile[] files =
        [
            TestPackage.File("a.txt", Document),
            TestPackage.File("a.txt.sig", DocumentSignature.Sign(new MemoryStream(Document), signer, Authorities.Noon)),
            TestPackage.File("mchd.xml", octets),
            TestPackage.File("mchd.xml.sig", DocumentSignature.Sign(new MemoryStream(octets), granter, Authorities.Noon)),
        ];
        var facts = new PackageFacts
        {
            Format = "sev-12",
            Kind = PackageKind.Document,
            Sender = new PackageAddress("OTHER", "Другая"),
            Recipients = [],
            Signatures = [new PackageSignature(1, 0, 1) { Authors = [new PackageAddress("ADM-1", "Администрация")] }],
            Powers = [new PackagePower(2, 3)],
        };
        var verdict = DocumentJudge.Verify(files, facts, Powers.Question, Directory, []).Single();
        return (verdict.Result, verdict.Authority().Code);
    }
}
