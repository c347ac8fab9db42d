using System.Formats.Asn1;
using Org.BouncyCastle.Crypto.Parameters;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>A public key as certificates and XML signatures carry it, of any algorithm.</summary>
internal sealed class SubjectKey
{
    private readonly ReadOnlyMemory<byte> _octets;
    private readonly Lazy<ECPublicKeyParameters?> _gost;

    internal SubjectKey(ReadOnlyMemory<byte> subjectPublicKeyInfo, string algorithm, string? parameterOid)
    {
        _octets = subjectPublicKeyInfo;
        Algorithm = algorithm;
        ParameterOid = parameterOid;
        _gost = new Lazy<ECPublicKeyParameters?>(() => GostKeyCodec.ReadPublic(subjectPublicKeyInfo));
    }

    /// <summary>SubjectPublicKeyInfo (RFC 5280 section 4.1), its octets.</summary>
    public ReadOnlySpan<byte> Octets => _octets.Span;

    /// <summary>OID of the algorithm.</summary>
    public string Algorithm { get; }

    /// <summary>OID of the named curve; null when the parameters are not one OID.</summary>
    public string? ParameterOid { get; }

    /// <summary>The key when it is a GOST key of 2012 or 2001, else null.</summary>
    public ECPublicKeyParameters? Gost => _gost.Value;

    /// <summary>Reads a SubjectPublicKeyInfo; null when it is malformed. Whether the key itself is sound shows when it is used.</summary>
    public static SubjectKey? Read(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        try
        {
            var (algorithm, parameter) = CertificateFields.ReadKeyAlgorithm(subjectPublicKeyInfo);
            return new SubjectKey(subjectPublicKeyInfo, algorithm, parameter);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
