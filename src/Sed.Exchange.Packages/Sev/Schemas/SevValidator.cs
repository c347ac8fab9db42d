using System.Xml.Linq;
using System.Xml.Schema;

namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// Validates passports and transport envelopes against this project's schemas. As the vendor does it, everything a generation does not
/// know is taken out first, on a copy: unknown namespaces never make a message invalid, and its octets stay as they are.
/// </summary>
public static class SevValidator
{
    private const int MostFaults = 1000;

    /// <summary>Validates any of the four passports or an <c>.env</c>; the root element says which. Empty: valid. Never throws for malformed input.</summary>
    public static IReadOnlyList<PackageFault> Validate(byte[] octets, SevGeneration generation = SevGeneration.V18, PackageLimits? limits = null)
    {
        var faults = new PackageFaultList();
        if (PassportXml.Parse(octets, limits ?? PackageLimits.Default, faults) is { } root)
        {
            Check(root, generation, faults);
        }

        return faults.ToList();
    }

    /// <summary>Adds a refusing fault for every place that is not valid and not yet named.</summary>
    /// <param name="root">The document.</param>
    /// <param name="generation">Which generation's names count.</param>
    /// <param name="faults">Where to add.</param>
    /// <param name="anyMessageType">True takes any word as type of message, as reading does where none is documented.</param>
    internal static void Check(XElement root, SevGeneration generation, PackageFaultList faults, bool anyMessageType = false)
    {
        if (SevSchemas.Find(root.Name) is not { } schemas || (generation == SevGeneration.V12 && SevNames.IsSync(root.Name)))
        {
            faults.Refuse(PackageCodes.PassportRoot, () => PassportPlace.Of(root));
            return;
        }

        RefuseNil(root, faults);
        var known = new XDocument(Strip(root, generation));
        if (anyMessageType && known.Root!.Element(SevNames.Sev + "Header")?.Attribute("MessageType") is { } word)
        {
            word.Value = nameof(SevMessageType.MainDoc);
        }

        Validate(known, schemas, faults);
        if (generation == SevGeneration.V12)
        {
            CheckVersion12(known.Root!, faults);
        }
    }

    // Nil would be the only way for a required zone to be valid without its content.
    private static void RefuseNil(XElement root, PackageFaultList faults)
    {
        foreach (var nil in root.DescendantsAndSelf().Attributes(SevNames.SchemaInstance + "nil"))
        {
            if (nil.Value.Trim() is not ("false" or "0"))
            {
                faults.Refuse(PackageCodes.SevNil, () => PassportPlace.Of(nil));
            }
        }
    }

    // What version 12 does not have and the schemas, which are of version 18, allow.
    private static void CheckVersion12(XElement root, PackageFaultList faults)
    {
        foreach (var control in root.Elements(SevNames.Sev + "TaskList").Elements(SevNames.Sev + "Task").Elements(SevNames.Sev + "Control"))
        {
            if (control.Attribute("State") is null)
            {
                Refuse(control, faults);
            }
        }

        if (root.Element(SevNames.Sev + "Header")?.Attribute("MessageType") is { Value: "Editing" } type)
        {
            Refuse(type, faults);
        }

        if (root.Element(SevNames.Sev + "Expansion") is { } expansion && expansion.Nodes().Any())
        {
            Refuse(expansion, faults);
        }
    }

    // After so many faults nothing more can be learned, and a hostile passport may have hundreds of thousands.
    private static void Validate(XDocument known, XmlSchemaSet schemas, PackageFaultList faults)
    {
        var met = 0;
        try
        {
            known.Validate(schemas, (sender, fault) =>
            {
                Refuse((XObject)sender!, faults);
                if (++met == MostFaults) throw fault.Exception;
            });
        }
        catch (XmlSchemaException) when (met == MostFaults)
        {
            // Thrown above: enough was met.
        }
    }

    private static void Refuse(XObject copied, PackageFaultList faults)
    {
        if (faults.OnlyCounts(PackageCodes.SevInvalid))
        {
            faults.Refuse(PackageCodes.SevInvalid);
            return;
        }

        var place = PassportPlace.Of(copied.Annotation<XObject>() ?? copied);
        if (!faults.Names(PackageCodes.SevInvalid, place))
        {
            faults.Refuse(PackageCodes.SevInvalid, place);
        }
    }

    private static bool IsKnown(XName name, bool attribute, SevGeneration generation) =>
        name.Namespace == (attribute ? XNamespace.None : SevNames.Sev)
        || (generation == SevGeneration.V18 && SevNames.IsExtension(name.Namespace));

    private static XElement Strip(XElement element, SevGeneration generation)
    {
        var copy = new XElement(element.Name);
        copy.AddAnnotation(element);
        foreach (var attribute in element.Attributes().Where(attribute => IsKnown(attribute.Name, attribute: true, generation) && !attribute.IsNamespaceDeclaration))
        {
            var copied = new XAttribute(attribute.Name, attribute.Value);
            copied.AddAnnotation(attribute);
            copy.Add(copied);
        }

        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XText text:
                    copy.Add(new XText(text.Value));
                    break;
                case XElement child when IsKnown(child.Name, attribute: false, generation) || (element.Name == "Envelop" && child.Name.Namespace == XNamespace.None):
                    copy.Add(Strip(child, generation));
                    break;
            }
        }

        return copy;
    }
}
