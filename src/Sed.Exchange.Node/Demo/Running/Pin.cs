using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sed.Exchange.Node.Demo.Running;

/// <summary>TLS trust by the directory's pin: SHA-256 of the certificate's SubjectPublicKeyInfo.</summary>
internal static class Pin
{
    /// <summary>True when the certificate carries exactly the pinned key.</summary>
    public static bool Matches(X509Certificate? certificate, string pin) => certificate is X509Certificate2 peer
        && Convert.ToHexStringLower(SHA256.HashData(peer.PublicKey.ExportSubjectPublicKeyInfo())) == pin;
}
