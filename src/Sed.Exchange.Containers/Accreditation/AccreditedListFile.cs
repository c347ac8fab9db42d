using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Foreign;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Accreditation;

/// <summary>
/// Opens the list of accredited authorities: its signature first, over all of it and by the certificate that was told; then what it says. Malformed input is a
/// finding, not an exception.
/// </summary>
public static class AccreditedListFile
{
    /// <summary>Opens a list.</summary>
    /// <param name="octets">The file.</param>
    /// <param name="signer">The certificate that must have signed it, told out of band; null: whoever gives the list vouches for it himself.</param>
    /// <param name="at">Time of opening.</param>
    /// <param name="limits">Limits; null: the usual ones.</param>
    public static OpenedAccreditedList Open(byte[] octets, Certificate? signer, DateTimeOffset at, AccreditedListLimits? limits = null)
    {
        limits ??= AccreditedListLimits.Default;
        var signature = signer is null ? new Finding(AccreditationCodes.ListUnsigned, VerdictStage.Signature, VerdictResult.NotChecked) : Judge(octets, signer, at, limits);
        if (signature.Result is VerdictResult.Failed or VerdictResult.Indeterminate) return new OpenedAccreditedList(null, [signature]);
        var (list, findings) = AccreditedListXml.Read(octets, limits);
        return new OpenedAccreditedList(list, [signature, .. findings]);
    }

    private static Finding Judge(byte[] octets, Certificate signer, DateTimeOffset at, AccreditedListLimits limits)
    {
        var verdict = SignedXmlDocument.Verify(octets, new ForeignXmlRequest
        {
            Question = new PathQuestion { At = at, IsAsked = false, Certificates = [signer] },
            Limits = limits.Xml,
        });
        var signatures = verdict.Signatures.Where(signature => !signature.IsCounter).ToList();
        if (signatures.Count == 0)
            return new Finding(AccreditationCodes.ListNotSigned, VerdictStage.Signature, VerdictResult.Failed, verdict.Findings.Count > 0 ? verdict.Findings[0].Code : "no signature") { Children = verdict.Findings };
        if (signatures.FirstOrDefault(Holds) is not { } right)
            return new Finding(AccreditationCodes.ListNotSigned, VerdictStage.Signature, VerdictResult.Failed, signatures[0].SubIndication) { Children = [.. signatures.SelectMany(signature => signature.Findings)] };
        return signer.Equals(right.Signer)
            ? new Finding(AccreditationCodes.ListSigned, VerdictStage.Signature, VerdictResult.Passed, signer.Thumbprint)
            : new Finding(AccreditationCodes.ListOtherSigner, VerdictStage.Signature, VerdictResult.Failed, right.Signer?.Thumbprint);
    }

    // Everything but the path, which the pin takes the place of.
    private static bool Holds(SignatureVerdict signature) =>
        signature.Findings.Any(finding => finding is { Code: FindingCodes.CoversAll, Result: VerdictResult.Passed, Seen: "document" })
        && signature.Findings.Any(finding => finding is { Stage: VerdictStage.Signature, Result: VerdictResult.Passed })
        && signature.Findings.All(finding => finding.Stage is VerdictStage.Path or VerdictStage.Revocation or VerdictStage.Time or VerdictStage.Authority
            || finding.Result is VerdictResult.Passed or VerdictResult.NotChecked);
}
