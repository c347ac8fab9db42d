using System.Xml.Linq;
using System.Xml.Schema;

namespace Sed.Exchange.Tests.Packages.Differential;

/// <summary>A valid document that mutations start from, with the vendor's declaration of each of its nodes.</summary>
internal sealed class Seed
{
    private readonly XDocument document;

    /// <summary>Parses a document that must be valid by the vendor's schema.</summary>
    public Seed(byte[] octets, XmlSchemaSet vendor)
    {
        using var stream = new MemoryStream(octets);
        document = XDocument.Load(stream);
        var annotated = new XDocument(document);
        annotated.Validate(vendor, (_, fault) => throw new InvalidDataException("A seed is not valid: " + fault.Message), addSchemaInfo: true);
        var targets = Mutations.Targets(annotated.Root!).ToList();
        Declarations = [.. targets.Select(NameOf)];
        Words = [.. targets.Select(WordsOf)];
    }

    /// <summary>The declaration of each target, in the order of <see cref="Mutations.Targets"/>.</summary>
    public IReadOnlyList<string> Declarations { get; }

    /// <summary>For each target the words its type allows; empty when the type is not a closed list.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Words { get; }

    /// <summary>A copy to be changed, and the target with this index in it.</summary>
    public (XDocument Copy, XObject Target) Copy(int target)
    {
        var copy = new XDocument(document);
        return (copy, Mutations.Targets(copy.Root!).ElementAt(target));
    }

    private static List<string> WordsOf(XObject node)
    {
        var info = node is XElement element ? element.GetSchemaInfo() : ((XAttribute)node).GetSchemaInfo();
        var type = info?.SchemaAttribute?.AttributeSchemaType ?? info?.SchemaType as XmlSchemaSimpleType;
        return type?.Content is XmlSchemaSimpleTypeRestriction restriction
            ? [.. restriction.Facets.OfType<XmlSchemaEnumerationFacet>().Select(facet => facet.Value!)]
            : [];
    }

    private static string NameOf(XObject node)
    {
        if (node.Parent is not { } parent)
        {
            return "root/" + ((XElement)node).Name.LocalName;
        }

        var type = parent.GetSchemaInfo()?.SchemaType;
        var name = type is null ? "lax" : VendorSchemas.NameOf(type, new System.Xml.XmlQualifiedName(parent.Name.LocalName));
        return node is XElement element ? $"{name}/{element.Name.LocalName}" : $"{name}/@{((XAttribute)node).Name.LocalName}";
    }
}
