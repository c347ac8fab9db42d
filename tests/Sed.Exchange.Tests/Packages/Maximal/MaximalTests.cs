using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using System.Xml.Schema;
using Sed.Exchange.Packages.Cards;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Tests.Packages.Differential;

namespace Sed.Exchange.Tests.Packages.Maximal;

/// <summary>
/// Everything the schemas declare has a home in the model: documents made from the schemas alone go through it and nothing is lost.
/// </summary>
public sealed class MaximalTests
{
    private static readonly SevWriterOptions AsRead = new() { AsRead = true };

    /// <summary>The roots of the format, each with the vendor's file for versions 18 and, where there is one, 12.</summary>
    public static TheoryData<string, string, string?> Roots => new()
    {
        { "DocInfo", "sev-18/DocumentInfo.xsd", "sev-12/DocumentInfo.xsd" },
        { "Report", "sev-18/ReportInfo.xsd", "sev-12/ReportInfo.xsd" },
        { "SyncInfo", "sev-18/SyncInfo.xsd", null },
        { "SyncReport", "sev-18/SyncReport.xsd", null },
    };

    public static TheoryData<string> Passports => ["DocInfo", "Report", "SyncInfo", "SyncReport"];

    [Theory]
    [MemberData(nameof(Passports))]
    public void Everything_our_schemas_declare_goes_through_the_model(string root)
    {
        var schemas = Ours(root);
        var document = MaximalInstance.Of(schemas, root);
        AssertEverythingStandsIn(document, schemas, root);
        AssertNothingIsLost(document, AsRead);
        AssertNothingIsLost(document, SevWriterOptions.Default);
    }

    [SharedTheory]
    [MemberData(nameof(Roots))]
    public void Everything_the_vendors_schemas_declare_goes_through_the_model(string root, string version18, string? version12)
    {
        var schemas = Vendors(version18);
        var document = MaximalInstance.Of(schemas, root);
        AssertEverythingStandsIn(document, schemas, root);
        AssertNothingIsLost(document, AsRead);
        AssertNothingIsLost(document, SevWriterOptions.Default);
        if (version12 is not null)
        {
            var old = MaximalInstance.Of(Vendors(version12), root);
            AssertEverythingStandsIn(old, Vendors(version12), root);
            AssertNothingIsLost(old, SevWriterOptions.Default with { Generation = SevGeneration.V12 });
        }
    }

    [Fact]
    public void Everything_of_a_transport_envelope_goes_through_its_model()
    {
        var document = MaximalInstance.Of(Ours("Envelop"), "Envelop");
        var envelop = SevEnvelopXml.Read(MaximalInstance.Octets(document)).Envelop!;
        Assert.Equal(CanonicalContent.Of(document), CanonicalContent.Of(SevEnvelopXml.Write(envelop)));
    }

    [SharedFact]
    public void Everything_of_the_vendors_transport_envelope_goes_through_its_model()
    {
        var document = MaximalInstance.Of(Vendors("sev-18/Envelop.xsd"), "Envelop");
        var envelop = SevEnvelopXml.Read(MaximalInstance.Octets(document)).Envelop!;
        Assert.Equal(CanonicalContent.Of(document), CanonicalContent.Of(SevEnvelopXml.Write(envelop)));
    }

    [Fact]
    public void Everything_of_a_document_goes_through_its_card_and_json()
    {
        var octets = MaximalInstance.Octets(MaximalInstance.Of(Ours("DocInfo"), "DocInfo"));
        Assert.Equal(CanonicalContent.Of(octets), CanonicalContent.Of(SevWriter.Write(ThroughCard(octets), AsRead)));
    }

    [Theory]
    [MemberData(nameof(Passports))]
    public void Unknown_namespaces_come_out_where_they_went_in_whatever_the_place(string root)
    {
        var document = WithForeignContent(MaximalInstance.Of(Ours(root), root));
        var octets = MaximalInstance.Octets(document);
        AssertNothingIsLost(document, AsRead);
        if (root == "DocInfo")
        {
            Assert.Equal(CanonicalContent.Of(octets), CanonicalContent.Of(SevWriter.Write(ThroughCard(octets), AsRead)));
        }

        // What is not understood changes nothing of what is.
        var plain = SevReader.Read(MaximalInstance.Octets(MaximalInstance.Of(Ours(root), root))).Passport!;
        var version12 = new SevWriterOptions { AsRead = true, Generation = SevGeneration.V12 };
        Assert.Equal(Text(SevWriter.Write(plain, version12)), Text(SevWriter.Write(SevReader.Read(octets).Passport!, version12)));
    }

    private static SevDocInfo ThroughCard(byte[] octets)
    {
        var json = JsonSerializer.Serialize(RegistrationCard.From(SevReader.Read(octets).DocInfo!), RegistrationCard.Json);
        return JsonSerializer.Deserialize<RegistrationCard>(json, RegistrationCard.Json)!.ToDocInfo();
    }

    private static void AssertEverythingStandsIn(XDocument document, XmlSchemaSet schemas, string root)
    {
        var seed = new Seed(MaximalInstance.Octets(document), schemas);
        Assert.Empty(VendorSchemas.Declarations(schemas, root).Except(seed.Declarations.Append("root/" + root)));
    }

    private static void AssertNothingIsLost(XDocument document, SevWriterOptions options)
    {
        var reading = SevReader.Read(MaximalInstance.Octets(document));
        Assert.True(reading.Passport is not null, string.Join(", ", reading.Faults));
        Assert.Equal(CanonicalContent.Of(document), CanonicalContent.Of(SevWriter.Write(reading.Passport, options)));
    }

    // On every element an attribute and xml:lang; between all children, and inside every text, an element with text of its own.
    private static XDocument WithForeignContent(XDocument document)
    {
        XNamespace n = "urn:n";
        var number = 0;
        foreach (var element in document.Root!.DescendantsAndSelf().Where(element => !element.AncestorsAndSelf().Any(above => above.Name.LocalName == "Expansion")).ToList())
        {
            element.Add(new XAttribute(n + "a", ++number), new XAttribute(XNamespace.Xml + "lang", "ru"));
            if (element.HasElements)
            {
                element.AddFirst(Foreign());
                foreach (var child in element.Elements().Where(child => child.Name.Namespace != n).ToList())
                {
                    child.AddAfterSelf(Foreign(), Foreign());
                }
            }
            else if (element.FirstNode is XText { Value: var text })
            {
                // Inside words: a number or a time has one form, in which a place inside it means nothing.
                var inside = text[0] == 'з' ? 1 : text.Length;
                element.RemoveNodes();
                element.Add(text[..inside], Foreign(), text[inside..], Foreign());
            }
            else
            {
                element.Add(Foreign());
            }
        }

        document.Root.Add(new XAttribute(XNamespace.Xmlns + "q", "urn:q"));
        return document;

        XElement Foreign() => new(n + "e", new XAttribute("v", ++number), new XAttribute("name", "q:name"), $"т\r\n{number}", new XElement("plain", new XCData("<&")));
    }

    private static string Text(byte[] octets) => Encoding.UTF8.GetString(octets);

    private static XmlSchemaSet Ours(string root) => VendorSchemas.Load(Path.Combine(SharedFolder.RepositoryRoot(), "schemas", "sev", root + ".xsd"));

    private static XmlSchemaSet Vendors(string file) => VendorSchemas.Load(Path.Combine(RealTraffic.Samples, "xsd", file));
}
