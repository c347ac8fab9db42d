using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Packages;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Docs;

/// <summary><c>docs/formats.md</c> says how to check containers, receipts and the directory by hand; here its commands are judged, and judge us.</summary>
public sealed class FormatsTests
{
    public static TheoryData<string> Suites => [.. Suite.All.Select(suite => suite.Name)];

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task The_commands_of_the_document_check_what_the_program_writes(string suite)
    {
        using var written = Written.Make(Suite.Find(suite)!);

        var script = DocumentScript.Read("docs/formats.md", written.Variant);

        Assert.True(script.Count >= 6);
        Assert.Null(await script.FindFaultAsync(written.WorkFolder, written.Variables));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task The_commands_of_the_document_fail_after_one_altered_byte_of_a_document(string suite)
    {
        using var written = Written.Make(Suite.Find(suite)!);
        Alter(written.Container, "the bridge is safe"u8);

        var fault = await DocumentScript.Read("docs/formats.md", written.Variant).FindFaultAsync(written.WorkFolder, written.Variables);

        Assert.NotNull(fault);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task The_commands_of_the_document_fail_after_one_altered_byte_of_a_receipt(string suite)
    {
        using var written = Written.Make(Suite.Find(suite)!);
        Alter(written.Receipt, "<kind>Accepted"u8);

        var fault = await DocumentScript.Read("docs/formats.md", written.Variant).FindFaultAsync(written.WorkFolder, written.Variables);

        Assert.NotNull(fault);
    }

    private static void Alter(string file, ReadOnlySpan<byte> where)
    {
        var octets = File.ReadAllBytes(file);
        var at = octets.AsSpan().IndexOf(where);
        Assert.True(at > 0);
        octets[at + where.Length - 1] ^= 1;
        File.WriteAllBytes(file, octets);
    }

    /// <summary>A region with one container and one receipt, as files.</summary>
    private sealed class Written : IDisposable
    {
        private readonly TempFolder _folder = new();

        public required string Variant { get; init; }

        public string WorkFolder => _folder.Of("work");

        public string Container => _folder.Of("letter.asice");

        public string Receipt => _folder.Of("accepted.asics");

        public required Dictionary<string, string?> Variables { get; init; }

        public static Written Make(Suite suite)
        {
            var isGost = suite.Format == SignatureFormat.Cades;
            var made = new Written { Variant = isGost ? "gost" : "xades", Variables = [] };
            var region = RegionMaker.Make(ReferenceRegion.Plan(suite, [.. Enumerable.Range(20_000, 9)]), made._folder.Of("region"), TimeProvider.System);
            var node = region.Node("tula");
            var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            var envelope = new Envelope
            {
                MessageId = Guid.CreateVersion7(now),
                Sender = ReferenceRegion.Government,
                SenderNode = node.Id,
                Recipients = [ReferenceRegion.Efremov],
                SentAt = now,
                DeliverBy = now.AddHours(72),
                PackageFormat = "sev-18",
                Kind = EnvelopeKind.Document,
                Files = [],
            };
            using var container = new FileStream(made.Container, FileMode.CreateNew, FileAccess.ReadWrite);
            var sealedContainer = ContainerFile.Write(
                container,
                envelope,
                [FileOf("DocInfo.xml", "<DocInfo/>"u8), FileOf("Обращение.pdf", "%PDF-1.7 the bridge is safe"u8)],
                node.SealOf(ReferenceRegion.Government).Open(),
                CancellationToken.None);
            File.WriteAllBytes(made.Receipt, ReceiptFile.Write(
                new Receipt
                {
                    ReceiptId = Guid.CreateVersion7(now),
                    Kind = ReceiptKind.Accepted,
                    MessageId = envelope.MessageId,
                    Container = sealedContainer.Digest,
                    Sender = envelope.Sender,
                    OriginNode = node.Id,
                    Recipient = envelope.Recipients[0],
                    IssuerNode = node.Id,
                    Epoch = 1,
                    IssuedAt = now,
                    DirectorySerial = region.Directory.Serial,
                    Policy = "sed-exchange-1",
                },
                node.Receipts.Open()));
            Directory.CreateDirectory(made.WorkFolder);
            made.Variables["CONTAINER"] = made.Container;
            made.Variables["RECEIPT"] = made.Receipt;
            made.Variables["DIRECTORY"] = region.DirectoryFile;
            made.Variables["CA"] = Path.Combine(region.Folder, "pki", "seal-authority.pem");
            if (!isGost) return made;
            made.Variables["OPENSSL_CONF"] = new GostOpenssl(made._folder).ConfigurationFile;
            made.Variables["DIGEST"] = suite == Suite.Gost256 ? "md_gost12_256" : "md_gost12_512";
            return made;
        }

        public void Dispose() => _folder.Dispose();

        private static PackageFile FileOf(string name, ReadOnlySpan<byte> content)
        {
            var octets = content.ToArray();
            return new PackageFile(name, octets.Length, () => new MemoryStream(octets, writable: false));
        }
    }
}
