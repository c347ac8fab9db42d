using System.Xml;
using Sed.Exchange.Containers.Authority;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>
/// The verdict about one XML signature of somebody else, in the order of DESIGN section 7. Every stage leaves a finding; the first failed one, else
/// the first indeterminate one, gives the sub-indication.
/// </summary>
internal sealed class XmlSignatureJudgement(XmlDocument document, XmlIds ids, ForeignXmlRequest request, CanonicalBudget budget)
{
    private readonly List<(Finding Finding, string? SubIndication)> _steps = [];

    // Findings that decide nothing: a damaged time-stamp takes evidence away, not the signature.
    private readonly List<Finding> _evidence = [];

    /// <summary>Judges a ds:Signature.</summary>
    /// <param name="element">The element.</param>
    /// <param name="id">Id of the verdict.</param>
    /// <param name="isCounter">True: it stands inside another signature and may cover that one's value only.</param>
    public JudgedXmlSignature Judge(XmlElement element, string id, bool isCounter)
    {
        XmlSignature signature;
        try
        {
            signature = XmlSignature.Read(element, request.Limits);
        }
        catch (FormatException error)
        {
            Add(FindingCodes.SignatureMalformed, VerdictStage.Format, VerdictResult.Failed, SubIndications.FormatFailure, error.Message);
            Add(FindingCodes.SignatureNotChecked, VerdictStage.Signature, VerdictResult.NotChecked);
            return new JudgedXmlSignature(Conclude(id, null, null, "XMLDSig", []) with { IsCounter = isCounter }, []);
        }

        // 1. References, what they cover, and what a Manifest among it lists. Properties that no reference covers say nothing.
        var check = new ReferenceCheck(document, ids, element, request, budget);
        var outcomes = signature.References.Select(check.Check).ToList();
        var xades = XadesBinding.Find(signature) is { } found && outcomes.Exists(outcome => outcome.Target == found.SignedProperties) ? found : null;
        Add(FindingCodes.SignatureFormatRight, VerdictStage.Format, VerdictResult.Passed, seen: xades is null ? "XMLDSig" : "XAdES");
        foreach (var outcome in outcomes) _steps.Add((outcome.Finding, outcome.SubIndication));
        var listed = Manifests(signature, outcomes, check);
        if (!isCounter) _steps.Add(XmlCoverage.Judge(document, signature, outcomes, listed, request.Container is not null));
        else if (XadesBinding.IsXades(element.ParentNode!, "CounterSignature") && !outcomes.Any(outcome => IsValueAround(outcome.Target, element)))
            Add(FindingCodes.NotCovered, VerdictStage.Coverage, VerdictResult.Failed, SubIndications.FormatFailure, "the signature that it counter-signs");
        List<ReferenceOutcome> right = [.. outcomes.Concat(listed).Where(outcome => outcome.IsRight)];

        // 2. The value.
        var algorithm = signature.HasParameters ? null : XmlAlgorithms.FindSignature(signature.SignatureMethod);
        var certificates = XmlSigner.Certificates(signature.KeyInfo).Concat(request.Question.Certificates).ToList();
        var digest = Digest(signature, algorithm);
        var embedded = EmbeddedCertificates.Of(signature);
        var signer = FindSigner(certificates, xades, algorithm, digest, signature.Value);
        if ((signer is null || xades?.Binds(signer) == false) && embedded.FirstOrDefault(candidate => xades?.Binds(candidate) == true) is { } bound) signer = bound;
        var key = signer?.Key ?? (certificates.Count == 0 ? XmlSigner.BareKey(signature.KeyInfo) ?? FindGiven(algorithm, digest, signature.Value) : null);
        Value(signature, algorithm, digest, key);
        // Properties that name a certificate leave no bare key to be the signer's.
        if (signer is null && key is not null && xades is { CertificateDigests.Count: > 0 })
            Add(FindingCodes.SignerMissing, VerdictStage.Signature, VerdictResult.Indeterminate, SubIndications.NoSigningCertificateFound);
        if (signer is not null && xades?.Binds(signer) == false)
            Add(FindingCodes.SignerNotBound, VerdictStage.Signature, VerdictResult.Indeterminate, SubIndications.SignatureConstraintsFailure);
        else if (request.Question is { IsAsked: true, Policy: { NeedsSigningCertificate: true } policy } && (signer is null || xades?.Binds(signer) != true))
            Add(PolicyCodes.SignerMustBeNamed, VerdictStage.Signature, VerdictResult.Indeterminate, SubIndications.SignatureConstraintsFailure, policy.Id);

        // 3. Time, trust and policy.
        IReadOnlyList<TimestampOutcome> timestamps = xades is null ? [] : new XadesTimestamps(signature, outcomes, request, budget).Judge();
        var time = ProvenTime.Of(timestamps, request.Question, null);
        _evidence.Add(time.Finding);
        _steps.AddRange(PathFindings.Of(request.Question, signer, [.. certificates, .. embedded], time.Moment, EmbeddedRevocation.Of(signature)));
        if (algorithm is not null) _steps.AddRange(SignaturePolicy.Judge(request.Question, algorithm, key, signer, time.Moment, Digests(signature)));
        _evidence.Add(AuthorityJudgement.NotAsked(signer));
        var format = xades is null ? "XMLDSig" : TimestampLevel.Of(timestamps) is { } level ? $"XAdES-{level}" : "XAdES";
        var verdict = Conclude(id, algorithm, signer, format, [.. right.Select(NameOf)]) with
        {
            IsCounter = isCounter,
            ProvenAt = time.Moment.IsProven ? time.Moment.At : null,
            TimeUsed = time.Moment.At,
            TimeWhy = time.Why,
        };
        return new JudgedXmlSignature(verdict, [.. outcomes.Select(outcome => outcome.Outside?.Name).OfType<string>()]);
    }

    private static bool IsValueAround(XmlNode? target, XmlElement signature) =>
        XmlTree.Is(target, XadesNames.Ds, "SignatureValue") && target!.ParentNode is { } around && XmlTree.IsWithin(signature, around);

    // The signature proves the list. The objects on it are compared when they are there; those that are not given are proven by nobody, and are not
    // among what the signature covers.
    private List<ReferenceOutcome> Manifests(XmlSignature signature, List<ReferenceOutcome> outcomes, ReferenceCheck check)
    {
        var found = new List<ReferenceOutcome>();
        var manifests = outcomes.Select(outcome => outcome.Target).OfType<XmlElement>()
            .Where(target => XmlTree.IsWithin(target, signature.Element))
            .SelectMany(XmlTree.Elements)
            .Where(element => XmlTree.Is(element, XadesNames.Ds, "Manifest"))
            .Distinct();
        foreach (var manifest in manifests)
        {
            IReadOnlyList<XmlReference> references;
            try
            {
                references = XmlSignature.ReadManifest(manifest, request.Limits);
            }
            catch (FormatException error)
            {
                Add(FindingCodes.SignatureMalformed, VerdictStage.Format, VerdictResult.Failed, SubIndications.FormatFailure, $"Manifest: {error.Message}");
                continue;
            }

            foreach (var outcome in references.Select(check.Check))
            {
                // What is there and differs was altered, what is not there was taken away; whatever else is odd about a list leaves the list signed.
                if (outcome.Finding.Code == FindingCodes.ContentMissing)
                    Add(FindingCodes.ManifestObjectNotGiven, VerdictStage.Digest, VerdictResult.NotChecked, seen: outcome.Finding.Seen);
                else if (outcome.Finding is { Result: VerdictResult.Failed, Code: not (FindingCodes.DigestMismatch or FindingCodes.CoveredAbsent) })
                    _steps.Add((outcome.Finding with { Result = VerdictResult.Indeterminate }, SubIndications.Generic));
                else
                    _steps.Add((outcome.Finding, outcome.SubIndication));
                found.Add(outcome);
            }
        }

        return found;
    }

    private byte[]? Digest(XmlSignature signature, SignatureAlgorithm? algorithm)
    {
        if (algorithm is null) return null;
        var method = XmlAlgorithms.FindCanonicalization(signature.Canonicalization.Algorithm);
        if (method is null || !XmlCanonical.IsSupported(signature.SignedInfo, method.Value.Uri)) return null;
        var octets = budget.Canonicalize(signature.SignedInfo, null, method.Value.Uri, method.Value.Comments, signature.Canonicalization.Prefixes);
        return octets is null ? null : algorithm.Digest.Digest(octets);
    }

    // The one that the signed properties bind; else the one whose key verifies; else the first, to name it.
    private static Certificate? FindSigner(List<Certificate> certificates, XadesBinding? xades, SignatureAlgorithm? algorithm, byte[]? digest, byte[] value)
    {
        if (xades is not null && certificates.Find(candidate => xades.Binds(candidate) == true) is { } bound) return bound;
        return (digest is null ? null : certificates.Find(candidate => algorithm!.VerifyXml(candidate.Key, digest, value))
                ?? certificates.Find(candidate => algorithm!.IsInOtherForm(candidate.Key, digest, value)))
            ?? certificates.FirstOrDefault();
    }

    private SubjectKey? FindGiven(SignatureAlgorithm? algorithm, byte[]? digest, byte[] value)
    {
        var keys = request.Keys.Select(SubjectKey.Read).OfType<SubjectKey>().ToList();
        return (digest is null ? null : keys.Find(candidate => algorithm!.VerifyXml(candidate, digest, value))) ?? keys.FirstOrDefault();
    }

    private void Value(XmlSignature signature, SignatureAlgorithm? algorithm, byte[]? digest, SubjectKey? key)
    {
        if (algorithm is null)
        {
            Add(FindingCodes.AlgorithmUnsupported, VerdictStage.Signature, VerdictResult.Indeterminate, SubIndications.Generic, signature.SignatureMethod);
        }
        else if (digest is null)
        {
            Add(FindingCodes.AlgorithmUnsupported, VerdictStage.Signature, VerdictResult.Indeterminate, SubIndications.Generic, signature.Canonicalization.Algorithm);
        }
        else if (key is null && XmlSigner.Unfollowed(signature.KeyInfo) is { } form)
        {
            Add(FindingCodes.AlgorithmUnsupported, VerdictStage.Signature, VerdictResult.Indeterminate, SubIndications.NoSigningCertificateFound, $"KeyInfo {form}");
        }
        else if (key is null)
        {
            Add(FindingCodes.SignerMissing, VerdictStage.Signature, VerdictResult.Indeterminate, SubIndications.NoSigningCertificateFound);
        }
        else if (algorithm.UnsupportedOf(key) is { } part)
        {
            Add(FindingCodes.AlgorithmUnsupported, VerdictStage.Signature, VerdictResult.Indeterminate, SubIndications.Generic, part);
        }
        else if (algorithm.VerifyXml(key, digest, signature.Value))
        {
            Add(FindingCodes.SignatureRight, VerdictStage.Signature, VerdictResult.Passed, seen: algorithm.Name);
        }
        else if (algorithm.IsShortened(key, digest, signature.Value))
        {
            // Java wrote both numbers without the zeros in front of the longer one; the numbers are the same, and nothing else could be meant.
            Add(FindingCodes.SignatureRight, VerdictStage.Signature, VerdictResult.Passed, seen: $"{algorithm.Name}, shortened");
        }
        else if (algorithm.IsInOtherForm(key, digest, signature.Value))
        {
            // Some libraries write DER, or pad: right by the key, but not a value of this algorithm (RFC 6931 section 2.3.6).
            Add(FindingCodes.AlgorithmUnsupported, VerdictStage.Signature, VerdictResult.Indeterminate, SubIndications.Generic, $"{algorithm.Name} in a form of its own");
        }
        else
        {
            Add(FindingCodes.SignatureWrong, VerdictStage.Signature, VerdictResult.Failed, SubIndications.SignatureCryptoFailure, algorithm.Name);
        }
    }

    private static IEnumerable<DigestAlgorithm> Digests(XmlSignature signature) =>
        signature.References.Select(reference => XmlAlgorithms.FindDigest(reference.DigestMethod)).OfType<DigestAlgorithm>();

    private SignatureVerdict Conclude(string id, SignatureAlgorithm? algorithm, Certificate? signer, string format, IReadOnlyList<string> covers)
    {
        var worst = _steps.Where(step => step.Finding.Result == VerdictResult.Failed)
            .Concat(_steps.Where(step => step.Finding.Result == VerdictResult.Indeterminate))
            .FirstOrDefault();
        var suite = signer is not null && Suite.Of(signer) is { } known && algorithm?.Digest.Name == known.DigestName ? known.Name : algorithm?.Name;
        return new SignatureVerdict(
            id, worst.Finding?.Result ?? VerdictResult.Passed, worst.SubIndication, suite, format, signer, covers,
            [.. _steps.Select(step => step.Finding).Concat(_evidence).OrderBy(finding => finding.Stage)]);
    }

    private static string NameOf(ReferenceOutcome outcome) => outcome.Target switch
    {
        XmlDocument => "document",
        XmlElement element => $"{outcome.Reference.Uri} ({element.LocalName})",
        // What was transformed is proven as it was then: other octets that canonicalise or decode to the same are covered too.
        _ => (outcome.Outside?.Name ?? outcome.Reference.Uri ?? "?") + (outcome.Reference.Transforms.Count > 0 ? " (transformed)" : ""),
    };

    private void Add(string code, VerdictStage stage, VerdictResult result, string? subIndication = null, string? seen = null) =>
        _steps.Add((new Finding(code, stage, result, seen), subIndication));
}
