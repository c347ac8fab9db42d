using System.Xml.Linq;

namespace Sed.Exchange.Tests.Packages.Differential;

/// <summary>Ways to change one element or attribute of a document so that it may stop being valid, or may not.</summary>
internal static class Mutations
{
    private static readonly string[] Values =
    [
        "", " ", "0", "1", "2", "01", "+1", "-1", "2147483647", "2147483648", "1.0", "true", "false", "TRUE", " true ", "да",
        "2014-12-05", "2014-13-05", "2014-12-05Z", "2014-12-05+03:00", "2014-12-05T08:37:14", "2014-12-05T08:37:14.0729181+03:00", "2014-12-05T24:00:00",
        "2014-12-05T08:37", "05.12.2014", " 2014-12-05 ", "Created", "created", "Incoming", "Project", "MainDoc", "AddToDoc", "Reception", "Failure", "Report",
        "Editing", "NoControl", "UnderControl", "EndedControl", "Resolution", "Point", "Visa", "Sign", "First", "All", "Last", "Male", "Female", "Undefined",
        "Text", "Date", "Decimal", "Flag", "AtSight", "At sight", "AtRegistration1", "AtRegistration2", "Initialed", "AtSignature", "Signed", "NotSigned",
        "Registered", "Responsible", "12345678901234", "123456789012345", "текст",
    ];

    private static readonly Action<XElement, Random>[] OfElements =
    [
        (element, _) => element.Remove(),
        (element, _) => element.AddAfterSelf(new XElement(element)),
        (element, random) => Replace(element, Values[random.Next(Values.Length)]),
        (element, random) => Replace(element, Values[random.Next(Values.Length)]),
        (element, _) => element.RemoveNodes(),
        (element, _) => element.RemoveAttributes(),
        (element, random) => element.Name = Pick(element.Document!.Root!.DescendantsAndSelf(), random).Name,
        (element, _) => element.Name = element.Name.Namespace + (element.Name.LocalName + "X"),
        (element, _) => element.Name = XName.Get(element.Name.LocalName, element.Name.NamespaceName.Length == 0 ? "urn:x" : ""),
        (element, random) => element.SetAttributeValue(Pick(element.Document!.Root!.DescendantsAndSelf().Attributes().Where(IsPlain), random)?.Name ?? "UID", Values[random.Next(Values.Length)]),
        (element, _) => element.SetAttributeValue("Unknown", "1"),
        (element, _) => element.AddFirst("текст"),
        (element, _) => element.AddFirst(" "),
        (element, random) => element.Add(new XElement(Pick(element.Document!.Root!.Descendants(), random))),
        (element, random) => element.AddBeforeSelf(new XElement(Pick(element.Document!.Root!.Descendants(), random))),
        (element, _) => Exchange(element, element.ElementsAfterSelf().FirstOrDefault()),
        (element, random) => Exchange(element, Pick(element.Parent!.Elements(), random)),
    ];

    private static readonly Action<XElement, Random>[] OfRoots =
    [
        (root, _) => root.RemoveNodes(),
        (root, _) => root.Name = root.Name.Namespace + (root.Name.LocalName + "X"),
        (root, _) => MoveToOtherNamespace(root),
        (root, _) => root.SetAttributeValue("Unknown", "1"),
        (root, _) => root.AddFirst("текст"),
        (root, _) => root.AddFirst(" "),
        (root, _) => root.AddFirst(new XElement(root)),
        (root, random) => root.Add(new XElement(Pick(root.DescendantsAndSelf(), random))),
        (root, random) => root.ReplaceNodes(new XElement(Pick(root.DescendantsAndSelf(), random))),
    ];

    private static readonly Action<XAttribute, Random>[] OfAttributes =
    [
        (attribute, _) => attribute.Remove(),
        (attribute, random) => attribute.Value = Values[random.Next(Values.Length)],
        (attribute, random) => attribute.Value = Values[random.Next(Values.Length)],
        (attribute, random) => attribute.Value = Values[random.Next(Values.Length)],
        (attribute, _) => attribute.Value = "",
        (attribute, _) => Rename(attribute, attribute.Name.Namespace + (attribute.Name.LocalName + "X")),
        (attribute, _) => Rename(attribute, XName.Get(attribute.Name.LocalName, attribute.Name.NamespaceName.Length == 0 ? "http://www.eos.ru/2010/sev" : "")),
    ];

    /// <summary>How many ways there are for this kind of node.</summary>
    public static int CountFor(XObject node) => node is XElement element ? WaysOf(element).Length : OfAttributes.Length;

    /// <summary>Changes the node in way number <paramref name="way"/>.</summary>
    public static void Apply(XObject node, int way, Random random)
    {
        if (node is XElement element)
        {
            WaysOf(element)[way](element, random);
        }
        else
        {
            OfAttributes[way]((XAttribute)node, random);
        }
    }

    /// <summary>Gives the node this text.</summary>
    public static void SetText(XObject node, string text)
    {
        if (node is XElement element)
        {
            Replace(element, text);
        }
        else
        {
            ((XAttribute)node).Value = text;
        }
    }

    /// <summary>Everything that can be changed, the root first.</summary>
    public static IEnumerable<XObject> Targets(XElement root) =>
        root.DescendantsAndSelf().SelectMany(element => element.Attributes().Where(IsPlain).Cast<XObject>().Prepend(element));

    private static Action<XElement, Random>[] WaysOf(XElement element) => element.Parent is null ? OfRoots : OfElements;

    private static bool IsPlain(XAttribute attribute) =>
        !attribute.IsNamespaceDeclaration && attribute.Name.NamespaceName != "http://www.w3.org/2001/XMLSchema-instance";

    private static T Pick<T>(IEnumerable<T> items, Random random) => items.ToList() is { Count: > 0 } list ? list[random.Next(list.Count)] : default!;

    private static void Replace(XElement element, string value)
    {
        element.RemoveNodes();
        element.Add(value);
    }

    private static void Exchange(XElement one, XElement? other)
    {
        if (other is not null && other != one)
        {
            var copy = new XElement(one);
            one.ReplaceWith(new XElement(other));
            other.ReplaceWith(copy);
        }
    }

    // Its own declarations go with it: a default namespace and a name without one cannot stand in one tag.
    private static void MoveToOtherNamespace(XElement root)
    {
        root.Attributes().Where(attribute => attribute.IsNamespaceDeclaration).Remove();
        root.Name = XName.Get(root.Name.LocalName, root.Name.NamespaceName.Length == 0 ? "urn:x" : "");
    }

    private static void Rename(XAttribute attribute, XName name)
    {
        var owner = attribute.Parent!;
        attribute.Remove();
        owner.SetAttributeValue(name, attribute.Value);
    }
}
