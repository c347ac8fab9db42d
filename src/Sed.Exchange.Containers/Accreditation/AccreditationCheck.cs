using System.Globalization;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Accreditation;

/// <summary>Whether the authority that issued a certificate was accredited on that day (63-ФЗ article 11, 1): a finding of stage Path.</summary>
internal static class AccreditationCheck
{
    /// <summary>The finding; null: the policy asks nothing, or there is nothing to say yet.</summary>
    public static Finding? Judge(PathQuestion question, CertificatePath path)
    {
        var demand = question.Policy.Accreditation;
        if (demand == AccreditationDemand.Off) return null;
        var required = demand == AccreditationDemand.Required;
        var unknown = required ? VerdictResult.Indeterminate : VerdictResult.NotChecked;
        var leaf = path.Certificates[0];
        if (question.Accredited is not { } list) return required ? new Finding(AccreditationCodes.ListMissing, VerdictStage.Path, VerdictResult.Indeterminate) : null;

        // Without a valid path only those are looked at who may have issued it, by name: that explains why there is none.
        var isValid = path.Findings.Any(finding => finding.Code == FindingCodes.PathRight) && path.Certificates.Count > 1;
        IReadOnlyList<Certificate> issuers = isValid ? [path.Certificates[1]] : list.IssuersOf(leaf);
        var owners = issuers.SelectMany(list.OwnersOf).Distinct().ToList();
        if (owners.Count == 0) return isValid ? new Finding(AccreditationCodes.NotListed, VerdictStage.Path, unknown, issuers[0].Subject) : null;
        if (owners.Find(owner => owner.IsAccredited(leaf.NotBefore)) is { } accredited)
        {
            if (!isValid) return null;

            // What the list says of days after its own it does not know.
            return leaf.NotBefore > list.IssuedAt
                ? new Finding(AccreditationCodes.ListOlder, VerdictStage.Path, unknown, $"{accredited.Name}; {Seen(list)}")
                : new Finding(AccreditationCodes.Accredited, VerdictStage.Path, VerdictResult.Passed, $"{accredited.Name}; {Seen(list)}");
        }

        var status = owners[0].At(leaf.NotBefore);
        var seen = $"{owners[0].Name}: {(status is null ? "–" : $"{status.Text} {Day(status.From)}")}; {Seen(list)}";
        return new Finding(AccreditationCodes.NotAccredited, VerdictStage.Path, required && isValid ? VerdictResult.Failed : VerdictResult.Indeterminate, seen);
    }

    private static string Seen(AccreditedList list) => string.Create(CultureInfo.InvariantCulture, $"{list.Version}, {Day(list.IssuedAt)}");

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
