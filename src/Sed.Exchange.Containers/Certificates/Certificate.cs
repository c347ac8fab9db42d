using Org.BouncyCastle.X509;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>
/// An X.509 certificate, kept byte for byte, whose public key may be of any suite, GOST keys without digestParamSet
/// included (RFC 9215 section 4.2).
/// </summary>
public sealed class Certificate : IEquatable<Certificate>
{
    private readonly byte[] _der;

    private Certificate(byte[] der, X509Certificate parsed)
    {
        _der = der;
        Parsed = parsed;
        Thumbprint = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(der));
    }

    /// <summary>The certificate's octets.</summary>
    public ReadOnlySpan<byte> Der => _der;

    /// <summary>SHA-256 of the octets, lower-case hexadecimal.</summary>
    public string Thumbprint { get; }

    /// <summary>BouncyCastle's view; its public key decodes GOST keys of every legal form.</summary>
    internal X509Certificate Parsed { get; }

    /// <inheritdoc/>
    public bool Equals(Certificate? other) => other is not null && Der.SequenceEqual(other.Der);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Certificate);

    /// <inheritdoc/>
    public override int GetHashCode() => Thumbprint.GetHashCode(StringComparison.Ordinal);
}
