using System.Text;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Packages;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Containers;

/// <summary>Two organisations on two nodes, a directory of them, and a container from one to the other.</summary>
internal sealed class Town(Suite suite)
{
    public static readonly Guid Sender = new("0193a000-0000-7000-8000-00000000000a");
    public static readonly Guid Recipient = new("0193a000-0000-7000-8000-00000000000b");
    public static readonly Guid Operated = new("0193a000-0000-7000-8000-00000000000c");
    public static readonly Guid MessageId = new("0193a000-0000-7000-8000-000000000001");
    public static readonly DateTimeOffset SentAt = new(2026, 11, 23, 8, 15, 0, 123, TimeSpan.Zero);
    public static readonly DateTimeOffset Now = SentAt.AddMinutes(5);

    public Suite Suite => suite;

    public SoftwareKey Seal => Keys.Get(suite, "seal");

    public SoftwareKey NodeKey => Keys.Get(suite, "node");

    public SoftwareKey DirectoryKey => Keys.Get(suite, "directory");

    public SoftwareKey Stranger => Keys.Get(suite, "stranger");

    public ExchangeDirectory Directory => new()
    {
        Serial = 7,
        IssuedAt = Authorities.NotBefore,
        Expires = Authorities.NotAfter,
        Keys = new DirectoryKeys(DirectoryKey.Certificate, null, null),
        Organisations =
        [
            Row(Sender, "region", [new SealEntry(Seal.Certificate, Authorities.NotBefore, Authorities.NotAfter, true)]) with { SevIndexes = [" 7100 ", "{0193A000-0000-7000-8000-0000000000FF}"] },
            Row(Recipient, "town", [new SealEntry(Keys.Get(suite, "other").Certificate, Authorities.NotBefore, Authorities.NotAfter, true)]),
            Row(Operated, "region", []),
        ],
        Nodes = [Node("region", null, NodeKey), Node("town", "region", Keys.Get(suite, "townNode"))],
    };

    public static Envelope Draft => new()
    {
        MessageId = MessageId,
        Sender = Sender,
        SenderNode = "region",
        Recipients = [Recipient],
        SentAt = SentAt,
        DeliverBy = SentAt.AddHours(72),
        PackageFormat = "sev-18",
        Kind = EnvelopeKind.Document,
        PackageMessageId = "Сообщение № 1",
        AccessMark = "общий",
        Files = [],
    };

    public static PackageFile File(string name, string content = "content") => File(name, Encoding.UTF8.GetBytes(content));

    public static PackageFile File(string name, byte[] content) => new(name, content.Length, () => new MemoryStream(content, false));

    public static List<PackageFile> Files => [File("DocInfo.xml", "<DocInfo/>"), File("Обращение.pdf", "%PDF-1.7"), File("Обращение.pdf.sig", "0")];

    public byte[] SealContainer(Envelope? draft = null, IReadOnlyList<PackageFile>? files = null, SigningKey? key = null)
    {
        using var output = new MemoryStream();
        ContainerFile.Write(output, draft ?? Draft, files ?? Files, key ?? Seal, CancellationToken.None);
        return output.ToArray();
    }

    public static OpenedContainer Open(byte[] container, ExchangeDirectory? directory) =>
        ContainerFile.Open(new MemoryStream(container, false), ContainerLimits.Default, directory, Now, CancellationToken.None);

    public Receipt Receipt(ReceiptKind kind = ReceiptKind.Accepted) => new()
    {
        ReceiptId = new Guid("0193a000-0000-7000-8000-000000000002"),
        Kind = kind,
        MessageId = MessageId,
        Container = Suite.Digest("container"u8),
        Sender = Sender,
        OriginNode = "region",
        Recipient = Recipient,
        IssuerNode = "region",
        Epoch = 1,
        IssuedAt = Now,
        DirectorySerial = 7,
        Policy = "sed-exchange-1",
    };

    private static Organisation Row(Guid id, string node, IReadOnlyList<SealEntry> seals) =>
        new() { Id = id, Name = "Организация " + node, ValidFrom = Authorities.NotBefore, Node = node, Seals = seals };

    private static NodeEntry Node(string id, string? parent, SoftwareKey key) => new()
    {
        Id = id,
        Url = new Uri("https://127.0.0.1:18443"),
        Parent = parent,
        TlsPins = [new PinEntry(new string('a', 63) + (parent is null ? '1' : '2'), Authorities.NotBefore, Authorities.NotAfter)],
        ReceiptCertificates = [new SealEntry(key.Certificate, Authorities.NotBefore, Authorities.NotAfter, true)],
        Formats = ["sev-18"],
        SuitesAccepted = [.. Suite.All.Select(suite => suite.Name)],
    };
}
