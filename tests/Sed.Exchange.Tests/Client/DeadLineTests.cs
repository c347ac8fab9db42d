using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Client;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Client;

/// <summary>Lines that are cut, reset or dead without a word while the client reads an answer, and nodes that are still at work when they are asked again.</summary>
public sealed class DeadLineTests : IDisposable
{
    private const string Settled = """{"receiptId":"01938e1a-0000-7000-8000-000000000004","kind":"Collected","already":false}""";
    private const string Renewed = """{"leaseId":"01938e1a-0000-7000-8000-000000000009","leasedUntil":"2026-11-26T12:05:00Z"}""";

    private const string Accepted = """
        {"messageId":"01938e1a-0000-7000-8000-000000000001","containerDigest":"sha-256:00","repeated":false,"deliveries":[]}
        """;

    private static readonly InboxItem Leased = new()
    {
        DeliveryId = Guid.Parse("01938e1a-0000-7000-8000-000000000002"),
        MessageId = Guid.Parse("01938e1a-0000-7000-8000-000000000001"),
        Sender = new Party(Guid.Empty, null),
        Recipient = new Party(Guid.Empty, null),
        LeaseId = Guid.Parse("01938e1a-0000-7000-8000-000000000009"),
    };

    private static readonly string Item = $$"""
        {"deliveryId":"{{Leased.DeliveryId}}","messageId":"{{Leased.MessageId}}","sender":{"id":"{{Guid.Empty}}"},"recipient":{"id":"{{Guid.Empty}}"},
         "files":[{"index":0,"name":"a.txt","size":8}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("reset")]
    [InlineData("ended")]
    [InlineData("silent")]
    public async Task A_download_goes_on_however_its_line_ended(string how)
    {
        var node = new ScriptedNode(ScriptedNode.Json(HttpStatusCode.OK, Item), Body(new DeadStream("abcd"u8.ToArray(), how)), Body(new MemoryStream("efgh"u8.ToArray()), HttpStatusCode.PartialContent));
        using var client = Client(node);

        var path = Assert.Single(await client.DownloadAsync(Leased.DeliveryId, _folder.Path));

        Assert.Equal("abcdefgh", await File.ReadAllTextAsync(path));
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("ended")]
    [InlineData("silent")]
    public async Task An_answer_that_was_cut_is_asked_for_again(string how)
    {
        var half = new DeadStream(System.Text.Encoding.UTF8.GetBytes(Settled[..20]), how);
        var node = new ScriptedNode(Body(half), ScriptedNode.Json(HttpStatusCode.OK, Settled));
        using var client = Client(node);

        Assert.Equal("Collected", (await client.CollectAsync(Leased)).Kind);
        Assert.Equal(2, node.Calls.Count);
    }

    [Fact]
    public async Task What_is_no_answer_of_a_node_is_one_of_the_two_kinds_of_errors()
    {
        var node = new ScriptedNode(ScriptedNode.Json(HttpStatusCode.OK, "<html>Please log in to the hotel</html>"));
        using var client = Client(node);

        Assert.Equal(ConnectionFault.Cut, (await Assert.ThrowsAsync<ExchangeConnectionException>(() => client.CollectAsync(Leased))).Fault);
    }

    [Fact]
    public async Task A_stream_in_the_callers_hands_ends_too()
    {
        using var client = Client(new ScriptedNode(Body(new DeadStream("abcd"u8.ToArray(), "silent"))));
        await using var stream = await client.OpenContainerAsync(Leased.DeliveryId);
        using var reader = new StreamReader(stream);

        Assert.Equal(ConnectionFault.Late, (await Assert.ThrowsAsync<ExchangeConnectionException>(() => reader.ReadToEndAsync())).Fault);
    }

    [Fact]
    public async Task A_date_that_is_over_is_no_pause()
    {
        var node = new ScriptedNode(ScriptedNode.Problem(HttpStatusCode.ServiceUnavailable, "busy", "Thu, 01 Jan 2026 00:00:00 GMT"), ScriptedNode.Json(HttpStatusCode.OK, Settled));
        using var client = Client(node);

        Assert.Equal("Collected", (await client.CollectAsync(Leased)).Kind);
    }

    [Fact]
    public async Task A_hand_in_that_an_earlier_call_still_works_at_is_waited_for_and_nothing_is_deleted()
    {
        var inUse = ScriptedNode.Problem((HttpStatusCode)423, "upload-in-use");
        var node = new ScriptedNode(
            () => Upload(offset: 0),
            inUse,
            () => Upload(offset: 300),
            inUse,
            inUse,
            inUse,
            inUse,
            inUse,
            ScriptedNode.Json(HttpStatusCode.OK, Accepted));
        using var client = Client(node);

        var sent = await client.SubmitContainerAsync(OutboundFile.FromBytes("a.asice", new byte[300]));

        Assert.Equal(Leased.MessageId, sent.MessageId);
        Assert.DoesNotContain(node.Calls, call => call.Line.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hand_in_that_is_refused_leaves_no_upload_behind()
    {
        var node = new ScriptedNode(() => Upload(offset: 300), ScriptedNode.Problem(HttpStatusCode.UnprocessableEntity, "container-invalid"), () => new HttpResponseMessage(HttpStatusCode.NoContent));
        using var client = Client(node);

        Assert.False((await Assert.ThrowsAsync<ExchangeProblemException>(() => client.SubmitContainerAsync(OutboundFile.FromBytes("a.asice", new byte[300])))).IsTemporary);
        Assert.StartsWith("DELETE", node.Calls[^1].Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lease_is_renewed_while_its_files_come_and_no_longer()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));
        var node = new SlowNode(time);
        using var client = new ExchangeClient(Options with { Time = time, Timeout = TimeSpan.FromHours(1) }, node);

        var card = client.DownloadCardAsync(Leased with { LeasedUntil = time.GetUtcNow() + TimeSpan.FromMinutes(5) }, _folder.Path);
        await node.Renewed;
        await Assert.ThrowsAsync<ExchangeProblemException>(() => card);

        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, node.Renewals);
    }

    private static ExchangeClientOptions Options { get; } = new()
    {
        Address = new Uri("https://gate.example:8444"),
        ApiKey = "sedx_x",
        FirstPause = TimeSpan.FromMilliseconds(1),
        Timeout = TimeSpan.FromSeconds(1),
        ResumableFrom = 100,
    };

    private static ExchangeClient Client(HttpMessageHandler node) => new(Options, node);

    private static Func<HttpResponseMessage> Body(Stream octets, HttpStatusCode status = HttpStatusCode.OK) => () =>
        new HttpResponseMessage(status) { Content = new StreamContent(octets) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };

    private static HttpResponseMessage Upload(long offset)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.Created);
        answer.Headers.Location = new Uri("/api/v1/uploads/u1", UriKind.Relative);
        answer.Headers.Add("Upload-Offset", $"{offset}");
        return answer;
    }

    /// <summary>Some octets, and then what becomes of a line.</summary>
    private sealed class DeadStream(byte[] octets, string how) : MemoryStream(octets)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Read(buffer.Span);
            if (read > 0) return read;
            if (how == "reset") throw new IOException("Unable to read data from the transport connection.", new SocketException((int)SocketError.ConnectionReset));
            if (how == "ended") throw new HttpIOException(HttpRequestError.ResponseEnded);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }
    }

    /// <summary>Gives the file when its lease was renewed, and no card.</summary>
    private sealed class SlowNode(FakeTimeProvider time) : HttpMessageHandler
    {
        private readonly TaskCompletionSource _renewed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Renewals { get; private set; }

        public Task Renewed => _renewed.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (path.EndsWith("/card", StringComparison.Ordinal)) return ScriptedNode.Problem(HttpStatusCode.NotFound, "not-found")();
            if (path.EndsWith("/renew", StringComparison.Ordinal))
            {
                Renewals++;
                _renewed.TrySetResult();
                return ScriptedNode.Json(HttpStatusCode.OK, DeadLineTests.Renewed)();
            }

            if (!path.Contains("/files/", StringComparison.Ordinal)) return ScriptedNode.Json(HttpStatusCode.OK, Item)();
            time.Advance(TimeSpan.FromMinutes(3));
            await Renewed.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
            return ScriptedNode.Json(HttpStatusCode.OK, "abcdefgh")();
        }
    }
}
