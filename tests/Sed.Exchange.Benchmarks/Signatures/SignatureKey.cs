using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Benchmarks.Signatures;

/// <summary>A key to be measured with, in a PKCS#12 that everybody opens.</summary>
/// <param name="Name">What its column is called.</param>
/// <param name="Pkcs12">Key and certificate.</param>
/// <param name="IsOurs">True: one of our suites signs with it; all are verified.</param>
/// <param name="IsGost">True: it needs OpenSSL's engine, and xmlsec1 does not know it.</param>
internal sealed record SignatureKey(string Name, byte[] Pkcs12, bool IsOurs, bool IsGost)
{
    public const string Password = "benchmark";

    /// <summary>A fresh key of every kind.</summary>
    public static IReadOnlyList<SignatureKey> MakeAll(DateTimeOffset now) =>
    [
        Gost("GOST-256", Suite.Gost256, now),
        Gost("GOST-512", Suite.Gost512, now),
        Rsa(2048, now),
        Rsa(3072, now),
        Ecdsa("ECDSA P-256", ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256, isOurs: true, now),
        Ecdsa("ECDSA P-384", ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384, isOurs: false, now),
    ];

    private static SignatureKey Gost(string name, Suite suite, DateTimeOffset now)
    {
        var (from, to) = (now.AddDays(-1), now.AddYears(1));
        var issued = DevelopmentAuthority.Create(suite, "Benchmark", from, to).Issue(new CertificateSubject("Benchmark", CertificatePurpose.Seal), from, to, Password);
        return new SignatureKey(name, issued.Pkcs12, IsOurs: true, IsGost: true);
    }

    private static SignatureKey Rsa(int bits, DateTimeOffset now)
    {
        using var key = RSA.Create(bits);
        return Of($"RSA-{bits}", new CertificateRequest("CN=Benchmark", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), isOurs: true, now);
    }

    private static SignatureKey Ecdsa(string name, ECCurve curve, HashAlgorithmName digest, bool isOurs, DateTimeOffset now)
    {
        using var key = ECDsa.Create(curve);
        return Of(name, new CertificateRequest("CN=Benchmark", key, digest), isOurs, now);
    }

    private static SignatureKey Of(string name, CertificateRequest request, bool isOurs, DateTimeOffset now)
    {
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        return new SignatureKey(name, certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, Password), isOurs, IsGost: false);
    }
}
