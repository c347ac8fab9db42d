using System.Formats.Asn1;
using System.Numerics;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Pki;

/// <summary>An OCSPRequest as it came (RFC 6960 section 4.1.1): what a responder has to know of it.</summary>
/// <param name="Certificates">The CertIDs as they stand, with what they say.</param>
/// <param name="Nonce">The nonce extension as it stands, or null.</param>
internal sealed record OcspInquiry(IReadOnlyList<OcspInquiry.Subject> Certificates, ReadOnlyMemory<byte>? Nonce)
{
    private const string NonceOid = "1.3.6.1.5.5.7.48.1.2";
    private const int Most = 64;

    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Requestor = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 2, isConstructed: true);

    /// <summary>Reads one; null for what is malformed, or asks for more than a responder answers at once.</summary>
    public static OcspInquiry? Read(ReadOnlyMemory<byte> octets)
    {
        try
        {
            var file = new AsnReader(octets, AsnEncodingRules.BER);
            var fields = file.ReadSequence().ReadSequence();
            file.ThrowIfNotEmpty();
            if (fields.PeekTag() == Version) fields.ReadEncodedValue();
            if (fields.PeekTag() == Requestor) fields.ReadEncodedValue();
            var subjects = new List<Subject>();
            for (var list = fields.ReadSequence(); list.HasData;)
            {
                if (subjects.Count == Most) return null;
                subjects.Add(Subject.Read(list.ReadSequence().ReadEncodedValue()));
            }

            ReadOnlyMemory<byte>? nonce = null;
            if (fields.HasData)
            {
                for (var list = fields.ReadSequence(Extensions).ReadSequence(); list.HasData;)
                {
                    var whole = list.PeekEncodedValue();
                    if (list.ReadSequence().ReadObjectIdentifier() == NonceOid) nonce = whole;
                }
            }

            return subjects.Count == 0 ? null : new OcspInquiry(subjects, nonce);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>One CertID.</summary>
    /// <param name="Octets">As it stands: the answer repeats it.</param>
    /// <param name="DigestOid">By which digest the issuer is named.</param>
    /// <param name="IssuerName">Digest of the issuer's name.</param>
    /// <param name="IssuerKey">Digest of the issuer's key.</param>
    /// <param name="Serial">Serial number.</param>
    internal sealed record Subject(ReadOnlyMemory<byte> Octets, string DigestOid, byte[] IssuerName, byte[] IssuerKey, BigInteger Serial)
    {
        public static Subject Read(ReadOnlyMemory<byte> octets)
        {
            var id = new AsnReader(octets, AsnEncodingRules.BER).ReadSequence();
            return new Subject(octets, id.ReadSequence().ReadObjectIdentifier(), id.ReadOctetString(), id.ReadOctetString(), id.ReadInteger());
        }

        /// <summary>True when this authority is the issuer that is meant.</summary>
        public bool IsOf(Certificate authority) => DigestAlgorithm.Find(DigestOid) is { } digest
            && digest.Digest(authority.Fields.Subject.Der.Span).AsSpan().SequenceEqual(IssuerName)
            && digest.Digest(OcspSingle.KeyOf(authority)).AsSpan().SequenceEqual(IssuerKey);
    }
}
