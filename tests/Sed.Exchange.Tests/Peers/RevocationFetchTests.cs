using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Adapters.Revocation;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Tests.Doubles;
using Sed.Exchange.Tests.Paths;

namespace Sed.Exchange.Tests.Peers;

/// <summary>Asking for revocation where certificates say it is: what comes, what is refused, and that an outage is waited out once.</summary>
public sealed class RevocationFetchTests : IAsyncDisposable
{
    private static readonly RevocationFetchOptions Inner = new() { AllowInner = true };

    private readonly FakeTimeProvider _time = new(Mint.Noon);
    private readonly WebApplication _server;
    private readonly Minted _root = Mint.Root();
    private readonly List<string> _asked = [];
    private readonly string _url;
    private RequestDelegate _answer = context => context.Response.CompleteAsync();

    public RevocationFetchTests()
    {
        (_server, var address) = LoopbackServer.Start(context =>
        {
            lock (_asked) _asked.Add($"{context.Request.Method} {context.Request.Path}");
            return _answer(context);
        });
        _url = address.GetLeftPart(UriPartial.Authority);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Lists_and_answers_come_and_are_remembered_while_they_are_fresh()
    {
        var end = Named();
        _answer = context => context.Request.Path == "/ocsp"
            ? Send(context, new MintedAnswer { Signer = _root, Issuer = _root, About = end, NextUpdate = null }.Encode())
            : Send(context, new MintedList { Signer = _root }.Encode());
        using var fetch = Fetch(Inner);

        var first = await CollectAsync(fetch, end);
        _time.Advance(TimeSpan.FromMinutes(59));
        await CollectAsync(fetch, end);
        var before = Asked();
        _time.Advance(TimeSpan.FromMinutes(2));
        await CollectAsync(fetch, end);

        Assert.Equal((1, 1), (first.Lists.Count, first.Answers.Count));
        Assert.Equal(["POST /ocsp", "GET /list"], before);
        Assert.Equal(4, Asked().Count);
    }

    [Fact]
    public async Task Inner_addresses_are_not_asked_unless_the_operator_says_so()
    {
        var end = Named();
        using var fetch = Fetch(new RevocationFetchOptions());

        Assert.True((await CollectAsync(fetch, end)).IsEmpty);
        Assert.Empty(Asked());
    }

    [Theory]
    [InlineData("http://localhost:{0}/list")]
    [InlineData("http://127.1:{0}/list")]
    [InlineData("http://2130706433:{0}/list")]
    [InlineData("http://0x7f000001:{0}/list")]
    [InlineData("http://0.0.0.0:{0}/list")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/list")]
    [InlineData("http://user@127.0.0.1:{0}/list")]
    [InlineData("ftp://127.0.0.1:{0}/list")]
    public async Task Ways_around_the_guard_lead_nowhere(string address)
    {
        using var fetch = Fetch(new RevocationFetchOptions());
        var named = Mint.Issue(_root, "CN=End", [Part.Points(Part.Point(Part.Uri(string.Format(CultureInfo.InvariantCulture, address, new Uri(_url).Port))))]);

        Assert.True((await CollectAsync(fetch, named)).IsEmpty);
        Assert.Empty(Asked());
    }

    [Fact]
    public async Task Redirects_are_followed_a_few_times_and_never_out_of_the_web()
    {
        var end = Named();
        using var fetch = Fetch(Inner);
        _answer = context =>
        {
            if (context.Request.Path == "/there") return Send(context, new MintedList { Signer = _root }.Encode());
            context.Response.Redirect(context.Request.Path == "/list" ? "/there" : "file:///etc/passwd");
            return Task.CompletedTask;
        };

        Assert.Single((await CollectAsync(fetch, end)).Lists);
        _answer = context =>
        {
            context.Response.Redirect("/again");
            return Task.CompletedTask;
        };
        lock (_asked) _asked.Clear();
        using var other = Fetch(Inner);
        Assert.True((await CollectAsync(other, end)).IsEmpty);
        Assert.Equal(2 * 4, Asked().Count);
    }

    [Fact]
    public async Task What_fails_is_less_and_is_left_alone_for_a_while()
    {
        var end = Named();
        using var fetch = Fetch(Inner);
        _answer = context => Send(context, "rubbish"u8.ToArray());

        Assert.True((await CollectAsync(fetch, end)).IsEmpty);
        Assert.True((await CollectAsync(fetch, end)).IsEmpty);
        Assert.Equal(2, Asked().Count);

        // An outage later on leaves what was there before.
        _answer = context => Send(context, new MintedList { Signer = _root }.Encode());
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Single((await CollectAsync(fetch, end)).Lists);
        _answer = context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Single((await CollectAsync(fetch, end)).Lists);
    }

    [Fact]
    public async Task A_responder_that_hangs_holds_nobody()
    {
        var end = Named();
        using var fetch = Fetch(Inner);
        var hanging = new TaskCompletionSource();
        _answer = _ => hanging.Task;
        var collecting = CollectAsync(fetch, end);
        while (!collecting.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(11));
            await Task.WhenAny(collecting, Task.Delay(20));
        }

        Assert.True((await collecting).IsEmpty);
        hanging.SetResult();
    }

    [Fact]
    public async Task An_endless_answer_ends()
    {
        var end = Named();
        using var fetch = Fetch(Inner);
        _answer = async context =>
        {
            var octets = new byte[1024 * 1024];
            for (var count = 0; count < 64 && !context.RequestAborted.IsCancellationRequested; count++) await context.Response.Body.WriteAsync(octets);
        };

        Assert.True((await CollectAsync(fetch, end)).IsEmpty);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2a00:1450:4010::8a", true)]
    public void The_guard_lets_only_what_is_for_everybody(string address, bool isPublic) => Assert.Equal(isPublic, AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task A_copy_outlives_the_process_and_an_outage_but_not_for_ever()
    {
        using var folder = new TemporaryFolder();
        var end = Named();
        _answer = context => context.Request.Path == "/ocsp"
            ? Send(context, new MintedAnswer { Signer = _root, Issuer = _root, About = end, NextUpdate = null }.Encode())
            : Send(context, new MintedList { Signer = _root }.Encode());
        using (var before = Fetch(Inner, Cache(folder))) await CollectAsync(before, end);
        lock (_asked) _asked.Clear();

        _time.Advance(TimeSpan.FromMinutes(30));
        using (var after = Fetch(Inner, Cache(folder))) Assert.Equal((1, 1), await CollectAsync(after, end) is var kept ? (kept.Lists.Count, kept.Answers.Count) : default);
        Assert.Empty(Asked());

        _answer = context => Refuse(context);
        _time.Advance(TimeSpan.FromDays(1));
        using (var outage = Fetch(Inner, Cache(folder))) Assert.Single((await CollectAsync(outage, end)).Lists);
        Assert.Equal(2, Asked().Count);
        _time.Advance(TimeSpan.FromDays(7));
        using (var gone = Fetch(Inner, Cache(folder))) Assert.True((await CollectAsync(gone, end)).IsEmpty);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sedx-revocation/1 1 00\nrubbish")]
    [InlineData("rubbish")]
    public async Task A_damaged_copy_is_as_good_as_none(string damaged)
    {
        using var folder = new TemporaryFolder();
        var end = Named();
        _answer = context => Send(context, new MintedList { Signer = _root }.Encode());
        using (var before = Fetch(Inner, Cache(folder))) await CollectAsync(before, end);
        var file = Assert.Single(Directory.GetFiles(folder.Path));
        if (damaged == "rubbish")
        {
            var octets = await File.ReadAllBytesAsync(file);
            octets[^1] ^= 1;
            await File.WriteAllBytesAsync(file, octets);
        }
        else await File.WriteAllTextAsync(file, damaged);
        await File.WriteAllTextAsync(file + ".half", "of a process that died");
        lock (_asked) _asked.Clear();

        using var after = Fetch(Inner, Cache(folder));
        Assert.Single((await CollectAsync(after, end)).Lists);
        Assert.Contains("GET /list", Asked());
        Assert.Equal([file], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Copies_have_a_limit_together_and_the_oldest_goes()
    {
        using var folder = new TemporaryFolder();
        _answer = context => Send(context, new MintedList { Signer = _root }.Encode());
        var length = new MintedList { Signer = _root }.Encode().Length + 110;
        using var fetch = Fetch(Inner, Cache(folder, 2 * length));
        foreach (var number in Enumerable.Range(0, 5))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await CollectAsync(fetch, Mint.Issue(_root, "CN=End", [Part.Points(Part.Point(Part.Uri($"{_url}/list/{number}")))]));
        }

        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
        using var other = Fetch(Inner, Cache(folder, 2 * length));
        lock (_asked) _asked.Clear();
        await CollectAsync(other, Mint.Issue(_root, "CN=End", [Part.Points(Part.Point(Part.Uri($"{_url}/list/4")))]));
        await CollectAsync(other, Mint.Issue(_root, "CN=End", [Part.Points(Part.Point(Part.Uri($"{_url}/list/0")))]));
        Assert.Equal(["GET /list/0"], Asked());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_costs_questions_only()
    {
        using var folder = new TemporaryFolder();
        var place = Path.Combine(folder.Path, "taken");
        await File.WriteAllTextAsync(place, "a file stands here");
        _answer = context => Send(context, new MintedList { Signer = _root }.Encode());
        using var fetch = Fetch(Inner, new RevocationCache(place, 1_000_000, NullLogger<RevocationCache>.Instance));

        Assert.Single((await CollectAsync(fetch, Named())).Lists);
    }

    [Fact]
    public async Task Issuers_come_from_listed_hosts_only_and_are_remembered()
    {
        var middle = Mint.Authority(_root, "CN=Middle");
        var end = Mint.Issue(middle, "CN=End", [Access("1.3.6.1.5.5.7.48.2", _url + "/ca.cer")]);
        _answer = context => Send(context, middle.Certificate.Der.ToArray());
        using (var listed = Issuers(Inner, "127.0.0.1"))
        {
            Assert.Equal([middle.Certificate], await listed.CollectAsync(end.Certificate, CancellationToken.None));
            Assert.Equal([middle.Certificate], await listed.CollectAsync(end.Certificate, CancellationToken.None));
        }

        Assert.Equal(["GET /ca.cer"], Asked());
        using (var unlisted = Issuers(Inner, "ca.example.test")) Assert.Empty(await unlisted.CollectAsync(end.Certificate, CancellationToken.None));
        using (var guarded = Issuers(new RevocationFetchOptions(), "127.0.0.1")) Assert.Empty(await guarded.CollectAsync(end.Certificate, CancellationToken.None));
        Assert.Single(Asked());
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("redirect")]
    [InlineData("refusal")]
    [InlineData("endless")]
    public async Task An_issuer_that_does_not_come_is_left_alone_for_a_while(string how)
    {
        var end = Mint.Issue(_root, "CN=End", [Access("1.3.6.1.5.5.7.48.2", _url + "/ca.cer")]);
        _answer = context => how switch
        {
            "rubbish" => Send(context, "rubbish"u8.ToArray()),
            "endless" => Send(context, new byte[2 * 1024 * 1024]),
            "refusal" => Refuse(context),
            _ => Redirect(context, $"http://localhost:{new Uri(_url).Port}/other.cer"),
        };
        using var fetch = Issuers(Inner, "127.0.0.1");
        Assert.Empty(await fetch.CollectAsync(end.Certificate, CancellationToken.None));
        Assert.Empty(await fetch.CollectAsync(end.Certificate, CancellationToken.None));
        Assert.Equal(["GET /ca.cer"], Asked());

        _answer = context => Send(context, _root.Certificate.Der.ToArray());
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Single(await fetch.CollectAsync(end.Certificate, CancellationToken.None));
    }

    private static RevocationCache Cache(TemporaryFolder folder, long limit = 1_000_000) => new(folder.Path, limit, NullLogger<RevocationCache>.Instance);

    private IssuerFetch Issuers(RevocationFetchOptions options, params string[] hosts) => new(hosts, options, _time, NullLogger<IssuerFetch>.Instance);

    private RevocationFetch Fetch(RevocationFetchOptions options, RevocationCache? cache = null) =>
        new(options, _time, new SeededEntropy(1, _time), NullLogger<RevocationFetch>.Instance, cache);

    private static X509Extension Access(string method, string address) => Part.Sequence("1.3.6.1.5.5.7.1.1", false, writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(method);
            Part.Uri(address)(writer);
        }
    });

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = 503;
        return Task.CompletedTask;
    }

    private static Task Redirect(HttpContext context, string to)
    {
        context.Response.Redirect(to);
        return Task.CompletedTask;
    }

    private Minted Named() => Mint.Issue(_root, "CN=End",
    [
        Part.Points(Part.Point(Part.Uri(_url + "/list"))),
        Access("1.3.6.1.5.5.7.48.1", _url + "/ocsp"),
    ]);

    private Task<RevocationMaterial> CollectAsync(RevocationFetch fetch, Minted end) => fetch.CollectAsync([end.Certificate, _root.Certificate], CancellationToken.None);

    private List<string> Asked()
    {
        lock (_asked) return [.. _asked];
    }

    private static async Task Send(HttpContext context, byte[] octets) => await context.Response.Body.WriteAsync(octets);
}
