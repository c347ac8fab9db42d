using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>Depth-first search for a path; the first valid one ends it, else the failure that came nearest to an anchor is told.</summary>
internal sealed class PathSearch
{
    // The deepest path of the accredited authorities has four certificates; cross-certified ones a few more.
    private const int MaxLength = 12;

    // Certificates that all name each other as issuers make a search exponential; signatures are what costs time.
    private const int MaxSignatures = 128;

    private readonly List<Certificate> _anchors;
    private readonly List<Certificate> _others;
    private readonly DateTimeOffset _at;
    private readonly Dictionary<(string Subject, string Issuer), bool> _signatures = [];
    private readonly List<Certificate> _path = [];
    private CertificatePath? _nearest;
    private int _nearestRank;

    public PathSearch(IEnumerable<Certificate> candidates, TrustAnchors anchors, DateTimeOffset at)
    {
        _anchors = anchors.Anchors.ToList();
        _others = candidates.Concat(anchors.Intermediates).Distinct().Except(_anchors).ToList();
        _at = at;
    }

    public CertificatePath Run(Certificate leaf)
    {
        var found = _anchors.Contains(leaf) ? PathCheck.Judge([leaf], _at) : Extend(leaf);
        return found ?? _nearest ?? Stopped(FindingCodes.PathNotFound, VerdictResult.Indeterminate, SubIndications.NoCertificateChainFound, [leaf], leaf.Issuer);
    }

    // Returns a valid path, or null after having noted the nearest failure.
    private CertificatePath? Extend(Certificate certificate)
    {
        _path.Add(certificate);
        try
        {
            if (_path.Count > MaxLength)
            {
                Note(1, Stopped(FindingCodes.PathLimit, VerdictResult.Indeterminate, SubIndications.CertificateChainGeneralFailure, [.. _path], $"{MaxLength} certificates"));
                return null;
            }

            if (SignatureAlgorithm.Find(certificate.Fields.SignatureAlgorithm) is not { } algorithm)
            {
                Note(2, Stopped(FindingCodes.AlgorithmUnsupported, VerdictResult.Indeterminate, SubIndications.Generic, [.. _path], SignatureAlgorithm.OidOf(certificate.Fields.SignatureAlgorithm)));
                return null;
            }

            foreach (var anchor in Issuers(_anchors, certificate))
            {
                if (!Signed(certificate, anchor, algorithm)) continue;
                var judged = PathCheck.Judge([.. _path, anchor], _at);
                if (judged.Result == VerdictResult.Passed) return judged;
                Note(4, judged);
            }

            foreach (var issuer in Issuers(_others, certificate))
            {
                if (_path.Contains(issuer) || !Signed(certificate, issuer, algorithm)) continue;
                if (Extend(issuer) is { } path) return path;
            }

            Note(1, Stopped(FindingCodes.PathNotFound, VerdictResult.Indeterminate, SubIndications.NoCertificateChainFound, [.. _path], certificate.Issuer));
            return null;
        }
        finally
        {
            _path.RemoveAt(_path.Count - 1);
        }
    }

    // By name; the key identifier puts the likeliest first and decides nothing.
    private static List<Certificate> Issuers(List<Certificate> among, Certificate certificate) => among
        .Where(candidate => candidate.Fields.Subject.Equals(certificate.Fields.Issuer))
        .OrderByDescending(candidate => SameKeyIdentifier(candidate, certificate) == true)
        .ToList();

    private bool Signed(Certificate certificate, Certificate issuer, SignatureAlgorithm algorithm)
    {
        if (_signatures.TryGetValue((certificate.Thumbprint, issuer.Thumbprint), out var known)) return known;
        if (_signatures.Count >= MaxSignatures)
        {
            Note(3, Stopped(FindingCodes.PathLimit, VerdictResult.Indeterminate, SubIndications.CertificateChainGeneralFailure, [.. _path], $"{MaxSignatures} signatures"));
            return false;
        }

        var right = certificate.IsSignedBy(issuer, algorithm);
        _signatures.Add((certificate.Thumbprint, issuer.Thumbprint), right);

        // An issuer of the right name and another key identifier is an older or newer key of the same authority: the issuer is absent.
        if (!right && SameKeyIdentifier(issuer, certificate) != false)
        {
            Note(3, Stopped(FindingCodes.PathSignatureWrong, VerdictResult.Failed, SubIndications.CertificateChainGeneralFailure, [.. _path, issuer], certificate.Subject));
        }

        return right;
    }

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
