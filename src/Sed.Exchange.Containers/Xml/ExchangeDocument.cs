using System.Xml.Linq;
using System.Xml.Schema;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Xml;

/// <summary>Reads and writes one of our documents: strict XML, known version, valid, and only then its meaning.</summary>
internal static class ExchangeDocument
{
    /// <summary>
    /// Reads a document. The result is null when a finding failed. <paramref name="read"/> may throw <see cref="FormatException"/> or
    /// <see cref="OverflowException"/> for what the schema cannot say (days no calendar has).
    /// </summary>
    public static (T? Value, Finding? Failure) Read<T>(ReadOnlySpan<byte> octets, string root, XmlSchemaSet schemas, int depth, Func<XElement, T> read)
        where T : class
    {
        var (element, seen) = StrictXml.Load(octets, schemas, depth);
        if (element is not null && element.Name == ExchangeXml.Name(root))
        {
            try
            {
                return (read(element), null);
            }
            catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
            {
                return (null, Fail(FindingCodes.XmlInvalid, $"{root}: a value is impossible"));
            }
        }

        if (element is not null) return (null, Fail(FindingCodes.XmlInvalid, $"root is not {root}"));
        // Invalid: perhaps only newer than this build, which has another remedy.
        var plain = StrictXml.Load(octets, null, depth).Root;
        var space = plain?.Name.NamespaceName ?? "";
        return space != ExchangeXml.Namespace && space.StartsWith(ExchangeXml.NamespaceStem, StringComparison.Ordinal)
            ? (null, Fail(FindingCodes.VersionUnknown, ExchangeXml.Fit(space, 60)!))
            : (null, Fail(FindingCodes.XmlInvalid, $"{root}: {seen}"));
    }

    /// <summary>Octets of a document, checked against its schema so that nothing is signed that nobody will read.</summary>
    /// <exception cref="ArgumentException">The values do not fit the schema; says where.</exception>
    public static byte[] Write(XElement root, XmlSchemaSet schemas)
    {
        var octets = ExchangeXml.ToOctets(root);
        var (_, seen) = StrictXml.Load(octets, schemas, int.MaxValue);
        return seen is null ? octets : throw new ArgumentException($"The {root.Name.LocalName} cannot be written: {seen}.");
    }

    private static Finding Fail(string code, string seen) => new(code, VerdictStage.Format, VerdictResult.Failed, seen);
}
