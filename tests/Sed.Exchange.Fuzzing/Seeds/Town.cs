using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Packages;
using Sed.Exchange.Tests.Paths;

namespace Sed.Exchange.Fuzzing.Seeds;

/// <summary>Two organisations on two nodes, their directory, and what goes between them: by the suites of XAdES and of CAdES.</summary>
internal static class Town
{
    private static readonly Guid Sender = new("0193a000-0000-7000-8000-00000000000a");
    private static readonly Guid Recipient = new("0193a000-0000-7000-8000-00000000000b");
    private static readonly Guid Message = new("0193a000-0000-7000-8000-000000000001");
    private static readonly DateTimeOffset SentAt = Stand.Noon.AddMinutes(-5);
    private static readonly SoftwareKey Seal = Of("seal", 11);
    private static readonly SoftwareKey Node = Of("node", 12);

    public static readonly SoftwareKey DirectoryKey = Of("directory", 13);

    public static ExchangeDirectory Directory { get; } = new()
    {
        Serial = 7,
        IssuedAt = Stand.Noon.AddDays(-1),
        Expires = Stand.Noon.AddYears(1),
        Keys = new DirectoryKeys(DirectoryKey.Certificate, null, null),
        Organisations = [Organisation(Sender, "region", [Seal, Keys.Of(Suite.Gost256)]), Organisation(Recipient, "town", [])],
        Nodes = [NodeOf("region", null, [Node, Keys.Of(Suite.Gost256)]), NodeOf("town", "region", [])],
    };

    public static IEnumerable<byte[]> Receipts()
    {
        foreach (var kind in new[] { ReceiptKind.Accepted, ReceiptKind.Undelivered }) yield return ReceiptFile.Write(Receipt(kind), Node);
        yield return ReceiptFile.Write(Receipt(ReceiptKind.Accepted), Keys.Of(Suite.Gost256));
    }

    public static IEnumerable<byte[]> Containers()
    {
        foreach (var key in new[] { Seal, Keys.Of(Suite.Gost256) })
        {
            using var output = new MemoryStream();
            PackageFile[] files = [new("DocInfo.xml", Stand.Letter.Length, () => new MemoryStream(Stand.Letter)), new("Обращение.pdf", Stand.Letter.Length, () => new MemoryStream(Stand.Letter))];
            ContainerFile.Write(output, Draft, files, key, CancellationToken.None);
            yield return output.ToArray();
        }
    }

    private static Envelope Draft => new()
    {
        MessageId = Message,
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

    private static Receipt Receipt(ReceiptKind kind) => new()
    {
        ReceiptId = new Guid("0193a000-0000-7000-8000-000000000002"),
        Kind = kind,
        MessageId = Message,
        Container = Suite.Ecdsa.Digest(Stand.Letter),
        Sender = Sender,
        OriginNode = "region",
        Recipient = Recipient,
        IssuerNode = "region",
        Epoch = 1,
        IssuedAt = Stand.Noon,
        DirectorySerial = 7,
        Policy = "sed-exchange-1",
        Reason = kind == ReceiptKind.Undelivered ? "SEDX-NO_PROOF" : null,
    };

    private static SoftwareKey Of(string name, int serial) => Stand.Open(Mint.Issue(Stand.Root, $"CN={name}", [], Stand.KeyOf(name), serial));

    private static Organisation Organisation(Guid id, string node, IEnumerable<SoftwareKey> seals) =>
        new() { Id = id, Name = "Организация " + node, ValidFrom = Stand.Noon.AddYears(-1), Node = node, Seals = [.. seals.Select(Entry)] };

    private static NodeEntry NodeOf(string id, string? parent, IEnumerable<SoftwareKey> keys) => new()
    {
        Id = id,
        Url = new Uri("https://127.0.0.1:18443"),
        Parent = parent,
        TlsPins = [new PinEntry(new string('a', 63) + (parent is null ? '1' : '2'), Stand.Noon.AddYears(-1), Stand.Noon.AddYears(1))],
        ReceiptCertificates = [.. keys.Select(Entry)],
        Formats = ["sev-18"],
        SuitesAccepted = [.. Suite.All.Select(suite => suite.Name)],
    };

    private static SealEntry Entry(SoftwareKey key) => new(key.Certificate, Stand.Noon.AddYears(-1), Stand.Noon.AddYears(1), true);
}
