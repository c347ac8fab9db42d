using System.Xml;
using Sed.Exchange.Containers.Foreign;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>The time-stamps in the properties of an XML signature, and the octets that each is over (EN 319 132-1 sections 5.2.8, 5.3, 5.5; EN 319 132-2).</summary>
internal sealed class XadesTimestamps(XmlSignature signature, IReadOnlyList<ReferenceOutcome> outcomes, ForeignXmlRequest request, CanonicalBudget budget)
{
    private const int Most = 32;
    private const int MostTokens = 4;

    private static readonly Dictionary<string, TimestampKind> Kinds = new(StringComparer.Ordinal)
    {
        ["AllDataObjectsTimeStamp"] = TimestampKind.Content,
        ["IndividualDataObjectsTimeStamp"] = TimestampKind.Content,
        ["SignatureTimeStamp"] = TimestampKind.Signature,
        ["SigAndRefsTimeStamp"] = TimestampKind.SignatureAndReferences,
        ["SigAndRefsTimeStampV2"] = TimestampKind.SignatureAndReferences,
        ["RefsOnlyTimeStamp"] = TimestampKind.References,
        ["RefsOnlyTimeStampV2"] = TimestampKind.References,
        ["ArchiveTimeStamp"] = TimestampKind.Archive,
    };

    private static readonly string[] References =
    [
        "CompleteCertificateRefs", "CompleteCertificateRefsV2", "CompleteRevocationRefs", "AttributeCertificateRefs", "AttributeCertificateRefsV2", "AttributeRevocationRefs",
    ];

    /// <summary>Judges them all.</summary>
    public IReadOnlyList<TimestampOutcome> Judge()
    {
        var stamps = signature.Objects.SelectMany(XmlTree.Children)
            .Where(child => XadesBinding.IsXades(child, "QualifyingProperties"))
            .SelectMany(XmlTree.Children)
            .SelectMany(XmlTree.Children)
            .SelectMany(XmlTree.Children)
            .Where(element => IsStamp(element) && IsInPlace(element))
            .Take(Most);
        var all = stamps.SelectMany(Tokens).ToList();
        return TimestampChain.Judge(
            [.. all.Select(item => (Kinds[item.Stamp.LocalName], TimestampToken.TryRead(item.Token)?.Time))],
            request.Question.AskedAt ?? request.Question.At,
            (later, earlier) => Covers(all[later].Stamp, all[earlier].Stamp),
            (index, still) =>
            {
                var (stamp, token) = all[index];
                return TimestampJudgement.Judge(token, Kinds[stamp.LocalName], stamp.LocalName, digest => Imprint(stamp, digest), request.Question, still);
            });
    }

    // What is over the properties that stand before it, of whichever kinds.
    private static bool Covers(XmlElement later, XmlElement earlier) => Kinds[later.LocalName] switch
    {
        TimestampKind.Archive => Precedes(earlier, later),
        TimestampKind.SignatureAndReferences => earlier.LocalName == "SignatureTimeStamp" && Precedes(earlier, later),
        _ => false,
    };

    private static bool Precedes(XmlElement earlier, XmlElement later)
    {
        // Forwards: a node finds the one before it by walking from the first.
        for (XmlNode? node = earlier.NextSibling; node is not null; node = node.NextSibling)
            if (node == later) return true;
        return false;
    }

    private static bool IsStamp(XmlElement element) => Kinds.ContainsKey(element.LocalName) && element.NamespaceURI.StartsWith(XadesBinding.NamespaceStart, StringComparison.Ordinal);

    // What only the signer can say stands among what is signed, everything else among what is not.
    private static bool IsInPlace(XmlElement stamp) =>
        XadesBinding.IsXades(stamp.ParentNode!, Kinds[stamp.LocalName] == TimestampKind.Content ? "SignedDataObjectProperties" : "UnsignedSignatureProperties");

    private static IEnumerable<(XmlElement Stamp, ReadOnlyMemory<byte> Token)> Tokens(XmlElement stamp) => XmlTree.Children(stamp)
        .Where(child => child.LocalName == "EncapsulatedTimeStamp")
        .Take(MostTokens)
        .Select(child => (stamp, Token(child)));

    private static ReadOnlyMemory<byte> Token(XmlElement element)
    {
        try
        {
            return XmlSignature.Base64(element);
        }
        catch (FormatException)
        {
            return default;
        }
    }

    private (byte[]? Digest, string? Why) Imprint(XmlElement stamp, DigestAlgorithm digest)
    {
        if (XmlTree.Children(stamp).Any(child => child.LocalName is "Include" or "HashDataInfo" or "ReferenceInfo")) return (null, "it lists by itself what it is over");
        if (budget.IsSpent) return (null, "too many octets");
        var parts = Parts(stamp);
        if (parts is null) return (null, "it is over something that is not there or not supported");
        using var octets = new MemoryStream();
        foreach (var part in parts) octets.Write(part);

        return (digest.Digest(octets.ToArray()), null);
    }

    private List<byte[]>? Parts(XmlElement stamp)
    {
        var value = XmlTree.Children(signature.Element).First(child => XmlTree.Is(child, XadesNames.Ds, "SignatureValue"));
        var before = new List<XmlElement>();
        for (var node = stamp.ParentNode!.FirstChild; node != stamp; node = node!.NextSibling)
            if (node is XmlElement element) before.Add(element);
        bool Named(XmlElement element, params ReadOnlySpan<string> names) => names.Contains(element.LocalName);
        switch (Kinds[stamp.LocalName])
        {
            case TimestampKind.Content:
                return Octets(outcomes.Where(outcome => !XadesBinding.IsSignedProperties(outcome.Target)));
            case TimestampKind.Signature:
                return Canonical(stamp, [value]);
            case TimestampKind.SignatureAndReferences:
                return Canonical(stamp, [value, .. before.Where(element => Named(element, "SignatureTimeStamp")), .. before.Where(element => Named(element, References))]);
            case TimestampKind.References:
                return Canonical(stamp, before.Where(element => Named(element, References)));
            default:
                // The editions before 1.4.1 leave open what was there at the time.
                return stamp.NamespaceURI == XadesBinding.Namespace141 ? Archive(stamp, value, before) : null;
        }
    }

    private List<byte[]>? Archive(XmlElement stamp, XmlElement value, List<XmlElement> before)
    {
        if (Octets(outcomes) is not { } objects) return null;
        var referenced = outcomes.Select(outcome => outcome.Target).OfType<XmlNode>().ToHashSet();
        var others = signature.Objects.Where(item => !referenced.Contains(item) && !XmlTree.Children(item).Any(child => XadesBinding.IsXades(child, "QualifyingProperties")));
        var rest = Canonical(stamp, [signature.SignedInfo, value, .. signature.KeyInfo is { } key ? [key] : Array.Empty<XmlElement>(), .. before, .. others]);
        return rest is null ? null : [.. objects, .. rest];
    }

    private List<byte[]>? Octets(IEnumerable<ReferenceOutcome> references)
    {
        var all = new List<byte[]>();
        foreach (var outcome in references)
        {
            if (outcome.Octets is { } made && budget.Spend(made.Length)) all.Add(made);
            else if (outcome is { Outside: { } outside, IsRight: true } && outside.Length <= request.Limits.Bytes && budget.Spend(outside.Length)) all.Add(outside.Read());
            else return null;
        }

        return all;
    }

    private List<byte[]>? Canonical(XmlElement stamp, IEnumerable<XmlElement> elements)
    {
        var named = XmlTree.Children(stamp).FirstOrDefault(child => XmlTree.Is(child, XadesNames.Ds, "CanonicalizationMethod"));
        var uri = named?.GetAttribute("Algorithm") is { Length: > 0 } algorithm ? algorithm : XmlAlgorithms.Inclusive;
        if (XmlAlgorithms.FindCanonicalization(uri) is not { } method) return null;
        var prefixes = named is null ? null : XmlSignature.PrefixesOf(named);
        var all = new List<byte[]>();
        foreach (var element in elements)
        {
            if (!XmlCanonical.IsSupported(element, method.Uri) || budget.Canonicalize(element, null, method.Uri, method.Comments, prefixes) is not { } octets) return null;
            all.Add(octets);
        }

        return all;
    }
}
