using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Demo;

public sealed class LettersTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("sedx-letters-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_message_of_the_demo_is_read_without_a_remark()
    {
        var region = RegionMaker.Make(DemoRegion.Plan(Suite.Ecdsa, [.. Enumerable.Range(20000, DemoRegion.PortCount)]), Path.Combine(_folder, "r"), TimeProvider.System);
        var officials = DemoRegion.OfficialsOf(DemoRegion.Government).Select((row, index) => new Signer(row, region.KeyOf(row).Open(), index == 0 ? 1 : 3)).ToList();
        var mayor = DemoRegion.OfficialsOf(DemoRegion.Efremov)[0];
        var appeal = Letters.Appeal([DemoRegion.Efremov, DemoRegion.Lobanovskoe, DemoRegion.MoscowOffice], officials, Now);
        var asked = (SevDocInfo)appeal.Passport;
        var answer = Letters.Answer(asked, new Signer(mayor, region.KeyOf(mayor).Open(), 1), Now);

        Assert.Equal(
            ["DocInfo.xml", "Обращение[1].pdf", "Обращение[1].pdf.sig", "Обращение[1].pdf.2.sig"], appeal.Files.Select(file => file.Name));
        var facts = Read(appeal);
        Assert.Equal(3, facts.Recipients.Count);
        Assert.Equal([(2, 1), (3, 1)], facts.Signatures.Select(signature => (signature.SignatureFile, signature.DocumentFile)));

        Assert.Single(Read(answer).Signatures);
        Assert.Equal([ReportEvent.Answer], Read(Letters.AnswerReport(asked, (SevDocInfo)answer.Passport, Now)).Events);
        var registered = Read(Letters.RegistrationReport(asked, DemoRegion.MoscowOffice, "М-1", Now));
        Assert.Equal([ReportEvent.Registered], registered.Events);
        Assert.Equal(facts.ReturnCode, registered.ReturnCode);
        Read(Letters.Plain(DemoRegion.Government, [DemoRegion.Efremov], "1", "О письме", SignedFile.Unsigned("Письмо[1].pdf", [1]), Now));
    }

    [Fact]
    public void A_letter_is_a_PDF_whose_table_points_at_its_objects()
    {
        var pdf = PdfLetter.Write(["Мост через реку (№ 1) — «Красивая Меча»", "Ёж ёж"], new byte[1000]);
        var text = System.Text.Encoding.Latin1.GetString(pdf);

        var table = int.Parse(text.Split("startxref\n")[1].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.StartsWith("xref\n0 9\n", text[table..], StringComparison.Ordinal);
        var offsets = text[table..].Split('\n').Skip(3).Take(8).Select(line => int.Parse(line[..10], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.All(offsets.Index(), entry => Assert.StartsWith($"{entry.Index + 1} 0 obj\n", text[entry.Item..], StringComparison.Ordinal));
        Assert.DoesNotContain('?', text);
    }

    private static PackageFacts Read(Letter letter)
    {
        var reading = PackageReader.Read([.. letter.Files.Select(file => new PackageFile(file.Name, file.Length, file.Open))], PackageLimits.Default);
        Assert.Empty(reading.Faults);
        return reading.Facts!;
    }
}
