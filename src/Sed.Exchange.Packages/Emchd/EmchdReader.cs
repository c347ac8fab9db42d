using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Sed.Exchange.Packages.Emchd;

/// <summary>
/// Reads a power of attorney within limits: no DTD, nothing fetched. Strict where a decision hangs on it (form, number, dates, who grants, who receives), and
/// blind to the rest of a large form: what is not understood gives nobody any power.
/// </summary>
public static class EmchdReader
{
    private const string Form = "EMCHD_1";

    private static readonly XNamespace Space = "urn://x-artefacts/EMCHD_1";

    private static readonly string[] OrganisationNames = ["СвРосОрг", "СведОрг", "СведФилиал", "СвФил"];

    private static readonly XName Root = Space + "Доверенность";

    /// <summary>Name of the form's namespace: in any encoding that Russian systems write the same octets.</summary>
    internal static ReadOnlySpan<byte> FormName => "urn://x-artefacts/EMCHD_1"u8;

    /// <summary>Reads. Malformed input is a fault, not an exception.</summary>
    public static EmchdReading Read(byte[] octets, EmchdLimits? limits = null)
    {
        var bounds = limits ?? EmchdLimits.Default;
        try
        {
            if (octets.Length > bounds.Bytes) throw new FormatException($"more than {bounds.Bytes} octets");
            return new EmchdReading(Read(Parse(octets, bounds), bounds), null);
        }
        catch (FormatException fault)
        {
            return new EmchdReading(null, fault.Message);
        }
        catch (XmlException fault)
        {
            return new EmchdReading(null, $"not well-formed at line {fault.LineNumber}, column {fault.LinePosition}");
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // Encodings that do not exist, and characters their decoders refuse.
            return new EmchdReading(null, "an encoding that cannot be read");
        }
    }

    private static XElement Parse(byte[] octets, EmchdLimits limits)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = limits.Bytes };
        using (var measure = XmlReader.Create(new MemoryStream(octets, writable: false), settings))
        {
            for (var elements = 0; measure.Read();)
            {
                if (measure.Depth > limits.Depth) throw new FormatException($"more than {limits.Depth} levels");
                if (measure.NodeType == XmlNodeType.Element && ++elements > limits.Elements) throw new FormatException($"more than {limits.Elements} elements");
            }
        }

        using var reader = XmlReader.Create(new MemoryStream(octets, writable: false), settings);
        return XDocument.Load(reader).Root!;
    }

    private static EmchdDocument Read(XElement root, EmchdLimits limits)
    {
        if (root.Name != Root) throw new FormatException("Доверенность");
        if (root.Attribute("ВерсФорм")?.Value != Form) throw new FormatException("ВерсФорм");
        var documents = root.Elements(Space + "Документ").ToList();
        var document = documents is [var only] ? only : throw new FormatException("Документ");
        var (grant, handing) = (document.Elements(Space + "Довер").ToList(), document.Elements(Space + "Передов").ToList());
        return (grant, handing) switch
        {
            ([var first], []) => ReadDocument(first, One(first, "СвДов"), "СвДоверит", "СвУпПред", limits),
            ([], [var onward]) => ReadDocument(onward, One(onward, "СвПереДовер"), "СвПередПолн", "СвПолучПолн", limits) with
            {
                IsSubdelegated = true,
                Parent = ParentOf(onward),
            },
            _ => throw new FormatException("Довер, Передов"),
        };
    }

    private static EmchdDocument ReadDocument(XElement body, XElement about, string grants, string receives, EmchdLimits limits)
    {
        var powers = One(body, "СвПолн");
        var issued = Date(about, "ДатаВыдДовер");
        var expires = Date(about, "СрокДейст");
        return new EmchdDocument
        {
            Number = Guid.TryParse(about.Attribute("НомДовер")?.Value, out var number) ? number : throw new FormatException("НомДовер"),
            Issued = issued,
            Expires = expires >= issued ? expires : throw new FormatException("СрокДейст"),
            Subdelegation = about.Attribute("ПрПередов")?.Value switch
            {
                "2" => EmchdSubdelegation.Once,
                "3" => EmchdSubdelegation.Again,
                _ => EmchdSubdelegation.No,
            },
            Principals = Parties(body, grants, limits),
            Representatives = Parties(body, receives, limits),
            Powers = ReadPowers(powers, limits),
            IsJoint = powers.Attribute("ПрСовмПолн")?.Value == "1",
        };
    }

    // The one directly before, when there is one between this and the first.
    private static Guid? ParentOf(XElement onward)
    {
        var before = onward.Elements(Space + "СвПередов").FirstOrDefault();
        var first = onward.Elements(Space + "СвПервДовер").FirstOrDefault();
        string?[] numbers = [before?.Attribute("НомДоверN")?.Value, before?.Attribute("НомДоверПерв")?.Value, first?.Attribute("НомДоверПерв")?.Value];
        foreach (var text in numbers.OfType<string>()) return Guid.TryParse(text, out var number) ? number : throw new FormatException("НомДоверПерв");
        return null;
    }

    private static List<EmchdParty> Parties(XElement body, string name, EmchdLimits limits)
    {
        var parties = body.Elements(Space + name).Take(limits.Rows + 1).Select(row => ReadParty(row, limits)).ToList();
        return parties.Count is > 0 && parties.Count <= limits.Rows ? parties : throw new FormatException(name);
    }

    // A party's organisation is its own: what stands within the persons who act for it (a managing company, its head) is another's.
    private static EmchdParty ReadParty(XElement row, EmchdLimits limits)
    {
        var organisations = row.Descendants()
            .Where(element => element.Name.Namespace == Space && OrganisationNames.Contains(element.Name.LocalName) && !IsWithin(element, row, "ЛицоБезДов"))
            .Take(2)
            .ToList();
        if (organisations.Count > 1) throw new FormatException(row.Name.LocalName);
        var persons = row.Descendants()
            .Where(element => IsPerson(element) && !element.Ancestors().TakeWhile(ancestor => ancestor != row).Any(IsPerson))
            .Take(limits.Rows + 1)
            .Select(element => new EmchdPerson(element.Attribute("ИННФЛ")?.Value, element.Attribute("СНИЛС")?.Value))
            .ToList();
        if (persons.Count > limits.Rows) throw new FormatException(row.Name.LocalName);
        return new EmchdParty(organisations is [var organisation] ? Organisation(organisation) : null, persons)
        {
            IsJoint = row.Descendants(Space + "ЛицоБезДов").Any(head => head.Attribute("ПолнЮЛ")?.Value == "2"),
        };
    }

    // The outermost only: whoever represents a person in turn is not that person.
    private static bool IsPerson(XElement element) =>
        element.Name.Namespace == Space && (element.Attribute("СНИЛС") is not null || element.Attribute("ИННФЛ") is not null);

    private static bool IsWithin(XElement element, XElement top, string name) =>
        element.Ancestors().TakeWhile(ancestor => ancestor != top).Any(ancestor => ancestor.Name == Space + name);

    private static EmchdOrganisation Organisation(XElement element) =>
        new(element.Attribute("НаимОрг")?.Value, element.Attribute("ОГРН")?.Value, element.Attribute("ИННЮЛ")?.Value);

    private static List<EmchdPower> ReadPowers(XElement powers, EmchdLimits limits)
    {
        var list = powers.Elements(Space + "МашПолн").Take(limits.Rows + 1)
            .Select(row => new EmchdPower(row.Attribute("КодПолн")?.Value ?? throw new FormatException("КодПолн"), row.Attribute("НаимПолн")?.Value ?? ""))
            .Concat(powers.Elements(Space + "ТекстПолн").Take(limits.Rows + 1).Select(row => new EmchdPower(null, row.Value.Trim())))
            .ToList();
        return list.Count is > 0 && list.Count <= limits.Rows ? list : throw new FormatException("СвПолн");
    }

    private static XElement One(XElement parent, string name) => parent.Elements(Space + name).Take(2).ToList() is [var only] ? only : throw new FormatException(name);

    private static DateOnly Date(XElement element, string name) =>
        DateOnly.TryParseExact(element.Attribute(name)?.Value.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new FormatException(name);
}
