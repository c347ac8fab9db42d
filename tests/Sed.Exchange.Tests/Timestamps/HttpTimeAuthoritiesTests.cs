using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Sed.Exchange.Adapters.Timestamps;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Delivery.Stamping;
using Sed.Exchange.Tests.Peers;

namespace Sed.Exchange.Tests.Timestamps;

/// <summary>Authorities of time over HTTP: the contract, and what the wire adds.</summary>
public sealed class HttpTimeAuthoritiesTests : TimeAuthoritiesContract, IAsyncDisposable
{
    private static readonly DigestValue Imprint = Suite.Ecdsa.Digest("a manifest"u8);

    private readonly WebApplication _server;
    private readonly Uri _address;
    private readonly List<string> _asked = [];
    private readonly List<HttpTimeAuthorities> _opened = [];
    private RequestDelegate _answer = context => context.Response.CompleteAsync();

    public HttpTimeAuthoritiesTests()
    {
        (_server, var address) = LoopbackServer.Start(context =>
        {
            lock (_asked) _asked.Add($"{context.Request.Method} {context.Request.Path} {context.Request.ContentType}");
            return _answer(context);
        });
        _address = new Uri(address, "/tsa");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened) opened.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_next_address_is_asked_when_one_fails()
    {
        _answer = context => Answer(context, question => context.Request.Path == "/gone" ? null : Town.Authority.Answer(question, Time.GetUtcNow()));
        var answer = await Open([new Uri(_address, "/gone"), _address], Town.Trust).StampAsync(Imprint, CancellationToken.None);
        Assert.IsType<StampAnswer.Granted>(answer);
        Assert.Equal(["POST /gone application/timestamp-query", "POST /tsa application/timestamp-query"], _asked);
    }

    [Fact]
    public async Task Redirects_are_not_followed_and_too_much_is_not_read()
    {
        var elsewhere = 0;
        _answer = context =>
        {
            if (context.Request.Path == "/elsewhere") elsewhere++;
            context.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        Assert.Equal(StampCodes.Unreachable, await Code());
        Assert.Equal(0, elsewhere);

        _answer = async context =>
        {
            var piece = new byte[64 * 1024];
            for (var count = 0; count < 64; count++) await context.Response.Body.WriteAsync(piece, context.RequestAborted);
        };
        var none = Assert.IsType<StampAnswer.None>(await Open([_address], Town.Trust).StampAsync(Imprint, CancellationToken.None));
        Assert.Contains(TimestampAnswer.MaxBytes.ToString(System.Globalization.CultureInfo.InvariantCulture), none.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_tried_once_more()
    {
        var times = 0;
        _answer = context =>
        {
            if (times++ > 0) return Answer(context, question => Town.Authority.Answer(question, Time.GetUtcNow()));
            context.Abort();
            return Task.CompletedTask;
        };
        var asked = Open([_address], Town.Trust).StampAsync(Imprint, CancellationToken.None);
        await Turn(asked);
        Assert.IsType<StampAnswer.Granted>(await asked);
        Assert.Equal(2, times);
    }

    [Fact]
    public async Task One_that_hangs_is_left_after_its_patience()
    {
        _answer = context => context.Request.Path == "/hangs" ? Task.Delay(Timeout.Infinite, context.RequestAborted) : Answer(context, question => Town.Authority.Answer(question, Time.GetUtcNow()));
        var asked = Open([new Uri(_address, "/hangs"), _address], Town.Trust).StampAsync(Imprint, CancellationToken.None);
        while (!Asked("/hangs")) await Task.Delay(10);
        Time.Advance(TimeSpan.FromSeconds(16));
        Assert.IsType<StampAnswer.Granted>(await asked);
    }

    private protected override ITimeAuthorities Open(Func<byte[], byte[]?> answer, TrustAnchors trust)
    {
        _answer = context => Answer(context, answer);
        return Open([_address], trust);
    }

    private bool Asked(string path)
    {
        lock (_asked) return _asked.Exists(line => line.Contains(path, StringComparison.Ordinal));
    }

    private async Task<string> Code() => Assert.IsType<StampAnswer.None>(await Open([_address], Town.Trust).StampAsync(Imprint, CancellationToken.None)).Code;

    // The pause before the second try is on virtual time: nobody but us can move it on.
    private async Task Turn(Task asked)
    {
        while (!asked.IsCompleted)
        {
            await Task.Delay(20);
            if (!asked.IsCompleted) Time.Advance(TimeSpan.FromMilliseconds(10));
        }
    }

    private HttpTimeAuthorities Open(IReadOnlyList<Uri> addresses, TrustAnchors trust)
    {
        var opened = new HttpTimeAuthorities(new TimeAuthorityOptions { Addresses = addresses }, trust, Time, Chance, NullLogger<HttpTimeAuthorities>.Instance);
        _opened.Add(opened);
        return opened;
    }

    private static async Task Answer(HttpContext context, Func<byte[], byte[]?> answer)
    {
        using var question = new MemoryStream();
        await context.Request.Body.CopyToAsync(question);
        if (answer(question.ToArray()) is { } octets) await context.Response.Body.WriteAsync(octets);
        else context.Response.StatusCode = 503;
    }
}
