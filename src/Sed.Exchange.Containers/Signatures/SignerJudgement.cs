using System.Globalization;
using Sed.Exchange.Containers.Authority;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>
/// The verdict about one SignerInfo of an official's signature, in the order of DESIGN section 7. Every stage leaves a finding;
/// the first failed one, else the first indeterminate one, gives the sub-indication.
/// </summary>
internal sealed class SignerJudgement(CmsFile cms, CmsSigner signer, ContentDigests? digests, PathQuestion question)
{
    private readonly List<(Finding Finding, string? SubIndication)> _steps = [];

    // Findings that decide nothing: a damaged time-stamp takes evidence away, not the signature.
    private readonly List<Finding> _evidence = [];

    private readonly IReadOnlyList<Certificate> _embedded = EmbeddedCertificates.Of(signer);

    /// <summary>True: the signature of a time-stamp token. What nobody signed in it is not followed, and time is its own.</summary>
    public bool IsToken { get; init; }

    /// <summary>Of a token: when it is next proven to exist; null: no token, or the policy takes its word.</summary>
    public DateTimeOffset? StillAt { get; init; }

    /// <summary>True: a counter-signature, whose content is a signature's value and has no type (RFC 5652 section 11.4).</summary>
    public bool IsCounter { get; init; }

    public SignatureVerdict Judge(string id, string covers)
    {
        var bes = signer.SignedAttributes is not null && signer.SigningCertificate is not null;
        IReadOnlyList<TimestampOutcome> timestamps = IsToken ? [] : new CadesTimestamps(cms, signer, digests, question).Judge();
        var format = !bes ? "CMS" : TimestampLevel.Of(timestamps) is { } level ? $"CAdES-{level}" : Cades.FormatName;
        var digest = DigestAlgorithm.Find(signer.DigestOid);
        var algorithm = digest is null ? null : SignatureAlgorithm.Find(signer.SignatureAlgorithm, digest);
        var certificate = FindCertificate();

        Format(format);
        Content(digest);
        Value(algorithm, certificate);
        Binding(certificate);
        var time = ProvenTime.Of(timestamps, question, ClaimedTime());
        var moment = IsToken ? new PathMoment(question.At, IsProven: true) { IsToken = true, StillAt = StillAt } : time.Moment;
        _evidence.Add(time.Finding);
        _steps.AddRange(PathFindings.Of(question, certificate, cms.Certificates.Concat(_embedded), moment, EmbeddedRevocation.Of(cms, signer)));
        if (algorithm is not null && certificate is not null) _steps.AddRange(SignaturePolicy.Judge(question, algorithm, certificate.Key, certificate, moment, []));
        _evidence.Add(AuthorityJudgement.NotAsked(certificate));

        var worst = _steps.Where(step => step.Finding.Result == VerdictResult.Failed)
            .Concat(_steps.Where(step => step.Finding.Result == VerdictResult.Indeterminate))
            .FirstOrDefault();
        var covered = _steps.Any(step => step.Finding is { Stage: VerdictStage.Digest, Result: VerdictResult.Passed });
        return new SignatureVerdict(
            id,
            worst.Finding?.Result ?? VerdictResult.Passed,
            worst.SubIndication,
            SuiteName(algorithm, certificate),
            format,
            certificate,
            covered ? [covers] : [],
            _steps.Select(step => step.Finding).Concat(_evidence).OrderBy(finding => finding.Stage).ToList())
        { IsCounter = IsCounter, ProvenAt = time.Moment.IsProven ? time.Moment.At : null, TimeUsed = moment.At, TimeWhy = time.Why };
    }

    // The one that the signed attributes name by digest, if any; others of the same issuer and serial are look-alikes.
    private Certificate? FindCertificate()
    {
        var candidates = cms.Certificates.Concat(_embedded).Concat(question.Certificates).Concat(question.Anchors?.Intermediates ?? []).Concat(question.Anchors?.Anchors ?? []).Where(signer.Names).ToList();
        return candidates.FirstOrDefault(candidate => signer.SigningCertificate is { } binding && Binds(binding, candidate) == true)
            ?? candidates.FirstOrDefault();
    }

    private void Format(string format)
    {
        if (signer.SignedAttributes is null && (digests?.LooksLikeAttributes == true || (!IsCounter && cms.ContentType != CmsOids.Data)))
        {
            Add(FindingCodes.SignedAttributesIncomplete, VerdictStage.Format, VerdictResult.Failed, SubIndications.FormatFailure, "none, though the content needs them");
        }
        else if (signer.SignedAttributes is not null && (signer.MessageDigest is null || (signer.ContentType is null && !IsCounter)))
        {
            Add(FindingCodes.SignedAttributesIncomplete, VerdictStage.Format, VerdictResult.Failed, SubIndications.FormatFailure);
        }
        else if (signer.SignedAttributes is not null && !IsCounter && signer.ContentType != cms.ContentType)
        {
            Add(FindingCodes.SignedAttributesIncomplete, VerdictStage.Format, VerdictResult.Failed, SubIndications.FormatFailure, signer.ContentType);
        }
        else
        {
            Add(FindingCodes.SignatureFormatRight, VerdictStage.Format, VerdictResult.Passed, seen: format);
        }
    }

    private void Content(DigestAlgorithm? digest)
    {
        if (digests is null)
        {
            Add(FindingCodes.ContentMissing, VerdictStage.Digest, VerdictResult.Indeterminate, SubIndications.SignedDataNotFound);
        }
        else if (!digests.SameAsInside)
        {
            Add(FindingCodes.ContentDiffers, VerdictStage.Digest, VerdictResult.Failed, SubIndications.HashFailure);
        }
        else if (digest is null || digests.Find(digest.Oid) is not { } actual)
        {
            Add(FindingCodes.AlgorithmUnsupported, VerdictStage.Digest, VerdictResult.Indeterminate, SubIndications.Generic, signer.DigestOid);
        }
        else if (signer.SignedAttributes is null)
        {
            // Without attributes the value itself is over the content; there is no digest to compare.
            Add(FindingCodes.ContentDigestRight, VerdictStage.Digest, VerdictResult.Passed, seen: $"{digest.Name}, inside the signature's value");
        }
        else if (signer.MessageDigest.AsSpan().SequenceEqual(actual))
        {
            Add(FindingCodes.ContentDigestRight, VerdictStage.Digest, VerdictResult.Passed, seen: digest.Name);
        }
        else
        {
            Add(
                FindingCodes.ContentDigestWrong,
                VerdictStage.Digest,
                VerdictResult.Failed,
                SubIndications.HashFailure,
                $"{digest.Name}: signed {Convert.ToHexStringLower(signer.MessageDigest ?? [])}, the file has {Convert.ToHexStringLower(actual)}");
        }
    }

    private void Value(SignatureAlgorithm? algorithm, Certificate? certificate)
    {
        if (certificate is null)
        {
            Add(FindingCodes.SignerMissing, VerdictStage.Signature, VerdictResult.Indeterminate, SubIndications.NoSigningCertificateFound);
        }
        else if (algorithm is null)
        {
            Add(FindingCodes.AlgorithmUnsupported, VerdictStage.Signature, VerdictResult.Indeterminate, SubIndications.Generic, $"{signer.SignatureOid}, {signer.DigestOid}");
        }
        else if (algorithm.UnsupportedOf(certificate.Key) is { } part)
        {
            Add(FindingCodes.AlgorithmUnsupported, VerdictStage.Signature, VerdictResult.Indeterminate, SubIndications.Generic, part);
        }
        else if (signer.SignedAttributes is null && digests?.Find(signer.DigestOid) is not { })
        {
            Add(FindingCodes.SignatureNotChecked, VerdictStage.Signature, VerdictResult.NotChecked);
        }
        else if (IsRight(algorithm, certificate))
        {
            Add(FindingCodes.SignatureRight, VerdictStage.Signature, VerdictResult.Passed, seen: algorithm.Name);
        }
        else
        {
            Add(FindingCodes.SignatureWrong, VerdictStage.Signature, VerdictResult.Failed, SubIndications.SignatureCryptoFailure, algorithm.Name);
        }
    }

    private bool IsRight(SignatureAlgorithm algorithm, Certificate certificate)
    {
        if (signer.SignedAttributes is null) return algorithm.Verify(certificate, digests!.Find(signer.DigestOid), signer.Signature);
        var standing = signer.ToBeSigned();
        if (algorithm.Verify(certificate, algorithm.Digest.Digest(standing), signer.Signature)) return true;
        return signer.ToBeSignedInDer() is { } der && !der.AsSpan().SequenceEqual(standing) && algorithm.Verify(certificate, algorithm.Digest.Digest(der), signer.Signature);
    }

    private void Binding(Certificate? certificate)
    {
        if (certificate is null) return;
        if (signer.SigningCertificate is not { } binding)
        {
            var isDemanded = question is { IsAsked: true, Policy.NeedsSigningCertificate: true } && !IsToken;
            if (isDemanded) Add(PolicyCodes.SignerMustBeNamed, VerdictStage.Signature, VerdictResult.Indeterminate, SubIndications.SignatureConstraintsFailure, question.Policy.Id);
            else Add(FindingCodes.SignerNotNamed, VerdictStage.Signature, VerdictResult.NotChecked);
        }
        else if (Binds(binding, certificate) == false)
        {
            Add(FindingCodes.SignerNotBound, VerdictStage.Signature, VerdictResult.Indeterminate, SubIndications.SignatureConstraintsFailure);
        }
    }

    // Null: the digest that names the certificate is not supported.
    private static bool? Binds(CmsSigningCertificate binding, Certificate certificate) => DigestAlgorithm.Find(binding.DigestOid) is { } digest
        ? binding.Digest.AsSpan().SequenceEqual(digest.Digest(certificate.Der)) && binding.IssuerSerial?.Names(certificate) != false
        : null;

    private static string? SuiteName(SignatureAlgorithm? algorithm, Certificate? certificate) =>
        certificate is not null && Suite.Of(certificate) is { } suite && algorithm?.Digest.Name == suite.DigestName ? suite.Name : algorithm?.Name;

    private string? ClaimedTime() => signer.SigningTime is { } time
        ? $"claimed {time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}"
        : null;

    private void Add(string code, VerdictStage stage, VerdictResult result, string? subIndication = null, string? seen = null) =>
        _steps.Add((new Finding(code, stage, result, seen), subIndication));
}
