using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Node.Setup;

/// <summary>A TLS key that was issued elsewhere.</summary>
/// <param name="File">The PKCS#12 file, taken as it is.</param>
/// <param name="Password">Its password.</param>
/// <param name="Certificate">The certificate of its key.</param>
internal sealed record GivenTls(byte[] File, string Password, Certificate Certificate)
{
    /// <summary>Reads the file as the node will.</summary>
    /// <exception cref="CryptographicException">No key in it that TLS here can use.</exception>
    public static GivenTls Read(string file, string password)
    {
        var octets = System.IO.File.ReadAllBytes(file);
        var all = X509CertificateLoader.LoadPkcs12Collection(octets, password);
        var own = all.FirstOrDefault(candidate => candidate.HasPrivateKey) ?? throw new CryptographicException("no private key");
        return new GivenTls(octets, password, Certificate.Parse(own.RawData) ?? throw new CryptographicException("the certificate cannot be read"));
    }
}
