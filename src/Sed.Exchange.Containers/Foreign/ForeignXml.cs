using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>
/// Reads XML of others: any encoding that the runtime knows, comments and instructions kept, but no DTD (entity bombs, external entities,
/// attributes that appear from nowhere), nothing fetched, limits before the tree is built.
/// </summary>
public static partial class ForeignXml
{
    /// <summary>What <see cref="Fault"/> says of a document in an encoding that does not exist, or is not to be had.</summary>
    internal const string UnknownEncoding = "an encoding that cannot be read";

    /// <summary>Why a document is refused, in English; null: it is taken.</summary>
    public static string? Fault(ReadOnlyMemory<byte> octets, ForeignXmlLimits limits) => Load(octets, limits).Fault;

    /// <summary>What <see cref="Fault"/> says of a document with a DTD.</summary>
    internal const string Dtd = "a DTD";

    /// <summary>Loads a document with its white space; exactly one of the results is null.</summary>
    internal static (XmlDocument? Document, string? Fault) Load(ReadOnlyMemory<byte> octets, ForeignXmlLimits limits)
    {
        if (octets.Length > limits.Bytes) return (null, $"more than {limits.Bytes} octets");
        try
        {
            if (FindExcess(octets, limits) is { } excess) return (null, excess);
            var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
            using var reader = Open(octets, limits);
            document.Load(reader);
            return (document, null);
        }
        catch (XmlException error) when (error.InnerException is ArgumentException or NotSupportedException)
        {
            return (null, UnknownEncoding);
        }
        catch (XmlException error)
        {
            return (null, HasDtd(octets) ? Dtd : $"not well-formed at line {error.LineNumber}, column {error.LinePosition}");
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // Characters that decoders refuse.
            return (null, UnknownEncoding);
        }
    }

    // The reader refuses a DTD and the first element with it; where passing over the DTD leads to an element, the DTD was the cause.
    private static bool HasDtd(ReadOnlyMemory<byte> octets)
    {
        try
        {
            using var strict = Open(octets, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            if (strict.MoveToContent() == XmlNodeType.Element) return false;
        }
        catch (XmlException)
        {
            // As expected of a DTD, and of much else.
        }

        try
        {
            using var passing = Open(octets, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            return passing.MoveToContent() == XmlNodeType.Element;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static string? FindExcess(ReadOnlyMemory<byte> octets, ForeignXmlLimits limits)
    {
        using var reader = Open(octets, limits);
        var elements = 0;
        while (reader.Read())
        {
            if (reader.Depth > limits.Depth) return $"more than {limits.Depth} levels";
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (++elements > limits.Elements) return $"more than {limits.Elements} elements";
            if (reader.AttributeCount > limits.Attributes) return $"more than {limits.Attributes} attributes";
        }

        return null;
    }

    private static XmlReader Open(ReadOnlyMemory<byte> octets, ForeignXmlLimits limits) =>
        Open(octets, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = limits.Bytes });

    private static XmlReader Open(ReadOnlyMemory<byte> octets, XmlReaderSettings settings)
    {
        var stream = new MemoryStream(octets.ToArray(), writable: false);
        return CodePageOf(octets.Span) is { } encoding
            ? XmlReader.Create(new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false), settings)
            : XmlReader.Create(stream, settings);
    }

    // windows-1251, ISO 8859, KOI8-R and the like: every XML reader of others knows them. They are looked up here and not registered with the runtime: that would
    // change what every other reader of this process takes.
    private static Encoding? CodePageOf(ReadOnlySpan<byte> octets) =>
        Declaration().Match(Encoding.Latin1.GetString(octets[..Math.Min(octets.Length, 256)])) is { Success: true } declared
            ? CodePagesEncodingProvider.Instance.GetEncoding(declared.Groups[1].Value, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            : null;

    [GeneratedRegex("""\A<\?xml\s[^>]{0,200}?\bencoding\s{0,20}=\s{0,20}["']([A-Za-z][A-Za-z0-9._-]{0,40})["']""", RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
