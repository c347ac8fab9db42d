using System.Xml.Linq;

namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// Reads one element into its type. What is missing or not a value of its type becomes a refusing fault and a placeholder, so that
/// one pass reports everything. The order of children is the schema's business.
/// </summary>
internal sealed class SevElementReader
{
    private readonly XElement element;
    private readonly PackageFaultList faults;
    private readonly bool placeholder;
    private readonly List<SevForeignValue> foreignValues = [];
    private readonly List<SevForeignElement> foreignElements = [];
    private readonly SevScope? outer;
    private SevScope? scope;
    private bool isText;

    /// <summary>Reads <paramref name="element"/>.</summary>
    public SevElementReader(XElement element, PackageFaultList faults)
        : this(element, faults, outer: null, placeholder: false)
    {
    }

    private SevElementReader(XElement element, PackageFaultList faults, SevScope? outer, bool placeholder)
    {
        this.element = element;
        this.faults = faults;
        this.outer = outer;
        this.placeholder = placeholder;
    }

    private SevScope Scope => scope ??= new SevScope(outer, element);

    /// <summary>True when foreign content demands more of what is declared around it than is kept: not all of it was read.</summary>
    public bool IsExhausted => Scope.IsExhausted;

    /// <summary>The element's own text, without that of foreign elements inside it.</summary>
    public string Text()
    {
        isText = true;
        return TextOf(element);
    }

    /// <summary>The element's own text as a value of a simple type.</summary>
    public T Text<T>(SevValue.Parser<T> parse)
        where T : struct => Value(element, Text(), parse);

    /// <summary>Children in the XML of the element that are elements, each with its subtree.</summary>
    public IReadOnlyList<string> ContentXml() =>
        [.. element.Elements().Select(child => SevForeignXml.Text(child, Scope))];

    /// <summary>A required attribute.</summary>
    public string Attribute(string name) => OptionalAttribute(name) ?? Missing(name, "");

    /// <summary>An attribute or null.</summary>
    public string? OptionalAttribute(XName name) => element.Attribute(name)?.Value;

    /// <summary>A required attribute of a simple type.</summary>
    public T Attribute<T>(string name, SevValue.Parser<T> parse)
        where T : struct => element.Attribute(name) is { } found ? Value(found, found.Value, parse) : Missing(name, default(T));

    /// <summary>An attribute of a simple type or null.</summary>
    public T? OptionalAttribute<T>(string name, SevValue.Parser<T> parse)
        where T : struct => element.Attribute(name) is { } found ? Value(found, found.Value, parse) : null;

    /// <summary>The text of a required child.</summary>
    public string Child(string name) => OptionalChild(name) ?? Missing(name, "");

    /// <summary>The text of a child or null.</summary>
    public string? OptionalChild(string name) => FindLeaf(SevNames.Sev + name) is { } found ? TextOf(found) : null;

    /// <summary>A required child of a simple type.</summary>
    public T Child<T>(string name, SevValue.Parser<T> parse)
        where T : struct => OptionalChild(name, parse) ?? Missing(name, default(T));

    /// <summary>A child of a simple type or null.</summary>
    public T? OptionalChild<T>(string name, SevValue.Parser<T> parse)
        where T : struct => OptionalChild(SevNames.Sev + name, parse);

    /// <summary>A child of a simple type in any namespace of the format, or null.</summary>
    public T? OptionalChild<T>(XName name, SevValue.Parser<T> parse)
        where T : struct => FindLeaf(name) is { } found ? Value(found, TextOf(found), parse) : null;

    /// <summary>A required child with structure.</summary>
    public T One<T>(string name, Func<SevElementReader, T> read)
        where T : class => Optional(name, read) ?? Missing(name, Placeholder(read));

    /// <summary>A child with structure or null.</summary>
    public T? Optional<T>(string name, Func<SevElementReader, T> read)
        where T : class => Optional(SevNames.Sev + name, read);

    /// <summary>A child with structure in any namespace of the format, or null.</summary>
    public T? Optional<T>(XName name, Func<SevElementReader, T> read)
        where T : class => element.Element(name) is { } found ? read(Reader(found)) : null;

    /// <summary>Children with structure, none or more.</summary>
    public IReadOnlyList<T> Many<T>(string name, Func<SevElementReader, T> read)
        where T : class => Many(SevNames.Sev + name, read);

    /// <summary>Children with structure in any namespace of the format, none or more.</summary>
    public IReadOnlyList<T> Many<T>(XName name, Func<SevElementReader, T> read)
        where T : class => [.. element.Elements(name).Select(child => read(Reader(child)))];

    /// <summary>Children with structure, at least one.</summary>
    public IReadOnlyList<T> Several<T>(string name, Func<SevElementReader, T> read)
        where T : class => Many(name, read) is { Count: > 0 } found ? found : Missing(name, (IReadOnlyList<T>)[Placeholder(read)]);

    /// <summary>The children of a zone that is only a list; empty when the zone is absent.</summary>
    public IReadOnlyList<T> OptionalZone<T>(string zone, string name, Func<SevElementReader, T> read)
        where T : class => FindZone(zone) is { } found ? ReadZone(found, name, read) : [];

    /// <summary>The children of a required zone that is only a list.</summary>
    public IReadOnlyList<T> Zone<T>(string zone, string name, Func<SevElementReader, T> read)
        where T : class => FindZone(zone) is { } found ? ReadZone(found, name, read) : Missing(zone, (IReadOnlyList<T>)[]);

    /// <summary>What no version of the format declares. Called last: leaves and lists met before are remembered.</summary>
    public SevForeign? Foreign()
    {
        AddForeignValues(null, element, Scope);
        AddForeignElements(null, element, isText, Scope);
        return foreignValues.Count == 0 && foreignElements.Count == 0 ? null : new SevForeign(foreignValues, foreignElements);
    }

    private IReadOnlyList<T> ReadZone<T>(XElement zone, string name, Func<SevElementReader, T> read)
        where T : class
    {
        var reader = Reader(zone);
        AddForeignValues(zone.Name.LocalName, zone, reader.Scope);
        AddForeignElements(zone.Name.LocalName, zone, inText: false, reader.Scope);
        return reader.Many(name, read);
    }

    private XElement? FindLeaf(XName name)
    {
        var leaf = element.Element(name);
        if (leaf is not null)
        {
            var around = new SevScope(Scope, leaf);
            AddForeignValues(name.LocalName, leaf, around);
            AddForeignElements(name.LocalName, leaf, inText: true, around);
        }

        return leaf;
    }

    private XElement? FindZone(string name) => element.Element(SevNames.Sev + name);

    private SevElementReader Reader(XElement child) => new(child, faults, Scope, placeholder: false);

    private void AddForeignValues(string? child, XElement owner, SevScope around)
    {
        foreach (var attribute in owner.Attributes())
        {
            var space = attribute.Name.Namespace;
            if (!attribute.IsNamespaceDeclaration && space != XNamespace.None && !SevNames.IsExtension(space) && space != SevNames.SchemaInstance
                && Scope.MayKeep(space.NamespaceName.Length))
            {
                foreignValues.Add(SevForeignXml.Value(child, attribute, around));
            }
        }
    }

    private void AddForeignElements(string? child, XElement owner, bool inText, SevScope around)
    {
        var position = 0;
        var last = inText ? owner.Nodes().OfType<XText>().LastOrDefault() : null;
        var behind = inText && last is null;
        foreach (var node in owner.Nodes())
        {
            switch (node)
            {
                case XText text when inText:
                    position += text.Value.Length;
                    behind = text == last;
                    break;
                case XElement item when item.Name.Namespace != SevNames.Sev && !SevNames.IsExtension(item.Name.Namespace):
                    foreignElements.Add(new SevForeignElement(child, behind ? int.MaxValue : position, SevForeignXml.Text(item, around)));
                    break;
                case XElement:
                    position++;
                    break;
            }
        }
    }

    /// <summary>The text of an element, without that of foreign elements inside it.</summary>
    internal static string TextOf(XElement element) => element.FirstNode is XText { NextNode: null } only
        ? only.Value
        : string.Concat(element.Nodes().OfType<XText>().Select(text => text.Value));

    private T Value<T>(XObject place, string text, SevValue.Parser<T> parse)
    {
        if (!parse(text, out var value))
        {
            faults.Refuse(PackageCodes.SevInvalid, () => PassportPlace.Of(place));
        }

        return value;
    }

    private T Missing<T>(string name, T instead)
    {
        if (!placeholder)
        {
            faults.Refuse(PackageCodes.SevInvalid, () => $"{PassportPlace.Of(element)}: {name}");
        }

        return instead;
    }

    private T Placeholder<T>(Func<SevElementReader, T> read) =>
        read(new SevElementReader(new XElement("placeholder"), faults, outer: null, placeholder: true));
}
