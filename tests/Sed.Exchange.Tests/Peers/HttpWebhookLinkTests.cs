using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sed.Exchange.Adapters.Webhooks;
using Sed.Exchange.Client;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Webhooks;
using Sed.Exchange.Node.Api.Documents;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Peers;

/// <summary>Calls of receivers over a real wire: what they are told, by what they know who calls, and what none of them can do to the node.</summary>
public sealed class HttpWebhookLinkTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    private static readonly EventRow Delivered = new()
    {
        Number = 17,
        At = Rows.Noon,
        Kind = "Delivered",
        Organisation = Rows.Id(1),
        MessageId = Rows.Id(2),
        DeliveryId = Rows.Id(3),
        Counterpart = Rows.Id(4),
        ReceiptId = Rows.Id(5),
        Detail = "SEDX-X «кавычки» \"and\" <tags>",
    };

    [Fact]
    public async Task A_call_is_signed_over_its_id_its_time_and_its_body()
    {
        var (headers, body) = (new HeaderDictionary(), string.Empty);
        var answer = await CallAsync(async context =>
        {
            foreach (var header in context.Request.Headers) headers[header.Key] = header.Value;
            using var reader = new StreamReader(context.Request.Body);
            body = await reader.ReadToEndAsync();
        });

        Assert.IsType<WebhookAnswer.Confirmed>(answer);
        Assert.Equal("3-17", headers["webhook-id"]);
        var at = long.Parse(headers["webhook-timestamp"]!, CultureInfo.InvariantCulture);
        Assert.InRange(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - at, -5, 60);
        var expected = HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"3-17.{at}.{body}"));
        Assert.Equal($"v1,{Convert.ToBase64String(expected)}", headers["webhook-signature"]);
        Assert.Equal("application/json", headers["Content-Type"]);
    }

    [Fact]
    public async Task The_client_library_reads_it_and_believes_nothing_else()
    {
        var (id, at, signature, body) = (string.Empty, string.Empty, string.Empty, Array.Empty<byte>());
        await CallAsync(async context =>
        {
            (id, at, signature) = (context.Request.Headers["webhook-id"]!, context.Request.Headers["webhook-timestamp"]!, context.Request.Headers["webhook-signature"]!);
            using var octets = new MemoryStream();
            await context.Request.Body.CopyToAsync(octets);
            body = octets.ToArray();
        });
        var reader = new WebhookReader(WebhookSecret.Of(Key).Reveal());

        var told = reader.Read(id, at, signature, body)!;
        Assert.Equal((17L, "Delivered", "3-17", Rows.Noon), (told.Number, told.Kind, told.Cursor, told.At));
        Assert.Equal((Delivered.MessageId, Delivered.ReceiptId, Delivered.Detail), (told.MessageId, told.ReceiptId, told.Detail));
        Assert.NotNull(reader.Read(id, at, $"v1,AAAA {signature}", body));

        Assert.Null(reader.Read("3-18", at, signature, body));
        Assert.Null(reader.Read(id, (long.Parse(at, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture), signature, body));
        Assert.Null(reader.Read(id, "soon", signature, body));
        Assert.Null(reader.Read(id, at, "v1,", body));
        Assert.Null(reader.Read(id, at, signature, [.. body, (byte)' ']));
        Assert.Null(new WebhookReader("whsec_" + Convert.ToBase64String(new byte[32])).Read(id, at, signature, body));
        Assert.Null(new WebhookReader(WebhookSecret.Of(Key).Reveal(), TimeSpan.FromMinutes(-1)).Read(id, at, signature, body));
        Assert.Throws<ArgumentException>(() => new WebhookReader("sedx_something"));
    }

    [Fact]
    public void The_body_says_what_the_feed_says()
    {
        var body = JsonDocument.Parse(WebhookBody.Write(new WebhookCall(Hook(new Uri("https://a.example.test/")), Delivered, 3))).RootElement;
        var item = JsonSerializer.SerializeToElement(EventDocument.From(Delivered), DocumentJson.Compact);
        var bare = JsonDocument.Parse(WebhookBody.Write(new WebhookCall(Hook(new Uri("https://a.example.test/")), new EventRow { At = Rows.Noon, Kind = "Test" }, 3))).RootElement;

        Assert.Equal(("Delivered", item.GetProperty("at").GetString()), (body.GetProperty("type").GetString(), body.GetProperty("timestamp").GetString()));
        Assert.Equal("3-17", body.GetProperty("data").GetProperty("cursor").GetString());
        Assert.Equal(
            item.EnumerateObject().Select(member => (member.Name, member.Value.GetRawText())),
            body.GetProperty("data").EnumerateObject().Where(member => member.Name != "cursor").Select(member => (member.Name, member.Value.GetRawText())));
        Assert.Equal(
            item.EnumerateObject().Select(member => member.Name), bare.GetProperty("data").EnumerateObject().Select(member => member.Name).Where(name => name != "cursor"));
    }

    [Theory]
    [InlineData(204, null)]
    [InlineData(301, WebhookCodes.Redirect)]
    [InlineData(307, WebhookCodes.Redirect)]
    [InlineData(400, WebhookCodes.Status)]
    [InlineData(410, WebhookCodes.Status)]
    [InlineData(500, WebhookCodes.Status)]
    public async Task Only_a_status_of_success_confirms_and_nobody_is_sent_elsewhere(int status, string? code)
    {
        var calls = 0;
        var answer = await CallAsync(context =>
        {
            calls++;
            context.Response.StatusCode = status;
            if (status is >= 300 and < 400) context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });

        Assert.Equal(code, (answer as WebhookAnswer.Failed)?.Code);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task A_receiver_says_when_it_wishes_to_be_called_again()
    {
        var answer = await CallAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        });
        Assert.Equal(TimeSpan.FromMinutes(2), Assert.IsType<WebhookAnswer.Failed>(answer).RetryAfter);
    }

    [Fact]
    public async Task A_receiver_that_hangs_is_left_after_a_while()
    {
        var answer = await CallAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted), patience: TimeSpan.FromSeconds(1));
        Assert.Equal(WebhookCodes.Timeout, Assert.IsType<WebhookAnswer.Failed>(answer).Code);
    }

    [Fact]
    public async Task Nothing_of_an_answer_is_read_but_its_status()
    {
        var answer = await CallAsync(async context =>
        {
            await context.Response.WriteAsync("once");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        Assert.IsType<WebhookAnswer.Confirmed>(answer);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("http://localhost:9/")]
    [InlineData("http://[::1]:9/")]
    [InlineData("http://10.1.2.3/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    public async Task Inner_addresses_are_called_only_when_the_administrator_allows_it(string address)
    {
        using var link = new HttpWebhookLink(new WebhookLinkOptions(), TimeProvider.System);
        var answer = await link.CallAsync(new WebhookCall(Hook(new Uri(address)), Delivered, 1), CancellationToken.None);
        Assert.Equal(WebhookCodes.Address, Assert.IsType<WebhookAnswer.Failed>(answer).Code);
    }

    [Fact]
    public async Task Nobody_there_is_an_answer_without_the_path_that_may_be_a_secret()
    {
        var (server, address) = LoopbackServer.Start(_ => Task.CompletedTask);
        await server.DisposeAsync();
        using var link = new HttpWebhookLink(new WebhookLinkOptions(), TimeProvider.System);
        var answer = await link.CallAsync(new WebhookCall(Hook(new Uri(address, "/s3cr3t?token=1")) with { Inner = true }, Delivered, 1), CancellationToken.None);
        var failed = Assert.IsType<WebhookAnswer.Failed>(answer);
        Assert.Equal(WebhookCodes.Unreachable, failed.Code);
        Assert.DoesNotContain("s3cr3t", failed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_stops_does_not_wait_for_receivers()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CallAsync(
            async context =>
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            },
            cancel: stop.Token));
    }

    [Fact]
    public void A_secret_is_read_as_it_was_shown_and_shows_in_no_text()
    {
        var secret = WebhookSecret.Of(Key);
        Assert.Equal(secret, WebhookSecret.Parse(secret.Reveal()));
        Assert.DoesNotContain(secret.Reveal()["whsec_".Length..], $"{Hook(new Uri("https://a.example.test/"))} {secret}", StringComparison.Ordinal);
        foreach (var wrong in new[] { "", "whsec_", "whsec_AAAA", "whsec_not base64", Convert.ToBase64String(Key), "whsec_" + Convert.ToBase64String(new byte[65]) })
            Assert.Null(WebhookSecret.Parse(wrong));
    }

    private static async Task<WebhookAnswer> CallAsync(RequestDelegate receive, TimeSpan? patience = null, CancellationToken cancel = default)
    {
        var (server, address) = LoopbackServer.Start(receive);
        await using (server)
        {
            using var link = new HttpWebhookLink(new WebhookLinkOptions { Patience = patience ?? TimeSpan.FromSeconds(20) }, TimeProvider.System);
            return await link.CallAsync(new WebhookCall(Hook(new Uri(address, "/hook")) with { Inner = true }, Delivered, 3), cancel);
        }
    }

    private static WebhookRow Hook(Uri url) => new()
    {
        Id = "delo",
        Organisation = Rows.Id(1),
        Url = url,
        Secret = WebhookSecret.Of(Key),
        AddedAt = Rows.Noon,
        Cursor = 16,
    };
}
