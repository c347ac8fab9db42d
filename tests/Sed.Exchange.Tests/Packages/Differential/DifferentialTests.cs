using System.Xml.Linq;
using System.Xml.Schema;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages.Differential;

/// <summary>Our schemas against the vendor's: the same documents, changed in the same ways, must get the same verdict from both.</summary>
public sealed class DifferentialTests
{
    private const int RandomSeed = 20261123;
    private const int RandomMutations = 300;

    [SharedFact]
    public void Our_schemas_and_the_vendors_agree_on_every_mutation()
    {
        var tally = new Tally();
        Compare(tally, "DocInfo", "sev-18/DocumentInfo.xsd", [SevWriter.Write(Passports.FullDocInfo()), .. Real(SevDocInfo.FileName)]);
        Compare(tally, "Report", "sev-18/ReportInfo.xsd", [SevWriter.Write(Passports.FullReport()), .. Real(SevReport.FileName)]);
        Compare(tally, "Envelop", "sev-18/Envelop.xsd", [SevEnvelopXml.Write(FullEnvelop()), .. Real("*.env")]);
        tally.Check(atLeast: 3000);
    }

    [SharedFact]
    public void Our_validator_and_the_vendors_schemas_of_version_12_agree_on_every_mutation()
    {
        var tally = new Tally();
        var options = new SevWriterOptions { Generation = SevGeneration.V12 };
        var document = Passports.FullDocInfo();
        var report = Passports.FullReport();
        Compare12(tally, "DocInfo", "sev-12/DocumentInfo.xsd", SevWriter.Write(document, options));
        Compare12(tally, "Report", "sev-12/ReportInfo.xsd", SevWriter.Write(report, options));
        tally.Check(atLeast: 1000);
    }

    private static void Compare(Tally tally, string root, string vendorSchema, IReadOnlyList<byte[]> seeds)
    {
        var vendor = VendorSchemas.Load(Path.Combine(RealTraffic.Samples, "xsd", vendorSchema));
        var ours = VendorSchemas.Load(Path.Combine(SharedFolder.RepositoryRoot(), "schemas", "sev", root + ".xsd"));
        Mutate(tally, root, vendor, seeds, everyWay: true, document =>
        {
            var verdict = IsValid(document, ours);

            // What the node runs is the schema behind the strip of foreign names; without such names both are one.
            if (!document.Root!.DescendantsAndSelf().Any(element => IsForeign(element.Name) || element.Attributes().Any(attribute => IsForeignAttribute(attribute))))
            {
                tally.Expect(verdict == (SevValidator.Validate(Octets(document)).Count == 0), "validator and schema differ", document);
            }

            return verdict;
        });
    }

    private static void Compare12(Tally tally, string root, string vendorSchema, byte[] seed)
    {
        var vendor = VendorSchemas.Load(Path.Combine(RealTraffic.Samples, "xsd", vendorSchema));
        Mutate(tally, root, vendor, [seed], everyWay: false, document =>
            document.Root!.DescendantsAndSelf().Any(element => element.Name.Namespace != document.Root!.Name.Namespace || element.Attributes().Any(IsForeignAttribute))
                ? null
                : SevValidator.Validate(Octets(document), SevGeneration.V12).Count == 0);
    }

    // Every declaration changed in every way, or in each third one, and to every word its type allows; then random changes of one to three places.
    private static void Mutate(Tally tally, string root, XmlSchemaSet vendor, IReadOnlyList<byte[]> documents, bool everyWay, Func<XDocument, bool?> judge)
    {
        var random = new Random(RandomSeed);
        var seeds = documents.Select(octets => new Seed(octets, vendor)).ToList();
        tally.Declare(VendorSchemas.Declarations(vendor, root).Where(declaration => declaration != "root/" + root).Select(declaration => $"{root}: {declaration}"));
        var full = seeds[0];
        var first = full.Declarations.Select((declaration, index) => (declaration, index)).DistinctBy(item => item.declaration).ToList();
        foreach (var (declaration, index) in first)
        {
            var ways = Mutations.CountFor(full.Copy(index).Target);
            for (var way = everyWay ? 0 : random.Next(3); way < ways; way += everyWay ? 1 : 3)
            {
                var (copy, target) = full.Copy(index);
                Mutations.Apply(target, way, random);
                tally.Add(copy, $"{root}: {declaration}", IsValid(copy, vendor), judge(copy));
            }

            foreach (var word in full.Words[index])
            {
                var (copy, target) = full.Copy(index);
                Mutations.SetText(target, word);
                tally.Add(copy, $"{root}: {declaration}", IsValid(copy, vendor), judge(copy));
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

            tally.Add(copy, $"{root}: {seed.Declarations[index]}", IsValid(copy, vendor), judge(copy));
        }
    }

    private static bool IsValid(XDocument document, XmlSchemaSet schemas)
    {
        var valid = true;
        document.Validate(schemas, (_, _) => valid = false);
        return valid;
    }

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
