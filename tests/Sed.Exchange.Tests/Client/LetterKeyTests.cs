using System.Net;
using Sed.Exchange.Client;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Client;

/// <summary>The loop that the summary of <see cref="ExchangeClient"/> teaches loses no letter and no report.</summary>
public sealed class LetterKeyTests : IDisposable
{
    private const string Settled = """{"receiptId":"01938e1a-0000-7000-8000-000000000004","kind":"Collected","already":false}""";

    private const string Accepted = """
        {"messageId":"01938e1a-0000-7000-8000-000000000005","containerDigest":"sha-256:00","repeated":false,"deliveries":[]}
        """;

    private static readonly Guid Message = Guid.Parse("01938e1a-0000-7000-8000-000000000001");
    private static readonly Guid Us = Guid.Parse("0a710000-0000-4000-8000-000000000001");
    private static readonly Guid First = Guid.Parse("0a710000-0000-4000-8000-000000000002");
    private static readonly Guid Second = Guid.Parse("0a710000-0000-4000-8000-000000000003");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_senders_under_one_id_are_two_letters()
    {
        var node = new ScriptedNode([Lease(First, Second), .. Registering(First, "of the first"), .. Registering(Second, "of the second")]);
        using var client = Client(node);
        var registry = new Registry();

        await TakeMailAsync(client, registry);

        Assert.Equal([First, Second], registry.Entries.Values.Select(entry => entry.Sender));
        Assert.Equal(2, Directory.GetDirectories(_folder.Path).Length);
        Assert.Equal(["of the first", "of the second"], registry.Entries.Keys.Select(key => File.ReadAllText(Path.Combine(_folder.Path, key, "Письмо.pdf"))));
        Assert.Equal(2, node.Calls.Count(call => call.Line.EndsWith("/reports", StringComparison.Ordinal)));
        Assert.Equal(2, node.Calls.Count(call => call.Line.EndsWith("/collect", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_was_registered_and_not_reported_is_reported_when_it_comes_again()
    {
        var node = new ScriptedNode(Lease(First), ScriptedNode.Json(HttpStatusCode.Created, Accepted), ScriptedNode.Json(HttpStatusCode.OK, Settled));
        using var client = Client(node);
        var registry = new Registry();
        registry.Register(Leased(First, Us).Key, First);

        await TakeMailAsync(client, registry);

        Assert.Equal(
            ["POST /api/v1/inbox/lease?max=50", $"POST /api/v1/inbox/{First}/reports", $"POST /api/v1/inbox/{First}/collect"], node.Calls.Select(call => call.Line));
        Assert.Contains("\"number\":\"1\"", node.Calls[1].Body, StringComparison.Ordinal);
        Assert.Single(registry.Entries);
    }

    [Fact]
    public void A_letter_is_known_again_in_every_redelivery_and_apart_for_every_recipient()
    {
        var letter = Leased(First, Us);

        Assert.Equal(letter.Key, (letter with { DeliveryId = Guid.NewGuid(), LeaseId = Guid.NewGuid(), Sender = new Party(First, "Ефремов"), PerhapsSeen = true }).Key);
        Assert.NotEqual(letter.Key, Leased(First, Second).Key);
        Assert.NotEqual(letter.Key, Leased(Second, Us).Key);
        Assert.NotEqual(letter.Key, (letter with { MessageId = First }).Key);
        Assert.All(letter.Key, sign => Assert.True(char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_'));
    }

    // As the summary has it.
    private async Task TakeMailAsync(ExchangeClient node, Registry registry)
    {
        foreach (var item in await node.LeaseAsync())
        {
            if (registry.Find(item.Key) is not { } entry)
            {
                var card = await node.DownloadCardAsync(item, Path.Combine(_folder.Path, item.Key));
                entry = registry.Register(item.Key, card.Sender.Id);
            }

            if (item.Kind == "document") await node.ReportAsync(item.DeliveryId, RegistrationReport.Registered(entry.Number, entry.Date));
            await node.CollectAsync(item);
        }
    }

    private static InboxItem Leased(Guid sender, Guid recipient) => new()
    {
        DeliveryId = sender,
        MessageId = Message,
        Sender = new Party(sender, null),
        Recipient = new Party(recipient, null),
    };

    private static Func<HttpResponseMessage> Lease(params Guid[] senders) =>
        ScriptedNode.Json(HttpStatusCode.OK, $$"""{"items":[{{string.Join(',', senders.Select(sender => ItemOf(sender, 0)))}}]}""");

    // A delivery has the id of its sender here.
    private static string ItemOf(Guid sender, int size) => $$"""
        {"deliveryId":"{{sender}}","messageId":"{{Message}}","sender":{"id":"{{sender}}"},"recipient":{"id":"{{Us}}"},"kind":"document","leaseId":"{{sender}}",
         "files":[{"index":0,"size":{{size}},"name":"Письмо.pdf"}]}
        """;

    private static string CardOf(Guid sender) => $$"""
        {"schema":"sedx-card/1","kind":"document","deliveryId":"{{sender}}","messageId":"{{Message}}","sender":{"id":"{{sender}}"},"recipient":{"id":"{{Us}}"},
         "sentAt":"2026-11-26T12:00:00Z","state":"Leased","seal":{"result":"passed","checkedAt":"2026-11-26T12:00:00Z"},
         "message":{"messageId":"m","returnCode":"r","type":"MainDoc","sentAt":"2026-11-26T15:00:00+03:00","formatVersion":"1.0","sender":{},
          "senderSystem":{"uid":"u"},"passportFile":0} }
        """;

    private static Func<HttpResponseMessage>[] Registering(Guid sender, string content) =>
    [
        ScriptedNode.Json(HttpStatusCode.OK, ItemOf(sender, content.Length)),
        ScriptedNode.Json(HttpStatusCode.OK, content),
        ScriptedNode.Json(HttpStatusCode.OK, CardOf(sender)),
        ScriptedNode.Json(HttpStatusCode.Created, Accepted),
        ScriptedNode.Json(HttpStatusCode.OK, Settled),
    ];

    private static ExchangeClient Client(HttpMessageHandler node) => new(
        new ExchangeClientOptions { Address = new Uri("https://gate.example:8444"), ApiKey = "sedx_x", FirstPause = TimeSpan.FromMilliseconds(1) }, node);

    private sealed record Entry(string Number, DateOnly Date, Guid Sender);

    private sealed class Registry
    {
        public Dictionary<string, Entry> Entries { get; } = [];

        public Entry? Find(string key) => Entries.GetValueOrDefault(key);

        public Entry Register(string key, Guid sender)
        {
            var entry = new Entry($"{Entries.Count + 1}", new DateOnly(2026, 11, 26), sender);
            Entries.Add(key, entry);
            return entry;
        }
    }
}
