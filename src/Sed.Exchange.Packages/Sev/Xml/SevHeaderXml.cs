namespace Sed.Exchange.Packages.Sev;

/// <summary>The header, element by element in the order of the format; read and write side by side.</summary>
internal static class SevHeaderXml
{
    public static SevHeader ReadHeader(SevElementReader xml) => ReadHeader(xml, ReadType(xml));

    // Nobody documented which types of message the synchronisation of address books has.
    public static SevHeader ReadHeaderOfAnyType(SevElementReader xml)
    {
        var word = xml.OptionalAttribute("MessageType");
        var known = word is null || (SevValue.Word(word, out SevMessageType type) && type != SevMessageType.Other);
        return ReadHeader(xml, known ? ReadType(xml) : SevMessageType.Other) with { OtherMessageType = known ? null : word };
    }

    public static void Write(SevElementWriter xml, SevHeader value)
    {
        WriteRouting(xml, value);
        xml.One("Recipient", value.Recipient, Write);
        WriteResources(xml, value);
    }

    // The recipient of a report is the sender of its document, repeated as that sender wrote it.
    public static void WriteOfReport(SevElementWriter xml, SevHeader value)
    {
        WriteRouting(xml, value);
        xml.Verbatim(() => xml.One("Recipient", value.Recipient, Write));
        WriteResources(xml, value);
    }

    private static SevMessageType ReadType(SevElementReader xml) => xml.Attribute<SevMessageType>("MessageType", SevValue.Word);

    private static SevHeader ReadHeader(SevElementReader xml, SevMessageType type) => new()
    {
        MessageId = xml.Attribute("MessageID"),
        Version = xml.Attribute("Version"),
        TimeZone = xml.OptionalAttribute<int>("TimeZone", SevValue.Int),
        Time = xml.Attribute<SevTime>("Time", SevValue.Time),
        MessageType = type,
        ReturnId = xml.Attribute("ReturnID"),
        ResourceId = xml.Attribute<int>("ResourceID", SevValue.Int),
        Sender = xml.One("Sender", ReadSender),
        Recipient = xml.One("Recipient", ReadRecipient),
        Resources = xml.Zone("ResourceList", "Resource", ReadResource),
        Foreign = xml.Foreign(),
    };

    private static void WriteRouting(SevElementWriter xml, SevHeader value)
    {
        xml.OwnId("MessageID", value.MessageId);
        xml.Attribute("Version", value.Version);
        xml.Attribute("TimeZone", SevValue.Text(value.TimeZone));
        xml.Attribute("Time", xml.Zoned(value.Time).ToLongString());
        xml.Attribute("MessageType", value.OtherMessageType ?? SevValue.Text<SevMessageType>(value.MessageType));
        xml.Attribute("ReturnID", value.ReturnId);
        xml.Attribute("ResourceID", SevValue.Text(value.ResourceId));
        xml.One("Sender", value.Sender, Write);
    }

    private static void WriteResources(SevElementWriter xml, SevHeader value) =>
        xml.Zone("ResourceList", "Resource", value.Resources, Write, required: true);

    private static SevSender ReadSender(SevElementReader xml) => new()
    {
        Contact = xml.One("Contact", SevContactXml.ReadContact),
        Edms = xml.One("EDMS", ReadEdms),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevSender value)
    {
        xml.One("Contact", value.Contact, SevContactXml.Write);
        xml.One("EDMS", value.Edms, Write);
    }

    private static SevRecipient ReadRecipient(SevElementReader xml) => new()
    {
        Contacts = xml.Several("Contact", SevContactXml.ReadContact),
        Edms = xml.Optional("EDMS", ReadEdms),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevRecipient value)
    {
        xml.Many("Contact", value.Contacts, SevContactXml.Write, required: true);
        xml.Optional("EDMS", value.Edms, Write);
    }

    private static SevEdms ReadEdms(SevElementReader xml) => new()
    {
        Uid = xml.Attribute("UID"),
        Version = xml.OptionalAttribute("Version"),
        Name = xml.Text(),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevEdms value)
    {
        xml.Attribute("UID", value.Uid);
        xml.Attribute("Version", value.Version);
        xml.Text(value.Name);
    }

    private static SevResource ReadResource(SevElementReader xml) => new()
    {
        Uid = xml.Attribute("UID"),
        UniqueName = xml.Attribute("UniqueName"),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevResource value)
    {
        xml.Attribute("UID", value.Uid);
        xml.Attribute("UniqueName", value.UniqueName);
    }
}
