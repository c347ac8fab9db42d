using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Certificates;

public class CertificateTests
{
    public static TheoryData<string> Names => Authorities.SuiteNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void Fields_are_those_that_were_issued(string name)
    {
        var certificate = Authorities.Seal(Suite.Find(name)!).Certificate;
        Assert.Equal("CN=Печать,INNLE=7707083893,OGRN=1047702026701,O=Администрация,C=RU", certificate.Subject);
        Assert.Equal($"CN=Development root {name},C=RU", certificate.Issuer);
        Assert.Equal("Печать", certificate.CommonName);
        Assert.Equal("Администрация", certificate.Organisation);
        Assert.Equal("1047702026701", certificate.Ogrn);
        Assert.Equal("7707083893", certificate.Inn);
        Assert.Null(certificate.Snils);
        Assert.Equal((Authorities.NotBefore, Authorities.NotAfter), (certificate.NotBefore, certificate.NotAfter));
        Assert.Equal(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, certificate.KeyUsage);
        Assert.Equal(32, certificate.Serial.Length);
        Assert.False(certificate.IsSelfIssued);
        Assert.True(Authorities.Root(Suite.Find(name)!).Certificate.IsSelfIssued);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_platform_reads_the_same_fields(string name)
    {
        var certificate = Authorities.Seal(Suite.Find(name)!).Certificate;
        using var platform = X509CertificateLoader.LoadCertificate(certificate.Der);
        Assert.Equal(platform.SerialNumber, certificate.Serial, ignoreCase: true);
        Assert.Equal(platform.NotAfter.ToUniversalTime(), certificate.NotAfter.UtcDateTime);
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(platform.PublicKey.ExportSubjectPublicKeyInfo())),
            certificate.PublicKeyPin);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BouncyCastle_verifies_it_with_the_key_that_is_read_here(string name)
    {
        // GOST keys are without digestParamSet here, which BouncyCastle alone cannot read.
        var root = Authorities.Root(Suite.Find(name)!).Certificate;
        Authorities.Seal(Suite.Find(name)!).Certificate.Parsed.Verify(root.Parsed.GetPublicKey());
        Assert.Throws<Org.BouncyCastle.Security.InvalidKeyException>(
            () => root.Parsed.Verify(Authorities.Seal(Suite.Find(name)!).Certificate.Parsed.GetPublicKey()));
    }

    [Fact]
    public void PEM_and_DER_are_the_same_certificate()
    {
        var certificate = Authorities.Seal(Suite.Gost256).Certificate;
        Assert.Equal(certificate, Certificate.Parse(Encoding.ASCII.GetBytes(certificate.ToPem())));
        Assert.Equal(certificate, Certificate.Parse(Encoding.ASCII.GetBytes("subject=x\n" + certificate.ToPem() + certificate.ToPem())));
        Assert.Equal(certificate, Certificate.Parse(certificate.Der));
        Assert.Equal(64, certificate.Thumbprint.Length);
    }

    [Fact]
    public void Malformed_and_oversized_files_are_no_certificates()
    {
        var der = Authorities.Seal(Suite.Gost256).Certificate.Der;
        Assert.Null(Certificate.Parse([]));
        Assert.Null(Certificate.Parse("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----"u8));
        Assert.Null(Certificate.Parse([.. der, 0]));
        Assert.Null(Certificate.Parse(new byte[Certificate.MaxBytes + 1]));
        for (var length = 0; length < der.Length; length++) Assert.Null(Certificate.Parse(der[..length]));
        for (var index = 0; index < der.Length; index++)
        {
            var altered = der.ToArray();
            altered[index] ^= 0x83;
            if (Certificate.Parse(altered) is { } other) Assert.NotEqual(Authorities.Seal(Suite.Gost256).Certificate.Thumbprint, other.Thumbprint);
        }
    }

    [Fact]
    public void Names_are_escaped_as_RFC_4514_asks_and_SNILS_is_masked()
    {
        byte[] name =
        [
            0x30, 0x23,
            0x31, 0x0F, 0x30, 0x0D, 0x06, 0x03, 0x55, 0x04, 0x03, 0x0C, 0x06, (byte)'#', (byte)'a', (byte)',', (byte)'+', 0x0A, (byte)' ',
            0x31, 0x10, 0x30, 0x0E, 0x06, 0x05, 0x2A, 0x85, 0x03, 0x64, 0x03, 0x12, 0x05, (byte)'1', (byte)'2', (byte)'3', (byte)'4', (byte)'5',
        ];
        var read = DistinguishedName.Read(name);
        Assert.Equal(@"SNILS=*****,CN=\#a\,\+\0a\ ", read.ToString());
        Assert.Equal("12345", read.Find(DistinguishedName.SnilsOid));
    }

    [SharedFact]
    public void Certificates_of_real_authorities_name_the_organisation()
    {
        var folder = SharedFolder.Find("vectors", "certpath-gost", "certs")!;
        var certificates = Directory.GetFiles(folder, "*.pem").Select(file => (file, Certificate.Parse(File.ReadAllBytes(file)))).ToList();
        Assert.Empty(certificates.Where(pair => pair.Item2 is null).Select(pair => pair.file));
        Assert.True(certificates.Count(pair => pair.Item2!.Ogrn is { Length: 13 }) > 200);
        Assert.All(certificates.Where(pair => pair.Item2!.Inn is not null), pair => Assert.True(pair.Item2!.Inn!.Length is 10 or 12, pair.file));
    }
}
