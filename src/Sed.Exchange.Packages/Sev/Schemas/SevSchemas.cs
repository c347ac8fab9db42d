using System.Xml;
using System.Xml.Schema;

namespace Sed.Exchange.Packages.Sev;

/// <summary>This project's schemas of the format (<c>schemas/sev</c>), compiled once; nothing is ever fetched.</summary>
internal static class SevSchemas
{
    // Compiled sets are only read, so processes with several nodes may use them together.
    private static readonly Lazy<XmlSchemaSet> DocInfo = new(() => Load("DocInfo"));
    private static readonly Lazy<XmlSchemaSet> Report = new(() => Load("Report"));
    private static readonly Lazy<XmlSchemaSet> SyncInfo = new(() => Load("SyncInfo"));
    private static readonly Lazy<XmlSchemaSet> SyncReport = new(() => Load("SyncReport"));
    private static readonly Lazy<XmlSchemaSet> Envelop = new(() => Load("Envelop"));

    /// <summary>The schemas for a root element of the format; null when it is none.</summary>
    public static XmlSchemaSet? Find(System.Xml.Linq.XName root) =>
        root == SevNames.Sev + "DocInfo" ? DocInfo.Value
        : root == SevNames.Sev + "Report" ? Report.Value
        : root == SevNames.Sev + "SyncInfo" ? SyncInfo.Value
        : root == SevNames.Sev + "SyncReport" ? SyncReport.Value
        : root == "Envelop" ? Envelop.Value
        : null;

    private static XmlSchemaSet Load(string name)
    {
        var resolver = new EmbeddedSchemas();
        var set = new XmlSchemaSet { XmlResolver = resolver };
        using var stream = EmbeddedSchemas.Open(name + ".xsd");
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { XmlResolver = null }, EmbeddedSchemas.Root + name + ".xsd");
        set.Add(null, reader);
        set.Compile();
        return set;
    }

    /// <summary>Resolves includes and imports to resources of this assembly and to nothing else.</summary>
    private sealed class EmbeddedSchemas : XmlResolver
    {
        public const string Root = "embedded:///";

        public static Stream Open(string name) =>
            typeof(SevSchemas).Assembly.GetManifestResourceStream("schemas/sev/" + name)
            ?? throw new FileNotFoundException("A schema of the format is missing in the assembly.", name);

        public override object GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn) => Open(absoluteUri.Segments[^1]);
    }
}
