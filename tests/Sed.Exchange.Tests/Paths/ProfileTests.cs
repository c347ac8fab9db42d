using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Paths;

namespace Sed.Exchange.Tests.Paths;

/// <summary>The rules for who issues (RFC 5280 section 4): harmless by the usual policy, faults by the strict one.</summary>
public class ProfileTests
{
    private static readonly PathPolicy Strict = new() { Profile = CertificateProfile.Strict };

    private readonly Minted _root;

    public ProfileTests()
    {
        var bare = Mint.Root();
        _root = Mint.Issue(null, "CN=Root", [Part.Authority(), KeyId(bare)], key: bare.Key);
    }

    [Fact]
    public void What_keeps_to_every_rule_passes() => Assert.Equal(("Passed", "Passed"), Told(Above));

    [Fact]
    public void What_breaks_one_passes_by_the_usual_policy_only()
    {
        X509Extension[][] broken =
        [
            [],
            [new X509Extension("2.5.29.35", Above.RawData, critical: true)],
            [Above, new X509Extension("2.5.29.14", [4, 2, 1, 2], critical: true)],
            [Above, Part.Usage(X509KeyUsageFlags.KeyCertSign)],
            [Above, Part.Usage(X509KeyUsageFlags.None)],
            [Above, new X509BasicConstraintsExtension(true, false, 0, critical: false)],
            [Above, Part.Authority()],
            [Above, Part.Constraints(permitted: [Part.Directory("CN=End")])],
            [Above, Part.Names(Part.Dns("under_score.example.com"))],
            [Above, Part.Names(Part.Dns(" "))],
            [Above, Part.Names(Part.Mail("a@b@example.com"))],
            [Above, Part.Names(Part.Uri("relative"))],
            [Above, Part.Policies("1.2.3", "1.2.3")],
            [Above, Part.Sequence("1.3.6.1.5.5.7.1.1", false, _ => { })],
            [Above, new X509Extension("2.5.29.36", [0x30, 0x03, 0x80, 0x01, 0x09], critical: false)],
            [Above, new X509Extension("2.5.29.54", [0x02, 0x01, 0x09], critical: false)],
            [Above, new X509Extension("2.5.29.46", Part.Points(Part.Point(Part.Uri("http://example.com/d.crl"))).RawData, critical: true)],
        ];

        foreach (var extensions in broken) Assert.Equal(("Passed", "Failed PATH_PROFILE"), Told(extensions));
    }

    [Theory]
    [InlineData(0)]
    public void Serial_numbers_are_positive(int serial)
    {
        var end = Mint.Issue(_root, "CN=End", [Above], serial: serial);

        Assert.Equal("Passed", Mint.Ask(end, [], _root).Told());
        Assert.Equal("Failed PATH_PROFILE", Mint.Ask(end, [], _root, Strict).Told());
    }

    [Fact]
    public void Who_has_no_subject_has_critical_alternative_names()
    {
        var names = Part.Names(Part.Dns("example.com"));
        var lax = Mint.Issue(_root, "", [Above, names]);
        var right = Mint.Issue(_root, "", [Above, new X509Extension(names.Oid!.Value!, names.RawData, critical: true)]);

        Assert.Equal("Failed PATH_PROFILE", Mint.Ask(lax, [], _root, Strict).Told());
        Assert.Equal("Passed", Mint.Ask(right, [], _root, Strict).Told());
    }

    [Fact]
    public void A_root_is_what_its_own_key_signed_whatever_it_calls_its_issuer()
    {
        var bare = Mint.Root();
        var named = Mint.Issue(new Minted(Mint.Root("CN=Somebody").Platform, bare.Key), "CN=Root", [Part.Authority(), KeyId(bare)], key: bare.Key);
        var end = Mint.Issue(named, "CN=End", [Part.Sequence("2.5.29.35", false, writer => writer.WriteOctetString(Id(named), Part.Context(0)))]);

        Assert.Equal("Passed", Mint.Ask(end, [], named, Strict).Told());
    }

    [Theory]
    [InlineData("shop.example.com", false, "Passed")]
    [InlineData("shop.example.com", true, "Failed PATH_PROFILE")]
    [InlineData("*.example.com", false, "Passed")]
    [InlineData("*.com", false, "Failed PATH_PROFILE")]
    [InlineData("*.co.uk", false, "Failed PATH_PROFILE")]
    [InlineData("*.msk.ru", false, "Failed PATH_PROFILE")]
    [InlineData("*.s3.amazonaws.com", false, "Failed PATH_PROFILE")]
    [InlineData("*.bucket.s3.amazonaws.com", false, "Passed")]
    public void A_server_keeps_to_the_rules_of_the_public_web(string name, bool usagesCritical, string expected)
    {
        var usages = Part.ExtendedUsage("1.3.6.1.5.5.7.3.1");
        var end = Mint.Issue(_root, "CN=End", [Above, Part.Names(Part.Dns(name)), new X509Extension(usages.Oid!.Value!, usages.RawData, usagesCritical)]);

        Assert.Equal(expected, Mint.Ask(end, [], _root, new PathPolicy { Profile = CertificateProfile.Web }).Told());
    }

    [Fact]
    public void Key_usages_asked_for_must_be_allowed_where_any_are_named()
    {
        var policy = new PathPolicy { KeyUsages = X509KeyUsageFlags.DigitalSignature };

        Assert.Equal("Passed", Mint.Ask(Mint.Issue(_root, "CN=End", []), [], _root, policy).Told());
        Assert.Equal("Passed", Mint.Ask(Mint.Issue(_root, "CN=End", [Part.Usage(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)]), [], _root, policy).Told());
        Assert.Equal("Failed PATH_KEY_USAGE", Mint.Ask(Mint.Issue(_root, "CN=End", [Part.Usage(X509KeyUsageFlags.NonRepudiation)]), [], _root, policy).Told());
    }

    private X509Extension Above => Part.Sequence("2.5.29.35", false, writer => writer.WriteOctetString(Id(_root), Part.Context(0)));

    private (string Usual, string Strict) Told(params X509Extension[] extensions)
    {
        var end = Mint.Issue(_root, "CN=End", extensions);
        return (Mint.Ask(end, [], _root).Told(), Mint.Ask(end, [], _root, Strict).Told());
    }

    private static X509Extension KeyId(Minted minted) => Part.Raw("2.5.29.14", false, writer => writer.WriteOctetString(Id(minted)));

    private static byte[] Id(Minted minted) => minted.Platform.PublicKey.EncodedKeyValue.RawData[..20];
}
