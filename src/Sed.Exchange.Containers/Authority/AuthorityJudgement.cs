using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Authority;

/// <summary>
/// The last stage of the verdict about an official's signature: may its signer speak for the author of the document. Compares the certificate's numbers with the
/// author's, never with the sender's; what a certificate does not show, a power of attorney (МЧД) may. What is found here never makes a signature fail: it
/// takes the word "passed" away, and a person decides.
/// </summary>
/// <param name="powers">Powers of attorney that came along.</param>
/// <param name="question">What is asked of paths, theirs too.</param>
public sealed class AuthorityJudgement(IReadOnlyList<AttachedPower> powers, PathQuestion question)
{
    private readonly PowerJudgement _powers = new(powers, question);

    /// <summary>The verdict with its stage Authority carried out, where there is cause to: the signature passed so far, and stands for itself.</summary>
    /// <param name="verdict">The verdict so far.</param>
    /// <param name="authors">The authors; none: there is nobody to compare with. Null: nobody was named, and a power of attorney is judged by what it says itself.</param>
    public SignatureVerdict Judge(SignatureVerdict verdict, IReadOnlyList<DocumentAuthor>? authors)
    {
        var isIdle = authors is null ? powers.Count == 0 : authors.Count == 0;
        if (isIdle || verdict is { IsCounter: true } or not { Result: VerdictResult.Passed, Signer: not null } || !question.IsAsked) return verdict;
        var finding = Find(CertificateNumbers.Read(verdict.Signer), authors, verdict.ProvenAt ?? question.At);
        List<Finding> findings = [.. verdict.Findings.Where(earlier => earlier.Stage != VerdictStage.Authority), finding];
        return finding.Result == VerdictResult.Indeterminate
            ? verdict with { Findings = findings, Result = VerdictResult.Indeterminate, SubIndication = SubIndications.SignatureConstraintsFailure }
            : verdict with { Findings = findings };
    }

    /// <summary>What stands in a verdict where nobody is compared with: that nobody was, and which numbers of the certificate cannot be right.</summary>
    internal static Finding NotAsked(Certificate? signer) => new(FindingCodes.AuthorityNotChecked, VerdictStage.Authority, VerdictResult.NotChecked)
    {
        Children = signer is null ? [] : CertificateNumbers.Read(signer).Findings,
    };

    private Finding Find(CertificateNumbers signer, IReadOnlyList<DocumentAuthor>? authors, DateTimeOffset at)
    {
        var shown = authors is null ? Of(AuthorityCodes.NotShown, signer) : Compare(signer, authors);
        if (shown.Result == VerdictResult.Passed || powers.Count == 0) return shown;

        // Powers of others than the signer are another signature's business, unless nothing else is there to tell why.
        var own = powers.Where(power => PowerJudgement.IsFor(power, signer)).ToList();
        var judged = (own.Count > 0 ? own : powers).Select(power => _powers.Judge(power, signer, authors, at)).ToList();
        return judged.Find(power => power.Result == VerdictResult.Passed) is { } right
            ? Of(AuthorityCodes.ByPower, VerdictResult.Passed, right.Seen, [right])
            : shown with { Children = [.. shown.Children, .. judged] };
    }

    private static Finding Compare(CertificateNumbers signer, IReadOnlyList<DocumentAuthor> authors)
    {
        var vouched = authors.Where(author => author.IsVouched && author != new DocumentAuthor(null, null, IsVouched: true)).ToList();
        if (vouched.Count == 0) return Of(AuthorityCodes.AuthorUnknown, VerdictResult.Indeterminate, Differ(signer, authors), signer.Findings);
        if (!signer.NamesOrganisation && signer.OgrnIp is null) return Of(AuthorityCodes.NotShown, signer);
        return PartyMatch.Best(vouched.Select(author => OrganisationNumbers.AreSame(signer.Ogrn, signer.Inn, author.Ogrn, author.Inn))) switch
        {
            true => Of(AuthorityCodes.Right, VerdictResult.Passed, signer.ToString(), signer.Findings),
            false => Of(AuthorityCodes.OtherOrganisation, VerdictResult.Indeterminate, Differ(signer, vouched), signer.Findings),
            null when signer.OgrnIp is not null => Of(AuthorityCodes.OtherOrganisation, VerdictResult.Indeterminate, "ОГРНИП", signer.Findings),
            null => Of(AuthorityCodes.AuthorUnknown, VerdictResult.Indeterminate, Differ(signer, vouched), signer.Findings),
        };
    }

    // "certificate ≠ author", in numbers alone: no words to translate.
    private static string? Differ(CertificateNumbers signer, IReadOnlyList<DocumentAuthor> authors)
    {
        var named = string.Join("; ", authors.Select(author => author.ToString()).Where(text => text.Length > 0).Take(4));
        return (signer.ToString(), named) switch
        {
            ("", "") => null,
            (var own, "") => own,
            ("", var other) => other,
            (var own, var other) => $"{own} ≠ {other}",
        };
    }

    private static Finding Of(string code, CertificateNumbers signer) => Of(code, VerdictResult.Indeterminate, null, signer.Findings);

    private static Finding Of(string code, VerdictResult result, string? seen, IReadOnlyList<Finding> children) =>
        new(code, VerdictStage.Authority, result, string.IsNullOrEmpty(seen) ? null : seen) { Children = children };
}
