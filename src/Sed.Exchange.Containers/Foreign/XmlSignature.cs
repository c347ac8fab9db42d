using System.Xml;
using Sed.Exchange.Containers.Signatures;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>A ds:Signature of somebody else, taken apart by XMLDSig's schema: exactly its elements, in its order.</summary>
internal sealed record XmlSignature
{
    /// <summary>The element.</summary>
    public required XmlElement Element { get; init; }

    /// <summary>What the value is over.</summary>
    public required XmlElement SignedInfo { get; init; }

    /// <summary>How SignedInfo becomes octets.</summary>
    public required XmlTransform Canonicalization { get; init; }

    /// <summary>Identifier of the signature's algorithm.</summary>
    public required string SignatureMethod { get; init; }

    /// <summary>True: the algorithm has parameters of its own, which are not supported.</summary>
    public required bool HasParameters { get; init; }

    /// <summary>In order.</summary>
    public required IReadOnlyList<XmlReference> References { get; init; }

    /// <summary>SignatureValue.</summary>
    public required byte[] Value { get; init; }

    /// <summary>KeyInfo, or null.</summary>
    public required XmlElement? KeyInfo { get; init; }

    /// <summary>ds:Object elements.</summary>
    public required IReadOnlyList<XmlElement> Objects { get; init; }

    /// <exception cref="FormatException">It has another structure; the message says where.</exception>
    public static XmlSignature Read(XmlElement element, ForeignXmlLimits limits)
    {
        var parts = new Queue<XmlElement>(XmlTree.Children(element));
        var signedInfo = Take(parts, "SignedInfo");
        var value = Base64(Take(parts, "SignatureValue"));
        var keyInfo = parts.TryPeek(out var next) && XmlTree.Is(next, XadesNames.Ds, "KeyInfo") ? parts.Dequeue() : null;
        var objects = new List<XmlElement>();
        while (parts.Count > 0) objects.Add(Take(parts, "Object"));

        var infos = new Queue<XmlElement>(XmlTree.Children(signedInfo));
        var canonicalization = ReadTransform(Take(infos, "CanonicalizationMethod"));
        var method = Take(infos, "SignatureMethod");
        var references = new List<XmlReference>();
        while (infos.Count > 0)
        {
            if (references.Count == limits.References) throw new FormatException($"more than {limits.References} references");
            references.Add(ReadReference(Take(infos, "Reference"), limits));
        }

        if (references.Count == 0) throw new FormatException("SignedInfo has no reference");
        return new XmlSignature
        {
            Element = element,
            SignedInfo = signedInfo,
            Canonicalization = canonicalization,
            SignatureMethod = Attribute(method, "Algorithm"),
            HasParameters = XmlTree.Children(method).Any(),
            References = references,
            Value = value,
            KeyInfo = keyInfo,
            Objects = objects,
        };
    }

    /// <summary>The references of a ds:Manifest.</summary>
    /// <exception cref="FormatException">It has another structure.</exception>
    public static IReadOnlyList<XmlReference> ReadManifest(XmlElement manifest, ForeignXmlLimits limits)
    {
        var parts = new Queue<XmlElement>(XmlTree.Children(manifest));
        if (parts.Count > limits.References) throw new FormatException($"more than {limits.References} references");
        var references = new List<XmlReference>();
        while (parts.Count > 0) references.Add(ReadReference(Take(parts, "Reference"), limits));
        return references;
    }

    /// <summary>Octets of an element's base64 text.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static byte[] Base64(XmlElement element) =>
        // A comment between letters is not signed, and readers differ about what stands before and after it.
        element.ChildNodes.OfType<XmlNode>().All(node => node is XmlCharacterData and not XmlComment)
            ? Convert.FromBase64String(element.InnerText)
            : throw new FormatException($"{element.LocalName} holds more than text");

    private static XmlReference ReadReference(XmlElement element, ForeignXmlLimits limits)
    {
        var parts = new Queue<XmlElement>(XmlTree.Children(element));
        List<XmlTransform> transforms = [];
        if (parts.TryPeek(out var next) && XmlTree.Is(next, XadesNames.Ds, "Transforms"))
        {
            foreach (var transform in XmlTree.Children(parts.Dequeue()))
            {
                if (!XmlTree.Is(transform, XadesNames.Ds, "Transform")) throw new FormatException(transform.LocalName);
                if (transforms.Count == limits.Transforms) throw new FormatException($"more than {limits.Transforms} transforms");
                transforms.Add(ReadTransform(transform));
            }
        }

        var method = Take(parts, "DigestMethod");
        var value = Base64(Take(parts, "DigestValue"));
        if (parts.Count > 0) throw new FormatException(parts.Peek().LocalName);
        return new XmlReference(
            element.HasAttribute("URI") ? element.GetAttribute("URI") : null,
            element.HasAttribute("Type") ? element.GetAttribute("Type") : null,
            transforms,
            Attribute(method, "Algorithm"),
            value);
    }

    /// <summary>InclusiveNamespaces/@PrefixList of a method or transform, or null.</summary>
    public static string? PrefixesOf(XmlElement element) =>
        XmlTree.Children(element).FirstOrDefault(child => XmlTree.Is(child, XmlAlgorithms.Exclusive, "InclusiveNamespaces"))?.GetAttribute("PrefixList");

    private static XmlTransform ReadTransform(XmlElement element) => new(Attribute(element, "Algorithm"), PrefixesOf(element));

    private static XmlElement Take(Queue<XmlElement> parts, string name) =>
        parts.TryDequeue(out var element) && XmlTree.Is(element, XadesNames.Ds, name) ? element : throw new FormatException($"{name} is not where it must be");

    private static string Attribute(XmlElement element, string name) =>
        element.HasAttribute(name) ? element.GetAttribute(name) : throw new FormatException($"{element.LocalName} has no {name}");
}
