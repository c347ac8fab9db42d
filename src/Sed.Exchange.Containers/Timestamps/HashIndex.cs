using System.Formats.Asn1;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>
/// The ats-hash-index attribute of an archive time-stamp (EN 319 122-1 section 5.5.2): digests of what was in the signature when it was stamped. Each must
/// still be there; what came later is not in the index and is covered by nobody.
/// </summary>
internal static class HashIndex
{
    private const int Most = 2048;

    /// <summary>True: everything that the index lists is in the file as it was. False too when it is malformed or of another digest than the imprint's.</summary>
    public static bool Fits(string oid, ReadOnlyMemory<byte> value, DigestAlgorithm digest, CmsFile cms, CmsSigner signer)
    {
        try
        {
            var index = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
            // The first editions leave the algorithm out when it is SHA-256.
            var named = index.PeekTag() == Asn1Tag.Sequence && oid != CmsOids.HashIndexV3 && !StartsWithDigest(index) ? index.ReadSequence().ReadObjectIdentifier()
                : oid == CmsOids.HashIndexV3 ? index.ReadSequence().ReadObjectIdentifier()
                : DigestAlgorithm.Sha256.Oid;
            if (named != digest.Oid) return false;
            return All(index.ReadSequence(), Hashes(cms.CertificateSet, digest))
                && All(index.ReadSequence(), Hashes(cms.RevocationSet, digest))
                && All(index.ReadSequence(), Attributes(oid, signer, digest))
                && !index.HasData;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>True: the index of the time-stamp lists this value of an unsigned attribute.</summary>
    public static bool Lists(string oid, ReadOnlyMemory<byte> value, DigestAlgorithm digest, CmsAttribute attribute, ReadOnlyMemory<byte> token)
    {
        try
        {
            var index = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
            if (oid == CmsOids.HashIndexV3 || !StartsWithDigest(index)) index.ReadSequence();
            index.ReadSequence();
            index.ReadSequence();
            var wanted = oid == CmsOids.HashIndexV3 ? digest.Digest([.. TypeOf(attribute).Span, .. token.Span]) : digest.Digest(attribute.Octets.Span);
            for (var listed = index.ReadSequence(); listed.HasData;)
                if (listed.ReadOctetString().AsSpan().SequenceEqual(wanted)) return true;
        }
        catch (AsnContentException)
        {
            // What cannot be read lists nothing.
        }

        return false;
    }

    private static ReadOnlyMemory<byte> TypeOf(CmsAttribute attribute) => new AsnReader(attribute.Content, AsnEncodingRules.BER).ReadEncodedValue();

    // An AlgorithmIdentifier begins with an OBJECT IDENTIFIER, a list of digests with an OCTET STRING or nothing.
    private static bool StartsWithDigest(AsnReader index)
    {
        var first = new AsnReader(index.PeekEncodedValue(), AsnEncodingRules.BER).ReadSequence();
        return !first.HasData || first.PeekTag() != Asn1Tag.ObjectIdentifier;
    }

    private static bool All(AsnReader listed, HashSet<string> present)
    {
        for (var count = 0; listed.HasData; count++)
            if (count == Most || !present.Contains(Convert.ToHexString(listed.ReadOctetString()))) return false;
        return true;
    }

    private static HashSet<string> Hashes(ReadOnlyMemory<byte>? set, DigestAlgorithm digest)
    {
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        if (set is not { } octets) return hashes;
        var outer = new AsnReader(octets, AsnEncodingRules.BER);
        for (var list = outer.ReadSetOf(outer.PeekTag()); list.HasData;) hashes.Add(Convert.ToHexString(digest.Digest(list.ReadEncodedValue().Span)));
        return hashes;
    }

    // Version 3 lists each value with its attribute's type, the editions before it whole attributes.
    private static HashSet<string> Attributes(string oid, CmsSigner signer, DigestAlgorithm digest)
    {
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attribute in signer.Unsigned)
        {
            if (oid != CmsOids.HashIndexV3)
            {
                hashes.Add(Convert.ToHexString(digest.Digest(attribute.Octets.Span)));
                continue;
            }

            foreach (var value in attribute.Values) hashes.Add(Convert.ToHexString(digest.Digest([.. TypeOf(attribute).Span, .. value.Span])));
        }

        return hashes;
    }
}
