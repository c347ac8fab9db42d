using System.Xml;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Signatures;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>What XAdES adds to a signature: properties that must be signed, and the certificate they bind (EN 319 132-1 section 5.2.2).</summary>
/// <param name="SignedProperties">The element.</param>
/// <param name="CertificateDigests">Digests that name the signer's certificate; empty: the properties bind none.</param>
internal sealed record XadesBinding(XmlElement SignedProperties, IReadOnlyList<(string Method, byte[] Digest)> CertificateDigests)
{
    /// <summary>What the namespaces of all editions begin with.</summary>
    public const string NamespaceStart = "http://uri.etsi.org/01903/v1.";

    /// <summary>The namespace of what came with edition 1.4.1.</summary>
    public const string Namespace141 = "http://uri.etsi.org/01903/v1.4.1#";

    private static readonly string[] Namespaces = [XadesNames.Xades, "http://uri.etsi.org/01903/v1.2.2#", "http://uri.etsi.org/01903/v1.1.1#"];

    /// <summary>Reads it from the objects of a signature; null: it is no XAdES.</summary>
    public static XadesBinding? Find(XmlSignature signature)
    {
        if (AllSignedProperties(signature).FirstOrDefault() is not { } properties) return null;
        var certificates = XmlTree.Children(properties)
            .Where(child => IsXades(child, "SignedSignatureProperties"))
            .SelectMany(XmlTree.Children)
            .Where(child => IsXades(child, "SigningCertificate") || IsXades(child, "SigningCertificateV2"))
            .SelectMany(XmlTree.Children)
            .SelectMany(XmlTree.Children)
            .Where(child => IsXades(child, "CertDigest"))
            .Select(Read)
            .ToList();
        return new XadesBinding(properties, certificates);
    }

    /// <summary>Every element of a signature that calls itself SignedProperties; more than one is an attempt to show another.</summary>
    public static IEnumerable<XmlElement> AllSignedProperties(XmlSignature signature) => signature.Objects
        .SelectMany(XmlTree.Children)
        .Where(child => IsXades(child, "QualifyingProperties"))
        .SelectMany(XmlTree.Children)
        .Where(child => IsXades(child, "SignedProperties"));

    /// <summary>True: the properties bind this certificate, first of those they name. Null: they bind none, or by a digest that is not supported.</summary>
    public bool? Binds(Certificate certificate)
    {
        if (CertificateDigests.Count == 0) return null;
        var (method, digest) = CertificateDigests[0];
        return XmlAlgorithms.FindDigest(method) is { } algorithm ? algorithm.Digest(certificate.Der).AsSpan().SequenceEqual(digest) : null;
    }

    /// <summary>True for an element of XAdES, of whichever edition.</summary>
    public static bool IsXades(XmlNode node, string name) => node.LocalName == name && Namespaces.Contains(node.NamespaceURI, StringComparer.Ordinal);

    /// <summary>True for the properties that must be signed.</summary>
    public static bool IsSignedProperties(XmlNode? node) => node is XmlElement && IsXades(node, "SignedProperties");

    private static (string, byte[]) Read(XmlElement digest)
    {
        var method = XmlTree.Children(digest).FirstOrDefault(child => XmlTree.Is(child, XadesNames.Ds, "DigestMethod"))?.GetAttribute("Algorithm") ?? "";
        var value = XmlTree.Children(digest).FirstOrDefault(child => XmlTree.Is(child, XadesNames.Ds, "DigestValue"));
        try
        {
            return (method, value is null ? [] : XmlSignature.Base64(value));
        }
        catch (FormatException)
        {
            return (method, []);
        }
    }
}
