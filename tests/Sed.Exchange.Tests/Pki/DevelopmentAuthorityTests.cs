using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Tests.Pki;

public class DevelopmentAuthorityTests
{
    public static TheoryData<string> Names => Authorities.SuiteNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void Everything_it_issues_leads_to_it_and_is_marked(string name)
    {
        var suite = Suite.Find(name)!;
        var root = Authorities.Root(suite);
        var seal = Authorities.Seal(suite).Certificate;
        var path = CertificatePath.Build(seal, [], new TrustAnchors([root.Certificate], []), Authorities.Noon);

        Assert.Equal(VerdictResult.Passed, path.Result);
        Assert.Equal([seal, root.Certificate], path.Certificates);
        Assert.True(DevelopmentAuthority.IsDevelopment(seal));
        Assert.True(DevelopmentAuthority.IsDevelopment(root.Certificate));
    }

    [SharedFact]
    public void Real_authorities_are_not_marked()
    {
        var folder = SharedFolder.Find("vectors", "certpath-gost", "roots")!;
        Assert.All(Directory.GetFiles(folder, "*.pem"), file => Assert.False(DevelopmentAuthority.IsDevelopment(Certificate.Parse(File.ReadAllBytes(file))!)));
    }

    [Fact]
    public void An_officials_certificate_names_the_person_and_the_organisation()
    {
        var official = Authorities.Root(Suite.Gost512).Issue(
            new CertificateSubject("Петров Пётр Петрович", CertificatePurpose.Official)
            {
                Organisation = "Администрация, «Ефремов»",
                Ogrn = "1047702026701",
                Inn = "7707083893",
                Surname = "Петров",
                GivenName = "Пётр Петрович",
                Title = "Глава",
            },
            Authorities.NotBefore,
            Authorities.NotAfter,
            "p").Certificate;
        Assert.Equal(
            "CN=Петров Пётр Петрович,T=Глава,G=Пётр Петрович,SN=Петров,INNLE=7707083893,OGRN=1047702026701,O=Администрация\\, «Ефремов»,C=RU", official.Subject);
    }

    [Theory]
    [InlineData("rsa-sha256")]
    [InlineData("ecdsa-p256-sha256")]
    public void A_TLS_certificate_names_its_hosts_and_the_platform_opens_its_file(string name)
    {
        var issued = Authorities.Root(Suite.Find(name)!).Issue(
            new CertificateSubject("node", CertificatePurpose.Tls) { Hosts = ["localhost", "127.0.0.1", "::1"] }, Authorities.NotBefore, Authorities.NotAfter, "пароль");
        using var platform = X509CertificateLoader.LoadPkcs12(issued.Pkcs12, "пароль");

        Assert.True(platform.HasPrivateKey);
        Assert.Equal(issued.Certificate.Der, platform.RawData);
        Assert.True(platform.MatchesHostname("localhost"));
        Assert.True(platform.MatchesHostname("127.0.0.1"));
        Assert.True(platform.MatchesHostname("::1"));
        var usages = platform.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Cast<System.Security.Cryptography.Oid>().Select(oid => oid.Value);
        Assert.Equal(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"], usages);
    }

    [Fact]
    public void A_GOST_authority_issues_no_TLS_certificates() => Assert.Throws<ArgumentException>(() => Authorities.Root(Suite.Gost256).Issue(
        new CertificateSubject("node", CertificatePurpose.Tls), Authorities.NotBefore, Authorities.NotAfter, "p"));

    [Fact]
    public void Serials_are_random_positive_and_short_enough()
    {
        var serials = Enumerable.Range(0, 8).Select(_ => Authorities.Root(Suite.Ecdsa).Issue(
            new CertificateSubject("a", CertificatePurpose.Seal), Authorities.NotBefore, Authorities.NotAfter, "p").Certificate).ToList();
        Assert.Equal(serials.Count, serials.Select(certificate => certificate.Serial).Distinct().Count());
        Assert.All(serials, certificate => Assert.True(certificate.SerialNumber.Sign > 0 && certificate.Serial.Length <= 40));
    }

    [Fact]
    public void Validity_beyond_2049_is_written_as_it_must_be()
    {
        var until = new DateTimeOffset(2070, 5, 6, 7, 8, 9, TimeSpan.Zero);
        Assert.Equal(until, DevelopmentAuthority.Create(Suite.Ecdsa, "Long", Authorities.NotBefore, until).Certificate.NotAfter);
    }
}
