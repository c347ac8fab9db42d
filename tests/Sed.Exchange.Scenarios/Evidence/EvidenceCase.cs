using System.Text;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Evidence;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Scenarios.Evidence;

/// <summary>An evidence file of a delivery with awkward file names and two officials' signatures, one of them broken.</summary>
internal static class EvidenceCase
{
    private const string Password = "scenario";

    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = From.AddYears(10);
    private static readonly DateTimeOffset SentAt = From.AddDays(300);

    /// <summary>Writes the file.</summary>
    public static void Write(Suite suite, string path)
    {
        var authority = DevelopmentAuthority.Create(suite, "Scenario authority", From, To);
        SoftwareKey Key(string name, CertificatePurpose purpose = CertificatePurpose.Seal) =>
            SoftwareKey.FromPkcs12(authority.Issue(new CertificateSubject(name, purpose), From, To, Password).Pkcs12, Password);
        var (seal, nodeKey, directoryKey, official) = (Key("seal"), Key("node"), Key("directory"), Key("official", CertificatePurpose.Official));
        var (sender, recipient) = (Guid.CreateVersion7(SentAt), Guid.CreateVersion7(SentAt));

        var document = Encoding.UTF8.GetBytes("Прошу отремонтировать дорогу.");
        var signature = DocumentSignature.Sign(new MemoryStream(document), official, SentAt);
        List<PackageFile> files =
        [
            File("DocInfo.xml", "<DocInfo/>"u8.ToArray()), File("Обращение № 7.pdf", document), File("Обращение № 7.pdf.sig", signature),
            File("100% [1] 'a' & b+c;d=e,#$.txt", document), File("a%20b%2F.txt", document), File(new string('я', 130) + ".doc", document),
            File("й.txt", document), File("\u0438\u0306.txt", document), File("empty", []),
        ];
        using var container = new MemoryStream();
        var made = ContainerFile.Write(container, Draft(sender, recipient), files, seal, CancellationToken.None);

        var directory = Directory(suite, directoryKey, seal, nodeKey, sender, recipient);
        byte[] Receipt(ReceiptKind kind, string issuer) => ReceiptFile.Write(
            new Receipt
            {
                ReceiptId = Guid.CreateVersion7(SentAt),
                Kind = kind,
                MessageId = made.Envelope.MessageId,
                Container = made.Digest,
                Sender = sender,
                OriginNode = "region",
                Recipient = recipient,
                IssuerNode = issuer,
                Epoch = 1,
                IssuedAt = SentAt.AddMinutes(1),
                DirectorySerial = directory.Serial,
                Policy = "sed-exchange-1",
            },
            nodeKey);
        byte[][] receipts = [Receipt(ReceiptKind.Accepted, "region"), Receipt(ReceiptKind.Delivered, "town")];
        var time = new TimestampAuthority(Key("time", CertificatePurpose.Timestamping));
        var stamp = Stamp(time, authority, suite, StampManifest.Write(receipts.Select(octets => suite.Digest(octets)), [made.Digest]), SentAt.AddMinutes(2));
        var renewal = Stamp(time, authority, suite, StampManifest.Renew(suite, [(stamp.Manifest, stamp.Token)]), SentAt.AddMinutes(3));
        using var output = System.IO.File.Create(path);
        EvidenceFile.Write(
            output,
            new EvidenceContents
            {
                ContainerLength = container.Length,
                OpenContainer = () => new MemoryStream(container.ToArray(), false),
                Receipts = receipts,
                Timestamps = [stamp, renewal],
                Directories = [DirectoryFile.Write(directory, directoryKey, From)],
                VerdictJson = "{}"u8.ToArray(),
                TimelineJson = "{}"u8.ToArray(),
                // The signature over the document it belongs to, and over one it does not.
                DocumentSignatures = [new PackageSignature(2, 1, 1), new PackageSignature(2, 0, 1)],
                At = SentAt.AddDays(1),
            },
            CancellationToken.None);
    }

    private static StampedPart Stamp(TimestampAuthority time, DevelopmentAuthority root, Suite suite, byte[] manifest, DateTimeOffset at)
    {
        var question = new TimestampQuestion(suite.Digest(manifest), new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        var trust = new PathQuestion { At = at, Anchors = new TrustAnchors([root.Certificate], []) };
        return new StampedPart(manifest, TimestampAnswer.Check(time.Answer(question.Write(), at), question, trust, at, TimeSpan.FromMinutes(1)).Grant!.Token);
    }

    private static PackageFile File(string name, byte[] content) => new(name, content.Length, () => new MemoryStream(content, false));

    private static Envelope Draft(Guid sender, Guid recipient) => new()
    {
        MessageId = Guid.CreateVersion7(SentAt),
        Sender = sender,
        SenderNode = "region",
        Recipients = [recipient],
        SentAt = SentAt,
        DeliverBy = SentAt.AddHours(72),
        PackageFormat = "sev-18",
        Kind = EnvelopeKind.Document,
        Files = [],
    };

    private static ExchangeDirectory Directory(Suite suite, SoftwareKey key, SoftwareKey seal, SoftwareKey nodeKey, Guid sender, Guid recipient)
    {
        NodeEntry Node(string id) => new()
        {
            Id = id,
            Url = new Uri("https://127.0.0.1:18443"),
            TlsPins = [],
            ReceiptCertificates = [new SealEntry(nodeKey.Certificate, From, To, true)],
            Formats = ["sev-18"],
            SuitesAccepted = [suite.Name],
        };
        return new ExchangeDirectory
        {
            Serial = 3,
            IssuedAt = From,
            Expires = To,
            Keys = new DirectoryKeys(key.Certificate, null, null),
            Organisations =
            [
                new Organisation { Id = sender, Name = "Отправитель", ValidFrom = From, Node = "region", Seals = [new SealEntry(seal.Certificate, From, To, true)] },
                new Organisation { Id = recipient, Name = "Получатель", ValidFrom = From, Node = "town" },
            ],
            Nodes = [Node("region"), Node("town")],
        };
    }
}
