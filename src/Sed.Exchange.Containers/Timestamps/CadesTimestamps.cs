using System.Formats.Asn1;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>The time-stamps in the attributes of a SignerInfo, and the octets that each is over (EN 319 122-1, TS 101 733 for the older ones).</summary>
internal sealed class CadesTimestamps(CmsFile cms, CmsSigner signer, ContentDigests? digests, PathQuestion question)
{
    // Renewed every few years, an archive gathers a dozen.
    private const int Most = 32;

    private static readonly Dictionary<string, (TimestampKind Kind, string Name)> Kinds = new(StringComparer.Ordinal)
    {
        [CmsOids.ContentTimestamp] = (TimestampKind.Content, "content-time-stamp"),
        [CmsOids.SignatureTimestamp] = (TimestampKind.Signature, "signature-time-stamp"),
        [CmsOids.CadesCTimestamp] = (TimestampKind.SignatureAndReferences, "CAdES-C-time-stamp"),
        [CmsOids.ReferencesTimestamp] = (TimestampKind.References, "time-stamped-certs-crls-references"),
        [CmsOids.ArchiveTimestampV2] = (TimestampKind.Archive, "archive-time-stamp-v2"),
        [CmsOids.ArchiveTimestampV3] = (TimestampKind.Archive, "archive-time-stamp-v3"),
    };

    /// <summary>Digest algorithms by which the content must be known for them, before it is read.</summary>
    public static IEnumerable<string> ContentDigestOids(CmsSigner signer) => All(signer)
        .Where(item => item.Attribute.Oid is CmsOids.ContentTimestamp or CmsOids.ArchiveTimestampV3)
        .Select(item => TimestampToken.TryRead(item.Token)?.ImprintOid)
        .OfType<string>();

    /// <summary>Judges them all.</summary>
    public IReadOnlyList<TimestampOutcome> Judge()
    {
        var all = All(signer).Take(Most).ToList();
        return TimestampChain.Judge(
            [.. all.Select(item => (Kinds[item.Attribute.Oid].Kind, TimestampToken.TryRead(item.Token)?.Time))],
            question.AskedAt ?? question.At,
            (later, earlier) => Covers(all[later], all[earlier]),
            (index, still) =>
            {
                var (attribute, token) = all[index];
                var (kind, name) = Kinds[attribute.Oid];
                return TimestampJudgement.Judge(token, kind, name, digest => Imprint(attribute.Oid, token, digest), question, still);
            });
    }

    private static IEnumerable<(CmsAttribute Attribute, ReadOnlyMemory<byte> Token)> All(CmsSigner signer) =>
        signer.Signed.Where(attribute => attribute.Oid == CmsOids.ContentTimestamp)
            .Concat(signer.Unsigned.Where(attribute => attribute.Oid != CmsOids.ContentTimestamp && Kinds.ContainsKey(attribute.Oid)))
            .SelectMany(attribute => attribute.Values.Select(value => (attribute, value)));

    // Whether the octets under a later one, which is right, have an earlier one among them.
    private static bool Covers((CmsAttribute Attribute, ReadOnlyMemory<byte> Token) later, (CmsAttribute Attribute, ReadOnlyMemory<byte> Token) earlier)
    {
        switch (later.Attribute.Oid)
        {
            case CmsOids.CadesCTimestamp:
                return earlier.Attribute.Oid == CmsOids.SignatureTimestamp;
            case CmsOids.ArchiveTimestampV2:
                return true;
            case CmsOids.ArchiveTimestampV3:
                return TimestampToken.TryRead(later.Token) is { } token
                    && DigestAlgorithm.Find(token.ImprintOid) is { } digest
                    && IndexOf(token) is { Values: [var index] } attribute
                    && HashIndex.Lists(attribute.Oid, index, digest, earlier.Attribute, earlier.Token);
            default:
                return false;
        }
    }

    private static CmsAttribute? IndexOf(TimestampToken? token) =>
        token?.Cms.Signers[0].Unsigned.FirstOrDefault(attribute => attribute.Oid is CmsOids.HashIndex or CmsOids.HashIndexV2 or CmsOids.HashIndexV3);

    private (byte[]? Digest, string? Why) Imprint(string oid, ReadOnlyMemory<byte> token, DigestAlgorithm digest) => oid switch
    {
        CmsOids.ContentTimestamp => (digests?.Find(digest.Oid), "the content is not given"),
        CmsOids.SignatureTimestamp => (digest.Digest(signer.Signature), null),
        CmsOids.CadesCTimestamp => (digest.Digest(Join([signer.Signature, .. Attributes(CmsOids.SignatureTimestamp), .. References()])), null),
        CmsOids.ReferencesTimestamp => (digest.Digest(Join(References())), null),
        CmsOids.ArchiveTimestampV3 => ArchiveV3(token, digest),
        _ => ArchiveV2(token, digest),
    };

    private IEnumerable<ReadOnlyMemory<byte>> References() => Attributes(CmsOids.CertificateReferences).Concat(Attributes(CmsOids.RevocationReferences));

    private IEnumerable<ReadOnlyMemory<byte>> Attributes(string oid) => signer.Unsigned.Where(attribute => attribute.Oid == oid).Select(attribute => attribute.Content);

    // EN 319 122-1 section 5.5.3: type and digest of the content, the SignerInfo without its unsigned attributes, and the index that lists by
    // digest every certificate, revocation value and unsigned attribute that was there.
    private (byte[]? Digest, string? Why) ArchiveV3(ReadOnlyMemory<byte> token, DigestAlgorithm digest)
    {
        if (digests?.Find(digest.Oid) is not { } content) return (null, "the content is not given");
        var index = IndexOf(TimestampToken.TryRead(token));
        if (index?.Values is not [var value]) return (null, "without an index of what it covers");
        if (!HashIndex.Fits(index.Oid, value, digest, cms, signer)) return ([], null);
        var type = new AsnReader(cms.EncapsulatedContent, AsnEncodingRules.BER).ReadSequence().PeekEncodedValue();
        return (digest.Digest(Join([type, content, .. signer.Fields, value])), null);
    }

    // TS 101 733 section 6.4.1: all of SignedData one after the other, with those unsigned attributes that were there. Which those were, and in which
    // encoding, the attribute does not say: where the usual reading does not fit, nothing can be told.
    private (byte[]? Digest, string? Why) ArchiveV2(ReadOnlyMemory<byte> token, DigestAlgorithm digest)
    {
        const string unknown = "which octets it is over cannot be told";
        if (cms.Content is null || TimestampToken.TryRead(token) is not { } read) return (null, unknown);
        List<ReadOnlyMemory<byte>> before = [cms.EncapsulatedContent];
        if (cms.CertificateSet is { } certificates) before.Add(certificates);
        if (cms.RevocationSet is { } revocation) before.Add(revocation);
        before.AddRange(signer.Fields);
        var older = signer.Unsigned.Where(attribute => attribute.Oid is not (CmsOids.ArchiveTimestampV2 or CmsOids.ArchiveTimestampV3)
            || attribute.Values.All(value => TimestampToken.TryRead(value) is { } other && other.Time < read.Time));
        var computed = digest.Digest(Join([.. before, Unsigned(older)]));
        return computed.AsSpan().SequenceEqual(read.Imprint) ? (computed, null) : (null, unknown);
    }

    private static byte[] Unsigned(IEnumerable<CmsAttribute> attributes)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1, isConstructed: true)))
            foreach (var attribute in attributes) writer.WriteEncodedValue(attribute.Octets.Span);
        return writer.Encode();
    }

    private static byte[] Join(IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        using var joined = new MemoryStream();
        foreach (var part in parts) joined.Write(part.Span);
        return joined.ToArray();
    }
}
