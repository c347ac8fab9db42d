using System.Formats.Asn1;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>A successful BasicOCSPResponse (RFC 6960 section 4.2.1), kept byte for byte.</summary>
public sealed class OcspAnswer
{
    /// <summary>Octets of an answer; those with a chain inside have 10 KB.</summary>
    public const int MaxBytes = 256 * 1024;

    private const string BasicResponse = "1.3.6.1.5.5.7.48.1.1";
    private const string NonceOid = "1.3.6.1.5.5.7.48.1.2";

    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Tag1 = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag Tag2 = new(TagClass.ContextSpecific, 2, isConstructed: true);

    private readonly byte[] _der;

    private OcspAnswer(byte[] der)
    {
        _der = der;
        Thumbprint = Convert.ToHexStringLower(SHA256.HashData(der));
        var basic = new AsnReader(BasicOf(der), AsnEncodingRules.BER).ReadSequence();
        ToBeSigned = basic.PeekEncodedValue();
        ReadFields(basic.ReadSequence());
        SignatureAlgorithm = basic.ReadEncodedValue();
        SignatureValue = basic.ReadBitString(out _);
        if (basic.HasData)
        {
            var list = basic.ReadSequence(Tag0).ReadSequence();
            while (list.HasData)
            {
                if (Certificate.Parse(list.ReadEncodedValue().Span) is { } certificate) Certificates.Add(certificate);
            }
        }

        basic.ThrowIfNotEmpty();
    }

    /// <summary>The answer's octets.</summary>
    public ReadOnlySpan<byte> Der => _der;

    /// <summary>SHA-256 of the octets, lower-case hexadecimal.</summary>
    public string Thumbprint { get; }

    /// <summary>When the responder made it.</summary>
    public DateTimeOffset ProducedAt { get; private set; }

    /// <summary>The nonce of the question, or null.</summary>
    public ReadOnlyMemory<byte>? Nonce { get; private set; }

    /// <summary>Until when all of it may be relied on, or null: something has no end of its own.</summary>
    public DateTimeOffset? NextUpdate => Singles.Exists(single => single.NextUpdate is null) ? null : Singles.Min(single => single.NextUpdate);

    internal ReadOnlyMemory<byte> ToBeSigned { get; }

    internal ReadOnlyMemory<byte> SignatureAlgorithm { get; }

    internal byte[] SignatureValue { get; }

    /// <summary>The responder's name, or null when it names itself by its key.</summary>
    internal DistinguishedName? ResponderName { get; private set; }

    /// <summary>SHA-1 of the responder's key, or null.</summary>
    internal byte[]? ResponderKey { get; private set; }

    internal List<OcspSingle> Singles { get; } = [];

    internal List<Certificate> Certificates { get; } = [];

    /// <summary>A critical extension that is not understood: the answer may not be used.</summary>
    internal string? Unusable { get; private set; }

    /// <summary>Reads an OCSPResponse, or the BasicOCSPResponse that signatures embed. Null for what is malformed, over <see cref="MaxBytes"/>, or tells of a failure.</summary>
    public static OcspAnswer? Parse(ReadOnlySpan<byte> der)
    {
        if (der.IsEmpty || der.Length > MaxBytes || der[0] != 0x30) return null;
        try
        {
            return new OcspAnswer(der.ToArray());
        }
        catch (Exception error) when (error is AsnContentException or ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> BasicOf(byte[] der)
    {
        var file = new AsnReader(der, AsnEncodingRules.BER);
        var response = file.ReadSequence();
        file.ThrowIfNotEmpty();
        if (response.PeekTag() == Asn1Tag.Sequence) return der;
        if (!response.ReadEnumeratedBytes().Span.SequenceEqual(new byte[] { 0 })) throw new AsnContentException("The responder failed.");
        var bytes = response.ReadSequence(Tag0).ReadSequence();
        return bytes.ReadObjectIdentifier() == BasicResponse ? bytes.ReadOctetString() : throw new AsnContentException("Not a basic response.");
    }

    private void ReadFields(AsnReader fields)
    {
        if (fields.PeekTag() == Tag0)
        {
            if (!fields.ReadSequence(Tag0).TryReadInt32(out var version) || version != 0) throw new AsnContentException("Unknown version.");
        }

        if (fields.PeekTag() == Tag1) ResponderName = DistinguishedName.Read(fields.ReadSequence(Tag1).ReadEncodedValue());
        else ResponderKey = fields.ReadSequence(Tag2).ReadOctetString();
        ProducedAt = fields.ReadGeneralizedTime();
        var list = fields.ReadSequence();
        while (list.HasData) Singles.Add(ReadSingle(list.ReadSequence()));
        if (!fields.HasData) return;
        foreach (var extension in CertificateExtension.ReadAll(fields.ReadSequence(Tag1).ReadSequence()))
        {
            if (extension.Oid == NonceOid) Nonce = extension.Value;
            else if (extension.Critical) Unusable = $"critical extension {extension.Oid}";
        }

        fields.ThrowIfNotEmpty();
    }

    private OcspSingle ReadSingle(AsnReader fields)
    {
        var id = fields.ReadSequence();
        var digest = id.ReadSequence().ReadObjectIdentifier();
        var name = id.ReadOctetString();
        var key = id.ReadOctetString();
        var serial = id.ReadIntegerBytes();
        var (status, date, reason) = ReadStatus(fields);
        var thisUpdate = fields.ReadGeneralizedTime();
        DateTimeOffset? nextUpdate = fields.HasData && fields.PeekTag() == Tag0 ? fields.ReadSequence(Tag0).ReadGeneralizedTime() : null;
        DateTimeOffset? cutoff = null;
        if (fields.HasData && fields.PeekTag() == Tag1)
        {
            foreach (var extension in CertificateExtension.ReadAll(fields.ReadSequence(Tag1).ReadSequence()))
            {
                if (extension.Oid == OcspSingle.ArchiveCutoff) cutoff = new AsnReader(extension.Value, AsnEncodingRules.BER).ReadGeneralizedTime();
                else if (extension.Critical) Unusable = $"critical extension {extension.Oid}";
            }
        }

        fields.ThrowIfNotEmpty();
        return new OcspSingle(digest, name, key, serial, status, date, reason, thisUpdate, nextUpdate, cutoff);
    }

    private static (OcspStatus Status, DateTimeOffset? Date, RevocationReason Reason) ReadStatus(AsnReader fields)
    {
        var tag = fields.PeekTag();
        if (tag.TagClass != TagClass.ContextSpecific) throw new AsnContentException("Not a status.");
        if (tag.TagValue != 1)
        {
            fields.ReadEncodedValue();
            return (tag.TagValue == 0 ? OcspStatus.Good : OcspStatus.Unknown, null, RevocationReason.Unspecified);
        }

        var revoked = fields.ReadSequence(Tag1);
        var date = revoked.ReadGeneralizedTime();
        var reason = revoked.HasData ? revoked.ReadSequence(Tag0).ReadEnumeratedBytes().Span[0] : (byte)0;
        return (OcspStatus.Revoked, date, (RevocationReason)reason);
    }
}
