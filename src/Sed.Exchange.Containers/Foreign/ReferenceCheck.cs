using System.Text;
using System.Xml;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>
/// Follows the references of one signature to their octets and compares digests (XMLDSig 1.1 section 4.4.3). Same-document references are found by
/// an id that stands once; an outside object only among those given. A transform that is not supported leaves the reference undecided.
/// </summary>
internal sealed class ReferenceCheck(XmlDocument document, XmlIds ids, XmlElement signature, ForeignXmlRequest request, CanonicalBudget budget)
{
    public ReferenceOutcome Check(XmlReference reference)
    {
        var (nodes, outside, stopped) = Dereference(reference);
        var outcome = stopped ?? Check(reference, nodes, outside);
        return outcome with { Outside = outside };
    }

    private ReferenceOutcome Check(XmlReference reference, XmlNode? nodes, OutsideObject? outside)
    {
        var target = nodes;
        byte[]? octets = null;
        XmlElement? without = null;
        if (outside is not null)
        {
            // As it stands it is only digested, however large it is.
            if (reference.Transforms.Count == 0) return Compare(reference, target, outside.Digest, null);
            if (outside.Length > request.Limits.Bytes) return CannotTell(reference, target, FindingCodes.LimitExceeded, $"more than {request.Limits.Bytes} octets to transform");
            octets = outside.Read();
            budget.Allow(outside.Name, outside.Length);
        }

        if (budget.IsSpent) return CannotTell(reference, target, FindingCodes.LimitExceeded, "canonical octets");

        // What a transform that is not known would leave, nobody can say; nor then what the others should have met.
        if (reference.Transforms.FirstOrDefault(transform => !XmlAlgorithms.IsTransform(transform.Algorithm)) is { } unknown)
            return CannotTell(reference, target, FindingCodes.AlgorithmUnsupported, unknown.Algorithm);

        foreach (var transform in reference.Transforms)
        {
            if (transform.Algorithm == XmlAlgorithms.Enveloped)
            {
                // It takes the signature out of what it lies in; where it does not lie, somebody moved something.
                if (nodes is null || !XmlTree.IsWithin(signature, nodes)) return Fail(reference, target, FindingCodes.NotCovered, "enveloped-signature outside of what is signed");
                without = signature;
            }
            else if (transform.Algorithm == XmlAlgorithms.Base64)
            {
                // Text says nothing about the markup around it: only an object of the signature that is nothing but text may be taken so.
                // In a container nobody decodes an entry before he reads it.
                if (nodes is null && request.Container is not null) return CannotTell(reference, target, FindingCodes.AlgorithmUnsupported, $"{XmlAlgorithms.Base64} over an entry");
                if (nodes is not null && !IsPlainObject(nodes)) return CannotTell(reference, target, FindingCodes.AlgorithmUnsupported, $"{XmlAlgorithms.Base64} over markup");
                if (DecodeText(nodes, octets) is not { } decoded) return Fail(reference, target, FindingCodes.SignatureMalformed, "base64");
                if (!budget.Spend(decoded.Length)) return CannotTell(reference, target, FindingCodes.LimitExceeded, "octets");
                (nodes, octets) = (null, decoded);
            }
            else if (transform.Algorithm == XmlAlgorithms.Smev)
            {
                // It is over octets: nodes become those of Canonical XML first, as the standard has it (XMLDSig section 4.4.3.2).
                octets ??= budget.Canonicalize(nodes!, without, XmlAlgorithms.Inclusive, comments: false, prefixes: null);
                if (octets is null) return CannotTell(reference, target, FindingCodes.LimitExceeded, "canonical octets");
                var (parsed, fault) = ForeignXml.Load(octets, request.Limits);
                if (fault == ForeignXml.Dtd) return CannotTell(reference, target, FindingCodes.DtdRefused, Name(reference));
                if (parsed is null) return Fail(reference, target, FindingCodes.XmlInvalid, fault!);
                // A comment splits a text that readers take as one; white space that vanishes between its halves would be no longer theirs.
                if (XmlCoverage.HasCommentInText(parsed)) return CannotTell(reference, target, FindingCodes.CoversPart, "a comment inside of a text");
                if (SmevWriter.Unsaid(parsed.DocumentElement!) is { } unsaid) return CannotTell(reference, target, FindingCodes.AlgorithmUnsupported, $"{XmlAlgorithms.Smev} + {unsaid}");
                if (new SmevWriter(parsed.DocumentElement!, budget.Left).Write() is not { } written || !budget.Spend(written.Length))
                    return CannotTell(reference, target, FindingCodes.LimitExceeded, "transformed octets");
                (nodes, octets, without) = (null, written, null);
            }
            else if (XmlAlgorithms.FindCanonicalization(transform.Algorithm) is { } method)
            {
                if (nodes is null)
                {
                    var (parsed, fault) = ForeignXml.Load(octets!, request.Limits);
                    if (fault == ForeignXml.Dtd) return CannotTell(reference, target, FindingCodes.DtdRefused, Name(reference));
                    if (fault == ForeignXml.UnknownEncoding) return CannotTell(reference, target, FindingCodes.AlgorithmUnsupported, fault);
                    if (parsed is null) return Fail(reference, target, FindingCodes.XmlInvalid, fault!);
                    // What is canonicalised has no comments, and readers of the object itself see them.
                    if (XmlCoverage.HasCommentInText(parsed)) return CannotTell(reference, target, FindingCodes.CoversPart, "a comment inside of a text");
                    nodes = parsed;
                    without = null;
                }
                else
                {
                    // A same-document reference has no comments any more (XMLDSig section 4.4.3.2).
                    method = (method.Uri, false);
                }

                if (!XmlCanonical.IsSupported(nodes, method.Uri)) return CannotTell(reference, target, FindingCodes.AlgorithmUnsupported, $"{method.Uri} with an inherited xml:base");
                if (budget.Canonicalize(nodes, without, method.Uri, method.Comments, transform.Prefixes) is not { } canonical)
                    return CannotTell(reference, target, FindingCodes.LimitExceeded, "canonical octets");
                (nodes, octets) = (null, canonical);
            }
            else
            {
                return CannotTell(reference, target, FindingCodes.AlgorithmUnsupported, transform.Algorithm);
            }
        }

        octets ??= budget.Canonicalize(nodes!, without, XmlAlgorithms.Inclusive, comments: false, prefixes: null);
        return octets is null
            ? CannotTell(reference, target, FindingCodes.LimitExceeded, "canonical octets")
            : Compare(reference, target, digest => digest.Digest(octets), octets);
    }

    private static ReferenceOutcome Compare(XmlReference reference, XmlNode? target, Func<DigestAlgorithm, byte[]> compute, byte[]? octets)
    {
        if (XmlAlgorithms.FindDigest(reference.DigestMethod) is not { } digest) return CannotTell(reference, target, FindingCodes.AlgorithmUnsupported, reference.DigestMethod);
        var isRight = compute(digest).AsSpan().SequenceEqual(reference.DigestValue);
        var finding = isRight
            ? new Finding(FindingCodes.DigestsRight, VerdictStage.Digest, VerdictResult.Passed, Name(reference))
            : new Finding(FindingCodes.DigestMismatch, VerdictStage.Digest, VerdictResult.Failed, Name(reference));
        return new ReferenceOutcome(finding, isRight ? null : SubIndications.HashFailure, target, reference) { Octets = octets };
    }

    private (XmlNode? Nodes, OutsideObject? Outside, ReferenceOutcome? Stopped) Dereference(XmlReference reference)
    {
        // What a reference without URI refers to is for the application to know: the object given without a name.
        if (reference.Uri is null)
            return request.Outside.Find("") is { } nameless ? (null, nameless, null) : (null, null, CannotTell(reference, null, FindingCodes.ContentMissing, "a reference without URI"));
        if (reference.Uri.Length == 0) return (document, null, null);
        if (reference.Uri[0] != '#')
        {
            // Only what lies in this document can envelop the signature, whether or not the object outside is given.
            if (reference.Transforms.Any(transform => transform.Algorithm == XmlAlgorithms.Enveloped))
                return (null, null, Fail(reference, null, FindingCodes.NotCovered, "enveloped-signature outside of what is signed"));
            if (request.Outside.Find(reference.Uri) is { } outside) return (null, outside, null);
            return (null, null, request.Outside.IsClosed && !Uri.IsWellFormedUriString(reference.Uri, UriKind.Absolute)
                ? Fail(reference, null, FindingCodes.CoveredAbsent, Name(reference))
                : CannotTell(reference, null, FindingCodes.ContentMissing, Name(reference), SubIndications.SignedDataNotFound));
        }

        var id = reference.Uri[1..];
        // Of any scheme: xpointer(), element(), xmlns() before either.
        if (id.Contains('(', StringComparison.Ordinal)) return (null, null, CannotTell(reference, null, FindingCodes.AlgorithmUnsupported, "XPointer"));
        if (!IsNameToken(id)) return (null, null, Fail(reference, null, FindingCodes.SignatureMalformed, "a reference that is no name"));
        if (ids.Find(id) is { } element) return (element, null, null);
        return (null, null, ids.Has(id)
            ? Fail(reference, null, FindingCodes.IdAmbiguous, Name(reference))
            : Fail(reference, null, FindingCodes.CoveredAbsent, Name(reference)));
    }

    private bool IsPlainObject(XmlNode node) => XmlTree.Is(node, XadesNames.Ds, "Object")
        && node.ParentNode == signature
        && node.ChildNodes.OfType<XmlNode>().All(child => child is XmlCharacterData and not XmlComment);

    // An id is a name; that it may begin with no digit is widely ignored, and no two readers differ about it.
    private static bool IsNameToken(string text)
    {
        try
        {
            XmlConvert.VerifyNMTOKEN(text);
            return true;
        }
        catch (Exception error) when (error is XmlException or ArgumentException)
        {
            return false;
        }
    }

    private static byte[]? DecodeText(XmlNode? nodes, byte[]? octets)
    {
        try
        {
            return Convert.FromBase64String(nodes?.InnerText ?? Encoding.ASCII.GetString(octets!));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // URIs are not content, but a long one would fill a verdict.
    private static string Name(XmlReference reference) => reference.Uri is { Length: > 100 } uri ? uri[..100] + "…" : reference.Uri is "" ? "document" : reference.Uri ?? "?";

    private static ReferenceOutcome Fail(XmlReference reference, XmlNode? target, string code, string seen) => new(
        new Finding(code, VerdictStage.Coverage, VerdictResult.Failed, seen), code == FindingCodes.CoveredAbsent ? SubIndications.SignedDataNotFound : SubIndications.FormatFailure, target, reference);

    private static ReferenceOutcome CannotTell(XmlReference reference, XmlNode? target, string code, string seen, string subIndication = SubIndications.Generic) =>
        new(new Finding(code, VerdictStage.Digest, VerdictResult.Indeterminate, seen), subIndication, target, reference);
}
