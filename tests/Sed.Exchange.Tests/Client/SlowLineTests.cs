using System.Net;
using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Client;

namespace Sed.Exchange.Tests.Client;

/// <summary>What a line does not carry in one request goes on in pieces, though it is not large.</summary>
public sealed class SlowLineTests
{
    private const int Length = 300_000;

    private const string Accepted = """
        {"messageId":"01938e1a-0000-7000-8000-000000000001","containerDigest":"sha-256:00","repeated":false,"deliveries":[]}
        """;

    private static readonly OutboundFile Scan = OutboundFile.FromBytes("a.asice", new byte[Length]);

    private static readonly Func<HttpResponseMessage> Taken = ScriptedNode.Json(HttpStatusCode.Created, Accepted);

    private static ExchangeClientOptions Options { get; } = new()
    {
        Address = new Uri("https://gate.example:8444"),
        ApiKey = "sedx_x",
        FirstPause = TimeSpan.FromMilliseconds(1),
    };

    [Fact]
    public async Task After_a_cut_only_what_is_missing_is_sent()
    {
        var node = new ScriptedNode(
            ScriptedNode.Broken, () => Upload(offset: 120_000), () => new HttpResponseMessage(HttpStatusCode.NoContent), () => Upload(offset: Length), Taken);
        using var client = new ExchangeClient(Options, node);

        await client.SubmitContainerAsync(Scan);

        Assert.Equal(
            ["POST /api/v1/containers", "POST /api/v1/uploads", "PATCH /api/v1/uploads/u1", "POST /api/v1/uploads", "POST /api/v1/containers"],
            node.Calls.Select(call => call.Line));
        Assert.Equal(Length - 120_000, node.Calls[2].Body.Length);
        Assert.Empty(node.Calls[4].Body);
    }

    [Fact]
    public async Task A_request_that_is_late_is_not_sent_again()
    {
        var time = new FakeTimeProvider();
        var node = new ScriptedNode(() => Upload(offset: Length), Taken);
        using var client = new ExchangeClient(Options with { Time = time }, new SlowLine(time, node));

        await client.SubmitContainerAsync(Scan);

        Assert.Equal(["POST /api/v1/uploads", "POST /api/v1/containers"], node.Calls.Select(call => call.Line));
    }

    [Fact]
    public async Task A_node_that_takes_no_pieces_gets_everything_again()
    {
        var node = new ScriptedNode(ScriptedNode.Broken, ScriptedNode.Problem(HttpStatusCode.NotFound, "not-found"), Taken);
        using var client = new ExchangeClient(Options, node);

        await client.SubmitAsync([Scan], new SubmitOptions { IdempotencyKey = "k-1" });

        Assert.Equal(["POST /api/v1/packages", "POST /api/v1/uploads", "POST /api/v1/packages"], node.Calls.Select(call => call.Line));
        Assert.Equal(("k-1", "k-1"), (node.Calls[0].Key, node.Calls[2].Key));
    }

    [Fact]
    public async Task Where_something_in_between_takes_no_pieces_everything_is_sent_again()
    {
        var node = new ScriptedNode(
            ScriptedNode.Broken, () => Upload(offset: 0), () => new HttpResponseMessage(HttpStatusCode.MethodNotAllowed), Taken);
        using var client = new ExchangeClient(Options, node);

        await client.SubmitContainerAsync(Scan);

        Assert.Equal(
            ["POST /api/v1/containers", "POST /api/v1/uploads", "PATCH /api/v1/uploads/u1", "POST /api/v1/containers"], node.Calls.Select(call => call.Line));
        Assert.Equal(Length, node.Calls[3].Body.Length);
    }

    [Theory]
    [InlineData((256 * 1024) - 1, 16 * 1024 * 1024L)]
    [InlineData(Length, long.MaxValue)]
    public async Task What_is_small_or_must_not_go_in_pieces_is_sent_again(int length, long resumableFrom)
    {
        var node = new ScriptedNode(ScriptedNode.Broken, Taken);
        using var client = new ExchangeClient(Options with { ResumableFrom = resumableFrom }, node);

        await client.SubmitContainerAsync(OutboundFile.FromBytes("a.asice", new byte[length]));

        Assert.Equal(["POST /api/v1/containers", "POST /api/v1/containers"], node.Calls.Select(call => call.Line));
    }

    [Fact]
    public async Task Who_wants_one_try_has_one()
    {
        var node = new ScriptedNode(ScriptedNode.Broken, Taken);
        using var client = new ExchangeClient(Options with { Attempts = 1 }, node);

        await Assert.ThrowsAsync<ExchangeConnectionException>(() => client.SubmitContainerAsync(Scan));

        Assert.Single(node.Calls);
    }

    private static HttpResponseMessage Upload(long offset)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.Created);
        answer.Headers.Location = new Uri("/api/v1/uploads/u1", UriKind.Relative);
        answer.Headers.Add("Upload-Offset", $"{offset}");
        return answer;
    }

    /// <summary>Carries what is short, and the rest for longer than anybody waits.</summary>
    private sealed class SlowLine(FakeTimeProvider time, HttpMessageHandler node) : DelegatingHandler(node)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content?.Headers.ContentLength >= Length)
            {
                time.Advance(TimeSpan.FromHours(1));
                cancellationToken.ThrowIfCancellationRequested();
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
