using System.Xml;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>
/// Whether a signature covers what a reader would take. Right digests say nothing about that: an attacker moves what was signed aside and puts
/// something else in its place (signature wrapping). The rules, strictest first:
/// <list type="bullet">
/// <item>whole document, or every object of a signature that is the document: covered;</item>
/// <item>an element that has a namesake outside of what is covered, or lies inside the signature that should lie beside it: wrapped, failed;</item>
/// <item>another part: told as a part, and the document as a whole is not proven.</item>
/// </list>
/// </summary>
internal static class XmlCoverage
{
    /// <summary>Judges.</summary>
    /// <param name="document">The document.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="outcomes">Its references.</param>
    /// <param name="listed">The references of the lists among what those lead to.</param>
    /// <param name="inContainer">True: the document holds signatures over the other entries of a container, and is itself no content.</param>
    /// <returns>A finding of stage Coverage; its sub-indication, null when passed.</returns>
    public static (Finding Finding, string? SubIndication) Judge(XmlDocument document, XmlSignature signature, IReadOnlyList<ReferenceOutcome> outcomes, IReadOnlyList<ReferenceOutcome> listed, bool inContainer)
    {
        // 1. Properties that call themselves signed must be.
        var properties = XadesBinding.AllSignedProperties(signature).ToList();
        // A signature that refers to none has none: then they are anybody's claims and not believed. A container must have none of that.
        var refersToSome = inContainer || outcomes.Any(outcome => XadesBinding.IsSignedProperties(outcome.Target) || outcome.Reference.Type?.EndsWith("#SignedProperties", StringComparison.Ordinal) == true);
        if (outcomes.Any(outcome => XadesBinding.IsSignedProperties(outcome.Target) && !properties.Contains(outcome.Target!))) return Fail("SignedProperties that are not where they must be");
        if (properties.Count == 1 && outcomes.Any(IsUndecidedReferenceToProperties)) return CannotTell(FindingCodes.CoversPart, "SignedProperties behind what is not supported");
        if (properties.Count > 1 || (refersToSome && properties.Exists(item => outcomes.All(outcome => outcome.Target != item)))) return Fail("SignedProperties that nothing covers");

        // 2. What is covered: references to properties and to the signature itself are not content.
        var content = outcomes.Select(outcome => outcome.Target).OfType<XmlNode>()
            .Where(target => target is XmlDocument || !XmlTree.IsWithin(target, signature.Element) || IsOwnObject(target, signature))
            .ToHashSet();
        var outside = outcomes.Any(outcome => outcome.Target is null);
        if (content.Count == 0 && !outside) return Fail("nothing but the signature itself");

        // What a signed list says of this document, and what of it is right, is proven as if it were referred to.
        content.UnionWith(listed.Where(outcome => outcome.IsRight).Select(outcome => outcome.Target).OfType<XmlNode>()
            .Where(target => target is XmlDocument || !XmlTree.IsWithin(target, signature.Element) || IsOwnObject(target, signature)));

        // 3. The signature itself is no part of what it covers, and a place to put things.
        var root = document.DocumentElement!;
        var names = content.Select(target => NameOf(target is XmlDocument ? root : (XmlElement)target)).ToHashSet();
        // A list that is signed stands where lists are looked for; where it was moved from there, another may have taken its place.
        var listsInPlace = content.Where(target => XmlTree.Is(target, XadesNames.Ds, "Manifest")).All(list => signature.Objects.Contains(list.ParentNode));
        if (XmlTree.ElementsOutside(signature.Element, content).Skip(1).Any(element => names.Contains(NameOf(element)) && !IsNoNamesake(element)))
            return Fail("an element of the same name inside the signature");
        if (signature.Objects.Any(item => !IsHarmless(item, content) && !IsCovered(item, content))) return CannotTell(FindingCodes.CoversPart, "an Object that nothing covers");

        // 4. A comment is not signed, and readers that stop at it see another text than those that pass over it.
        if (content.Where(target => !IsWithinAnother(target, content)).Any(HasCommentInText))
            return CannotTell(FindingCodes.CoversPart, "a comment inside of a text");

        // 5. The whole.
        if (inContainer) return outside ? Right("entries") : Fail("no entry of the container");
        if (content.Contains(document) || content.Contains(root)) return Right("document");
        if (root == signature.Element || IsBareHolder(root, signature.Element)) return Right(outside ? "objects outside" : "objects inside");

        // 6. A part. Of an object that is signed the reader takes what is in it.
        names.UnionWith(content.OfType<XmlElement>().Where(signature.Objects.Contains).SelectMany(XmlTree.Children).Select(NameOf));
        if (XmlTree.ElementsOutside(root, content).Any(element => names.Contains(NameOf(element)) && !signature.Objects.Contains(element))) return Fail("another element of the same name is not covered");
        return CannotTell(FindingCodes.CoversPart, content.Count == 0 ? "objects outside" : $"{content.Count} elements");

        // Objects hold whatever it is, and are looked at next. In a container what counts lies outside, and a counter-signature has objects of its own.
        bool IsNoNamesake(XmlElement element) => XmlTree.Is(element, XadesNames.Ds, "Object")
            || (listsInPlace && IsBareManifest(element))
            || (inContainer && IsOfCounterSignature(element, signature.Element));
    }

    // Where the reference leads cannot be told, so neither can whether it leads to the properties.
    private static bool IsUndecidedReferenceToProperties(ReferenceOutcome outcome) =>
        outcome.Finding.Code == FindingCodes.AlgorithmUnsupported && outcome.Reference.Type?.EndsWith("#SignedProperties", StringComparison.Ordinal) == true;

    private static bool IsOfCounterSignature(XmlElement element, XmlElement signature)
    {
        for (var ancestor = element.ParentNode; ancestor != signature; ancestor = ancestor!.ParentNode)
        {
            if (XmlTree.Is(ancestor, XadesNames.Ds, "Signature")) return true;
        }

        return false;
    }

    private static bool IsWithinAnother(XmlNode target, HashSet<XmlNode> content)
    {
        for (var ancestor = target.ParentNode; ancestor is not null; ancestor = ancestor.ParentNode)
        {
            if (content.Contains(ancestor)) return true;
        }

        return false;
    }

    /// <summary>True: somewhere in it a comment or an instruction stands beside text.</summary>
    public static bool HasCommentInText(XmlNode node) => XmlTree.Elements(node is XmlDocument document ? document.DocumentElement! : (XmlElement)node).Any(HasOwnCommentInText);

    private static bool HasOwnCommentInText(XmlElement element)
    {
        var nodes = element.ChildNodes.OfType<XmlNode>().ToList();
        return nodes.Exists(node => node is XmlComment or XmlProcessingInstruction) && nodes.Exists(node => node is XmlCharacterData and not XmlComment && !string.IsNullOrWhiteSpace(node.Value));
    }

    private static bool IsCovered(XmlElement item, HashSet<XmlNode> content) => content.Contains(item)
        || (XmlTree.Children(item).Any()
            && HasNoText(item)
            && XmlTree.Children(item).All(child => IsCovered(child, content)));

    private static bool IsOwnObject(XmlNode target, XmlSignature signature) => signature.Objects.Any(item => XmlTree.IsWithin(target, item)
        && !XmlTree.Children(item).Any(child => XadesBinding.IsXades(child, "QualifyingProperties") && XmlTree.IsWithin(target, child)));

    // XAdES keeps its properties in an object; those that must be signed are looked at by themselves. A Manifest that nobody signed is a list and no content.
    private static bool IsHarmless(XmlElement item, HashSet<XmlNode> content) => HasNoText(item) && XmlTree.Children(item).All(child =>
        XadesBinding.IsXades(child, "QualifyingProperties") || XadesBinding.IsXades(child, "QualifyingPropertiesReference") || IsBareManifest(child) || IsCovered(child, content));

    private static bool IsBareManifest(XmlElement element) => XmlTree.Is(element, XadesNames.Ds, "Manifest") && XmlTree.Elements(element).All(inner => inner.NamespaceURI == XadesNames.Ds);

    private static bool HasNoText(XmlElement element) => element.ChildNodes.OfType<XmlCharacterData>().All(text => text is XmlComment || string.IsNullOrWhiteSpace(text.Value));

    // A file that holds signatures only, as ASiC has them.
    private static bool IsBareHolder(XmlElement root, XmlElement signature) =>
        signature.ParentNode == root
        && HasNoText(root)
        && root.LocalName is "XAdESSignatures" or "document-signatures"
        && XmlTree.Children(root).All(child => XmlTree.Is(child, XadesNames.Ds, "Signature"));

    private static (string Name, string Space) NameOf(XmlElement element) => (element.LocalName, element.NamespaceURI);

    private static (Finding, string?) Right(string seen) => (new Finding(FindingCodes.CoversAll, VerdictStage.Coverage, VerdictResult.Passed, seen), null);

    private static (Finding, string?) Fail(string seen) =>
        (new Finding(FindingCodes.NotCovered, VerdictStage.Coverage, VerdictResult.Failed, seen), SubIndications.FormatFailure);

    private static (Finding, string?) CannotTell(string code, string seen) =>
        (new Finding(code, VerdictStage.Coverage, VerdictResult.Indeterminate, seen), SubIndications.Generic);
}
