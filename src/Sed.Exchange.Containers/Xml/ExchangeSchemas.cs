using System.Xml;
using System.Xml.Schema;

namespace Sed.Exchange.Containers.Xml;

/// <summary>The schemas of <c>schemas/exchange-1</c>, embedded, compiled once each. Nothing is ever fetched.</summary>
internal static class ExchangeSchemas
{
    private static readonly Lazy<XmlSchemaSet> EnvelopeSet = new(() => Compile("envelope.xsd"));
    private static readonly Lazy<XmlSchemaSet> ReceiptSet = new(() => Compile("receipt.xsd"));
    private static readonly Lazy<XmlSchemaSet> DirectorySet = new(() => Compile("directory.xsd"));

    /// <summary>Of <c>envelope.xml</c>.</summary>
    public static XmlSchemaSet Envelope => EnvelopeSet.Value;

    /// <summary>Of <c>receipt.xml</c>.</summary>
    public static XmlSchemaSet Receipt => ReceiptSet.Value;

    /// <summary>Of <c>directory.xml</c>.</summary>
    public static XmlSchemaSet Directory => DirectorySet.Value;

    private static XmlSchemaSet Compile(string file)
    {
        var set = new XmlSchemaSet { XmlResolver = new EmbeddedResolver() };
        using var reader = XmlReader.Create(EmbeddedResolver.Open(file), null, $"embedded:///{file}");
        set.Add(null, reader);
        set.Compile();
        return set;
    }

    /// <summary>Resolves includes among the embedded schemas.</summary>
    private sealed class EmbeddedResolver : XmlResolver
    {
        public override object GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn) => Open(absoluteUri.Segments[^1]);

        public static Stream Open(string file) => typeof(ExchangeSchemas).Assembly.GetManifestResourceStream($"schemas/exchange-1/{file}")
            ?? throw new InvalidOperationException($"The schema {file} is not embedded.");
    }
}
