using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages.Maximal;

/// <summary>
/// A document made from nothing but a schema: every element and attribute it declares stands there, near the root twice where it may, each with
/// a value of its own, so that what a reader drops or puts into the wrong place shows. The ways of a choice take turns.
/// </summary>
internal sealed class MaximalInstance
{
    // Deeper down one of each is enough: twice at every level would make a document too large to be changed in many ways.
    private const int LevelsOfTwo = 4;

    private readonly Dictionary<object, int> turns = [];
    private readonly string root;
    private int number;

    private MaximalInstance(string root) => this.root = root;

    /// <summary>The document with this root.</summary>
    public static XDocument Of(XmlSchemaSet schemas, string root)
    {
        var element = schemas.GlobalElements.Values.Cast<XmlSchemaElement>().Single(element => element.QualifiedName.Name == root);
        return new XDocument(new MaximalInstance(root).Make(element, level: 0));
    }

    /// <summary>The document as octets.</summary>
    public static byte[] Octets(XDocument document)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { NewLineHandling = NewLineHandling.Entitize }))
        {
            document.Save(xml);
        }

        return stream.ToArray();
    }

    private XElement Make(XmlSchemaElement declaration, int level)
    {
        // The vendor's schema declares two names with a blank at the end, which validation does not see.
        var element = new XElement(XName.Get(declaration.QualifiedName.Name.Trim(), declaration.QualifiedName.Namespace));
        if (declaration.ElementSchemaType is XmlSchemaComplexType type)
        {
            foreach (XmlSchemaAttribute attribute in type.AttributeUses.Values)
            {
                var name = attribute.QualifiedName;
                element.SetAttributeValue(XName.Get(name.Name, name.Namespace), ValueOf(attribute.AttributeSchemaType!, $"{element.Name.LocalName}/@{name.Name}"));
            }

            Fill(element, type.ContentTypeParticle, level);
            if (type.ContentType == XmlSchemaContentType.TextOnly)
            {
                element.Add(ValueOf(type, element.Name.LocalName));
            }
        }
        else
        {
            element.Add(ValueOf(declaration.ElementSchemaType!, element.Name.LocalName));
        }

        return element;
    }

    private void Fill(XElement parent, XmlSchemaParticle particle, int level)
    {
        for (var time = 0; time < Math.Min(particle.MaxOccurs, level < LevelsOfTwo ? 2 : 1); time++)
        {
            switch (particle)
            {
                case XmlSchemaElement child:
                    parent.Add(Make(child, level + 1));
                    break;
                case XmlSchemaChoice choice:
                    Fill(parent, (XmlSchemaParticle)choice.Items[Turn(choice) % choice.Items.Count], level);
                    break;
                case XmlSchemaGroupBase group:
                    foreach (XmlSchemaParticle item in group.Items)
                    {
                        Fill(parent, item, level);
                    }

                    break;
                case XmlSchemaAny:
                    parent.Add(XElement.Parse($"<x:any xmlns:x=\"urn:x\" x:n=\"{++number}\">т<x:b/></x:any>"));
                    break;
            }
        }
    }

    private string ValueOf(XmlSchemaType type, string place)
    {
        number++;
        var words = WordsOf(type);
        if (place == "Header/@MessageType")
        {
            return root == "DocInfo" ? nameof(SevMessageType.MainDoc) : nameof(SevMessageType.Report);
        }

        if (words.Count > 0)
        {
            return words[Turn(type) % words.Count];
        }

        return place switch
        {
            // What no schema says and a reader asks for: files that are listed, in the forms that are written.
            "Header/@ResourceID" => "0",
            "Resource/@UID" => Turn(place).ToString(CultureInfo.InvariantCulture),
            "Resource/@UniqueName" => $"файл{number}.txt",
            "File/@ResourceID" => "0",
            "EDS/@ResourceID" => "1",
            "Extension" => $".{number}",
            _ => type.TypeCode switch
            {
                XmlTypeCode.Int => number.ToString(CultureInfo.InvariantCulture),
                XmlTypeCode.Boolean => number % 2 == 0 ? "true" : "false",
                XmlTypeCode.Date => new DateOnly(2026, 1, 1).AddDays(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                XmlTypeCode.DateTime => SevTime.From(Passports.Noon.AddSeconds(number)).ToString(),
                _ => $"з{number}",
            },
        };
    }

    private static List<string> WordsOf(XmlSchemaType type) => type is XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeRestriction restriction }
        ? [.. restriction.Facets.OfType<XmlSchemaEnumerationFacet>().Select(facet => facet.Value!)]
        : [];

    // How often something was asked for before: a choice, a list of words, or a place.
    private int Turn(object of) => turns[of] = turns.GetValueOrDefault(of, -1) + 1;
}
