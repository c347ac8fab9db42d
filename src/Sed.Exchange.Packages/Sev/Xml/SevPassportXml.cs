namespace Sed.Exchange.Packages.Sev;

/// <summary>The two passports, element by element in the order of the format; read and write side by side.</summary>
internal static class SevPassportXml
{
    public static SevDocInfo ReadDocInfo(SevElementReader xml) => new()
    {
        Header = xml.One("Header", SevHeaderXml.ReadHeader),
        Documents = xml.Zone("DocumentList", "Document", SevDocumentXml.ReadDocument),
        Tasks = xml.OptionalZone("TaskList", "Task", SevTaskXml.ReadTask),
        Subscriptions = xml.Optional("Subscriptions", SevSubscriptionsXml.ReadSubscriptions),
        Expansion = xml.Optional("Expansion", ReadExpansion),
        Foreign = xml.Foreign(),
    };

    public static void Write(SevElementWriter xml, SevDocInfo value)
    {
        xml.One("Header", value.Header, SevHeaderXml.Write);
        xml.Zone("DocumentList", "Document", value.Documents, SevDocumentXml.Write);
        xml.Zone("TaskList", "Task", value.Tasks, SevTaskXml.Write);
        xml.Optional("Subscriptions", value.Subscriptions, SevSubscriptionsXml.Write);
        xml.Optional("Expansion", value.Expansion, Write);
    }

    public static SevReport ReadReport(SevElementReader xml) => new()
    {
        Header = xml.One("Header", SevHeaderXml.ReadHeader),
        Notification = xml.One("Notification", SevNotificationXml.ReadNotification),
        Documents = xml.OptionalZone("DocumentList", "Document", SevDocumentXml.ReadDocument),
        Tasks = xml.OptionalZone("TaskList", "Task", SevTaskXml.ReadTask),
        Expansion = xml.Optional("Expansion", ReadExpansion),
        Foreign = xml.Foreign(),
    };

    public static void Write(SevElementWriter xml, SevReport value)
    {
        xml.One("Header", value.Header, SevHeaderXml.WriteOfReport);
        xml.One("Notification", value.Notification, SevNotificationXml.Write);
        xml.Zone("DocumentList", "Document", value.Documents, SevDocumentXml.Write);
        xml.Zone("TaskList", "Task", value.Tasks, SevTaskXml.Write);
        xml.Optional("Expansion", value.Expansion, Write);
    }

    // Every element inside Expansion is content of the two sides' own, whatever its namespace.
    private static SevExpansion ReadExpansion(SevElementReader xml) => new()
    {
        Version = xml.OptionalAttribute("Version"),
        Content = xml.ContentXml(),
        Foreign = xml.Foreign() is { Attributes.Count: > 0 } foreign ? foreign with { Elements = [] } : null,
    };

    private static void Write(SevElementWriter xml, SevExpansion value)
    {
        xml.Attribute("Version", value.Version);
        xml.Content(value.Content);
    }
}
