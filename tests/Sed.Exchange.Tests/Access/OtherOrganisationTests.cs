using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Sed.Exchange.Client;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Tests.Access;

/// <summary>Organisations see only their own, also when they know the ids of others or take them.</summary>
public sealed class OtherOrganisationTests(AccessNode node) : IClassFixture<AccessNode>
{
    [Fact]
    public async Task A_lease_is_worth_nothing_in_other_hands_and_everything_in_a_colleague_s()
    {
        using var foreign = node.Client(node.ForeignKey);
        var notThere = await Assert.ThrowsAsync<ExchangeProblemException>(() => foreign.CollectAsync(node.Item));
        Assert.Equal("not-found", notThere.Code);

        var key = await node.AddClientAsync("office-colleague", "--organisation", DemoRegion.MoscowOffice.Id.ToString());
        await node.UntilKnownAsync(key);
        using var colleague = node.Client(key);
        Assert.Equal("Collected", (await colleague.CollectAsync(node.Item)).Kind);
    }

    [Fact]
    public async Task A_feed_holds_what_happened_to_one_s_own_organisations()
    {
        using var government = node.Client(node.GovernmentKey);
        await government.SubmitAsync(Letter([DemoRegion.MoscowOffice], "О-1").Files);

        var foreign = await EventsAsync(node.ForeignKey);
        var office = await EventsAsync(node.OfficeKey);
        var administrator = await EventsAsync(node.AdministratorKey);

        Assert.Empty(foreign);
        Assert.NotEmpty(office);
        Assert.All(office, row => Assert.Equal(DemoRegion.MoscowOffice.Id, row.GetProperty("organisation").GetGuid()));
        Assert.Contains(administrator, row => row.GetProperty("organisation").ValueKind == JsonValueKind.String && row.GetProperty("organisation").GetGuid() == DemoRegion.Government.Id);
    }

    [Fact]
    public async Task A_reference_and_a_key_belong_to_who_gave_them()
    {
        using var government = node.Client(node.GovernmentKey);
        using var office = node.Client(node.OfficeKey);
        var options = new SubmitOptions { ClientReference = "общее слово", IdempotencyKey = "same-key" };

        var first = await government.SubmitAsync(Letter([DemoRegion.MoscowOffice], "О-2").Files, options);
        var second = await office.SubmitAsync(OfficeLetter("О-3").Files, options);

        Assert.NotEqual(first.MessageId, second.MessageId);
        Assert.Equal(first.MessageId, Assert.Single(await government.FindAsync("общее слово")).MessageId);
        Assert.Equal(second.MessageId, Assert.Single(await office.FindAsync("общее слово")).MessageId);
        using var foreign = node.Client(node.ForeignKey);
        Assert.Empty(await foreign.FindAsync("общее слово"));
    }

    [Fact]
    public async Task A_recipient_sees_itself_and_no_other_recipient()
    {
        using var government = node.Client(node.GovernmentKey);
        using var office = node.Client(node.OfficeKey);
        var sent = await government.SubmitAsync(Letter([DemoRegion.MoscowOffice, DemoRegion.Efremov], "О-4").Files, new SubmitOptions { ClientReference = "внутреннее" });

        var own = await office.GetStatusAsync(sent.MessageId);
        var whole = await government.GetStatusAsync(sent.MessageId);

        Assert.Equal(DemoRegion.MoscowOffice.Id, Assert.Single(own.Deliveries).Recipient.Id);
        Assert.Null(own.ClientReference);
        Assert.Equal(2, whole.Deliveries.Count);
        var others = whole.Deliveries.Single(delivery => delivery.Recipient.Id == DemoRegion.Efremov.Id).Timeline.Select(entry => entry.ReceiptId).OfType<Guid>().First();
        using var http = node.Http(node.OfficeKey);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/api/v1/messages/{sent.MessageId}/receipts/{others}")).StatusCode);
    }

    [Fact]
    public async Task Who_seals_another_s_message_id_learns_nothing_by_it_and_takes_nothing_away()
    {
        // The office knows the id of a letter it got, and sends one of its own under it.
        using var government = node.Client(node.GovernmentKey);
        using var office = node.Http(node.OfficeKey);
        var sent = await government.SubmitAsync(Letter([DemoRegion.MoscowOffice, DemoRegion.Efremov], "О-5").Files);
        var before = await government.GetStatusAsync(sent.MessageId);
        using var content = new ByteArrayContent(Seal(sent.MessageId, OfficeLetter("О-6")));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.etsi.asic-e+zip");
        using var submitted = await office.PostAsync("/api/v1/containers", content);
        Assert.True(submitted.StatusCode == HttpStatusCode.Created, await submitted.Content.ReadAsStringAsync());

        // The government still sees its letter, both recipients and every receipt; nothing of the other's.
        var after = await government.GetStatusAsync(sent.MessageId);
        Assert.Equal(DemoRegion.Government.Id, after.Sender?.Id);
        Assert.Equal(new[] { DemoRegion.Efremov.Id, DemoRegion.MoscowOffice.Id }.Order(), after.Deliveries.Select(delivery => delivery.Recipient.Id).Order());
        Assert.All(Receipts(before), receipt => Assert.Contains(receipt, Receipts(after)));

        // The office sees its own message under the id, and the others' receipts no more than before.
        using var status = JsonDocument.Parse(await office.GetStringAsync($"/api/v1/messages/{sent.MessageId}"));
        Assert.Equal(DemoRegion.MoscowOffice.Id, status.RootElement.GetProperty("sender").GetProperty("id").GetGuid());
        Assert.Equal(DemoRegion.Government.Id, Assert.Single(status.RootElement.GetProperty("deliveries").EnumerateArray()).GetProperty("recipient").GetProperty("id").GetGuid());
        foreach (var receipt in Receipts(before, DemoRegion.Efremov.Id))
            Assert.Equal(HttpStatusCode.NotFound, (await office.GetAsync($"/api/v1/messages/{sent.MessageId}/receipts/{receipt}")).StatusCode);
    }

    [Fact]
    public async Task A_client_of_several_organisations_speaks_for_each_and_may_name_one()
    {
        var key = await node.AddClientAsync(
            "both", "--organisation", DemoRegion.Government.Id.ToString(), "--organisation", DemoRegion.MoscowOffice.Id.ToString());
        await node.UntilKnownAsync(key);
        using var both = node.Client(key);
        using var http = node.Http(key);

        var sent = await both.SubmitAsync(Letter([DemoRegion.MoscowOffice], "О-7").Files);
        await both.SubmitAsync(OfficeLetter("О-8").Files);

        using var all = JsonDocument.Parse(await http.GetStringAsync("/api/v1/inbox?max=500"));
        var recipients = all.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("recipient").GetProperty("id").GetGuid()).ToHashSet();
        Assert.Superset(new HashSet<Guid> { DemoRegion.Government.Id, DemoRegion.MoscowOffice.Id }, recipients);
        using var one = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/inbox?max=500&organisation={DemoRegion.MoscowOffice.Id}"));
        Assert.All(one.RootElement.GetProperty("items").EnumerateArray(), item => Assert.Equal(DemoRegion.MoscowOffice.Id, item.GetProperty("recipient").GetProperty("id").GetGuid()));
        Assert.Contains(one.RootElement.GetProperty("items").EnumerateArray(), item => item.GetProperty("messageId").GetGuid() == sent.MessageId);

        // An organisation that is another's and one that is nobody's are answered alike.
        using var others = await http.GetAsync($"/api/v1/inbox?organisation={DemoRegion.Efremov.Id}");
        using var nobodys = await http.GetAsync($"/api/v1/inbox?organisation={Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.Forbidden, others.StatusCode);
        Assert.Equal(await nobodys.Content.ReadAsStringAsync(), await others.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsync($"/api/v1/inbox/lease?organisation={DemoRegion.Efremov.Id}", null)).StatusCode);
    }

    private static IReadOnlyList<Guid> Receipts(MessageStatus status, Guid? recipient = null) =>
        [.. status.Deliveries.Where(delivery => recipient is null || delivery.Recipient.Id == recipient).SelectMany(delivery => delivery.Timeline).Select(entry => entry.ReceiptId).OfType<Guid>()];

    private async Task<IReadOnlyList<JsonElement>> EventsAsync(string key)
    {
        using var http = node.Http(key);
        using var page = JsonDocument.Parse(await http.GetStringAsync("/api/v1/events?max=1000"));
        return [.. page.RootElement.GetProperty("items").EnumerateArray().Select(item => item.Clone())];
    }

    private Letter Letter(IReadOnlyList<PlannedOrganisation> recipients, string number)
    {
        var now = TimeProvider.System.GetUtcNow();
        var official = DemoRegion.OfficialsOf(DemoRegion.Government)[0];
        return Letters.Plain(
            DemoRegion.Government, recipients, number, "О проверке",
            SignedFile.Sign("Письмо.pdf", "%PDF-1.4\n"u8.ToArray(), [new Signer(official, node.Region.KeyOf(official).Open(), 1)], now), now);
    }

    private static Letter OfficeLetter(string number)
    {
        var now = TimeProvider.System.GetUtcNow();
        return Letters.Plain(DemoRegion.MoscowOffice, [DemoRegion.Government], number, "О проверке", SignedFile.Sign("Письмо.pdf", "%PDF-1.4\n"u8.ToArray(), [], now), now);
    }

    // What an installation that holds its seal itself would send.
    private byte[] Seal(Guid messageId, Letter letter)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var files = letter.Files.Select(file =>
        {
            using var octets = new MemoryStream();
            using (var stream = file.Open()) stream.CopyTo(octets);
            var bytes = octets.ToArray();
            return new PackageFile(file.Name, bytes.Length, () => new MemoryStream(bytes, writable: false));
        }).ToList();
        using var container = new MemoryStream();
        ContainerFile.Write(
            container,
            new Envelope
            {
                MessageId = messageId,
                Sender = DemoRegion.MoscowOffice.Id,
                SenderNode = DemoRegion.TulaNode,
                Recipients = [DemoRegion.Government.Id],
                SentAt = now,
                DeliverBy = now.AddHours(72),
                PackageFormat = "sev-18",
                Kind = EnvelopeKind.Document,
                Files = [],
            },
            files,
            node.Region.Node(DemoRegion.TulaNode).SealOf(DemoRegion.MoscowOffice.Id).Open(),
            CancellationToken.None);
        return container.ToArray();
    }
}
