using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>
/// Judges XML that somebody else signed (XMLDSig, XAdES). Our own objects keep their narrow profile (<see cref="Xades"/>); this reader is wider and
/// trusts less: the document is passed only when every signature in it is, and one of them covers what counts.
/// </summary>
public static class SignedXmlDocument
{
    private const string TimeWhy = "time of checking";

    /// <summary>Judges; malformed input is a verdict, not an exception. Nothing is fetched, expanded or executed.</summary>
    public static Verdict Verify(ReadOnlyMemory<byte> octets, ForeignXmlRequest request)
    {
        var (document, fault) = ForeignXml.Load(octets, request.Limits);
        if (fault == ForeignXml.Dtd) return Conclude(request, [], VerdictResult.Indeterminate, new Finding(FindingCodes.DtdRefused, VerdictStage.Format, VerdictResult.Indeterminate));
        if (document is null) return Conclude(request, [], VerdictResult.Failed, new Finding(FindingCodes.XmlInvalid, VerdictStage.Format, VerdictResult.Failed, fault));
        var elements = XmlTree.Elements(document.DocumentElement!).Where(element => XmlTree.Is(element, XadesNames.Ds, "Signature")).Take(request.Limits.Signatures + 1).ToList();
        if (elements.Count > request.Limits.Signatures)
        {
            return Conclude(
                request, [], VerdictResult.Failed, new Finding(FindingCodes.LimitExceeded, VerdictStage.Format, VerdictResult.Failed, $"more than {request.Limits.Signatures} signatures"));
        }

        if (elements.Count == 0)
            return Conclude(request, [], VerdictResult.Indeterminate, new Finding(FindingCodes.NothingSigned, VerdictStage.Format, VerdictResult.Indeterminate));

        var ids = new XmlIds(document);
        var budget = new CanonicalBudget(request.Limits.CanonicalBytes);
        var verdicts = new List<SignatureVerdict>();
        var main = new List<SignatureVerdict>();
        foreach (var (element, index) in elements.Select((element, index) => (element, index)))
        {
            var isCounter = elements.Take(index).Any(other => XmlTree.IsWithin(element, other) && element != other);
            var verdict = new XmlSignatureJudgement(document, ids, request, budget).Judge(element, $"signature-{index + 1}", isCounter);
            verdicts.Add(verdict);
            if (!isCounter) main.Add(verdict);
        }

        var result = verdicts.Exists(verdict => verdict.Result == VerdictResult.Failed) ? VerdictResult.Failed
            : verdicts.TrueForAll(verdict => verdict.Result == VerdictResult.Passed) && main.Count > 0 ? VerdictResult.Passed
            : VerdictResult.Indeterminate;
        return Conclude(request, verdicts, result);
    }

    private static Verdict Conclude(ForeignXmlRequest request, IReadOnlyList<SignatureVerdict> signatures, VerdictResult result, params IReadOnlyList<Finding> findings) =>
        new(VerdictType.Xml, result, request.At, request.At, TimeWhy, Verdict.StandardPolicy, signatures, findings);
}
