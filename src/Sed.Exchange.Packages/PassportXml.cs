using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Sed.Exchange.Packages;

/// <summary>Parses a passport within the limits: no DTD, nothing fetched, bounded size, depth and number of elements.</summary>
internal static class PassportXml
{
    private const int FilesLookedAt = 16;
    private const int OctetsLookedAt = 64 * 1024;

    /// <summary>Parses <paramref name="octets"/>; white space and line numbers are kept.</summary>
    /// <returns>The root element, or null with a refusing fault.</returns>
    public static XElement? Parse(byte[] octets, PackageLimits limits, PackageFaultList faults)
    {
        if (octets.Length > limits.PassportBytes)
        {
            faults.Refuse(PackageCodes.PassportTooLarge, $"{octets.Length} > {limits.PassportBytes}");
            return null;
        }

        if (!Measure(octets, limits, faults))
        {
            return null;
        }

        using var reader = XmlReader.Create(new MemoryStream(octets, writable: false), Settings(limits));
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo).Root;
    }

    /// <summary>The root elements of the package's first XML files, with the files' indexes. For packages whose passport no name gives away.</summary>
    public static IEnumerable<(int Index, XElement Root)> RootsIn(PackageSet set) =>
        from index in Enumerable.Range(0, set.Files.Count)
            .Where(index => set.Files[index].Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            .Take(FilesLookedAt)
        let root = PeekRoot(set.ReadStart(index, OctetsLookedAt))
        where root is not null
        select (index, root);

    // The first start tag of a file that may be anything, cut off anywhere, read without trusting its encoding; null when there is none.
    private static XElement? PeekRoot(byte[] octets)
    {
        try
        {
            // Latin1 reads any single-octet encoding as far as names of elements go; the DTD is skipped, not processed.
            using var reader = XmlReader.Create(
                new StreamReader(new MemoryStream(octets, writable: false), Encoding.Latin1, detectEncodingFromByteOrderMarks: true),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            if (reader.MoveToContent() != XmlNodeType.Element)
            {
                return null;
            }

            var root = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
            while (reader.MoveToNextAttribute())
            {
                if (reader.NamespaceURI != XNamespace.Xmlns.NamespaceName)
                {
                    root.SetAttributeValue(XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value);
                }
            }

            return root;
        }
        catch (Exception)
        {
            // Any file of a package may be looked at here: whatever the parser says, it is not the XML we look for.
            return null;
        }
    }

    private static XmlReaderSettings Settings(PackageLimits limits) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = limits.PassportBytes,
    };

    private static bool Measure(byte[] octets, PackageLimits limits, PackageFaultList faults)
    {
        var elements = 0;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(octets, writable: false), Settings(limits));
            while (reader.Read())
            {
                if (reader.Depth > limits.Depth)
                {
                    faults.Refuse(PackageCodes.PassportTooDeep, $"depth > {limits.Depth}");
                    return false;
                }

                if (reader.NodeType == XmlNodeType.Element && ++elements > limits.Elements)
                {
                    faults.Refuse(PackageCodes.PassportTooLarge, $"elements > {limits.Elements}");
                    return false;
                }
            }

            return true;
        }
        catch (Exception exception)
        {
            // Hostile input: whatever type the parser throws, the passport is not readable.
            faults.Refuse(Diagnose(octets, elements, exception), (exception as XmlException) is { LineNumber: > 0 } xml ? $"line {xml.LineNumber}" : null);
            return false;
        }
    }

    private static string Diagnose(byte[] octets, int elements, Exception exception)
    {
        if (elements > 0)
        {
            return PackageCodes.PassportMalformed;
        }

        try
        {
            using var text = XmlReader.Create(
                new StreamReader(new MemoryStream(octets, writable: false), Encoding.Latin1, detectEncodingFromByteOrderMarks: true),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            if (text.Read() && text.NodeType == XmlNodeType.XmlDeclaration && text.GetAttribute("encoding") is { } encoding
                && !encoding.StartsWith("utf-", StringComparison.OrdinalIgnoreCase))
            {
                return PackageCodes.PassportEncoding;
            }

            // The strict reader stopped at the DTD exactly when a reader that skips it comes further.
            text.MoveToContent();
            return PackageCodes.PassportDtd;
        }
        catch (XmlException second) when (exception is XmlException first
            && (second.LineNumber, second.LinePosition).CompareTo((first.LineNumber, first.LinePosition)) > 0)
        {
            return PackageCodes.PassportDtd;
        }
        catch (Exception)
        {
            // Neither reader comes past the first fault: it is not XML.
            return PackageCodes.PassportMalformed;
        }
    }
}
