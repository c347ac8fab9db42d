using System.Formats.Asn1;
using Org.BouncyCastle.Crypto.Parameters;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>A public key as certificates and XML signatures carry it, of any algorithm.</summary>
internal sealed class SubjectKey
{
    private readonly ReadOnlyMemory<byte> _octets;
    private readonly Lazy<KeyFacts> _facts;

    internal SubjectKey(ReadOnlyMemory<byte> subjectPublicKeyInfo, string algorithm, string? parameterOid)
    {
        _octets = subjectPublicKeyInfo;
        Algorithm = algorithm;
        ParameterOid = parameterOid;
        _facts = new Lazy<KeyFacts>(() => KnownKeys.Of(this));
    }

    /// <summary>SubjectPublicKeyInfo (RFC 5280 section 4.1), its octets.</summary>
    public ReadOnlySpan<byte> Octets => _octets.Span;

    /// <summary>OID of the algorithm.</summary>
    public string Algorithm { get; }

    /// <summary>OID of the named curve; null when the parameters are not one OID.</summary>
    public string? ParameterOid { get; }

    /// <summary>The key when it is a GOST key of 2012 or 2001, else null.</summary>
    public ECPublicKeyParameters? Gost => _facts.Value.Gost;

    /// <summary>Bits of the modulus when it is an RSA key, else null.</summary>
    public int? RsaBits => _facts.Value.RsaBits;

    /// <summary>Bits of the curve when it is an ECDSA key on a named curve, else null.</summary>
    public int? CurveBits => _facts.Value.CurveBits;

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
