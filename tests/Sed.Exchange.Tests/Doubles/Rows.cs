using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Webhooks;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>Rows for tests of journals: complete, different from one another, and repeatable.</summary>
internal static class Rows
{
    /// <summary>A whole millisecond, so that rows come back equal.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 11, 23, 12, 0, 0, 123, TimeSpan.Zero);

    /// <summary>The id with this number; ids sort as their numbers.</summary>
    public static Guid Id(int number) => new(number, 7, 0x7000, 0x80, 1, 2, 3, 4, 5, 6, 7);

    public static DigestValue Digest(int number) => new("sha-256", [.. Enumerable.Range(0, 32).Select(index => (byte)(index == 0 ? number >> 8 : number + index - 1))]);

    public static ContainerRow Container(int number) => new()
    {
        Digest = Digest(number),
        MessageId = Id(number),
        Sender = Id(900),
        OriginNode = "tula",
        Blob = $"blob-{number}",
        Length = 1000 + number,
        SentAt = Noon.AddSeconds(number),
        DeliverBy = Noon.AddHours(72),
        StoredAt = Noon.AddSeconds(number),
        Kind = EnvelopeKind.Document,
        PackageFormat = "sev",
    };

    public static DeliveryRow Delivery(int number, int container) => new()
    {
        DeliveryId = Id(number),
        Lane = Lane.Out,
        MessageId = Id(container),
        Sender = Id(900),
        Recipient = Id(1000 + number),
        Container = Digest(container),
        State = DeliveryState.Queued,
        StateSince = Noon,
        CreatedAt = Noon.AddSeconds(number),
        DeliverBy = Noon.AddHours(72),
        NextHop = "efremov",
        NextAttemptAt = Noon.AddSeconds(number),
    };

    /// <summary>An in-lane delivery, waiting.</summary>
    public static DeliveryRow Inbound(int number, int container, Guid recipient) => Delivery(number, container) with
    {
        Lane = Lane.In,
        Recipient = recipient,
        State = DeliveryState.Waiting,
        NextHop = null,
        NextAttemptAt = null,
        PreviousHop = "tula",
    };

    public static ReceiptRow Receipt(int number, int message) => new()
    {
        ReceiptId = Id(number),
        Kind = ReceiptKind.Delivered,
        MessageId = Id(message),
        Recipient = Id(1000),
        Container = Digest(message),
        IssuerNode = "efremov",
        IssuedAt = Noon,
        StoredAt = Noon.AddSeconds(1),
        Counts = true,
        Bytes = [1, 2, 3, (byte)number],
    };

    public static HeldRow Held(int number, int recipient, int receipt) => new()
    {
        Container = Digest(number),
        Recipient = Id(recipient),
        MessageId = Id(number),
        Sender = Id(900),
        From = "tula",
        Path = ["proving", "tula"],
        DirectorySerial = 3,
        Blob = $"blob-{number}",
        Length = 1000 + number,
        ReceiptId = Id(receipt),
        At = Noon,
        NextAttemptAt = Noon.AddSeconds(number),
    };

    public static OwedReceiptRow Owed(int receipt, string toNode) => new()
    {
        ReceiptId = Id(receipt),
        ToNode = toNode,
        Sender = Id(900),
        Since = Noon,
        NextAttemptAt = Noon.AddSeconds(receipt),
    };

    public static SubscriptionRow Subscription(int message, int recipient) =>
        new(Id(900), Id(message), Id(recipient), ReportKinds.Reception | ReportKinds.Registration | ReportKinds.Answer, 30, Noon);

    public static ParkedReportRow Parked(int number, int recipient) =>
        new(Digest(number), Id(recipient), Id(900), Id(50), "R", "uid", "№ 1 от 02.03.2026", Noon.AddSeconds(number), Noon.AddDays(3));

    public static ReportToMakeRow ToMake(int receipt) => new()
    {
        ReceiptId = Id(receipt),
        Sender = Id(900),
        MessageId = Id(1),
        Recipient = Id(1000),
        Since = Noon,
        NextAttemptAt = Noon.AddSeconds(receipt),
    };

    public static EventRow Event(int? organisation, string detail) => new()
    {
        At = Noon,
        Kind = EventKinds.Alarm,
        Organisation = organisation is { } number ? Id(number) : null,
        Detail = detail,
    };

    /// <summary>A task as the organisation with this number knows it, open, due after as many days as its own number.</summary>
    public static TaskRow Task(int number, int organisation) => new()
    {
        Organisation = Id(organisation),
        Giver = Id(900),
        Uid = $"task-{number}",
        MessageId = Id(number),
        Kind = PackageTaskKind.Resolution,
        Standing = TaskStanding.Given,
        Text = $"Сделать {number}",
        Deadline = new DateOnly(2026, 11, 30),
        DueAt = Noon.AddDays(number),
        ToldBy = Id(number),
        ToldAt = Noon,
        IsOpen = true,
    };

    /// <summary>A receiver of a feed that has heard nothing.</summary>
    public static WebhookRow Webhook(string id, int organisation) => new()
    {
        Id = id,
        Organisation = Id(organisation),
        Url = new Uri("https://receiver.example.test/hook"),
        Secret = WebhookSecret.Of(new byte[32]),
        AddedAt = Noon,
        Cursor = 0,
    };
}
