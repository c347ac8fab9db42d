using System.Net;
using Sed.Exchange.Client;

namespace Sed.Exchange.Tests.Client;

public sealed class ExchangeClientTests
{
    private const string Accepted = """
        {"messageId":"01938e1a-0000-7000-8000-000000000001","containerDigest":"sha-256:00","repeated":false,
         "deliveries":[{"deliveryId":"01938e1a-0000-7000-8000-000000000002","recipient":{"id":"01938e1a-0000-7000-8000-000000000003","name":"Ефремов"},
         "state":"Queued","receiptId":"01938e1a-0000-7000-8000-000000000004","later":"unknown members are passed over"}]}
        """;

    private const string Settled = """{"receiptId":"01938e1a-0000-7000-8000-000000000004","kind":"Collected","already":false}""";

    private static readonly InboxItem Leased = new()
    {
        DeliveryId = Guid.Parse("01938e1a-0000-7000-8000-000000000002"),
        MessageId = Guid.Parse("01938e1a-0000-7000-8000-000000000001"),
        Sender = new Party(Guid.Empty, null),
        Recipient = new Party(Guid.Empty, null),
        LeaseId = Guid.Parse("01938e1a-0000-7000-8000-000000000009"),
    };

    [Fact]
    public async Task A_submission_is_repeated_with_the_same_key_and_the_same_content()
    {
        var node = new ScriptedNode(
            ScriptedNode.Broken, ScriptedNode.Problem(HttpStatusCode.ServiceUnavailable, "not-durable"), ScriptedNode.Json(HttpStatusCode.Created, Accepted));
        using var client = Client(node);

        var sent = await client.SubmitAsync(
            [OutboundFile.FromBytes("DocInfo.xml", "<a/>"u8.ToArray())], new SubmitOptions { IdempotencyKey = "k-1", ClientReference = "дело 17" });

        Assert.Equal("Ефремов", sent.Deliveries.Single().Recipient.Name);
        Assert.Equal(3, node.Calls.Count);
        Assert.All(node.Calls, call => Assert.Equal("k-1", call.Key));
        Assert.All(node.Calls, call => Assert.Contains("<a/>", call.Body, StringComparison.Ordinal));
        Assert.Equal("POST /api/v1/packages?clientReference=%D0%B4%D0%B5%D0%BB%D0%BE%2017", node.Calls[0].Line);
    }

    [Fact]
    public async Task A_lease_is_asked_for_once()
    {
        var node = new ScriptedNode(ScriptedNode.Broken, ScriptedNode.Json(HttpStatusCode.OK, """{"items":[]}"""));
        using var client = Client(node);

        await Assert.ThrowsAsync<ExchangeConnectionException>(() => client.LeaseAsync());

        Assert.Single(node.Calls);
    }

    [Fact]
    public async Task A_collect_is_repeated_because_the_node_knows_it_again()
    {
        var node = new ScriptedNode(ScriptedNode.Broken, ScriptedNode.Json(HttpStatusCode.OK, Settled));
        using var client = Client(node);

        var settled = await client.CollectAsync(Leased);

        Assert.Equal("Collected", settled.Kind);
        Assert.Equal(2, node.Calls.Count);
        Assert.Contains("01938e1a-0000-7000-8000-000000000009", node.Calls[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lease_is_renewed_by_its_own_id()
    {
        var node = new ScriptedNode(ScriptedNode.Json(HttpStatusCode.OK, """{"leaseId":"01938e1a-0000-7000-8000-000000000009","leasedUntil":"2026-11-26T12:00:00Z"}"""));
        using var client = Client(node);

        var renewal = await client.RenewAsync(Leased);

        Assert.Equal(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero), renewal.LeasedUntil);
        Assert.Contains("01938e1a-0000-7000-8000-000000000009", node.Calls[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_is_repeated_word_for_word_so_that_the_node_knows_it_again()
    {
        var node = new ScriptedNode(ScriptedNode.Broken, ScriptedNode.Json(HttpStatusCode.Created, Accepted));
        using var client = Client(node);

        await client.ReportAsync(Leased.DeliveryId, RegistrationReport.Registered("вх-1", new DateOnly(2026, 11, 23)));

        Assert.Equal(2, node.Calls.Count);
        Assert.Equal(node.Calls[0].Body, node.Calls[1].Body);
        Assert.All(node.Calls, call => Assert.Null(call.Key));
        Assert.Contains("\"date\":\"2026-11-23\"", node.Calls[1].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("reason", node.Calls[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_for_a_reason_of_the_package_is_not_repeated_and_names_cause_and_remedy()
    {
        var node = new ScriptedNode(ScriptedNode.Problem(HttpStatusCode.UnprocessableEntity, "document-signature-failed"));
        using var client = Client(node);

        var problem = await Assert.ThrowsAsync<ExchangeProblemException>(() => client.SubmitAsync([OutboundFile.FromBytes("a", [1])]));

        Assert.Single(node.Calls);
        Assert.Equal(("document-signature-failed", "d", "m", "r"), (problem.Code, problem.Detail, problem.Problem.Means, problem.Problem.Do));
        Assert.False(problem.IsTemporary);
    }

    [Fact]
    public async Task A_node_that_asks_for_a_long_pause_is_believed_at_once()
    {
        var node = new ScriptedNode(ScriptedNode.Problem(HttpStatusCode.ServiceUnavailable, "destination-full", "3600"));
        using var client = Client(node);

        var problem = await Assert.ThrowsAsync<ExchangeProblemException>(() => client.SubmitAsync([OutboundFile.FromBytes("a", [1])]));

        Assert.Single(node.Calls);
        Assert.Equal(TimeSpan.FromHours(1), problem.RetryAfter);
        Assert.True(problem.IsTemporary);
    }

    [Fact]
    public async Task A_file_name_in_Cyrillic_travels_as_it_is()
    {
        var node = new ScriptedNode(ScriptedNode.Json(HttpStatusCode.Created, Accepted));
        using var client = Client(node);

        await client.SubmitAsync([OutboundFile.FromBytes("обращение.pdf", [1])]);

        Assert.Contains($"filename*=utf-8''{Uri.EscapeDataString("обращение.pdf")}", node.Calls[0].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../out.xml")]
    [InlineData("a\\\\b")]
    [InlineData("..")]
    public async Task A_file_name_that_would_leave_the_folder_is_not_written(string name)
    {
        var folder = Directory.CreateTempSubdirectory("sedx-client-");
        var node = new ScriptedNode(
            ScriptedNode.Json(HttpStatusCode.OK, $$"""
                {"deliveryId":"{{Leased.DeliveryId}}","messageId":"{{Leased.MessageId}}","sender":{"id":"{{Guid.Empty}}"},"recipient":{"id":"{{Guid.Empty}}"},
                 "files":[{"index":0,"name":"{{name}}","size":1}]}
                """),
            ScriptedNode.Json(HttpStatusCode.OK, "x"));
        using var client = Client(node);

        await Assert.ThrowsAsync<InvalidDataException>(() => client.DownloadAsync(Leased.DeliveryId, Path.Combine(folder.FullName, "in")));

        Assert.Empty(folder.EnumerateFiles("*", SearchOption.AllDirectories));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Octets_that_are_not_those_announced_are_not_kept()
    {
        var folder = Directory.CreateTempSubdirectory("sedx-client-");
        var node = new ScriptedNode(
            ScriptedNode.Json(HttpStatusCode.OK, $$"""
                {"deliveryId":"{{Leased.DeliveryId}}","messageId":"{{Leased.MessageId}}","sender":{"id":"{{Guid.Empty}}"},"recipient":{"id":"{{Guid.Empty}}"},
                 "files":[{"index":0,"name":"a.txt","size":1,"digest":"sha-256:00"}]}
                """),
            ScriptedNode.Json(HttpStatusCode.OK, "x"));
        using var client = Client(node);

        await Assert.ThrowsAsync<InvalidDataException>(() => client.DownloadAsync(Leased.DeliveryId, folder.FullName));

        Assert.Empty(folder.EnumerateFiles());
        folder.Delete(recursive: true);
    }

    [Fact]
    public void An_API_key_never_travels_in_the_clear() =>
        Assert.Throws<ArgumentException>(() => new ExchangeClient(new ExchangeClientOptions { Address = new Uri("http://gate.example:8444"), ApiKey = "k" }));

    private static ExchangeClient Client(HttpMessageHandler node) => new(
        new ExchangeClientOptions { Address = new Uri("https://gate.example:8444"), ApiKey = "sedx_x", FirstPause = TimeSpan.FromMilliseconds(1) }, node);
}
