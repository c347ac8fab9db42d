using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>The fields of an X.509 certificate (RFC 5280 section 4.1) as ranges of its own octets.</summary>
internal sealed record CertificateFields
{
    /// <summary>What the issuer signed.</summary>
    public required ReadOnlyMemory<byte> ToBeSigned { get; init; }

    /// <summary>AlgorithmIdentifier of the issuer's signature.</summary>
    public required ReadOnlyMemory<byte> SignatureAlgorithm { get; init; }

    /// <summary>Value of the issuer's signature.</summary>
    public required byte[] SignatureValue { get; init; }

    /// <summary>Content of the serial number's INTEGER, big-endian, signed.</summary>
    public required ReadOnlyMemory<byte> Serial { get; init; }

    public required DistinguishedName Issuer { get; init; }

    public required DistinguishedName Subject { get; init; }

    /// <summary>The two times as they stand.</summary>
    public required ReadOnlyMemory<byte> Validity { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The key, a SubjectPublicKeyInfo.</summary>
    public required ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; init; }

    public required string KeyAlgorithm { get; init; }

    public required string? KeyParameterOid { get; init; }

    /// <summary>1, 2 or 3.</summary>
    public required int Version { get; init; }

    public required IReadOnlyList<CertificateExtension> Extensions { get; init; }

    public required X509KeyUsageFlags? KeyUsage { get; init; }

    /// <summary>OIDs of certificatePolicies; empty when there are none.</summary>
    public required IReadOnlyList<string> PolicyOids { get; init; }

    /// <summary>Value of subjectKeyIdentifier, or null: a hint for finding certificates, never a proof.</summary>
    public required ReadOnlyMemory<byte>? SubjectKeyId { get; init; }

    /// <summary>keyIdentifier of authorityKeyIdentifier, or null: a hint too.</summary>
    public required ReadOnlyMemory<byte>? AuthorityKeyId { get; init; }

    /// <summary>Finds an extension's value.</summary>
    public ReadOnlyMemory<byte>? Find(string oid) => Extensions.FirstOrDefault(extension => extension.Oid == oid)?.Value;

    /// <summary>Reads a certificate that fills <paramref name="der"/> exactly.</summary>
    /// <exception cref="AsnContentException">It is malformed.</exception>
    public static CertificateFields Read(ReadOnlyMemory<byte> der)
    {
        // BER rules, because old authorities wrote BOOLEAN TRUE as 01; ranges of the original octets are kept, nothing is encoded again.
        var file = new AsnReader(der, AsnEncodingRules.BER);
        var certificate = file.ReadSequence();
        file.ThrowIfNotEmpty();
        var tbs = certificate.PeekEncodedValue();
        var fields = certificate.ReadSequence();
        var outerAlgorithm = certificate.ReadEncodedValue();
        var signature = certificate.ReadBitString(out var unused);
        certificate.ThrowIfNotEmpty();

        var version = 1;
        var versionTag = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        if (fields.PeekTag() == versionTag)
        {
            var explicitVersion = fields.ReadSequence(versionTag);
            if (!explicitVersion.TryReadInt32(out version) || version is < 0 or > 2) throw new AsnContentException("Unknown version.");
            version++;
        }

        var serial = fields.ReadIntegerBytes();
        var innerAlgorithm = fields.ReadEncodedValue();
        if (!innerAlgorithm.Span.SequenceEqual(outerAlgorithm.Span)) throw new AsnContentException("The signature's algorithm is named differently inside and outside.");
        var issuer = DistinguishedName.Read(fields.ReadEncodedValue());
        var validityOctets = fields.PeekEncodedValue();
        var validity = fields.ReadSequence();
        var notBefore = ReadTime(validity);
        var notAfter = ReadTime(validity);
        var subject = DistinguishedName.Read(fields.ReadEncodedValue());
        var spki = fields.ReadEncodedValue();
        var (keyAlgorithm, keyParameter) = ReadKeyAlgorithm(spki);

        IReadOnlyList<CertificateExtension> extensions = [];
        while (fields.HasData)
        {
            var tag = fields.PeekTag();
            if (tag == new Asn1Tag(TagClass.ContextSpecific, 3, isConstructed: true)) extensions = CertificateExtension.ReadAll(fields.ReadSequence(tag).ReadSequence());
            else if (tag.TagClass == TagClass.ContextSpecific && tag.TagValue is 1 or 2) fields.ReadEncodedValue();
            else throw new AsnContentException("Unknown field.");
        }

        return new CertificateFields
        {
            ToBeSigned = tbs,
            SignatureAlgorithm = outerAlgorithm,
            // What is not a whole number of octets is nobody's signature; whose key it is the certificate says all the same.
            SignatureValue = unused == 0 ? signature : [],
            Serial = serial,
            Issuer = issuer,
            Subject = subject,
            Validity = validityOctets,
            NotBefore = notBefore,
            NotAfter = notAfter,
            SubjectPublicKeyInfo = spki,
            KeyAlgorithm = keyAlgorithm,
            KeyParameterOid = keyParameter,
            Version = version,
            Extensions = extensions,
            KeyUsage = Map(CertificateExtension.KeyUsage, value => (X509KeyUsageFlags?)ReadKeyUsage(value)),
            SubjectKeyId = Map(CertificateExtension.SubjectKeyIdentifier, value => (ReadOnlyMemory<byte>?)new AsnReader(value, AsnEncodingRules.BER).ReadOctetString()),
            AuthorityKeyId = Map(CertificateExtension.AuthorityKeyIdentifier, ReadAuthorityKeyId),
            PolicyOids = Map(CertificateExtension.CertificatePolicies, ReadPolicies) ?? [],
        };

        T? Map<T>(string oid, Func<ReadOnlyMemory<byte>, T?> read) =>
            extensions.FirstOrDefault(extension => extension.Oid == oid) is { } extension ? read(extension.Value) : default;
    }

    private static DateTimeOffset ReadTime(AsnReader validity) =>
        validity.PeekTag() == Asn1Tag.UtcTime ? validity.ReadUtcTime() : validity.ReadGeneralizedTime();

    internal static (string Algorithm, string? Parameter) ReadKeyAlgorithm(ReadOnlyMemory<byte> spki)
    {
        var algorithm = new AsnReader(spki, AsnEncodingRules.BER).ReadSequence().ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        return (oid, algorithm.HasData && algorithm.PeekTag() == Asn1Tag.ObjectIdentifier ? algorithm.ReadObjectIdentifier() : null);
    }

    private static X509KeyUsageFlags ReadKeyUsage(ReadOnlyMemory<byte> value)
    {
        // X509KeyUsageFlags has the bits in the octet order of the extension: bit 0 of the standard is 0x80, bit 8 is 0x8000.
        var bits = new AsnReader(value, AsnEncodingRules.BER).ReadBitString(out _);
        return (X509KeyUsageFlags)((bits.Length > 0 ? bits[0] : 0) | (bits.Length > 1 ? bits[1] << 8 : 0));
    }

    internal static ReadOnlyMemory<byte>? ReadAuthorityKeyId(ReadOnlyMemory<byte> value)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, 0);
        var identifier = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
        return identifier.HasData && identifier.PeekTag() == tag ? identifier.ReadOctetString(tag) : null;
    }

    private static List<string> ReadPolicies(ReadOnlyMemory<byte> value)
    {
        var oids = new List<string>();
        var list = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
        while (list.HasData) oids.Add(list.ReadSequence().ReadObjectIdentifier());
        return oids;
    }
}
