using System.Formats.Asn1;
using System.Numerics;
using Org.BouncyCastle.Asn1;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>One SignerInfo as it stands in a file (RFC 5652 section 5.3). Nothing in it is believed yet.</summary>
internal sealed record CmsSigner
{
    private static readonly Asn1Tag KeyIdentifierTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag SignedTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag UnsignedTag = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>Issuer of the signer's certificate; null when the signer is named by key identifier.</summary>
    public DistinguishedName? Issuer { get; private init; }

    public BigInteger Serial { get; private init; }

    public byte[]? KeyIdentifier { get; private init; }

    public required string DigestOid { get; init; }

    /// <summary>AlgorithmIdentifier of the signature.</summary>
    public required ReadOnlyMemory<byte> SignatureAlgorithm { get; init; }

    public required string SignatureOid { get; init; }

    public required byte[] Signature { get; init; }

    /// <summary>The signed attributes as they stand, with their context tag; null when there are none.</summary>
    public ReadOnlyMemory<byte>? SignedAttributes { get; private init; }

    public bool HasUnsignedAttributes { get; private init; }

    /// <summary>Every signed attribute, in order.</summary>
    public IReadOnlyList<CmsAttribute> Signed { get; private init; } = [];

    /// <summary>Every unsigned attribute, in order: anybody can have added them.</summary>
    public IReadOnlyList<CmsAttribute> Unsigned { get; private init; } = [];

    /// <summary>The fields before the unsigned attributes, each as it stands: what archive time-stamps are over.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Fields { get; private init; } = [];

    /// <summary>Value of content-type, or null.</summary>
    public string? ContentType { get; private init; }

    /// <summary>Value of message-digest, or null.</summary>
    public byte[]? MessageDigest { get; private init; }

    /// <summary>Value of signing-time, or null: a claim.</summary>
    public DateTimeOffset? SigningTime { get; private init; }

    /// <summary>The certificate that the signer bound to the signature, or null.</summary>
    public CmsSigningCertificate? SigningCertificate { get; private init; }

    /// <summary>What is signed when there are signed attributes: their octets as they stand, as a SET (RFC 5652 section 5.4).</summary>
    public byte[] ToBeSigned()
    {
        var octets = SignedAttributes!.Value.ToArray();
        octets[0] = 0x31;
        return octets;
    }

    /// <summary>
    /// The same, encoded again in DER: what is signed when the attributes stand in BER. Some tools sign what they wrote and
    /// others what they should have written, so a document's signature may be right over either. Null when there is no such encoding.
    /// </summary>
    public byte[]? ToBeSignedInDer()
    {
        try
        {
            var attributes = (Asn1TaggedObject)Asn1Object.FromByteArray(SignedAttributes!.Value.ToArray());
            return Asn1Set.GetInstance(attributes, declaredExplicit: false).GetEncoded(Asn1Encodable.Der);
        }
        catch (Exception)
        {
            // BouncyCastle's second look at hostile attributes throws exceptions of any type; nobody signed a DER that does not exist.
            return null;
        }
    }

    /// <exception cref="AsnContentException">Malformed.</exception>
    public static CmsSigner Read(ReadOnlyMemory<byte> octets, AsnEncodingRules rules)
    {
        var file = new AsnReader(octets, rules);
        var signer = file.ReadSequence();
        file.ThrowIfNotEmpty();
        // Writers of BER are not exact about the version, and nothing follows from it.
        if (!signer.TryReadInt32(out var version) || (version is not (1 or 3) && rules == AsnEncodingRules.DER)) throw new AsnContentException("Unknown version of SignerInfo.");
        DistinguishedName? issuer = null;
        BigInteger serial = default;
        byte[]? keyIdentifier = null;
        if (signer.PeekTag().HasSameClassAndValue(KeyIdentifierTag))
        {
            keyIdentifier = signer.ReadOctetString(KeyIdentifierTag);
        }
        else
        {
            var issuerAndSerial = signer.ReadSequence();
            issuer = DistinguishedName.Read(issuerAndSerial.ReadEncodedValue());
            serial = issuerAndSerial.ReadInteger();
            issuerAndSerial.ThrowIfNotEmpty();
        }

        var digestOid = signer.ReadSequence().ReadObjectIdentifier();
        ReadOnlyMemory<byte>? raw = null;
        var attributes = new Dictionary<string, AsnReader>(StringComparer.Ordinal);
        IReadOnlyList<CmsAttribute> signed = [], unsigned = [];
        if (signer.PeekTag() == SignedTag)
        {
            raw = signer.PeekEncodedValue();
            signed = CmsAttribute.ReadAll(signer.ReadSetOf(SignedTag));
            Index(signed, attributes, signer.RuleSet);
        }

        var signatureAlgorithm = signer.ReadEncodedValue();
        var signature = signer.ReadOctetString();
        var hasUnsigned = signer.HasData;
        if (hasUnsigned) unsigned = CmsAttribute.ReadAll(signer.ReadSetOf(skipSortOrderValidation: true, UnsignedTag));
        signer.ThrowIfNotEmpty();

        return new CmsSigner
        {
            Issuer = issuer,
            Serial = serial,
            KeyIdentifier = keyIdentifier,
            DigestOid = digestOid,
            SignatureAlgorithm = signatureAlgorithm,
            SignatureOid = new AsnReader(signatureAlgorithm, signer.RuleSet).ReadSequence().ReadObjectIdentifier(),
            Signature = signature,
            SignedAttributes = raw,
            HasUnsignedAttributes = hasUnsigned,
            Signed = signed,
            Unsigned = unsigned,
            Fields = SplitFields(new AsnReader(octets, rules).ReadSequence()),
            ContentType = attributes.TryGetValue(CmsOids.ContentType, out var type) ? type.ReadObjectIdentifier() : null,
            MessageDigest = attributes.TryGetValue(CmsOids.MessageDigest, out var digest) ? digest.ReadOctetString() : null,
            SigningTime = attributes.TryGetValue(CmsOids.SigningTime, out var time) ? ReadTime(time) : null,
            SigningCertificate = attributes.TryGetValue(CmsOids.SigningCertificateV2, out var v2) ? CmsSigningCertificate.Read(v2, DigestAlgorithm.Sha256.Oid)
                : attributes.TryGetValue(CmsOids.SigningCertificate, out var v1) ? CmsSigningCertificate.Read(v1, DigestAlgorithm.Sha1.Oid)
                : null,
        };
    }

    /// <summary>True when the signer is named by this certificate's issuer and serial, or by its key identifier.</summary>
    public bool Names(Certificate certificate) => KeyIdentifier is not null
        ? certificate.Fields.SubjectKeyId is { } id && id.Span.SequenceEqual(KeyIdentifier)
        : certificate.SerialNumber == Serial && certificate.Fields.Issuer.Equals(Issuer);

    // An attribute that stands twice, or with two values, lets two readers see two things (RFC 5652 section 5.3 forbids it).
    private static void Index(IReadOnlyList<CmsAttribute> signed, Dictionary<string, AsnReader> attributes, AsnEncodingRules rules)
    {
        foreach (var attribute in signed)
        {
            if (attribute.Oid is not (CmsOids.ContentType or CmsOids.MessageDigest or CmsOids.SigningTime or CmsOids.SigningCertificateV2 or CmsOids.SigningCertificate)) continue;
            if (attribute.Values is not [var value]) throw new AsnContentException("A signed attribute has not exactly one value.");
            if (!attributes.TryAdd(attribute.Oid, new AsnReader(value, rules))) throw new AsnContentException("A signed attribute stands twice.");
        }
    }

    private static List<ReadOnlyMemory<byte>> SplitFields(AsnReader signer)
    {
        var fields = new List<ReadOnlyMemory<byte>>();
        while (signer.HasData && signer.PeekTag() != UnsignedTag) fields.Add(signer.ReadEncodedValue());
        return fields;
    }

    private static DateTimeOffset ReadTime(AsnReader value) =>
        value.PeekTag() == Asn1Tag.UtcTime ? value.ReadUtcTime() : value.ReadGeneralizedTime();
}
