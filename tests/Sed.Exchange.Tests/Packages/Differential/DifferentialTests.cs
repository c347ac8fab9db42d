using System.Xml.Linq;
using System.Xml.Schema;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages.Differential;

/// <summary>Our schemas against the vendor's: the same documents, changed in the same ways, must get the same verdict from both.</summary>
public sealed class DifferentialTests
{
    private const int RandomSeed = 20261123;

    // Each fifth way to change a declaration, beginning anywhere: over a thousand declarations all ways have their turn. SEDX_LONG takes all.
    private static readonly int Stride = IsLong ? 1 : 5;
    private static readonly int RandomMutations = IsLong ? 5000 : 50;

    private static bool IsLong => Environment.GetEnvironmentVariable("SEDX_LONG") == "1";

    [SharedFact]
    public void Our_schemas_and_the_vendors_agree_on_every_mutation()
    {
        var tally = new Tally();
        Compare(tally, "DocInfo", "sev-18/DocumentInfo.xsd", [SevWriter.Write(Passports.FullDocInfo()), .. Real(SevDocInfo.FileName)]);
        Compare(tally, "Report", "sev-18/ReportInfo.xsd", [SevWriter.Write(Passports.FullReport()), .. Real(SevReport.FileName)]);
        Compare(tally, "SyncInfo", "sev-18/SyncInfo.xsd", [SevWriter.Write(Passports.FullSyncInfo())]);
        Compare(tally, "SyncReport", "sev-18/SyncReport.xsd", [SevWriter.Write(Passports.FullSyncReport())]);
        Compare(tally, "Envelop", "sev-18/Envelop.xsd", [SevEnvelopXml.Write(FullEnvelop()), .. Real("*.env")]);
        var options = new SevWriterOptions { Generation = SevGeneration.V12 };
        Compare12(tally, "DocInfo", "sev-12/DocumentInfo.xsd", SevWriter.Write(Passports.FullDocInfo(), options));
        Compare12(tally, "Report", "sev-12/ReportInfo.xsd", SevWriter.Write(Passports.FullReport(), options));
        tally.Check(atLeast: 2000);
    }

    private static void Compare(Tally tally, string root, string vendorSchema, IReadOnlyList<byte[]> seeds)
    {
        var vendor = VendorSchemas.Load(Path.Combine(RealTraffic.Samples, "xsd", vendorSchema));
        var ours = VendorSchemas.Load(Path.Combine(SharedFolder.RepositoryRoot(), "schemas", "sev", root + ".xsd"));
        Mutate(tally, "18 ", root, vendor, seeds, document =>

            // What the node runs is the schema behind the strip of foreign names: with such names the schema is asked alone.
            HasForeignNames(document) ? IsValid(document, ours) : SevValidator.Validate(Octets(document)).Count == 0);
    }

    private static void Compare12(Tally tally, string root, string vendorSchema, byte[] seed)
    {
        var vendor = VendorSchemas.Load(Path.Combine(RealTraffic.Samples, "xsd", vendorSchema));
        Mutate(tally, "12 ", root, vendor, [seed], document =>
            document.Root!.DescendantsAndSelf().Any(element => element.Name.NamespaceName != "http://www.eos.ru/2010/sev" || element.Attributes().Any(IsForeignAttribute))
                ? null
                : SevValidator.Validate(Octets(document), SevGeneration.V12).Count == 0);
    }

    // Every declaration changed in its ways and to every word its type allows; then random changes of one to three places.
    private static void Mutate(Tally tally, string version, string root, XmlSchemaSet vendor, IReadOnlyList<byte[]> documents, Func<XDocument, bool?> judge)
    {
        var random = new Random(RandomSeed);
        var seeds = documents.Select(octets => new Seed(octets, vendor)).ToList();
        tally.Declare(VendorSchemas.Declarations(vendor, root).Select(declaration => $"{version}{root}: {declaration}"));
        var full = seeds[0];
        var first = full.Declarations.Select((declaration, index) => (declaration, index)).DistinctBy(item => item.declaration).ToList();
        foreach (var (declaration, index) in first)
        {
            var ways = Mutations.CountFor(full.Copy(index).Target);
            for (var way = random.Next(Math.Min(Stride, ways)); way < ways; way += Stride)
            {
                var (copy, target) = full.Copy(index);
                Mutations.Apply(target, way, random);
                tally.Add(copy, $"{version}{root}: {declaration}", IsValid(copy, vendor), judge(copy));
            }

            foreach (var word in full.Words[index])
            {
                var (copy, target) = full.Copy(index);
                Mutations.SetText(target, word);
                tally.Add(copy, $"{version}{root}: {declaration}", IsValid(copy, vendor), judge(copy));
            }
        }

        for (var round = 0; round < RandomMutations; round++)
        {
            var seed = seeds[random.Next(seeds.Count)];
            var index = random.Next(seed.Declarations.Count);
            var (copy, target) = seed.Copy(index);
            Mutations.Apply(target, random.Next(Mutations.CountFor(target)), random);
            for (var more = random.Next(3); more > 0; more--)
            {
                var targets = Mutations.Targets(copy.Root!).ToList();
                var next = targets[random.Next(targets.Count)];
                Mutations.Apply(next, random.Next(Mutations.CountFor(next)), random);
            }

            tally.Add(copy, $"{version}{root}: {seed.Declarations[index]}", IsValid(copy, vendor), judge(copy));
        }
    }

    private static bool IsValid(XDocument document, XmlSchemaSet schemas)
    {
        var valid = true;
        document.Validate(schemas, (_, _) => valid = false);
        return valid;
    }

    private static bool HasForeignNames(XDocument document) =>
        document.Root!.DescendantsAndSelf().Any(element => IsForeign(element.Name) || element.Attributes().Any(IsForeignAttribute));

    private static bool IsForeign(XName name) =>
        name.NamespaceName != "http://www.eos.ru/2010/sev" && !name.NamespaceName.StartsWith("http://www.eos.ru/2010/sev/Ext", StringComparison.Ordinal);

    private static bool IsForeignAttribute(XAttribute attribute) =>
        !attribute.IsNamespaceDeclaration && attribute.Name.NamespaceName.Length > 0
        && !attribute.Name.NamespaceName.StartsWith("http://www.eos.ru/2010/sev/Ext", StringComparison.Ordinal);

    private static byte[] Octets(XDocument document)
    {
        using var stream = new MemoryStream();
        document.Save(stream, SaveOptions.DisableFormatting);
        return stream.ToArray();
    }

    private static IEnumerable<byte[]> Real(string pattern) => RealTraffic.Files(pattern).Select(File.ReadAllBytes);

    private static SevEnvelop FullEnvelop() => new()
    {
        Address = "a",
        MessageDir = "b",
        Channel = "1",
        Subject = "c",
        Body = "d",
        Sender = "e",
        FailureFile = "f",
        ReceiptDate = SevTime.From(Passports.Noon),
    };
}
