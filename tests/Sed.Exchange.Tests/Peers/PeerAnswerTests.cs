using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Peers.PeerExchanges;

namespace Sed.Exchange.Tests.Peers;

/// <summary>What becomes of everything that a peer may answer.</summary>
public sealed class PeerAnswerTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Rows.Noon);
    private readonly HttpPeerLink _link;

    public PeerAnswerTests() => _link = new HttpPeerLink(new TlsIdentity([new TlsKey(ScriptedPeer.OwnCertificate, [])], _time), _time, NullLoggerFactory.Instance);

    public void Dispose() => _link.Dispose();

    [Theory]
    [InlineData(503, "no-room", null, "Temporary no-room")]
    [InlineData(429, "too-many", 7, "Temporary too-many 7")]
    [InlineData(400, "digest-mismatch", null, "Temporary digest-mismatch")]
    [InlineData(400, "headers-invalid", null, "Rejected headers-invalid")]
    [InlineData(403, "peer-unknown", null, "Rejected peer-unknown")]
    [InlineData(409, "loop", null, "Rejected loop")]
    [InlineData(413, "too-large", null, "Rejected too-large")]
    [InlineData(415, "format-not-accepted", null, "Rejected format-not-accepted")]
    [InlineData(426, "version", null, "Rejected version")]
    [InlineData(408, null, null, "Temporary peer-timeout")]
    [InlineData(500, "whatever", null, "Temporary whatever")]
    [InlineData(502, null, null, "Temporary peer-garbage")]
    [InlineData(503, null, 30, "Temporary peer-garbage 30")]
    [InlineData(404, null, null, "Rejected peer-garbage")]
    [InlineData(307, null, null, "Temporary peer-garbage")]
    [InlineData(503, "not a code\r\n", null, "Temporary peer-garbage")]
    [InlineData(503, "no-room", 999_999, "Temporary no-room 3600")]
    [InlineData(206, null, null, "Temporary peer-garbage")]
    public async Task Every_status_is_temporary_or_rejected(int status, string? code, int? retryAfter, string expected)
    {
        var requests = 0;
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            Interlocked.Increment(ref requests);
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            if (retryAfter is not null) context.Response.Headers.RetryAfter = $"{retryAfter}";
            if (code is not null) await context.Response.WriteAsJsonAsync(new { code, detail = "why\r\nnot" }, options: null, "application/problem+json");
            else await context.Response.WriteAsync("<html>proxy</html>");
        });

        var answer = await _link.SendContainerAsync(peer.Entry(), Transfer([1]), CancellationToken.None);

        Assert.Equal(expected, Describe(answer));
        Assert.Equal(1, requests);
        if (code is not null) Assert.DoesNotContain("\n", Detail(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_after_may_be_a_date()
    {
        var at = string.Empty;
        await using var peer = await ScriptedPeer.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = at;
            return Task.CompletedTask;
        });

        at = Rows.Noon.AddSeconds(60).ToString("R");
        var later = Assert.IsType<PeerAnswer.Temporary>(await _link.SendReceiptAsync(peer.Entry(), [1], CancellationToken.None));
        Assert.InRange(later.RetryAfter!.Value.TotalSeconds, 59, 60);

        at = Rows.Noon.AddSeconds(-60).ToString("R");
        var past = Assert.IsType<PeerAnswer.Temporary>(await _link.SendReceiptAsync(peer.Entry(), [1], CancellationToken.None));
        Assert.Equal(TimeSpan.Zero, past.RetryAfter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"receipts":"AQ=="}""")]
    [InlineData("""{"receipts":[]}""")]
    [InlineData("""{"receipts":[{"receipt":"AQ=="}]}""")]
    [InlineData("""{"receipts":[{"receipt":"AQ=="},{"receipt":"AQ=="},{"receipt":"AQ=="}]}""")]
    [InlineData("""{"receipts":[{"receipt":"AQ=="},{"receipt":"!"}]}""")]
    [InlineData("""{"receipts":[{"receipt":"AQ=="},{"receipt":""}]}""")]
    [InlineData("""{"receipts":[{"receipt":"AQ=="},{"receipt":5}]}""")]
    [InlineData("""{"receipts":[{"receipt":"AQ=="},"AQ=="]}""")]
    [InlineData("""{"receipts":[{"receipt":"AQ=="},{"receipt":"\ud800"}]}""")]
    [InlineData("""{"receipts":[{"receipt":"AQ=="},{"receipt":"AQ=="}]""")]
    [InlineData("""{"a":[[[[[[[[[[[[]]]]]]]]]]]],"receipts":[]}""")]
    public async Task An_answer_that_cannot_be_read_is_garbage(string content)
    {
        await using var peer = await ScriptedPeer.StartAsync(Respond(200, content));

        var answer = await _link.SendContainerAsync(peer.Entry(), Transfer([1]), CancellationToken.None);

        Assert.Equal("Temporary peer-garbage", Describe(answer));
    }

    [Theory]
    [InlineData("""{"code":"\ud800"}""")]
    [InlineData("""{"code":7,"detail":{}}""")]
    [InlineData("[1]")]
    public async Task A_problem_that_cannot_be_read_still_has_its_status(string content)
    {
        await using var peer = await ScriptedPeer.StartAsync(Respond(503, content));

        Assert.Equal("Temporary peer-garbage", Describe(await _link.SendReceiptAsync(peer.Entry(), [1], CancellationToken.None)));
    }

    [Fact]
    public async Task Answers_are_not_read_beyond_their_limits()
    {
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            // Endless, without a length; only the peer's hanging up ends it.
            context.Response.StatusCode = context.Request.Path.Value!.EndsWith("receipts", StringComparison.Ordinal) ? 503 : 200;
            var piece = Encoding.ASCII.GetBytes(new string(' ', 64 * 1024));
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(piece, context.RequestAborted);
        });

        Assert.Equal("Temporary peer-garbage", Describe(await _link.SendContainerAsync(peer.Entry(), Transfer([1]), CancellationToken.None)));
        Assert.Equal("Temporary peer-garbage", Describe(await _link.SendReceiptAsync(peer.Entry(), [1], CancellationToken.None)));
        Assert.Null(await _link.FetchDirectoryAsync(peer.Entry(), after: 0, CancellationToken.None));
    }

    [Fact]
    public async Task A_receipt_over_its_limit_is_garbage()
    {
        var large = Convert.ToBase64String(new byte[1024 * 1024 + 1]);
        await using var peer = await ScriptedPeer.StartAsync(Respond(200, $$"""{"receipts":[{"receipt":"{{large}}"},{"receipt":"AQ=="}]}"""));

        Assert.Equal("Temporary peer-garbage", Describe(await _link.SendContainerAsync(peer.Entry(), Transfer([1]), CancellationToken.None)));
    }

    [Fact]
    public async Task Of_a_delivery_with_many_receipts_as_many_are_read_as_may_be_told()
    {
        var receipts = string.Join(',', Enumerable.Range(0, ExchangedDelivery.MostReceipts + 6).Select(number => $"\"{Convert.ToBase64String([(byte)number])}\""));
        await using var peer = await ScriptedPeer.StartAsync(Respond(
            200,
            $$"""{"deliveries":[{"messageId":"{{Rows.Id(1)}}","recipient":"{{Rows.Id(2)}}","container":"{{Rows.Digest(3)}}","length":null,"hop":"none","path":[],"receipts":[{{receipts}}]}],"next":null}"""));

        var page = Assert.IsType<PeerAnswer.Exchanged>(await _link.FetchExchangedAsync(peer.Entry(), Rows.Noon, 0, CancellationToken.None)).Page;

        var told = Assert.Single(page.Deliveries).Receipts;
        Assert.Equal(Enumerable.Range(0, ExchangedDelivery.MostReceipts), told.Select(receipt => (int)Assert.Single(receipt)));
    }
}
