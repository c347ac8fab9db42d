using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Delivery.Checking;

/// <summary>What a check looked at and what it found.</summary>
/// <param name="Containers">Containers looked at.</param>
/// <param name="Deliveries">Deliveries compared with their receipts.</param>
/// <param name="Receipts">Receipts verified.</param>
/// <param name="Refusals">Refusals looked at.</param>
/// <param name="Blobs">Blobs listed in the store.</param>
/// <param name="Findings">What is wrong or could not be looked at; empty: nothing.</param>
public sealed record CheckResult(int Containers, int Deliveries, int Receipts, int Refusals, int Blobs, IReadOnlyList<CheckFinding> Findings)
{
    /// <summary>Passed, failed when anything is wrong, indeterminate when nothing is known to be wrong and something could not be looked at.</summary>
    public VerdictResult Conclusion => Findings.Any(finding => finding.Result == VerdictResult.Failed) ? VerdictResult.Failed
        : Findings.Count > 0 ? VerdictResult.Indeterminate
        : VerdictResult.Passed;
}
