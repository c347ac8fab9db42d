using System.Globalization;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Packages.Emchd;

namespace Sed.Exchange.Containers.Authority;

/// <summary>
/// Judges powers of attorney for one signer at one time: is it signed by whoever may grant it, is the principal the author, is the signer the representative, is it
/// in force, is it revoked, what may be done by it, and where does a sub-delegation come from.
/// </summary>
/// <param name="powers">All that came along: a sub-delegation needs those above it.</param>
/// <param name="question">What is asked of the paths of their signatures.</param>
internal sealed class PowerJudgement(IReadOnlyList<AttachedPower> powers, PathQuestion question)
{
    private const int LongestChain = 8;
    private const int PowersShown = 5;

    // Surname, given name, СНИЛС.
    private static readonly string[] PersonOids = ["2.5.4.4", "2.5.4.42", DistinguishedName.SnilsOid];

    // A signature is looked at once, for however many signers it is asked about.
    private readonly Dictionary<AttachedPower, IReadOnlyList<SignatureVerdict>> _signatures = [];

    /// <summary>Judges one. <see cref="VerdictResult.Passed"/>: it lets this signer speak for one of the authors, or for its principal when none are named.</summary>
    public Finding Judge(AttachedPower power, CertificateNumbers signer, IReadOnlyList<DocumentAuthor>? authors, DateTimeOffset at)
    {
        if (power.Reading.Document is not { } document)
            return Whole(power, null, [Of(AuthorityCodes.PowerMalformed, VerdictResult.Failed, power.Reading.Fault)]);
        var (chain, first) = Chain(document, at);
        return Whole(power, document, [
            Signed(power, document),
            Principal(first ?? document, authors),
            Delegate(document, signer),
            Term(document, at),
            Of(AuthorityCodes.PowerStatusNotAsked, VerdictResult.Indeterminate, Number(document)),
            .. Stated(document),
            chain]);
    }

    /// <summary>True when this signer is the representative, whatever else is wrong with it.</summary>
    public static bool IsFor(AttachedPower power, CertificateNumbers signer) =>
        power.Reading.Document is { } document && PartyMatch.Best(document.Representatives.Select(party => PartyMatch.IsNamedBy(signer, party))) == true;

    // Offline nobody can ask the register: shown, and deciding only where what is not known of revocation decides.
    private Finding Whole(AttachedPower power, EmchdDocument? document, IReadOnlyList<Finding> children)
    {
        var deciding = children.Where(child => child.Code != AuthorityCodes.PowerStatusNotAsked || question.PathPolicy.Revocation == RevocationDemand.Required).ToList();
        var result = deciding.Any(child => child.Result == VerdictResult.Failed) ? VerdictResult.Failed
            : deciding.Any(child => child.Result == VerdictResult.Indeterminate) ? VerdictResult.Indeterminate
            : VerdictResult.Passed;
        return Of(AuthorityCodes.Power, result, document is null ? power.Name : Number(document), children);
    }

    private Finding Signed(AttachedPower power, EmchdDocument document)
    {
        if (power.Signature is null) return Of(AuthorityCodes.PowerSignatureMissing, VerdictResult.Indeterminate, power.Name);
        var verdicts = SignaturesOf(power);
        var right = verdicts.Where(verdict => verdict is { Result: VerdictResult.Passed, Signer: not null }).ToList();
        if (right.Count > 0)
        {
            // Of several principals each must sign: one signature shows which of them granted, and no more.
            if (document.Principals.Count != 1 || document.Principals[0].IsJoint) return Of(AuthorityCodes.PowerJoint, VerdictResult.Indeterminate, power.SignatureName);
            return right.Select(verdict => Granted(document.Principals[0], verdict.Signer!)).MinBy(finding => Rank(finding.Result))!;
        }

        List<Finding> causes = [.. verdicts.SelectMany(verdict => verdict.Findings).Where(finding => finding.Result is VerdictResult.Failed or VerdictResult.Indeterminate)];
        return verdicts.Any(verdict => verdict.Result == VerdictResult.Indeterminate)
            ? Of(AuthorityCodes.PowerSignatureUncertain, VerdictResult.Indeterminate, power.SignatureName, causes)
            : Of(AuthorityCodes.PowerSignatureWrong, VerdictResult.Failed, power.SignatureName, causes);
    }

    // Anybody can write himself down as the head: of an organisation only a certificate that names it proves who may grant. In a chain it is the grant above that
    // names who hands on.
    private static Finding Granted(EmchdParty principal, Certificate certificate)
    {
        var signer = CertificateNumbers.Read(certificate);
        var isHead = PartyMatch.AnyPerson(signer, principal.Persons) == true;
        if (principal.Organisation is null) return isHead ? Of(AuthorityCodes.PowerSigned, VerdictResult.Passed) : Of(AuthorityCodes.PowerSignerOther, VerdictResult.Failed);
        if (PartyMatch.IsNamedBy(signer, principal) != true)
            return isHead ? Of(AuthorityCodes.PowerSignerUnproven, VerdictResult.Indeterminate) : Of(AuthorityCodes.PowerSignerOther, VerdictResult.Failed);

        // The organisation's own certificate names nobody. Any employee's names the organisation too: of persons only the head may grant.
        return isHead || !NamesPerson(certificate)
            ? Of(AuthorityCodes.PowerSigned, VerdictResult.Passed, signer.ToString())
            : Of(AuthorityCodes.PowerSignerUnproven, VerdictResult.Indeterminate, signer.ToString());
    }

    // By a name or a number, right or wrong.
    private static bool NamesPerson(Certificate certificate) =>
        PersonOids.Any(oid => certificate.Fields.Subject.Find(oid) is not null) || CertificateNumbers.Read(certificate).NamesPerson;

    private static Finding Principal(EmchdDocument first, IReadOnlyList<DocumentAuthor>? authors)
    {
        var named = string.Join("; ", first.Principals.Select(party => party.Organisation).OfType<EmchdOrganisation>().Take(4).Select(OrganisationShown));
        if (authors is null) return Of(AuthorityCodes.PowerPrincipalNotCompared, VerdictResult.NotChecked, named);
        var vouched = authors.Where(author => author.IsVouched).ToList();
        return PartyMatch.Best(vouched.SelectMany(author => first.Principals.Select(party => PartyMatch.IsAuthor(party, author)))) switch
        {
            true => Of(AuthorityCodes.PowerPrincipalRight, VerdictResult.Passed, named),
            null => Of(AuthorityCodes.AuthorUnknown, VerdictResult.Indeterminate, named),
            false => Of(AuthorityCodes.PowerPrincipalOther, VerdictResult.Failed, named),
        };
    }

    private static Finding Delegate(EmchdDocument document, CertificateNumbers signer) =>
        PartyMatch.Best(document.Representatives.Select(party => PartyMatch.IsNamedBy(signer, party))) switch
        {
            true => Of(AuthorityCodes.PowerDelegateRight, VerdictResult.Passed),
            null => Of(AuthorityCodes.PowerDelegateUnknown, VerdictResult.Indeterminate),
            false => Of(AuthorityCodes.PowerDelegateOther, VerdictResult.Failed),
        };

    private static Finding Term(EmchdDocument document, DateTimeOffset at) =>
        Of(IsInForce(document, at) ? AuthorityCodes.PowerInForce : AuthorityCodes.PowerNotInForce, IsInForce(document, at) ? VerdictResult.Passed : VerdictResult.Failed, TermShown(document));

    private static IEnumerable<Finding> Stated(EmchdDocument document)
    {
        var shown = string.Join("; ", document.Powers.Take(PowersShown).Select(power => Short(power.Code is null ? power.Text : $"{power.Code} {power.Text}")));
        yield return Of(AuthorityCodes.PowerPowersStated, VerdictResult.NotChecked, document.Powers.Count > PowersShown ? $"{shown}; +{document.Powers.Count - PowersShown}" : shown);
        if (document is { IsJoint: true, Representatives.Count: > 1 }) yield return Of(AuthorityCodes.PowerJoint, VerdictResult.Indeterminate, Number(document));
    }

    // From a sub-delegation up to the first grant: each one signed by whoever hands on, in force, allowed by the one above, and handed on by its representative.
    private (Finding Finding, EmchdDocument? First) Chain(EmchdDocument document, DateTimeOffset at)
    {
        if (!document.IsSubdelegated) return (Of(AuthorityCodes.PowerFirstGrant, VerdictResult.Passed), document);
        List<Finding> links = [];
        var seen = new HashSet<Guid> { document.Number };
        for (var lower = document; ;)
        {
            if (lower.Parent is not { } number) return (Missing(links, null), null);
            var above = powers.FirstOrDefault(candidate => candidate.Reading.Document?.Number == number);
            if (above?.Reading.Document is not { } upper) return (Missing(links, number), null);
            if (!seen.Add(number) || seen.Count > LongestChain) return (Wrong(links, number), null);
            var allows = upper.Subdelegation == EmchdSubdelegation.Again || (upper.Subdelegation == EmchdSubdelegation.Once && !upper.IsSubdelegated);
            var hands = PartyMatch.Best(lower.Principals.SelectMany(party => upper.Representatives.Select(representative => PartyMatch.AreSame(party, representative)))) == true;
            if (!allows || !hands) return (Wrong(links, number), null);
            Finding[] parts = [Signed(above, upper), Term(upper, at), .. Stated(upper).Where(finding => finding.Code == AuthorityCodes.PowerJoint)];
            links.Add(Of(AuthorityCodes.Power, parts.MaxBy(part => Rank(part.Result))!.Result, Number(upper), parts));
            if (!upper.IsSubdelegated)
            {
                var worst = links.MaxBy(link => Rank(link.Result))!.Result;
                return (Of(worst == VerdictResult.Passed ? AuthorityCodes.PowerChainRight : AuthorityCodes.PowerChainWrong, worst, Number(upper), links), upper);
            }

            lower = upper;
        }
    }

    private static Finding Missing(List<Finding> links, Guid? number) => Of(AuthorityCodes.PowerChainMissing, VerdictResult.Indeterminate, number?.ToString("D"), links);

    private static Finding Wrong(List<Finding> links, Guid number) => Of(AuthorityCodes.PowerChainWrong, VerdictResult.Failed, number.ToString("D"), links);

    private IReadOnlyList<SignatureVerdict> SignaturesOf(AttachedPower power)
    {
        if (_signatures.TryGetValue(power, out var known)) return known;
        using var content = new MemoryStream(power.Octets, writable: false);
        List<SignatureVerdict> verdicts = [.. DocumentSignature.Verify(content, power.Signature!, power.SignatureName!, power.Name, question).Where(verdict => !verdict.IsCounter)];
        return _signatures[power] = verdicts;
    }

    // Days as people at the register's place count them, the last one whole.
    private static bool IsInForce(EmchdDocument document, DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.ToOffset(MoscowTime).DateTime);
        return document.Issued <= day && day <= document.Expires;
    }

    private static TimeSpan MoscowTime { get; } = TimeSpan.FromHours(3);

    private static int Rank(VerdictResult result) => result switch
    {
        VerdictResult.Failed => 2,
        VerdictResult.Indeterminate => 1,
        _ => 0,
    };

    private static string Number(EmchdDocument document) => document.Number.ToString("D");

    private static string TermShown(EmchdDocument document) => string.Create(CultureInfo.InvariantCulture, $"{document.Issued:yyyy-MM-dd} – {document.Expires:yyyy-MM-dd}");

    private static string OrganisationShown(EmchdOrganisation organisation) => Short(OrganisationNumbers.Shown(organisation.Ogrn, organisation.Inn));

    private static string Short(string text) => text.Length <= 120 ? text : text[..120] + "…";

    private static Finding Of(string code, VerdictResult result, string? seen = null, IReadOnlyList<Finding>? children = null) =>
        new(code, VerdictStage.Authority, result, string.IsNullOrEmpty(seen) ? null : seen) { Children = children ?? [] };
}
