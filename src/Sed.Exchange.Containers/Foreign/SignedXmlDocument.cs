using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>
/// Judges XML that somebody else signed (XMLDSig, XAdES). Our own objects keep their narrow profile (<see cref="Xades"/>); this reader is wider and
/// trusts less: the document is passed only when every signature in it is, and one of them covers what counts.
/// </summary>
public static class SignedXmlDocument
{
    /// <summary>Judges; malformed input is a verdict, not an exception. Nothing is fetched, expanded or executed.</summary>
    public static Verdict Verify(ReadOnlyMemory<byte> octets, ForeignXmlRequest request)
    {
        var (signatures, stopped) = Judge(octets, request, "signature-");
        if (stopped is not null) return Conclude(request, [], stopped.Result, stopped);
        if (signatures.Count == 0)
            return Conclude(request, [], VerdictResult.Indeterminate, new Finding(FindingCodes.NothingSigned, VerdictStage.Format, VerdictResult.Indeterminate));
        List<SignatureVerdict> verdicts = [.. signatures.Select(signature => signature.Verdict)];
        var result = verdicts.Exists(verdict => verdict.Result == VerdictResult.Failed) ? VerdictResult.Failed
            : verdicts.TrueForAll(verdict => verdict.Result == VerdictResult.Passed) && verdicts.Exists(verdict => !verdict.IsCounter) ? VerdictResult.Passed
            : VerdictResult.Indeterminate;
        return Conclude(request, verdicts, result);
    }

    /// <summary>Judges every signature in a document; a document that cannot be read, or has too many, is a finding instead.</summary>
    internal static (IReadOnlyList<JudgedXmlSignature> Signatures, Finding? Stopped) Judge(ReadOnlyMemory<byte> octets, ForeignXmlRequest request, string name)
    {
        var (document, fault) = ForeignXml.Load(octets, request.Limits);
        if (fault == ForeignXml.Dtd) return ([], new Finding(FindingCodes.DtdRefused, VerdictStage.Format, VerdictResult.Indeterminate));
        if (fault == ForeignXml.UnknownEncoding) return ([], new Finding(FindingCodes.AlgorithmUnsupported, VerdictStage.Format, VerdictResult.Indeterminate, fault));
        if (document is null) return ([], new Finding(FindingCodes.XmlInvalid, VerdictStage.Format, VerdictResult.Failed, fault));
        var elements = XmlTree.Elements(document.DocumentElement!).Where(element => XmlTree.Is(element, XadesNames.Ds, "Signature")).Take(request.Limits.Signatures + 1).ToList();
        if (elements.Count > request.Limits.Signatures)
            return ([], new Finding(FindingCodes.LimitExceeded, VerdictStage.Format, VerdictResult.Failed, $"more than {request.Limits.Signatures} signatures"));

        var ids = new XmlIds(document);
        var budget = new CanonicalBudget(octets.Length, request.Limits);
        return (
        [
            .. elements.Select((element, index) =>
            {
                var isCounter = elements.Take(index).Any(other => XmlTree.IsWithin(element, other));
                return new XmlSignatureJudgement(document, ids, request, budget).Judge(element, $"{name}{index + 1}", isCounter);
            }),
        ], null);
    }

    private static Verdict Conclude(ForeignXmlRequest request, IReadOnlyList<SignatureVerdict> signatures, VerdictResult result, params IReadOnlyList<Finding> findings)
    {
        var (time, why) = VerdictTime.Of(signatures, request.Question);
        return new Verdict(VerdictType.Xml, result, request.Question.At, time, why, request.Question.Policy.Id, signatures, findings);
    }
}
