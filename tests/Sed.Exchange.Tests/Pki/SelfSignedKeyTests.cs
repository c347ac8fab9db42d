using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Tests.Pki;

/// <summary>Keys that vouch for themselves: what <c>sedx init</c> makes for a node that works, not only for development.</summary>
public class SelfSignedKeyTests
{
    private static readonly CertificateSubject Seal = new("Печать", CertificatePurpose.Seal) { Organisation = "Администрация", Ogrn = "1047702026701", Inn = "7707083893" };

    public static TheoryData<string> Names => Authorities.SuiteNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_seal_signs_and_is_not_a_development_certificate(string name)
    {
        var suite = Suite.Find(name)!;
        var (made, _) = SelfSignedKey.Make(suite, Seal, Authorities.NotBefore, Authorities.NotAfter, "пароль");
        var key = SoftwareKey.FromPkcs12(made.Pkcs12, "пароль");
        var digest = suite.Digest("письмо"u8).Value;

        Assert.True(suite.VerifyDigest(made.Certificate, digest, key.SignDigest(digest)));
        Assert.Equal(made.Certificate, key.Certificate);
        Assert.True(made.Certificate.IsSelfIssued);
        Assert.False(DevelopmentAuthority.IsDevelopment(made.Certificate));
        Assert.Equal("CN=Печать,INNLE=7707083893,OGRN=1047702026701,O=Администрация,C=RU", made.Certificate.Subject);
        Assert.Throws<KeyFileException>(() => SoftwareKey.FromPkcs12(made.Pkcs12, "другой"));
    }

    [Theory]
    [InlineData("rsa-sha256")]
    [InlineData("ecdsa-p256-sha256")]
    public void An_authority_can_be_asked_for_a_certificate_of_the_same_key(string name)
    {
        var tls = new CertificateSubject("node", CertificatePurpose.Tls) { Hosts = ["sed.example.org", "192.0.2.1"] };
        var (made, request) = SelfSignedKey.Make(Suite.Find(name)!, tls, Authorities.NotBefore, Authorities.NotAfter, "p");
        using var platform = X509CertificateLoader.LoadPkcs12(made.Pkcs12, "p");

        // The platform checks the request's own signature as it loads it.
        var asked = CertificateRequest.LoadSigningRequest(
            request, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);

        Assert.Equal(platform.PublicKey.ExportSubjectPublicKeyInfo(), asked.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Contains(asked.CertificateExtensions, extension => extension.Oid?.Value == "2.5.29.17");
        Assert.True(platform.HasPrivateKey);
        Assert.True(platform.MatchesHostname("sed.example.org"));
        Assert.True(platform.MatchesHostname("192.0.2.1"));
    }

    [Fact]
    public void No_TLS_key_is_made_of_GOST() => Assert.Throws<ArgumentException>(() => SelfSignedKey.Make(
        Suite.Gost256, new CertificateSubject("node", CertificatePurpose.Tls), Authorities.NotBefore, Authorities.NotAfter, "p"));
}
