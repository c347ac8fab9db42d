using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Paths;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>
/// Whether certificates of a valid path were revoked, by what is at hand (RFC 5280 section 6.3, RFC 6960 section 3.2). Who signs lists and answers is
/// checked as the path was, down from the same anchor, revocation included. The work is bounded whatever is given.
/// </summary>
/// <param name="request">The question.</param>
/// <param name="anchor">Where the path ends: signers of lists must come from there, too (section 6.3.3 (f)).</param>
internal sealed class RevocationCheck(PathRequest request, Certificate anchor)
{
    private const int MaxSignatures = 64;
    private const int MaxSearches = 16;
    private const int MaxLookups = 128;

    private readonly DateTimeOffset _at = request.At;
    private readonly DateTimeOffset _askedAt = request.AskedAt is { } asked && asked > request.At ? asked : request.At;
    private readonly Dictionary<(string Source, string Signer), bool> _signatures = [];
    private readonly Dictionary<string, CertificatePath?> _paths = [];
    private readonly HashSet<string> _judging = [];
    private int _lookups;

    /// <summary>Judges every certificate below the anchor.</summary>
    public PathRevocation Check(IReadOnlyList<Certificate> path)
    {
        var findings = new List<Finding>();
        Finding? unknown = null;
        var unknowns = new List<Certificate>();
        for (var index = path.Count - 2; index >= 0; index--)
        {
            var status = StatusOf(path, index);
            var seen = $"{status.Seen}: {path[index].Subject}";
            switch (status.State)
            {
                case RevocationState.Revoked or RevocationState.OnHold:
                    return new PathRevocation(
                        VerdictResult.Failed,
                        index == 0 ? SubIndications.Revoked : SubIndications.RevokedCaNoPoe,
                        [new Finding(FindingCodes.Revoked, VerdictStage.Revocation, VerdictResult.Failed, seen)]);
                case RevocationState.Unknown:
                    var result = request.PathPolicy.Revocation == RevocationDemand.Required ? VerdictResult.Indeterminate : VerdictResult.NotChecked;
                    unknown = new Finding(FindingCodes.RevocationUnknown, VerdictStage.Revocation, result, seen);
                    unknowns.Add(path[index]);
                    break;
                case RevocationState.Doubtful:
                    return new PathRevocation(
                        VerdictResult.Indeterminate,
                        SubIndications.TryLater,
                        [new Finding(PolicyCodes.RevocationDoubtful, VerdictStage.Revocation, VerdictResult.Indeterminate, seen)]);
                case RevocationState.Good when status is { IsRevokedLater: true, IsUndoing: true } && status.Since <= request.StillAt:
                    return new PathRevocation(
                        VerdictResult.Indeterminate,
                        SubIndications.RevokedNoPoe,
                        [new Finding(PolicyCodes.TokenOutlived, VerdictStage.Revocation, VerdictResult.Indeterminate, seen)]);
                case RevocationState.Good when status.IsRevokedLater:
                    findings.Add(new Finding(FindingCodes.RevokedLater, VerdictStage.Revocation, VerdictResult.Passed, seen));
                    break;
            }
        }

        findings.Add(unknown ?? new Finding(FindingCodes.RevocationGood, VerdictStage.Revocation, VerdictResult.Passed));
        return unknown?.Result == VerdictResult.Indeterminate
            ? new PathRevocation(VerdictResult.Indeterminate, SubIndications.TryLater, findings) { Unknown = unknowns }
            : new PathRevocation(VerdictResult.Passed, null, findings) { Unknown = unknowns };
    }

    private CertificateStatus StatusOf(IReadOnlyList<Certificate> path, int index)
    {
        if (_lookups++ >= MaxLookups) return CertificateStatus.Unknown($"{MaxLookups} certificates");
        try
        {
            var told = new List<CertificateStatus>();
            var why = Lists(path, index, told);
            why = Answers(path, index, told) ?? why;
            return CertificateStatus.Sum(told, why ?? "no list and no answer");
        }
        catch (AsnContentException error)
        {
            return CertificateStatus.Unknown(error.Message);
        }
    }

    // Section 6.3.3. Newer lists first: a hold that they lifted, older ones do not bring back.
    private string? Lists(IReadOnlyList<Certificate> path, int index, List<CertificateStatus> told)
    {
        var certificate = path[index];
        var complete = request.Revocation.Lists.Where(list => list.Base is null).OrderByDescending(list => list.ThisUpdate).ToList();
        var covered = 0;
        var asOf = DateTimeOffset.MinValue;
        CertificateStatus? later = null;
        string? why = null;
        var points = DistributionPoint.Of(certificate);
        foreach (var (point, list) in complete.SelectMany(list => points.Select(point => (point, list))))
        {
            // (b), (d) and (e), then (f) and (g).
            var reasons = ListScope.Reasons(point, list, certificate);
            if (reasons == 0) continue;
            var (wrong, isWeak) = Unusable(list) is { } unusable ? (unusable, false) : Unsigned(list, path, index);
            if (wrong is not null)
            {
                why = wrong;
                if (isWeak && list.Find(certificate) is { } entered) Doubt(CertificateStatus.Of(entered.Reason, entered.Date, list.ThisUpdate, _at), told);
                continue;
            }

            // (c) and (h) to (l): what a delta list says, else the complete one.
            var delta = DeltaOf(list, path, index);
            var newest = delta ?? list;
            var isCurrent = (list.NextUpdate >= _at || delta?.NextUpdate >= _at) && IsFresh(newest.ThisUpdate, request.PathPolicy.ListAge);
            // removeFromCRL has a meaning in delta lists only; elsewhere an entry is an entry.
            var change = delta?.Find(certificate);
            if ((change ?? list.Find(certificate)) is { } entry && change?.Reason != RevocationReason.RemoveFromCrl)
            {
                var status = CertificateStatus.Of(entry.Reason, entry.Date, newest.ThisUpdate, _at);
                if (status.State == RevocationState.Revoked || (status.State == RevocationState.OnHold && isCurrent && (reasons & ~covered) != 0)) told.Add(status);
                if (status.State != RevocationState.Good) continue;
                later = status;
            }

            var isEarly = later is null && IsEarly(newest.ThisUpdate);

            // (m), for what is current and does not drop certificates that have expired.
            if (!isCurrent) why = "the list is stale";
            else if (isEarly) why = "the list is older than the signing and the grace after it";
            else if (certificate.NotAfter < newest.ThisUpdate && !(newest.KeepsExpiredSince <= certificate.NotAfter)) why = "the list is younger than the certificate";
            else
            {
                covered |= reasons;
                if (newest.ThisUpdate > asOf) asOf = newest.ThisUpdate;
            }
        }

        if (covered == ReasonFlags.All) told.Add(later ?? new CertificateStatus(RevocationState.Good, asOf, "list"));
        return covered is not 0 and not ReasonFlags.All ? "the lists do not cover every reason" : why;
    }

    private RevocationList? DeltaOf(RevocationList list, IReadOnlyList<Certificate> path, int index) => request.Revocation.Lists
        .Where(candidate => IsDeltaOf(candidate, list) && Unusable(candidate) is null && Unsigned(candidate, path, index).Why is null)
        .MaxBy(candidate => candidate.Number);

    private string? Answers(IReadOnlyList<Certificate> path, int index, List<CertificateStatus> told)
    {
        string? why = null;
        foreach (var answer in request.Revocation.Answers)
        {
            foreach (var single in answer.Singles.Where(single => single.IsAbout(path[index], path[index + 1])))
            {
                if (answer.Unusable is { } critical) why = critical;
                else if (single.ThisUpdate > _askedAt + request.Skew) why = "the answer is of the future";
                else if (Unsigned(answer, path, index) is var (wrong, isWeak) && wrong is not null)
                {
                    why = wrong;
                    if (isWeak && single.Status == OcspStatus.Revoked) Doubt(CertificateStatus.Of(single.Reason, single.Date!.Value, single.ThisUpdate, _at), told);
                }
                else if (single.Status == OcspStatus.Unknown) why = "the responder does not know the certificate";
                else why = Tell(single, path[index], told) ?? why;
            }
        }

        return why;
    }

    private string? Tell(OcspSingle single, Certificate certificate, List<CertificateStatus> told)
    {
        // Without nextUpdate newer answers are always there: one given after the time used tells of it, one before does not.
        var isCurrent = (single.NextUpdate ?? single.ThisUpdate) >= _at && IsFresh(single.ThisUpdate, request.PathPolicy.AnswerAge);
        var status = single.Status == OcspStatus.Revoked
            ? CertificateStatus.Of(single.Reason, single.Date!.Value, single.ThisUpdate, _at)
            : new CertificateStatus(RevocationState.Good, single.ThisUpdate, "answer");
        if (!isCurrent && status.State != RevocationState.Revoked) return "the answer is stale";
        if (status.IsPlainlyGood && IsEarly(single.ThisUpdate)) return "the answer is older than the signing and the grace after it";
        if (status.IsPlainlyGood && certificate.NotAfter < single.ThisUpdate && !(single.Cutoff <= certificate.NotAfter))
            return "the answer is younger than the certificate";
        told.Add(status);
        return null;
    }

    // What counts for little cannot say that a certificate is good, nor prove that it is not.
    private static void Doubt(CertificateStatus status, List<CertificateStatus> told)
    {
        if (status.State != RevocationState.Good) told.Add(status with { State = RevocationState.Doubtful });
    }

    private bool IsEarly(DateTimeOffset made) => request.PathPolicy.Grace > TimeSpan.Zero && made < _at + request.PathPolicy.Grace;

    private bool IsFresh(DateTimeOffset made, TimeSpan? age) => age is not { } most || made >= _at - most;

    private string? Unusable(RevocationList list)
    {
        if (list.Unusable is { } critical) return critical;
        if (list.ThisUpdate > _askedAt + request.Skew) return "the list is of the future";
        return request.PathPolicy.Profile != CertificateProfile.Usual && !list.KeepsProfile ? "the list lacks what RFC 5280 section 5 demands" : null;
    }

    // Sections 5.2.4 and 6.3.3 (c): of the same issuer, key and scope, based on what the complete list has or less.
    private static bool IsDeltaOf(RevocationList delta, RevocationList list) => delta.Base is { } basis && list.Number is { } number && delta.Number is { } own
        && basis <= number && number < own
        && delta.Issuer.Equals(list.Issuer)
        && delta.Point.Octets.Span.SequenceEqual(list.Point.Octets.Span)
        && (delta.AuthorityKeyId ?? default).Span.SequenceEqual((list.AuthorityKeyId ?? default).Span);

    // Nothing proves that a list or answer is older than the question, whatever it says of itself.
    private bool IsGoodEnough(SignatureAlgorithm algorithm, Certificate signer) => AlgorithmStanding.Of(request.Policy, algorithm, signer.Key, _askedAt).IsGoodEnough;

    // (f) and (g): null when somebody signed the list who may, else why not; weak: only the algorithm is not good enough.
    private (string? Why, bool IsWeak) Unsigned(RevocationList list, IReadOnlyList<Certificate> path, int index)
    {
        if (SignatureAlgorithm.Find(list.SignatureAlgorithm) is not { } algorithm) return ($"the list is signed with {SignatureAlgorithm.OidOf(list.SignatureAlgorithm)}", false);
        var why = "the list is signed by nobody known";
        var above = path.Skip(index + 1).ToList();
        foreach (var signer in above.Concat(Known()).Distinct().Where(candidate => candidate.Fields.Subject.Equals(list.Issuer)))
        {
            if (signer.KeyUsage is { } usage && !usage.HasFlag(X509KeyUsageFlags.CrlSign)) why = "the signer of the list may not sign lists";
            else if (!Signed(list.Thumbprint, signer, algorithm, list.ToBeSigned, list.SignatureValue)) why = "the list's signature is wrong";
            else if (!above.Contains(signer) && !IsTrusted(signer)) why = "the signer of the list is not trusted";
            else return IsGoodEnough(algorithm, signer) ? (null, false) : ($"the list is signed with {algorithm.Name}", true);
        }

        return (why, false);
    }

    // RFC 6960 section 4.2.2.2: the issuer itself, or whom it empowered directly. As above: null, or why not.
    private (string? Why, bool IsWeak) Unsigned(OcspAnswer answer, IReadOnlyList<Certificate> path, int index)
    {
        if (SignatureAlgorithm.Find(answer.SignatureAlgorithm) is not { } algorithm) return ($"the answer is signed with {SignatureAlgorithm.OidOf(answer.SignatureAlgorithm)}", false);
        var issuer = path[index + 1];
        foreach (var responder in new[] { issuer }.Concat(answer.Certificates).Concat(request.Candidates).Distinct().Where(candidate => IsNamed(answer, candidate)))
        {
            if (!Signed(answer.Thumbprint, responder, algorithm, answer.ToBeSigned, answer.SignatureValue)) continue;
            if (!responder.Equals(issuer) && !IsEmpowered(responder, [responder, .. path.Skip(index + 1)], answer.ProducedAt)) continue;
            return IsGoodEnough(algorithm, responder) ? (null, false) : ($"the answer is signed with {algorithm.Name}", true);
        }

        return ("the answer is signed by nobody who may", false);
    }

    private static bool IsNamed(OcspAnswer answer, Certificate candidate) => answer.ResponderName is { } name
        ? candidate.Fields.Subject.Equals(name)
        : DigestAlgorithm.Sha1.Digest(OcspSingle.KeyOf(candidate)).AsSpan().SequenceEqual(answer.ResponderKey);

    private bool IsEmpowered(Certificate responder, IReadOnlyList<Certificate> path, DateTimeOffset producedAt)
    {
        const string signing = "1.3.6.1.5.5.7.3.9";
        if (!responder.Fields.Issuer.Equals(path[1].Fields.Subject) || ExtendedUsages.Of(responder)?.Contains(signing) != true) return false;
        if (responder.KeyUsage is { } usage && (usage & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) == 0) return false;
        if (SignatureAlgorithm.Find(responder.Fields.SignatureAlgorithm) is not { } algorithm) return false;
        if (!Signed(responder.Thumbprint, path[1], algorithm, responder.Fields.ToBeSigned, responder.Fields.SignatureValue)) return false;
        if (PathCheck.Find(path, PathPolicy.Usual, producedAt > _at ? producedAt : _at) is not null) return false;
        return responder.Fields.Find(CertificateExtension.OcspNoCheck) is not null || IsUnrevoked(responder, path, 0);
    }

    // A signer of its own: a path from the same anchor, and its certificates not revoked.
    private bool IsTrusted(Certificate signer)
    {
        if (!_paths.TryGetValue(signer.Thumbprint, out var found))
        {
            if (_paths.Count >= MaxSearches) return false;
            found = signer.Equals(anchor) ? null : new PathSearch(request with
            {
                Anchors = new TrustAnchors([anchor], [.. Known()]),
                PathPolicy = PathPolicy.Usual,
            }).Run(signer);
            _paths.Add(signer.Thumbprint, found);
        }

        if (found is null) return true;
        if (found.Result != VerdictResult.Passed) return false;
        for (var index = found.Certificates.Count - 2; index >= 0; index--)
        {
            if (!IsUnrevoked(found.Certificates[index], found.Certificates, index)) return false;
        }

        return true;
    }

    // A list may tell of its own signer (RFC 5280 says nothing against it, and such lists are in use): while a signer is being judged, its lists are
    // taken, so that they count when they call it revoked.
    private bool IsUnrevoked(Certificate certificate, IReadOnlyList<Certificate> path, int index)
    {
        if (!_judging.Add(certificate.Thumbprint)) return true;
        var state = StatusOf(path, index).State;
        _judging.Remove(certificate.Thumbprint);
        return state == RevocationState.Good || (state == RevocationState.Unknown && request.PathPolicy.Revocation != RevocationDemand.Required);
    }

    private IEnumerable<Certificate> Known() => request.Candidates.Concat(request.Anchors.Intermediates).Concat(request.Anchors.Anchors);

    private bool Signed(string source, Certificate signer, SignatureAlgorithm algorithm, ReadOnlyMemory<byte> octets, byte[] value)
    {
        if (_signatures.TryGetValue((source, signer.Thumbprint), out var known)) return known;
        if (_signatures.Count >= MaxSignatures) return false;
        var right = algorithm.Verify(signer, algorithm.Digest.Digest(octets.Span), value);
        _signatures.Add((source, signer.Thumbprint), right);
        return right;
    }
}
