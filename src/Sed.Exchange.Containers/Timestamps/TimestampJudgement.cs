using System.Formats.Asn1;
using System.Globalization;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>
/// The verdict about one time-stamp (RFC 3161 section 2.4.2, EN 319 102-1 section 5.4): its imprint is the digest of exactly the octets it should be over,
/// one authority signed it whose certificate is for nothing but time-stamping and is bound by the signature, and its path was valid at the time it says.
/// </summary>
internal static class TimestampJudgement
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>Judges.</summary>
    /// <param name="octets">The token.</param>
    /// <param name="kind">What it is over.</param>
    /// <param name="name">What it is called in findings.</param>
    /// <param name="imprint">The digest of what it should be over by an algorithm; null: that cannot be told. The text says why.</param>
    /// <param name="question">What is asked about paths.</param>
    /// <param name="still">When the token is next proven to exist; null: when it is asked.</param>
    public static TimestampOutcome Judge(
        ReadOnlyMemory<byte> octets, TimestampKind kind, string name, Func<DigestAlgorithm, (byte[]? Digest, string? Why)> imprint, PathQuestion question, DateTimeOffset? still = null)
    {
        if (TimestampToken.TryRead(octets) is not { } token)
        {
            var malformed = new Finding(FindingCodes.TimestampMalformed, VerdictStage.Time, VerdictResult.Failed, name);
            return new TimestampOutcome(kind, null, malformed);
        }

        // 1. The imprint. 2. The authority's signature, as of the time it states; a token's own attributes that nobody signed are not followed.
        // Its certificates and algorithms must still be good when it is next proven to exist, unless the policy takes its word.
        var proven = still ?? question.AskedAt ?? question.At;
        DateTimeOffset? provenAt = question.Policy.Tokens == TokenTime.Own ? null : proven > token.Time ? proven : token.Time;
        List<Finding> causes = [Imprint(token, imprint), .. Outdated(token, question.Policy, provenAt)];
        var digests = ContentDigests.Read(new MemoryStream(token.Cms.Content!), token.Cms.Content, [token.Cms.Signers[0].DigestOid]);
        var signature = new SignerJudgement(token.Cms, token.Cms.Signers[0], digests, question with { At = token.Time, AskedAt = question.AskedAt ?? question.At }) { IsToken = true, StillAt = provenAt }.Judge(name, name);
        causes.AddRange(signature.Findings.Where(finding => finding.Result is VerdictResult.Failed or VerdictResult.Indeterminate || finding.Stage is VerdictStage.Signature or VerdictStage.Path));

        // 3. Who may stamp.
        if (token.Cms.Signers[0].SigningCertificate is null) causes.Add(new Finding(FindingCodes.SignerNotNamed, VerdictStage.Signature, VerdictResult.Indeterminate));
        if (signature.Signer is { } signer && Entitlement(signer) is { } entitlement) causes.Add(entitlement);

        var result = causes.Exists(cause => cause.Result == VerdictResult.Failed) ? VerdictResult.Failed
            : causes.Exists(cause => cause.Result == VerdictResult.Indeterminate) || signature.Result == VerdictResult.Indeterminate ? VerdictResult.Indeterminate
            : signature.Result;
        var code = result switch
        {
            VerdictResult.Passed => FindingCodes.TimestampRight,
            VerdictResult.Failed => FindingCodes.TimestampWrong,
            _ => FindingCodes.TimestampUncertain,
        };
        var time = token.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new TimestampOutcome(kind, token.Time, new Finding(code, VerdictStage.Time, result, $"{name}: {time}") { Children = causes });
    }

    private static IEnumerable<Finding> Outdated(TimestampToken token, VerificationPolicy policy, DateTimeOffset? at)
    {
        if (DigestAlgorithm.Find(token.ImprintOid) is { } digest && AlgorithmStanding.Of(policy, digest, at ?? token.Time) is { IsGoodEnough: false } standing) yield return standing.ToFinding();
    }

    private static Finding Imprint(TimestampToken token, Func<DigestAlgorithm, (byte[]? Digest, string? Why)> imprint)
    {
        if (DigestAlgorithm.Find(token.ImprintOid) is not { } algorithm)
            return new Finding(FindingCodes.AlgorithmUnsupported, VerdictStage.Digest, VerdictResult.Indeterminate, token.ImprintOid);
        var (digest, why) = imprint(algorithm);
        if (digest is null) return new Finding(FindingCodes.DigestsNotChecked, VerdictStage.Digest, VerdictResult.Indeterminate, why);
        return digest.AsSpan().SequenceEqual(token.Imprint)
            ? new Finding(FindingCodes.DigestsRight, VerdictStage.Digest, VerdictResult.Passed, algorithm.Name)
            : new Finding(FindingCodes.DigestMismatch, VerdictStage.Digest, VerdictResult.Failed, algorithm.Name);
    }

    // RFC 3161 section 2.3: the extension is there, critical, and holds this one purpose.
    private static Finding? Entitlement(Certificate authority)
    {
        var extension = authority.Fields.Extensions.FirstOrDefault(extension => extension.Oid == CertificateExtension.ExtendedKeyUsage);
        var purposes = new List<string>();
        try
        {
            if (extension is not null)
                for (var list = new AsnReader(extension.Value, AsnEncodingRules.BER).ReadSequence(); list.HasData;) purposes.Add(list.ReadObjectIdentifier());
        }
        catch (AsnContentException)
        {
            purposes.Clear();
        }

        if (!purposes.Contains(TimeStamping)) return new Finding(FindingCodes.TimestampAuthorityWrong, VerdictStage.Path, VerdictResult.Failed, authority.Subject);
        return extension!.Critical && purposes.Count == 1 ? null : new Finding(FindingCodes.TimestampAuthorityWrong, VerdictStage.Path, VerdictResult.Indeterminate, authority.Subject);
    }
}
