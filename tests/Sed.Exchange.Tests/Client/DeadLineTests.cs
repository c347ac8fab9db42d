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
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

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
    public async Task A_stream_that_is_read_without_awaiting_ends_too()
    {
        using var client = Client(new ScriptedNode(Body(new DeadStream("abcd"u8.ToArray(), "silent"))));
        await using var stream = await client.OpenPackageAsync(Leased.DeliveryId);

        var late = await Assert.ThrowsAsync<ExchangeConnectionException>(() => Task.Run(() => stream.CopyTo(Stream.Null)));

        Assert.Equal(ConnectionFault.Late, late.Fault);
    }

    [Fact]
    public async Task An_answer_that_only_drips_ends_too()
    {
        var time = new FakeTimeProvider();
        var node = new ScriptedNode(() => Body(new DrippingStream(time))());
        using var client = new ExchangeClient(Options with { Time = time, Timeout = TimeSpan.FromSeconds(100), Attempts = 1 }, node);

        Assert.Equal(ConnectionFault.Late, (await Assert.ThrowsAsync<ExchangeConnectionException>(() => client.CollectAsync(Leased))).Fault);
        Assert.Equal(ConnectionFault.Late, (await Assert.ThrowsAsync<ExchangeConnectionException>(() => client.GetReceiptAsync(Leased.MessageId, Guid.Empty))).Fault);
    }

    [Fact]
    public async Task A_problem_that_was_cut_is_asked_for_again()
    {
        var half = new DeadStream("{\"code\":\"con"u8.ToArray(), "reset");
        var node = new ScriptedNode(Body(half, HttpStatusCode.UnprocessableEntity), ScriptedNode.Json(HttpStatusCode.OK, Settled));
        using var client = Client(node);

        Assert.Equal("Collected", (await client.CollectAsync(Leased)).Kind);
        Assert.Equal(2, node.Calls.Count);
    }

    [Fact]
    public async Task What_the_node_verifies_before_its_first_octet_is_waited_for()
    {
        var time = new FakeTimeProvider();
        using var client = new ExchangeClient(Options with { Time = time, Attempts = 1 }, new VerifyingNode(time));

        await (await client.OpenFileAsync(Leased.DeliveryId, 0)).DisposeAsync();
        await (await client.OpenContainerAsync(Leased.DeliveryId)).DisposeAsync();
        await (await client.OpenPackageAsync(Leased.DeliveryId)).DisposeAsync();
        await (await client.OpenEvidenceAsync(Leased.MessageId)).DisposeAsync();
    }

    [Theory]
    [InlineData(408)]
    [InlineData(423)]
    public async Task A_node_that_could_not_take_it_just_now_is_asked_again(int status)
    {
        var node = new ScriptedNode(ScriptedNode.Problem((HttpStatusCode)status, "not-now"), ScriptedNode.Json(HttpStatusCode.OK, Settled));
        using var client = Client(node);

        Assert.Equal("Collected", (await client.CollectAsync(Leased)).Kind);
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
    public async Task An_upload_that_an_earlier_connection_still_holds_is_waited_for_from_its_beginning()
    {
        var node = new ScriptedNode(ScriptedNode.Problem((HttpStatusCode)423, "upload-in-use"), () => Upload(offset: 300), ScriptedNode.Json(HttpStatusCode.OK, Accepted));
        using var client = Client(node);

        Assert.Equal(Leased.MessageId, (await client.SubmitContainerAsync(OutboundFile.FromBytes("a.asice", new byte[300]))).MessageId);
    }

    [Fact]
    public async Task An_upload_that_the_node_has_forgotten_is_sent_and_handed_in_again()
    {
        var node = new ScriptedNode(
            () => Upload(offset: 300),
            ScriptedNode.Problem(HttpStatusCode.NotFound, "not-found"),
            () => new HttpResponseMessage(HttpStatusCode.NoContent),
            () => Upload(offset: 0),
            () => new HttpResponseMessage(HttpStatusCode.NoContent),
            () => Upload(offset: 300),
            ScriptedNode.Json(HttpStatusCode.OK, Accepted));
        using var client = Client(node);

        Assert.Equal(Leased.MessageId, (await client.SubmitContainerAsync(OutboundFile.FromBytes("a.asice", new byte[300]))).MessageId);
        Assert.Equal(["POST", "POST", "DELETE", "POST", "PATCH", "POST", "POST"], node.Calls.Select(call => call.Line.Split(' ')[0]));
    }

    [Fact]
    public async Task An_upload_that_the_node_forgets_twice_is_not_sent_for_ever()
    {
        var gone = ScriptedNode.Problem(HttpStatusCode.NotFound, "not-found");
        var node = new ScriptedNode(() => Upload(offset: 300), gone, () => new HttpResponseMessage(HttpStatusCode.NoContent), () => Upload(offset: 300), gone);
        using var client = Client(node);

        var problem = await Assert.ThrowsAsync<ExchangeProblemException>(() => client.SubmitContainerAsync(OutboundFile.FromBytes("a.asice", new byte[300])));

        Assert.Equal("not-found", problem.Code);
        Assert.Equal(5, node.Calls.Count);
    }

    [Theory]
    [InlineData(409, "upload-incomplete", null)]
    [InlineData(423, "upload-in-use", "3600")]
    public async Task A_hand_in_that_says_nothing_of_the_octets_deletes_none(int status, string code, string? retryAfter)
    {
        var node = new ScriptedNode(() => Upload(offset: 300), ScriptedNode.Problem((HttpStatusCode)status, code, retryAfter));
        using var client = Client(node);

        var problem = await Assert.ThrowsAsync<ExchangeProblemException>(() => client.SubmitContainerAsync(OutboundFile.FromBytes("a.asice", new byte[300])));

        Assert.Equal(code, problem.Code);
        Assert.Equal(2, node.Calls.Count);
    }

    [Fact]
    public async Task An_upload_goes_on_when_the_node_asked_for_and_not_before()
    {
        var node = new ScriptedNode(
            () => Upload(offset: 0),
            ScriptedNode.Problem(HttpStatusCode.ServiceUnavailable, "busy", "1"),
            () => Upload(offset: 300),
            ScriptedNode.Json(HttpStatusCode.OK, Accepted));
        using var client = Client(node);

        var began = TimeProvider.System.GetTimestamp();
        await client.SubmitContainerAsync(OutboundFile.FromBytes("a.asice", new byte[300]));

        Assert.True(TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromMilliseconds(900));
    }

    [Fact]
    public async Task An_upload_that_the_node_puts_off_for_long_is_not_tried_meanwhile()
    {
        var node = new ScriptedNode(() => Upload(offset: 0), ScriptedNode.Problem(HttpStatusCode.ServiceUnavailable, "no-room", "3600"));
        using var client = Client(node);

        var full = await Assert.ThrowsAsync<ExchangeProblemException>(() => client.SubmitContainerAsync(OutboundFile.FromBytes("a.asice", new byte[300])));

        Assert.Equal(TimeSpan.FromHours(1), full.RetryAfter);
        Assert.Equal(2, node.Calls.Count);
    }

    [Fact]
    public async Task A_lease_is_renewed_while_its_files_come_and_no_longer()
    {
        var node = new SlowNode(_time, ScriptedNode.Json(HttpStatusCode.OK, Renewed));
        using var client = Slow(node);

        await Assert.ThrowsAsync<ExchangeProblemException>(() => client.DownloadCardAsync(LeasedForFiveMinutes(), _folder.Path));

        var renewals = node.Renewals;
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(renewals, node.Renewals);
    }

    [Fact]
    public async Task A_lease_that_is_lost_ends_no_download()
    {
        var node = new SlowNode(_time, ScriptedNode.Problem(HttpStatusCode.Conflict, "lease-expired"));
        using var client = Slow(node);

        var path = Assert.Single(await client.DownloadAsync(LeasedForFiveMinutes(), _folder.Path));

        Assert.Equal("abcdefgh", await File.ReadAllTextAsync(path));
        Assert.Equal(1, node.Renewals);
    }

    [Fact]
    public async Task A_renewal_that_the_node_puts_off_is_asked_for_again()
    {
        var node = new SlowNode(_time, ScriptedNode.Problem(HttpStatusCode.ServiceUnavailable, "busy"), ScriptedNode.Json(HttpStatusCode.OK, Renewed));
        using var client = Slow(node);

        Assert.Single(await client.DownloadAsync(LeasedForFiveMinutes(), _folder.Path));
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

    // Its time goes faster than a busy machine may follow: the answer itself must not be late.
    private ExchangeClient Slow(SlowNode node) => new(Options with { Time = _time, Timeout = TimeSpan.FromDays(7), Attempts = 1 }, node);

    private InboxItem LeasedForFiveMinutes() => Leased with { LeasedUntil = _time.GetUtcNow() + TimeSpan.FromMinutes(5) };

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

    /// <summary>An octet a minute, for longer than anybody waits.</summary>
    private sealed class DrippingStream(FakeTimeProvider time) : MemoryStream
    {
        private int _left = 100;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            cancellationToken.ThrowIfCancellationRequested();
            if (_left-- == 0) return ValueTask.FromResult(0);
            buffer.Span[0] = (byte)' ';
            return ValueTask.FromResult(1);
        }
    }

    /// <summary>Reads the largest container there is before it answers, and twice when it writes something anew from it.</summary>
    private sealed class VerifyingNode(FakeTimeProvider time) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            var anew = path.EndsWith("/package", StringComparison.Ordinal) || path.EndsWith("/evidence", StringComparison.Ordinal);
            time.Advance(TimeSpan.FromMinutes(anew ? 16 : 8));
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(ScriptedNode.Json(HttpStatusCode.OK, "abcd")());
        }
    }

    /// <summary>Gives the file when its lease was asked for as often as there are answers to that, and no card.</summary>
    private sealed class SlowNode(FakeTimeProvider time, params Func<HttpResponseMessage>[] renewals) : HttpMessageHandler
    {
        private int _renewals;

        public int Renewals => Volatile.Read(ref _renewals);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (path.EndsWith("/card", StringComparison.Ordinal)) return ScriptedNode.Problem(HttpStatusCode.NotFound, "not-found")();
            if (path.EndsWith("/renew", StringComparison.Ordinal)) return renewals[Math.Min(Interlocked.Increment(ref _renewals), renewals.Length) - 1]();
            if (!path.Contains("/files/", StringComparison.Ordinal)) return ScriptedNode.Json(HttpStatusCode.OK, Item)();
            while (Renewals < renewals.Length)
            {
                time.Advance(TimeSpan.FromSeconds(30));
                await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken);
            }

            return ScriptedNode.Json(HttpStatusCode.OK, "abcdefgh")();
        }
    }
}
