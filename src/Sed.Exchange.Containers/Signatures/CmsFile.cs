using System.Formats.Asn1;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>A CMS ContentInfo as it stands (RFC 5652). Nothing in it is believed yet.</summary>
internal sealed record CmsFile
{
    // A signature of ours holds two or three certificates, a signed list of an accredited authority a dozen.
    private const int MaxCertificates = 256;
    private const int MaxSigners = 64;

    private static readonly Asn1Tag Explicit0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag CertificatesTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag RevocationTag = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>OID of the outermost content.</summary>
    public required string Type { get; init; }

    /// <summary>OID of what is signed.</summary>
    public string ContentType { get; private init; } = "";

    /// <summary>The content when it is inside; null when the signature is detached.</summary>
    public byte[]? Content { get; private init; }

    public IReadOnlyList<Certificate> Certificates { get; private init; } = [];

    /// <summary>True when revocation lists or answers are inside.</summary>
    public bool HasRevocation => RevocationSet is not null;

    /// <summary>encapContentInfo as it stands: what archive time-stamps are over.</summary>
    public ReadOnlyMemory<byte> EncapsulatedContent { get; private init; }

    /// <summary>The field certificates as it stands, or null.</summary>
    public ReadOnlyMemory<byte>? CertificateSet { get; private init; }

    /// <summary>The field crls as it stands, or null.</summary>
    public ReadOnlyMemory<byte>? RevocationSet { get; private init; }

    public IReadOnlyList<CmsSigner> Signers { get; private init; } = [];

    /// <summary>Reads a file that is exactly one ContentInfo; a type other than SignedData is only named.</summary>
    /// <param name="file">The octets.</param>
    /// <param name="rules">DER for our own objects; BER for what officials' tools write.</param>
    /// <exception cref="AsnContentException">Malformed or over the limits.</exception>
    public static CmsFile Read(ReadOnlyMemory<byte> file, AsnEncodingRules rules)
    {
        var reader = new AsnReader(file, rules);
        var info = reader.ReadSequence();
        reader.ThrowIfNotEmpty();
        var type = info.ReadObjectIdentifier();
        if (type != CmsOids.SignedData) return new CmsFile { Type = type };

        var wrapper = info.ReadSequence(Explicit0);
        info.ThrowIfNotEmpty();
        var signed = wrapper.ReadSequence();
        wrapper.ThrowIfNotEmpty();
        if (!signed.TryReadInt32(out var version) || version is < 1 or > 5) throw new AsnContentException("Unknown version of SignedData.");
        signed.ReadSetOf();
        var whole = signed.PeekEncodedValue();
        var encapsulated = signed.ReadSequence();
        var contentType = encapsulated.ReadObjectIdentifier();
        var content = encapsulated.HasData ? ReadContent(encapsulated.ReadSequence(Explicit0)) : null;
        encapsulated.ThrowIfNotEmpty();

        var certificates = new List<Certificate>();
        ReadOnlyMemory<byte>? certificateSet = null, revocationSet = null;
        if (signed.HasData && signed.PeekTag() == CertificatesTag)
        {
            certificateSet = signed.PeekEncodedValue();
            var set = signed.ReadSetOf(CertificatesTag);
            while (set.HasData)
            {
                // Attribute certificates and the like have context tags; they say nothing about who signed.
                var encoded = set.ReadEncodedValue();
                if (encoded.Span[0] != 0x30) continue;
                // What others put beside the signer's certificate is not always one; who signed is decided by what can be read.
                if (Certificate.Parse(encoded.Span) is { } certificate) certificates.Add(certificate);
                else if (rules == AsnEncodingRules.DER) throw new AsnContentException("A certificate inside is malformed.");
                if (certificates.Count > MaxCertificates) throw new AsnContentException($"More than {MaxCertificates} certificates.");
            }
        }

        if (signed.HasData && signed.PeekTag() == RevocationTag) revocationSet = signed.ReadEncodedValue();

        var signers = new List<CmsSigner>();
        var signerSet = signed.ReadSetOf();
        signed.ThrowIfNotEmpty();
        while (signerSet.HasData)
        {
            signers.Add(CmsSigner.Read(signerSet.ReadEncodedValue(), rules));
            if (signers.Count > MaxSigners) throw new AsnContentException($"More than {MaxSigners} signers.");
        }

        return new CmsFile
        {
            Type = type,
            ContentType = contentType,
            Content = content,
            Certificates = certificates,
            EncapsulatedContent = whole,
            CertificateSet = certificateSet,
            RevocationSet = revocationSet,
            Signers = signers,
        };
    }

    // PKCS#7 (before CMS) put a structure here instead of an OCTET STRING; its content octets are what was signed. One value: of two, readers
    // would take different ones.
    private static byte[] ReadContent(AsnReader wrapper)
    {
        var tag = wrapper.PeekTag();
        var isOctets = tag.HasSameClassAndValue(Asn1Tag.PrimitiveOctetString);
        if (!isOctets && tag != Asn1Tag.Sequence) throw new AsnContentException("The content is neither octets nor a structure.");
        var content = isOctets ? wrapper.ReadOctetString() : wrapper.PeekContentBytes().ToArray();
        if (!isOctets) wrapper.ReadEncodedValue();
        wrapper.ThrowIfNotEmpty();
        return content;
    }
}
