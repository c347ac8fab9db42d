using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>When a token stops to be checkable by itself: at the end of the first certificate on its path, or of a digest of it by the policy.</summary>
internal static class TimestampEnd
{
    private const int LongestPath = 10;

    /// <summary>The certificate that signed it, of those that came with it or are at hand; null: none is there.</summary>
    public static Certificate? SignerOf(TimestampToken token, PathQuestion trust) =>
        token.Cms.Certificates.Concat(trust.Certificates).FirstOrDefault(token.Cms.Signers[0].Names);

    /// <summary>The end; of a token whose signer's certificate is not at hand its own time.</summary>
    public static DateTimeOffset Of(TimestampToken token, PathQuestion trust)
    {
        if (SignerOf(token, trust) is not { } last) return token.Time;
        List<Certificate> known = [.. token.Cms.Certificates, .. trust.Certificates, .. trust.Anchors?.Intermediates ?? [], .. trust.Anchors?.Anchors ?? []];
        var end = last.NotAfter;

        // Any issuer of this name will do: an earlier end means a renewal that was not needed yet, never one that is too late. But not one that had ended before: by
        // that one the token would never have been right, and would be renewed without end.
        for (var depth = 0; depth < LongestPath && !last.IsSelfIssued; depth++)
        {
            if (known.Where(candidate => candidate.NotAfter > token.Time && candidate.Fields.Subject.Equals(last.Fields.Issuer)).MinBy(candidate => candidate.NotAfter) is not { } issuer) break;
            if (issuer.NotAfter < end) end = issuer.NotAfter;
            last = issuer;
        }

        foreach (var oid in new[] { token.ImprintOid, token.Cms.Signers[0].DigestOid })
            if (DigestAlgorithm.Find(oid) is { } digest && trust.Policy.FindDigest(digest.Name)?.Until is { } until && until < end) end = until;
        return end;
    }
}
