using System.Xml.Linq;

namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// Remarks what real senders do and the format does not want: tolerated on input, never written (§11 of the facts).
/// Looks at the XML, where prefixes, empty elements and lexical forms still show.
/// </summary>
internal static class SevDeviations
{
    private static readonly HashSet<string> TimesInElements = ["Reception", "Date", "SignDate", "TermDate"];
    private static readonly HashSet<string> DatesInElements = ["Date", "SignDate", "Deadline", "FactDate"];
    private static readonly HashSet<string> TimesInAttributes = ["Time", "SystemDate", "Date"];
    private static readonly HashSet<string> IdsInAttributes = ["MessageID", "ReturnID", "VersionUID", "InitialTaskUID"];
    private static readonly HashSet<string> OwnersOfGuids = ["Document", "File", "InitialDoc", "Task", "Executor", "Approval"];

    /// <summary>Adds the remarks of a passport that can be read.</summary>
    public static void Remark(byte[] octets, XElement root, PackageFaultList faults)
    {
        if (octets is not [0xEF, 0xBB, 0xBF, ..] || root.Document?.Declaration is null)
        {
            faults.Remark(PackageCodes.SevNoMark);
        }

        if (root.GetPrefixOfNamespace(SevNames.Sev) is { Length: > 0 })
        {
            faults.Remark(PackageCodes.SevPrefix);
        }

        RemarkUnusedNamespaces(root, faults);
        Visit(root, faults);
    }

    private static void RemarkUnusedNamespaces(XElement root, PackageFaultList faults)
    {
        var elements = root.DescendantsAndSelf().ToList();
        var used = elements.Select(element => element.Name.NamespaceName)
            .Concat(elements.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Select(attribute => attribute.Name.NamespaceName))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var declaration in elements.Attributes().Where(attribute => attribute.IsNamespaceDeclaration && !used.Contains(attribute.Value)))
        {
            faults.Remark(PackageCodes.SevNamespaceUnused, () => PassportPlace.Of(declaration));
        }
    }

    private static void Visit(XElement element, PackageFaultList faults)
    {
        if (element.Name.Namespace != SevNames.Sev && !SevNames.IsExtension(element.Name.Namespace))
        {
            faults.Remark(PackageCodes.SevForeign, () => PassportPlace.Of(element));
            return;
        }

        foreach (var attribute in element.Attributes())
        {
            VisitAttribute(element, attribute, faults);
        }

        if (!element.HasElements)
        {
            VisitLeaf(element, faults);
        }

        if (element.Name.LocalName == "Expansion")
        {
            return;
        }

        VisitSpecial(element, faults);
        foreach (var child in element.Elements())
        {
            Visit(child, faults);
        }
    }

    private static void VisitAttribute(XElement element, XAttribute attribute, PackageFaultList faults)
    {
        var space = attribute.Name.Namespace;
        var name = attribute.Name.LocalName;
        if (attribute.IsNamespaceDeclaration || space == SevNames.SchemaInstance || SevNames.IsExtension(space))
        {
            return;
        }

        if (space != XNamespace.None)
        {
            faults.Remark(PackageCodes.SevForeign, () => PassportPlace.Of(attribute));
        }
        else if (TimesInAttributes.Contains(name) && IsTimeWithoutZone(attribute.Value))
        {
            faults.Remark(PackageCodes.SevTimeWithoutZone, () => PassportPlace.Of(attribute));
        }
        else if ((IdsInAttributes.Contains(name) || (name == "UID" && OwnersOfGuids.Contains(element.Name.LocalName))) && IsOddGuid(attribute.Value))
        {
            faults.Remark(PackageCodes.SevIdForm, () => PassportPlace.Of(attribute));
        }
    }

    private static void VisitLeaf(XElement leaf, PackageFaultList faults)
    {
        var name = leaf.Name.LocalName;
        if (leaf.Value.Length == 0)
        {
            if (!leaf.Attributes().Any(attribute => !attribute.IsNamespaceDeclaration))
            {
                faults.Remark(PackageCodes.SevEmptyElement, () => PassportPlace.Of(leaf));
            }
        }
        else if (TimesInElements.Contains(name) && IsTimeWithoutZone(leaf.Value))
        {
            faults.Remark(PackageCodes.SevTimeWithoutZone, () => PassportPlace.Of(leaf));
        }
        else if (DatesInElements.Contains(name) && IsDateWithZone(leaf.Value))
        {
            faults.Remark(PackageCodes.SevDateWithZone, () => PassportPlace.Of(leaf));
        }
    }

    private static void VisitSpecial(XElement element, PackageFaultList faults)
    {
        switch (element.Name.LocalName)
        {
            case "Header" when element.Attribute("Version")?.Value != SevHeader.PassportVersion:
                faults.Remark(PackageCodes.SevVersion, () => PassportPlace.Of(element));
                break;
            case "ShortName" or "FullName" when IsOddName(SevElementReader.TextOf(element)):
                faults.Remark(PackageCodes.SevNameForm, () => PassportPlace.Of(element));
                break;
            case "File" when element.Attribute("Size")?.Value.Trim() == "0":
                faults.Remark(PackageCodes.SevSizeZero, () => PassportPlace.Of(element));
                break;
            case "Extension" when SevElementReader.TextOf(element) is [not '.', ..]:
                faults.Remark(PackageCodes.SevExtensionForm, () => PassportPlace.Of(element));
                break;
            case "Document":
                if (element.Attribute("DocumentID")?.Value.Trim() == "0")
                {
                    faults.Remark(PackageCodes.SevDocumentIdZero, () => PassportPlace.Of(element));
                }

                if (element.Attribute("Type")?.Value == "Created" && !SevValue.Int(element.Element(SevNames.Sev + "Consists")?.Value ?? "", out _))
                {
                    faults.Remark(PackageCodes.SevConsists, () => PassportPlace.Of(element));
                }

                break;
            case "Econtact" when SevElementReader.TextOf(element).AsSpan().IndexOfAny(',', ';') >= 0:
                faults.Remark(PackageCodes.SevSeveralEcontacts, () => PassportPlace.Of(element));
                break;
        }
    }

    private static bool IsOddName(string name) => name != name.Trim() || name.Count(letter => letter == '"') % 2 == 1;

    private static bool IsTimeWithoutZone(string text) => SevTime.TryParse(text, out var time) && time.Offset is null;

    private static bool IsDateWithZone(string text) => text.Trim() is { Length: > 10 } date && !date.Contains('T') && SevValue.Date(date, out _);

    private static bool IsOddGuid(string text) =>
        Guid.TryParse(text.Trim(), out var guid) && text != guid.ToString("N");
}
