using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>One signature file with what was found in it.</summary>
/// <param name="Signature">Which file signs which.</param>
/// <param name="Verdicts">One per signer.</param>
internal sealed record JudgedSignature(PackageSignature Signature, IReadOnlyList<SignatureVerdict> Verdicts)
{
    /// <summary>Failed when any signer failed, passed when all passed; never merged for people, only for the indication.</summary>
    public VerdictResult Result =>
        Signers.Count == 0 || Signers.Any(verdict => verdict.Result == VerdictResult.Failed) ? VerdictResult.Failed
        : Signers.All(verdict => verdict.Result == VerdictResult.Passed) ? VerdictResult.Passed
        : VerdictResult.Indeterminate;

    // A counter-signature stands in place of no signature, and spoils none.
    private List<SignatureVerdict> Signers => [.. Verdicts.Where(verdict => !verdict.IsCounter)];

    /// <summary>What a Delivered receipt says of it.</summary>
    public DocumentSignatureIndication Indication => new(Signature.SignatureFile, Signature.DocumentFile, Result);

    /// <summary>A finding when it did not pass, with its causes: files by index, no names.</summary>
    public Finding? Finding => Result == VerdictResult.Passed
        ? null
        : new Finding(
            Result == VerdictResult.Failed ? ReasonCodes.DocumentSignatureFailed : ReasonCodes.DocumentSignatureUncertain,
            VerdictStage.Signature,
            Result,
            $"file {Signature.DocumentFile}, signature file {Signature.SignatureFile}")
        {
            Children =
            [
                .. Verdicts.SelectMany(verdict => verdict.Findings)
                    .Where(finding => finding.Result is VerdictResult.Failed or VerdictResult.Indeterminate),
            ],
        };
}
