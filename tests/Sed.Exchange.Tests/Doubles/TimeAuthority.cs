using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Tsp;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tsp;
using Org.BouncyCastle.Utilities.Collections;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>An authority of time under a root of its own, and one whose certificate does not let it stamp.</summary>
internal sealed class TimeAuthority
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;

    private readonly bool _isStrict;

    /// <summary>Makes one.</summary>
    /// <param name="mayStamp">False: its certificate is for something else.</param>
    /// <param name="isCritical">False: its certificate says what it is for in a way that may be passed over.</param>
    /// <param name="until">Until when its certificate is valid; null: as long as the others here.</param>
    public TimeAuthority(bool mayStamp = true, bool isCritical = true, DateTimeOffset? until = null)
    {
        _isStrict = mayStamp && isCritical;
        using var rootKey = RSA.Create(2048);
        var rootRequest = new CertificateRequest("CN=Root of time", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var root = rootRequest.CreateSelfSigned(Authorities.NotBefore, Authorities.NotAfter.AddYears(20));
        var request = new CertificateRequest("CN=Time", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        if (mayStamp) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(TimeStamping)], isCritical));
        _certificate = request.Create(root, Authorities.NotBefore, until ?? Authorities.NotAfter, [1, 2, 3]);
        Root = Certificate.Parse(root.RawData)!;
    }

    /// <summary>What its certificate ends in.</summary>
    public Certificate Root { get; }

    /// <summary>A token over octets.</summary>
    public byte[] Stamp(byte[] octets, DateTimeOffset time)
    {
        AsymmetricKeyParameter key = PrivateKeyFactory.CreateKey(_key.ExportPkcs8PrivateKey());
        var certificate = new Org.BouncyCastle.X509.X509Certificate(_certificate.RawData);
        if (!_isStrict) return Improper(key, certificate, octets, time);
        var generator = new TimeStampTokenGenerator(key, certificate, DigestAlgorithm.Sha256.Oid, "1.2.3");
        generator.SetCertificates(CollectionUtilities.CreateStore<Org.BouncyCastle.X509.X509Certificate>([certificate]));
        var request = new TimeStampRequestGenerator();
        request.SetCertReq(true);
        return generator.Generate(request.Generate(DigestAlgorithm.Sha256.Oid, SHA256.HashData(octets)), BigInteger.One, time.UtcDateTime).GetEncoded();
    }

    // What the proper generator refuses to make.
    private static byte[] Improper(AsymmetricKeyParameter key, Org.BouncyCastle.X509.X509Certificate certificate, byte[] octets, DateTimeOffset time)
    {
        var imprint = new MessageImprint(new AlgorithmIdentifier(new DerObjectIdentifier(DigestAlgorithm.Sha256.Oid)), SHA256.HashData(octets));
        var info = new TstInfo(new DerObjectIdentifier("1.2.3"), imprint, DerInteger.ValueOf(1), new Asn1GeneralizedTime(time.UtcDateTime), null, null, null, null, null);
        var generator = new CmsSignedDataGenerator();
        generator.AddCertificates(CollectionUtilities.CreateStore<Org.BouncyCastle.X509.X509Certificate>([certificate]));
        generator.AddSigner(key, certificate, CmsSignedGenerator.DigestSha256);
        return generator.Generate(new CmsProcessableByteArray(new DerObjectIdentifier(CmsOids.TimestampContent), info.GetEncoded()), true).GetEncoded();
    }
}
