using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Sed.Exchange.Packages.Sev;

/// <summary>Reads and writes <c>.env</c> files; both halves side by side.</summary>
public static class SevEnvelopXml
{
    /// <summary>Reads the octets of an <c>.env</c>. Never throws for malformed input.</summary>
    public static SevEnvelopReading Read(byte[] octets, PackageLimits? limits = null)
    {
        var faults = new PackageFaultList();
        if (PassportXml.Parse(octets, limits ?? PackageLimits.Default, faults) is not { } root)
        {
            return new SevEnvelopReading(null, faults.ToList());
        }

        if (root.Name != "Envelop")
        {
            faults.Refuse(PackageCodes.PassportRoot, PassportPlace.Of(root));
            return new SevEnvelopReading(null, faults.ToList());
        }

        SevValidator.Check(root, SevGeneration.V18, faults);
        if (faults.Refuses)
        {
            return new SevEnvelopReading(null, faults.ToList());
        }

        Remark(octets, root, faults);
        return new SevEnvelopReading(
            new SevEnvelop
            {
                Address = Text("Address"),
                MessageDir = Text("MessageDir"),
                Channel = Text("Channel"),
                Subject = Text("Subject"),
                Body = Text("Body"),
                Sender = Text("Sender"),
                FailureFile = Text("FailureFile"),
                ReceiptDate = SevTime.TryParse(Text("ReceiptDate"), out var time) ? time : null,
            },
            faults.ToList());

        string? Text(string name) => root.Element(name) is { } found ? SevElementReader.TextOf(found) : null;
    }

    // Each transport writes its own envelope: what it does not know ends here.
    private static void Remark(byte[] octets, XElement root, PackageFaultList faults)
    {
        if (octets is not [0xEF, 0xBB, 0xBF, ..] || root.Document?.Declaration is null)
        {
            faults.Remark(PackageCodes.SevNoMark);
        }

        if (SevTime.TryParse(root.Element("ReceiptDate")?.Value, out var time) && time.Offset is null)
        {
            faults.Remark(PackageCodes.SevTimeWithoutZone, "Envelop/ReceiptDate");
        }

        foreach (var foreign in root.Descendants().Where(element => element.Name.Namespace != XNamespace.None))
        {
            faults.Remark(PackageCodes.SevForeign, () => PassportPlace.Of(foreign));
        }
    }

    /// <summary>Writes an <c>.env</c> as «Дело» does: UTF-8 with byte order mark, one line.</summary>
    /// <exception cref="ArgumentException">A text holds a character that XML cannot carry.</exception>
    public static byte[] Write(SevEnvelop envelop)
    {
        var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(true), NewLineHandling = NewLineHandling.Entitize }))
        {
            new XElement(
                "Envelop",
                Child("Address", envelop.Address),
                Child("MessageDir", envelop.MessageDir),
                Child("Channel", envelop.Channel),
                Child("Subject", envelop.Subject),
                Child("Body", envelop.Body),
                Child("Sender", envelop.Sender),
                Child("FailureFile", envelop.FailureFile),
                Child("ReceiptDate", envelop.ReceiptDate?.ToString())).Save(xml);
        }

        return stream.ToArray();

        static XElement? Child(string name, string? value) =>
            value is null ? null : value.Length == 0 ? new XElement(name) : new XElement(name, value);
    }
}
