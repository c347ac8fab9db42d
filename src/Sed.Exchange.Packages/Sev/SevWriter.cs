using System.Text;
using System.Xml;

namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// Writes passports as native «Дело» does: UTF-8 with byte order mark, declaration, default namespace, one line, no empty elements, one
/// form of GUIDs, times with zone (§12 of the facts). What a reader would refuse is never written.
/// </summary>
public static class SevWriter
{
    /// <summary>Writes a passport.</summary>
    /// <exception cref="ArgumentException">
    /// A text holds a character that XML cannot carry, or the passport is not valid: the message names the codes and places.
    /// </exception>
    /// <exception cref="XmlException">A foreign element or the content of Expansion is not well-formed XML.</exception>
    public static byte[] Write(SevPassport passport, SevWriterOptions? options = null)
    {
        options ??= SevWriterOptions.Default;
        var stream = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            Indent = false,

            // Line feeds of a refusal's text stay line feeds, and carriage returns survive being read again.
            NewLineHandling = NewLineHandling.Entitize,
        };
        using (var xml = XmlWriter.Create(stream, settings))
        {
            Write(new SevElementWriter(xml, options), passport);
        }

        var octets = stream.ToArray();
        if (!options.AsRead)
        {
            DemandReadable(octets, options.Generation);
        }

        return octets;
    }

    private static void Write(SevElementWriter writer, SevPassport passport)
    {
        switch (passport)
        {
            case SevDocInfo document:
                writer.Root("DocInfo", document, SevPassportXml.Write, ownCards: true);
                break;
            case SevReport report:
                writer.Root("Report", report, SevPassportXml.Write, ownCards: false);
                break;
            case SevSyncInfo info:
                writer.Root("SyncInfo", info, SevSyncXml.Write, ownCards: true);
                break;
            case SevSyncReport report:
                writer.Root("SyncReport", report, SevSyncXml.Write, ownCards: false);
                break;
            default:
                throw new ArgumentException("No passport of the format.", nameof(passport));
        }
    }

    private static void DemandReadable(byte[] octets, SevGeneration generation)
    {
        var faults = SevReader.Read(octets).Faults.Where(fault => fault.Refuses)
            .Concat(generation == SevGeneration.V12 ? SevValidator.Validate(octets, SevGeneration.V12) : [])
            .Take(8)
            .ToList();
        if (faults.Count > 0)
        {
            throw new ArgumentException("The passport is not valid: " + string.Join("; ", faults.Select(fault => $"{fault.Code} {fault.Seen}")));
        }
    }
}
