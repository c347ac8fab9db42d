using System.Xml;
using System.Xml.Schema;

namespace Sed.Exchange.Tests.Packages.Differential;

/// <summary>The vendor's schemas, read in place, and their declarations by name of type and child.</summary>
internal static class VendorSchemas
{
    /// <summary>Compiles a schema file with what it includes and imports.</summary>
    public static XmlSchemaSet Load(string path)
    {
        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        set.Add(null, path);
        set.Compile();
        return set;
    }

    /// <summary>Every element and attribute declaration that a document with this root can use: <c>Type/Name</c>, <c>Type/@Name</c>.</summary>
    public static SortedSet<string> Declarations(XmlSchemaSet set, string root)
    {
        var declarations = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>();
        var waiting = new Queue<(XmlSchemaElement Element, string Type)>();
        var start = set.GlobalElements.Values.Cast<XmlSchemaElement>().Single(element => element.QualifiedName.Name == root);
        waiting.Enqueue((start, "root"));
        while (waiting.TryDequeue(out var next))
        {
            var (element, parent) = next;
            declarations.Add($"{parent}/{element.QualifiedName.Name.Trim()}");
            if (element.ElementSchemaType is not XmlSchemaComplexType type || !seen.Add(NameOf(type, element.QualifiedName)))
            {
                continue;
            }

            var name = NameOf(type, element.QualifiedName);
            declarations.UnionWith(type.AttributeUses.Names.Cast<XmlQualifiedName>().Select(attribute => $"{name}/@{attribute.Name}"));
            foreach (var child in Elements(type.ContentTypeParticle))
            {
                waiting.Enqueue((child, name));
            }
        }

        return declarations;
    }

    /// <summary>The name of a type, or of the one element an anonymous type belongs to.</summary>
    public static string NameOf(XmlSchemaType type, XmlQualifiedName element) => type.Name ?? "of " + element.Name.Trim();

    private static IEnumerable<XmlSchemaElement> Elements(XmlSchemaParticle particle) => particle switch
    {
        XmlSchemaElement element => [element],
        XmlSchemaGroupBase group => group.Items.Cast<XmlSchemaParticle>().SelectMany(Elements),
        _ => [],
    };
}
