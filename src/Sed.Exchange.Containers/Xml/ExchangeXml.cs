using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Xml;

/// <summary>How our own documents are spelled: one form for every identifier, time and digest (schemas/exchange-1/types.xsd).</summary>
internal static class ExchangeXml
{
    /// <summary>Namespace of envelope, receipt and directory, version 1.</summary>
    public const string Namespace = "urn:sed-exchange:1";

    /// <summary>What namespaces of all versions start with: tells "newer than I am" from "not ours".</summary>
    public const string NamespaceStem = "urn:sed-exchange:";

    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(false),
        Indent = true,
        NewLineChars = "\n",
        // Values keep their line breaks through reading: as character references.
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>The qualified name of an element of ours.</summary>
    public static XName Name(string local) => XName.Get(local, Namespace);

    /// <summary>Octets of a document: UTF-8, no byte order mark.</summary>
    public static byte[] ToOctets(XElement root)
    {
        using var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, Settings)) root.Save(writer);
        return output.ToArray();
    }

    /// <summary>A time as documents have it: UTC with milliseconds.</summary>
    public static string Write(DateTimeOffset moment) => moment.UtcDateTime.ToString(MomentFormat, CultureInfo.InvariantCulture);

    /// <summary>The time cut to what documents can hold.</summary>
    public static DateTimeOffset Cut(DateTimeOffset moment) => new(moment.UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    /// <summary>A GUID as documents have it.</summary>
    public static string Write(Guid id) => id.ToString("D");

    /// <summary>A number as documents have it.</summary>
    public static string Write(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a time whose form the schema has checked.</summary>
    /// <exception cref="FormatException">A date that no calendar has.</exception>
    public static DateTimeOffset ReadMoment(string text) =>
        DateTimeOffset.ParseExact(text, MomentFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>Reads a number whose form the schema has checked.</summary>
    public static long ReadNumber(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>The child of ours with this name; the schema has checked that it is there.</summary>
    public static XElement Child(this XElement element, string name) =>
        element.Element(Name(name)) ?? throw new FormatException($"{name} is absent");

    /// <summary>Children of ours with this name.</summary>
    public static IEnumerable<XElement> Children(this XElement element, string name) => element.Elements(Name(name));

    /// <summary>The value of an attribute; the schema has checked that it is there.</summary>
    public static string Text(this XElement element, string attribute) =>
        element.Attribute(attribute)?.Value ?? throw new FormatException($"{attribute} is absent");

    /// <summary>The value of an attribute, or null.</summary>
    public static string? TextOrNull(this XElement element, string attribute) => element.Attribute(attribute)?.Value;

    /// <summary>A GUID in an attribute.</summary>
    public static Guid Id(this XElement element, string attribute) => Guid.ParseExact(element.Text(attribute), "D");

    /// <summary>A digest in an attribute.</summary>
    public static DigestValue Digest(this XElement element, string attribute) => DigestValue.Parse(element.Text(attribute));

    /// <summary>A time in an attribute.</summary>
    public static DateTimeOffset Moment(this XElement element, string attribute) => ReadMoment(element.Text(attribute));

    /// <summary>A time in an attribute, or null.</summary>
    public static DateTimeOffset? MomentOrNull(this XElement element, string attribute) =>
        element.TextOrNull(attribute) is { } text ? ReadMoment(text) : null;

    /// <summary>Text that documents can hold: what XML has no character for is replaced, what is too long is cut.</summary>
    public static string? Fit(string? text, int length = 1000)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var fit = new StringBuilder(Math.Min(text.Length, length));
        foreach (var rune in text.EnumerateRunes())
        {
            if (fit.Length + rune.Utf16SequenceLength > length) break;
            var isXml = rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and not 0xFFFE and not 0xFFFF);
            fit.Append(isXml ? rune.ToString() : "\uFFFD");
        }

        return fit.ToString();
    }
}
