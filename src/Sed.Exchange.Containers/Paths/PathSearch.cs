using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Paths;

/// <summary>Depth-first search for a path; the first valid one ends it, else the failure that came nearest to validity is told.</summary>
internal sealed class PathSearch
{
    // The deepest path of the accredited authorities has four certificates; cross-certified ones a few more.
    private const int MaxLength = 16;

    // Certificates that all name each other as issuers make a search exponential. Signatures are what costs time first; with those
    // remembered, the number of ways itself.
    private const int MaxSignatures = 64;
    private const int MaxSteps = 1000;

    private readonly PathRequest _request;
    private readonly List<Certificate> _anchors;
    private readonly List<Certificate> _others;
    private readonly Dictionary<(string Subject, string Issuer), bool> _signatures = [];
    private readonly List<Certificate> _path = [];
    private CertificatePath? _nearest;
    private int _nearestRank;
    private int _steps;

    public PathSearch(PathRequest request)
    {
        _request = request;
        _anchors = request.Anchors.Anchors.ToList();
        _others = request.Candidates.Concat(request.Anchors.Intermediates).Distinct().Except(_anchors).ToList();
    }

    public CertificatePath Run(Certificate leaf)
    {
        var found = _anchors.Contains(leaf) ? Judge([leaf]) : Extend(leaf);
        return found ?? _nearest ?? Stopped(FindingCodes.PathNotFound, VerdictResult.Indeterminate, SubIndications.NoCertificateChainFound, [leaf], leaf.Issuer);
    }

    // Returns a valid path, or null after having noted the nearest failure.
    private CertificatePath? Extend(Certificate certificate)
    {
        _path.Add(certificate);
        try
        {
            if (_path.Count > MaxLength || _steps++ >= MaxSteps)
            {
                var limit = _path.Count > MaxLength ? $"{MaxLength} certificates" : $"{MaxSteps} steps";
                Note(1, Stopped(FindingCodes.PathLimit, VerdictResult.Indeterminate, SubIndications.CertificateChainGeneralFailure, [.. _path], limit));
                return null;
            }

            if (SignatureAlgorithm.Find(certificate.Fields.SignatureAlgorithm) is not { } algorithm)
            {
                Note(2, Stopped(FindingCodes.AlgorithmUnsupported, VerdictResult.Indeterminate, SubIndications.Generic, [.. _path], SignatureAlgorithm.OidOf(certificate.Fields.SignatureAlgorithm)));
                return null;
            }

            var isSigned = false;
            foreach (var anchor in Issuers(_anchors, certificate))
            {
                if (!Signed(certificate, anchor, algorithm)) continue;
                isSigned = true;
                if (Judge([.. _path, anchor]) is { } path) return path;
            }

            foreach (var issuer in Issuers(_others, certificate))
            {
                if (!Signed(certificate, issuer, algorithm)) continue;
                isSigned = true;
                if (!_path.Exists(used => IsSameEntity(used, issuer)) && Extend(issuer) is { } path) return path;
            }

            // An issuer of the right name and another key identifier is an older or newer key of the same authority: the issuer is absent.
            if (!isSigned && Issuers(_anchors, certificate).Concat(Issuers(_others, certificate)).FirstOrDefault(issuer => IsWrong(certificate, issuer)) is { } wrong)
                Note(3, Stopped(FindingCodes.PathSignatureWrong, VerdictResult.Failed, SubIndications.CertificateChainGeneralFailure, [.. _path, wrong], certificate.Subject));

            Note(1, Stopped(FindingCodes.PathNotFound, VerdictResult.Indeterminate, SubIndications.NoCertificateChainFound, [.. _path], certificate.Issuer));
            return null;
        }
        finally
        {
            _path.RemoveAt(_path.Count - 1);
        }
    }

    // A valid path is the answer; one that rests on an outdated algorithm, or cannot be told to be unrevoked, is kept, and a better one looked for.
    private CertificatePath? Judge(IReadOnlyList<Certificate> path)
    {
        if (PathCheck.Find(path, _request.PathPolicy, _request.At) is { } fault)
        {
            Note(4, new CertificatePath(VerdictResult.Failed, fault.SubIndication, path, [fault.ToFinding()]));
            return null;
        }

        List<Finding> findings = [new(FindingCodes.PathRight, VerdictStage.Path, VerdictResult.Passed, path[^1].Subject)];
        var weakest = PathCheck.Weakest(path, _request.Policy, _request.AlgorithmsAt ?? _request.At);
        if (weakest is not null) findings.Add(weakest);
        var revocation = _request.PathPolicy.Revocation == RevocationDemand.Off ? PathRevocation.NotAsked : new RevocationCheck(_request, path[^1]).Check(path);
        findings.AddRange(revocation.Findings);
        var judged = new CertificatePath(revocation.Result, revocation.SubIndication, path, findings) { RevocationUnknown = revocation.Unknown };
        if (judged.Result == VerdictResult.Passed && weakest is not { Result: VerdictResult.Indeterminate }) return judged;
        Note(RankOf(judged), judged);
        return null;
    }

    // Revocation of the certificate itself is the last word. Otherwise a way that may yet be valid is nearer than one that is not.
    private static int RankOf(CertificatePath judged) => judged switch
    {
        { Result: VerdictResult.Failed, SubIndication: SubIndications.Revoked } => 8,
        { Result: VerdictResult.Passed } => 7,
        { Result: VerdictResult.Indeterminate } => 6,
        _ => 5,
    };

    // The same name and key again lead nowhere that the first did not (RFC 4158 section 2.4.2).
    private static bool IsSameEntity(Certificate one, Certificate other) =>
        one.Equals(other) || (one.SubjectPublicKeyInfo.SequenceEqual(other.SubjectPublicKeyInfo) && one.Fields.Subject.Equals(other.Fields.Subject));

    // By name; the key identifier puts the likeliest first, then validity at the time, and both decide nothing.
    private List<Certificate> Issuers(List<Certificate> among, Certificate certificate) => among
        .Where(candidate => candidate.Fields.Subject.Equals(certificate.Fields.Issuer))
        .OrderByDescending(candidate => SameKeyIdentifier(candidate, certificate) == true)
        .ThenByDescending(candidate => candidate.NotBefore <= _request.At && _request.At <= candidate.NotAfter)
        .ToList();

    private bool Signed(Certificate certificate, Certificate issuer, SignatureAlgorithm algorithm)
    {
        if (_signatures.TryGetValue((certificate.Thumbprint, issuer.Thumbprint), out var known)) return known;
        if (_signatures.Count >= MaxSignatures)
        {
            Note(3, Stopped(FindingCodes.PathLimit, VerdictResult.Indeterminate, SubIndications.CertificateChainGeneralFailure, [.. _path], $"{MaxSignatures} signatures"));
            return false;
        }

        if (algorithm.UnsupportedOf(issuer.Key) is { } part)
        {
            Note(2, Stopped(FindingCodes.AlgorithmUnsupported, VerdictResult.Indeterminate, SubIndications.Generic, [.. _path], part));
            return false;
        }

        var right = certificate.IsSignedBy(issuer, algorithm);
        _signatures.Add((certificate.Thumbprint, issuer.Thumbprint), right);
        return right;
    }

    private bool IsWrong(Certificate certificate, Certificate issuer) =>
        _signatures.TryGetValue((certificate.Thumbprint, issuer.Thumbprint), out var right) && !right && SameKeyIdentifier(issuer, certificate) != false;

    private static bool? SameKeyIdentifier(Certificate issuer, Certificate certificate) =>
        issuer.Fields.SubjectKeyId is { } own && certificate.Fields.AuthorityKeyId is { } named ? own.Span.SequenceEqual(named.Span) : null;

    private void Note(int rank, CertificatePath failure)
    {
        if (_nearest is not null && rank <= _nearestRank) return;
        _nearest = failure;
        _nearestRank = rank;
    }

    private static CertificatePath Stopped(string code, VerdictResult result, string subIndication, IReadOnlyList<Certificate> path, string seen) =>
        new(result, subIndication, path, [new Finding(code, VerdictStage.Path, result, seen)]);
}
