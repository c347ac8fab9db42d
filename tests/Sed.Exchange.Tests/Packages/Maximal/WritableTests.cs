using System.Text;
using System.Xml.Linq;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Tests.Packages.Differential;

namespace Sed.Exchange.Tests.Packages.Maximal;

/// <summary>Whatever a reader takes, a writer can write: passports changed at random, as long as they are read.</summary>
public sealed class WritableTests
{
    private const int RandomSeed = 20261126;

    private static readonly int Rounds = Environment.GetEnvironmentVariable("SEDX_LONG") == "1" ? 2000 : 60;

    private static readonly SevWriterOptions AsRead = new() { AsRead = true };

    [Theory]
    [InlineData("DocInfo")]
    [InlineData("Report")]
    [InlineData("SyncInfo")]
    [InlineData("SyncReport")]
    public void Whatever_is_read_can_be_written_strictly_and_as_it_was(string root)
    {
        var random = new Random(RandomSeed);
        var full = Parse(root switch
        {
            "DocInfo" => SevWriter.Write(Passports.FullDocInfo()),
            "Report" => SevWriter.Write(Passports.FullReport()),
            "SyncInfo" => SevWriter.Write(Passports.FullSyncInfo()),
            _ => SevWriter.Write(Passports.FullSyncReport()),
        });
        var read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var copy = new XDocument(full);
            for (var changes = 1 + random.Next(4); changes > 0; changes--)
            {
                Change(copy, random);
            }

            if (SevReader.Read(MaximalInstance.Octets(copy)).Passport is not { } passport)
            {
                continue;
            }

            read++;
            var faithful = SevWriter.Write(passport, AsRead);
            Assert.Equal(Shape(copy), Shape(Parse(faithful)));
            Assert.Equal(Text(faithful), Text(SevWriter.Write(SevReader.Read(faithful).Passport!, AsRead)));
            var strict = SevWriter.Write(passport);
            Assert.Equal(Text(strict), Text(SevWriter.Write(SevReader.Read(strict).Passport!)));
        }

        Assert.InRange(read, Rounds / 4, Rounds);
    }

    // What a valid passport may do without, may have empty, or may have besides.
    private static void Change(XDocument document, Random random)
    {
        var targets = Mutations.Targets(document.Root!).Skip(1).ToList();
        var target = targets[random.Next(targets.Count)];
        switch (target)
        {
            case XAttribute attribute when random.Next(2) == 0:
                attribute.Remove();
                break;
            case XAttribute attribute:
                attribute.Value = random.Next(2) == 0 ? "" : " з ";
                break;
            case XElement element when random.Next(4) == 0:
                element.Remove();
                break;
            case XElement element when random.Next(3) == 0:
                element.RemoveNodes();
                break;
            case XElement element when random.Next(2) == 0:
                element.RemoveAll();
                break;
            case XElement element when random.Next(2) == 0:
                element.SetAttributeValue(XName.Get("a", "urn:n"), "1");
                break;
            case XElement element:
                element.Add(new XElement(XName.Get("e", "urn:n"), "т"));
                break;
        }
    }

    // Names and texts; forms of numbers, truths and times may differ, and what an empty element looked like.
    private static string Shape(XDocument document) => string.Join('\n', document.Descendants().Select(element =>
        element.Name + string.Concat(element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Select(attribute => " @" + attribute.Name)
            .Order(StringComparer.Ordinal))));

    private static XDocument Parse(byte[] octets)
    {
        using var stream = new MemoryStream(octets);
        return XDocument.Load(stream, LoadOptions.PreserveWhitespace);
    }

    private static string Text(byte[] octets) => Encoding.UTF8.GetString(octets);
}
