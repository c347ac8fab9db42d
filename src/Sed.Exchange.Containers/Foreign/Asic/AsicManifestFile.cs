using System.Xml;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Foreign.Asic;

/// <summary>An ASiCManifest of somebody else as it stands (EN 319 162-1 annex A.4): which entries, by digest, a signature, time-stamp or evidence record is over.</summary>
/// <param name="Entry">The manifest's own entry.</param>
/// <param name="Octets">Its octets: what is signed.</param>
/// <param name="SignatureUri">What it names as the signature over it.</param>
/// <param name="References">The entries it lists.</param>
internal sealed record AsicManifestFile(OutsideObject Entry, byte[] Octets, string SignatureUri, IReadOnlyList<AsicManifestEntry> References)
{
    private static readonly string[] Namespaces = ["http://uri.etsi.org/02918/v1.2.1#", "http://uri.etsi.org/02918/v1.1.1#"];

    /// <summary>Reads a manifest; exactly one of the results is null.</summary>
    public static (AsicManifestFile? Manifest, Finding? Failure) Read(OutsideObject entry, ForeignXmlLimits limits)
    {
        if (entry.Length > limits.Bytes) return Fail(entry, FindingCodes.LimitExceeded, $"more than {limits.Bytes} octets");
        var octets = entry.Read();
        var (document, fault) = ForeignXml.Load(octets, limits);
        if (document is null) return Fail(entry, FindingCodes.XmlInvalid, fault!);
        var root = document.DocumentElement!;
        if (!Is(root, "ASiCManifest")) return Fail(entry, FindingCodes.XmlInvalid, "root");
        var children = XmlTree.Children(root).ToList();
        if (children is not [var signature, ..] || !Is(signature, "SigReference") || children.Skip(1).Any(child => Is(child, "SigReference"))) return Fail(entry, FindingCodes.XmlInvalid, "SigReference");
        var references = new List<AsicManifestEntry>();
        foreach (var child in children.Skip(1))
        {
            // An extension that must be understood changes what the manifest says, and none is.
            if (!Is(child, "DataObjectReference"))
            {
                if (XmlTree.Elements(child).Any(element => element.GetAttribute("Critical") is "true" or "1")) return Fail(entry, FindingCodes.XmlInvalid, "a critical extension");
                continue;
            }

            if (ReadReference(child) is not { } reference) return Fail(entry, FindingCodes.XmlInvalid, $"DataObjectReference {references.Count + 1}");
            if (references.Count == limits.References) return Fail(entry, FindingCodes.LimitExceeded, $"more than {limits.References} references");
            references.Add(reference);
        }

        return (new AsicManifestFile(entry, octets, signature.GetAttribute("URI"), references), null);
    }

    private static AsicManifestEntry? ReadReference(XmlElement element)
    {
        var method = XmlTree.Children(element).Where(child => XmlTree.Is(child, XadesNames.Ds, "DigestMethod")).ToList();
        var value = XmlTree.Children(element).Where(child => XmlTree.Is(child, XadesNames.Ds, "DigestValue")).ToList();
        if (method.Count != 1 || value.Count != 1 || !element.HasAttribute("URI")) return null;
        try
        {
            return new AsicManifestEntry(element.GetAttribute("URI"), method[0].GetAttribute("Algorithm"), XmlSignature.Base64(value[0]));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool Is(XmlElement element, string name) => element.LocalName == name && Namespaces.Contains(element.NamespaceURI, StringComparer.Ordinal);

    private static (AsicManifestFile? Manifest, Finding? Failure) Fail(OutsideObject entry, string code, string seen) =>
        (null, new Finding(code, VerdictStage.Format, VerdictResult.Failed, $"{entry.Name}: {seen}"));
}
