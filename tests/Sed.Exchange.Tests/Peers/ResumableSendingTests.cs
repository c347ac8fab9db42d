using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Peers;

/// <summary>A large container goes to a peer in pieces, and what has arrived never goes again.</summary>
public sealed class ResumableSendingTests : IDisposable
{
    private const string Uploads = "/exchange/v1/uploads";
    private const string Id = "00112233445566778899aabbccddeeff";

    private readonly byte[] _octets = RandomNumberGenerator.GetBytes(1_000_000);
    private readonly MemoryStream _arrived = new();
    private readonly List<string> _requests = [];
    private readonly HttpPeerLink _link = new(
        new TlsIdentity([new TlsKey(ScriptedPeer.OwnCertificate, [])], TimeProvider.System), new FakeTimeProvider(Rows.Noon), NullLoggerFactory.Instance, new HttpPeerOptions { ResumableFrom = 100_000 });

    public void Dispose()
    {
        _link.Dispose();
        _arrived.Dispose();
    }

    [Fact]
    public async Task An_attempt_after_a_cut_goes_on_where_the_last_one_ended()
    {
        var cuts = 3;
        await using var peer = await ScriptedPeer.StartAsync(context => AnswerAsync(context, cutAfter: cuts-- > 0 ? 200_000 : null));

        PeerAnswer answer;
        var attempts = 0;
        do
        {
            attempts++;
            answer = await _link.SendContainerAsync(peer.Entry(), Transfer(), CancellationToken.None);
        }
        while (answer is PeerAnswer.Temporary { Code: PeerCodes.Unreachable } && attempts < 10);

        Assert.Equal(2, Assert.IsType<PeerAnswer.Answered>(answer).Receipts.Count);
        Assert.Equal(_octets, _arrived.ToArray());
        Assert.True(attempts > 1);
        Assert.Equal(attempts, _requests.Count(request => request == $"POST {Uploads}"));
        Assert.Equal("POST /exchange/v1/containers", _requests[^1]);
    }

    [Fact]
    public async Task Every_request_about_it_says_what_it_is_and_both_digests()
    {
        var gost = new DigestValue("gost-3411-2012-256", RandomNumberGenerator.GetBytes(32));
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            if (context.Request.Method == "POST")
            {
                Assert.Equal(
                    $"sha-256=:{Convert.ToBase64String(SHA256.HashData(_octets))}:, gost-3411-2012-256=:{Convert.ToBase64String(gost.Value)}:",
                    context.Request.Headers["Repr-Digest"]);
                Assert.Equal(Rows.Id(7).ToString(), context.Request.Headers["Sed-Message-Id"]);
                Assert.Equal($"{Rows.Id(1)},{Rows.Id(2)}", context.Request.Headers["Sed-Recipients"]);
            }

            await AnswerAsync(context, null);
        });

        Assert.IsType<PeerAnswer.Answered>(await _link.SendContainerAsync(peer.Entry(), Transfer() with { Container = gost }, CancellationToken.None));
        Assert.Equal([$"POST {Uploads}", $"PATCH {Uploads}/{Id}", "POST /exchange/v1/containers"], _requests);
    }

    [Fact]
    public async Task A_container_known_to_the_peer_is_answered_without_octets()
    {
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            _requests.Add(context.Request.Path);
            await WriteReceiptsAsync(context);
        });

        Assert.IsType<PeerAnswer.Answered>(await _link.SendContainerAsync(peer.Entry(), Transfer(), CancellationToken.None));
        Assert.Equal([Uploads], _requests);
    }

    [Fact]
    public async Task An_older_peer_gets_it_in_one_request()
    {
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            if (context.Request.Path == Uploads)
            {
                context.Response.StatusCode = 404;
                return;
            }

            Assert.True(context.Request.Headers.ContainsKey("Content-Digest"));
            await context.Request.Body.CopyToAsync(_arrived);
            await WriteReceiptsAsync(context);
        });

        Assert.IsType<PeerAnswer.Answered>(await _link.SendContainerAsync(peer.Entry(), Transfer(), CancellationToken.None));
        Assert.Equal(_octets, _arrived.ToArray());
    }

    [Theory]
    [InlineData("https://evil.example/exchange/v1/uploads/../../elsewhere", "0")]
    [InlineData("/elsewhere", "0")]
    [InlineData(Uploads + "/" + Id + "x", "0")]
    [InlineData(Uploads + "/" + Id, "1000001")]
    [InlineData(Uploads + "/" + Id, "-1")]
    [InlineData(Uploads + "/" + Id, null)]
    public async Task A_place_or_an_offset_that_cannot_be_is_garbage(string location, string? offset)
    {
        await using var peer = await ScriptedPeer.StartAsync(context =>
        {
            _requests.Add(context.Request.Path);
            context.Response.StatusCode = 201;
            context.Response.Headers.Location = location;
            if (offset is not null) context.Response.Headers["Upload-Offset"] = offset;
            return Task.CompletedTask;
        });

        var answer = Assert.IsType<PeerAnswer.Temporary>(await _link.SendContainerAsync(peer.Entry(), Transfer(), CancellationToken.None));

        Assert.Equal(PeerCodes.Garbage, answer.Code);
        Assert.Single(_requests);
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("containers")]
    public async Task An_upload_that_is_gone_is_begun_anew_by_the_next_attempt(string at)
    {
        await using var peer = await ScriptedPeer.StartAsync(async context =>
        {
            if (context.Request.Method == at || context.Request.Path.Value!.EndsWith(at, StringComparison.Ordinal))
            {
                context.Response.StatusCode = 404;
                await context.Response.WriteAsJsonAsync(new { code = ProblemCodes.NotFound });
                return;
            }

            await AnswerAsync(context, null);
        });

        var answer = Assert.IsType<PeerAnswer.Temporary>(await _link.SendContainerAsync(peer.Entry(), Transfer(), CancellationToken.None));
        Assert.Equal(ProblemCodes.NotFound, answer.Code);
    }

    /// <summary>A peer that keeps what arrives, and hangs up when a request brought so much.</summary>
    private async Task AnswerAsync(HttpContext context, int? cutAfter)
    {
        _requests.Add($"{context.Request.Method} {context.Request.Path}");
        Assert.Equal("1.0.0", context.Request.Headers["Tus-Resumable"]);
        switch (context.Request.Method)
        {
            case "POST" when context.Request.Path == Uploads:
                Assert.Equal(_octets.Length.ToString(CultureInfo.InvariantCulture), context.Request.Headers["Upload-Length"]);
                context.Response.StatusCode = _arrived.Length == 0 ? 201 : 200;
                context.Response.Headers.Location = $"{Uploads}/{Id}";
                context.Response.Headers["Upload-Offset"] = _arrived.Length.ToString(CultureInfo.InvariantCulture);
                break;
            case "PATCH":
                Assert.Equal(_arrived.Length.ToString(CultureInfo.InvariantCulture), context.Request.Headers["Upload-Offset"]);
                Assert.Equal("application/offset+octet-stream", context.Request.ContentType);
                await TakeAsync(context, cutAfter);
                break;
            default:
                Assert.Equal(Id, context.Request.Headers["Sed-Upload"]);
                await WriteReceiptsAsync(context);
                break;
        }
    }

    private async Task TakeAsync(HttpContext context, int? cutAfter)
    {
        var piece = new byte[50_000];
        for (var taken = 0; await context.Request.Body.ReadAsync(piece) is var count and > 0; taken += count)
        {
            if (taken + count > cutAfter)
            {
                context.Abort();
                return;
            }

            _arrived.Write(piece, 0, count);
        }

        context.Response.StatusCode = 204;
        context.Response.Headers["Upload-Offset"] = _arrived.Length.ToString(CultureInfo.InvariantCulture);
    }

    private static Task WriteReceiptsAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(new { receipts = new[] { new { receipt = "AQ==" }, new { receipt = "Ag==" } } });

    private ContainerTransfer Transfer() => new(
        Rows.Id(7), Rows.Id(8), [Rows.Id(1), Rows.Id(2)], ["tula"], 42, new DigestValue("sha-256", SHA256.HashData(_octets)), _octets.Length,
        _ => Task.FromResult<Stream>(new MemoryStream(_octets)));
}
