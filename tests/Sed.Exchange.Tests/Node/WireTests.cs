using System.Text;
using Sed.Exchange.Tests.Doors;

namespace Sed.Exchange.Tests.Node;

/// <summary>
/// Requests that no client library sends: each has one answer, and where the end of a message could be seen in two ways the connection ends with
/// it, so that nothing behind it is taken for a request.
/// </summary>
public sealed class WireTests(RunningNode node) : IClassFixture<RunningNode>
{
    internal static IEnumerable<DoorRow> Rows { get; } =
    [
        new(Door.Wire, "a length with a sign", "request-invalid", Fate.NotStored),
        new(Door.Wire, "a length beside chunks", "request-invalid", Fate.NotStored),
        new(Door.Wire, "a line that ends with LF alone", "request-invalid", Fate.NotStored),
        new(Door.Wire, "a transfer coding other than chunked", "request-invalid", Fate.NotStored),
        new(Door.Wire, "chunks in HTTP/1.0", "request-invalid", Fate.NotStored),
        new(Door.Wire, "a chunk whose size no number holds, or that lies", "request-invalid", Fate.NotStored),
        new(Door.Wire, "two lengths, folded lines, two hosts or none, a target of another host, octets that are no HTTP", "400", Fate.NotStored),
        new(Door.Wire, "too many or too long headers", "431", Fate.NotStored),
        new(Door.Wire, "a target too long", "414", Fate.NotStored),
        new(Door.Wire, "TRACE, CONNECT and any other method but GET, HEAD and POST, and for uploads in pieces PATCH, DELETE and OPTIONS", "method-not-allowed", Fate.NotStored),
        new(Door.Wire, "a host that is no name", "host-not-served", Fate.NotStored),
    ];

    private const string Smuggled = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

    [Theory]
    [InlineData("Content-Length: +3\r\n\r\n{} ")]
    [InlineData("Content-Length: 3 \r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n")]
    [InlineData("X-Anything: 1\nContent-Length: 0\r\n\r\n")]
    [InlineData("Content-Length: 0\n\n")]
    [InlineData("Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")]
    public async Task A_body_whose_end_can_be_seen_in_two_ways_is_refused_and_the_connection_ends(string rest)
    {
        await using var wire = await node.RawAsync(node.Api);
        await wire.SendAsync($"POST /api/v1/inbox/lease HTTP/1.1\r\nHost: {node.Api.Authority}\r\nAuthorization: Bearer {node.GovernmentKey}\r\n{rest}{Smuggled}");

        var answer = await wire.ReadAsync();

        Assert.Equal((400, "request-invalid", "close"), (answer!.Status, answer.Code, answer.Connection));
        Assert.True(await wire.IsClosedAsync());
    }

    [Theory]
    [InlineData("POST /api/v1/inbox/lease HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "request-invalid")]
    [InlineData("CONNECT edo.example:443 HTTP/1.1\r\nHost: edo.example:443\r\n\r\n", 405, "method-not-allowed")]
    // These the server itself refuses, before there is a request to answer: a bare status, and the end.
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n{} ", 400, null)]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400, null)]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0x10\r\n\r\n", 400, null)]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", 400, null)]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n\r\n", 400, null)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n", 400, null)]
    [InlineData("GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400, null)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400, null)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400, null)]
    [InlineData("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400, null)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n", 400, null)]
    [InlineData("GET http://other.example/ HTTP/1.1\r\nHost: x\r\n\r\n", 400, null)]
    [InlineData("GET /\r\n\r\n", 400, null)]
    [InlineData("GET / HTTP/7.0\r\nHost: x\r\n\r\n", 505, null)]
    [InlineData("\u0016\u0003\u0001 no HTTP at all\r\n\r\n", 400, null)]
    public async Task What_is_no_request_is_refused_and_the_connection_ends(string octets, int status, string? code)
    {
        await using var wire = await node.RawAsync(node.Api);
        await wire.SendAsync(octets + Smuggled);

        var answer = await wire.ReadAsync();

        Assert.Equal((status, code, "close"), (answer!.Status, answer.Code, answer.Connection));
        Assert.True(await wire.IsClosedAsync());
    }

    [Theory]
    [InlineData("TRACE /health/live HTTP/1.1\r\nHost: x\r\n\r\n", 405, "method-not-allowed")]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 405, "method-not-allowed")]
    [InlineData("get /health/live HTTP/1.1\r\nHost: x\r\n\r\n", 405, "method-not-allowed")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: x..y\r\n\r\n", 421, "host-not-served")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: any.example\r\n\r\n", 200, null)]
    [InlineData("GET https://any.example/health/live HTTP/1.1\r\nHost: any.example\r\n\r\n", 200, null)]
    [InlineData("\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n", 200, null)]
    [InlineData("GET /health/%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400, null)]
    public async Task What_is_one_request_is_answered_and_the_next_one_too(string octets, int status, string? code)
    {
        await using var wire = await node.RawAsync(node.Api);
        await wire.SendAsync(octets);
        var answer = await wire.ReadAsync();
        Assert.Equal(status, answer!.Status);
        if (code is not null) Assert.Equal(code, answer.Code);
        if (answer.Connection == "close") return;

        await wire.SendAsync(Smuggled);

        Assert.Equal(200, (await wire.ReadAsync())!.Status);
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFFFFF\r\nabc")]
    [InlineData("7FFFFFFFFFFFFFFF\r\nabc")]
    [InlineData("-1\r\nabc")]
    [InlineData("xyz\r\nabc")]
    [InlineData("3\r\nabcdef\r\n0\r\n\r\n")]
    public async Task Chunks_that_lie_are_refused_and_the_connection_ends(string chunks)
    {
        await using var wire = await node.RawAsync(node.Api);
        await wire.SendAsync(
            $"POST /api/v1/packages/check HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {node.GovernmentKey}\r\nContent-Type: application/zip\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}{Smuggled}");

        var answer = await wire.ReadAsync();

        Assert.Equal((400, "request-invalid"), (answer!.Status, answer.Code));
        Assert.True(await wire.IsClosedAsync());
    }

    [Fact]
    public async Task A_call_whose_body_makes_no_sense_is_never_answered_with_yes()
    {
        await using var wire = await node.RawAsync(node.Api);
        await wire.SendAsync(
            $"POST /api/v1/inbox/01a20a64-bbe6-7c7f-bc4f-fac80904a34f/collect HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {node.OfficeKey}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{{}}");

        var answer = await wire.ReadAsync();

        Assert.Equal((400, "request-invalid", "close"), (answer!.Status, answer.Code, answer.Connection));
    }

    [Theory]
    [InlineData(1, 9000, 414)]
    [InlineData(300, 10, 431)]
    [InlineData(44, 3000, 431)]
    public async Task Floods_of_headers_are_cut(int headers, int length, int status)
    {
        // Not far above each limit: a connection that is closed on much that is unread is reset, and the answer may be lost with it.
        await using var wire = await node.RawAsync(node.Api);
        var flood = new StringBuilder(status == 414 ? $"GET /{new string('a', length)} HTTP/1.1\r\nHost: x\r\n" : "GET /health/live HTTP/1.1\r\nHost: x\r\n");
        for (var index = 0; index < headers && status != 414; index++) flood.Append($"X-{index}: {new string('a', length)}\r\n");
        await wire.SendAsync(flood.Append("\r\n").ToString());

        Assert.Equal(status, (await wire.ReadAsync())!.Status);
        Assert.True(await wire.IsClosedAsync());
    }

    [Theory]
    [InlineData(16_381)]
    [InlineData(60_000)]
    public async Task A_line_of_any_length_that_ends_with_LF_alone_is_refused(int length)
    {
        await using var wire = await node.RawAsync(node.Api);
        await wire.SendAsync($"GET /health/live HTTP/1.1\r\nHost: x\r\nX: {new string('a', length)}\r\n\r\n");
        Assert.Equal(200, (await wire.ReadAsync())!.Status);
        await wire.SendAsync($"GET /health/live HTTP/1.1\r\nHost: x\r\nX: {new string('a', length)}\n\r\n{Smuggled}");

        var answer = await wire.ReadAsync();

        Assert.Equal((400, "request-invalid", "close"), (answer!.Status, answer.Code, answer.Connection));
        Assert.True(await wire.IsClosedAsync());
    }

    [Fact]
    public async Task Requests_sent_ahead_are_answered_in_order_whatever_their_bodies_hold()
    {
        await using var wire = await node.RawAsync(node.Api);
        var body = "--x\r\nContent-Length: +3\nTransfer-Encoding: gzip\n\r\n";
        var check = $"POST /api/v1/packages/check HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {node.GovernmentKey}\r\nContent-Type: text/plain\r\n";
        await wire.SendAsync($"{check}Content-Length: {body.Length}\r\n\r\n{body}{check}Transfer-Encoding: chunked\r\n\r\n{body.Length:x};note=1\r\n{body}\r\n0\r\nTrailer: 1\r\n\r\n{Smuggled}");

        Assert.Equal((415, 415, 200), ((await wire.ReadAsync())!.Status, (await wire.ReadAsync())!.Status, (await wire.ReadAsync())!.Status));
    }

    [Fact]
    public async Task A_body_that_is_never_finished_gets_no_answer_and_leaves_nothing()
    {
        await using (var wire = await node.RawAsync(node.Api))
        {
            await wire.SendAsync($"POST /api/v1/packages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {node.GovernmentKey}\r\nContent-Type: application/zip\r\nContent-Length: 1000\r\n\r\nPK");
            wire.EndSending();
            Assert.True(await wire.ReadAsync() is null or { Status: 400 });
        }

        var uploads = Path.Combine(Path.GetDirectoryName(node.ConfigFile)!, "data", "uploads");
        for (var attempt = 0; attempt < 100 && Directory.GetFileSystemEntries(uploads).Length > 0; attempt++) await Task.Delay(20);
        Assert.Empty(Directory.GetFileSystemEntries(uploads));
    }

    [Fact]
    public async Task Peers_are_held_to_the_same_rules()
    {
        using var certificate = node.TlsOf("efremov");
        await using var wire = await node.RawAsync(node.Exchange, certificate);
        await wire.SendAsync($"POST /exchange/v1/receipts HTTP/1.1\r\nHost: x\r\nContent-Type: application/vnd.etsi.asic-s+zip\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Smuggled}");

        Assert.Equal((400, "request-invalid"), ((await wire.ReadAsync()) is { } answer ? (answer.Status, answer.Code) : (0, null)));
        Assert.True(await wire.IsClosedAsync());
    }
}
