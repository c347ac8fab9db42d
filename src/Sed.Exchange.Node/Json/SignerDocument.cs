using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Node.Json;

/// <summary>Who signed, from the certificate.</summary>
/// <param name="Subject">Subject per RFC 4514, digits of СНИЛС hidden.</param>
/// <param name="Serial">Serial number, hexadecimal.</param>
/// <param name="Ogrn">ОГРН, or null.</param>
/// <param name="Inn">ИНН, or null.</param>
public sealed record SignerDocument(string Subject, string Serial, string? Ogrn, string? Inn)
{
    /// <summary>Issuer per RFC 4514.</summary>
    public required string Issuer { get; init; }

    /// <summary>SHA-256 of the certificate, hexadecimal.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>Start of validity.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>End of validity.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Writes a signer.</summary>
    public static SignerDocument From(Certificate certificate) => new(certificate.Subject, certificate.Serial, certificate.Ogrn, certificate.Inn)
    {
        Issuer = certificate.Issuer,
        Thumbprint = certificate.Thumbprint,
        NotBefore = certificate.NotBefore,
        NotAfter = certificate.NotAfter,
    };
}
