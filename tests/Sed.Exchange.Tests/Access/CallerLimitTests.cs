using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Callers;

namespace Sed.Exchange.Tests.Access;

/// <summary>A noisy caller meets its own limit and delays only itself.</summary>
public sealed class CallerLimitTests(LimitedNode node) : IClassFixture<LimitedNode>
{
    private const int Flood = (LimitedNode.Rate * 2) + 20;

    [Fact]
    public async Task A_looping_client_is_told_when_to_come_back_and_nobody_else_notices()
    {
        using var noisy = node.Http(node.GovernmentKey);
        using var quiet = node.Http(node.AdministratorKey);

        var answers = await FloodAsync(noisy, "/api/v1/directory");
        using var others = await quiet.GetAsync("/api/v1/events");
        using var settling = await noisy.PostAsync($"/api/v1/inbox/{Guid.NewGuid()}/collect", JsonContent.Create(new { leaseId = Guid.NewGuid() }));
        using var watcher = node.Http();

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused);
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(refused, answer => Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 2));
        var problem = await refused[0].Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("too-many-requests", problem.GetProperty("code").GetString());
        Assert.Equal("limits.requestsPerSecond", problem.GetProperty("detail").GetString());

        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, settling.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await watcher.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task The_client_library_waits_as_told_and_gets_its_answer()
    {
        using var noisy = node.Http(node.OfficeKey);
        Assert.Contains(await FloodAsync(noisy, "/api/v1/directory"), answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        using var client = new ExchangeClient(new ExchangeClientOptions
        {
            Address = node.Api,
            ApiKey = node.OfficeKey,
            AuthorityFile = node.Region.TlsAuthorityFile,
            Attempts = 10,
        });

        Assert.NotEmpty((await client.GetEventsAsync()).Next);
    }

    [Fact]
    public async Task Polls_that_wait_leave_room_for_work()
    {
        var key = await node.AddClientAsync("polling", "--organisation", Sed.Exchange.Node.Demo.DemoRegion.Efremov.Id.ToString());
        using var http = node.Http(key);
        using var stop = new CancellationTokenSource();
        await UntilAsync(http, "/api/v1/inbox?max=1", HttpStatusCode.OK);
        var polls = Enumerable.Range(0, LimitedNode.Polls + 1).Select(_ => http.GetAsync("/api/v1/inbox?wait=30", stop.Token)).ToList();

        using var refused = await await Task.WhenAny(polls);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("limits.pollsAtOnce", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
        await UntilAsync(http, "/api/v1/inbox", HttpStatusCode.OK);
        Assert.Equal(LimitedNode.Polls, polls.Count(poll => !poll.IsCompleted));

        await stop.CancelAsync();
        foreach (var poll in polls.Where(poll => !poll.IsCompletedSuccessfully)) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
    }

    [Fact]
    public async Task Guessing_is_cut_short_and_whoever_has_a_key_behind_the_same_address_is_not()
    {
        using var guessing = node.Http("sedx_" + new string('A', 43));
        using var known = node.Http(node.AdministratorKey);

        var answers = await FloodAsync(guessing, "/api/v1/inbox");
        using var other = await known.GetAsync("/api/v1/directory");
        using var peer = node.Http(certificate: AccessNode.MakeCertificate("stranger"));
        using var strange = await peer.GetAsync(new Uri(node.Exchange, "/exchange/v1/about"));

        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized), 1, LimitedNode.Strangers + 2);
        var refused = answers.Last(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, strange.StatusCode);
    }

    [Fact]
    public async Task A_noisy_peer_s_receipts_still_pass()
    {
        using var certificate = node.TlsOf("efremov");
        using var otherCertificate = node.TlsOf("lobanovskoe");
        using var noisy = node.Http(certificate: certificate);
        using var quiet = node.Http(certificate: otherCertificate);

        var answers = await FloodAsync(noisy, new Uri(node.Exchange, "/exchange/v1/about").ToString());
        using var receipt = await noisy.PostAsync(new Uri(node.Exchange, "/exchange/v1/receipts"), null);
        using var others = await quiet.GetAsync(new Uri(node.Exchange, "/exchange/v1/about"));

        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, receipt.StatusCode);
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
    }

    [Fact]
    public async Task Connections_that_only_stay_open_take_no_other_listener()
    {
        var idle = new List<TcpClient>();
        try
        {
            for (var count = 0; count < LimitedNode.Connections + 5; count++)
            {
                var connection = new TcpClient();
                idle.Add(connection);
                try
                {
                    await connection.ConnectAsync(node.Exchange.Host, node.Exchange.Port);
                }
                catch (SocketException)
                {
                    // One too many is closed before anybody here has looked at it.
                }
            }

            using var http = node.Http();
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(node.Console, "/health/ready"))).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(node.Api, "/health/ready"))).StatusCode);
            using var peer = node.Http(certificate: node.TlsOf("efremov"));
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => peer.GetAsync(new Uri(node.Exchange, "/exchange/v1/about")));

            // Nor another neighbour's place at this one: one address has a third of it.
            using var neighbour = node.Http(certificate: node.TlsOf("lobanovskoe"), from: IPAddress.Parse("127.0.0.2"));
            Assert.Equal(HttpStatusCode.OK, (await neighbour.GetAsync(new Uri(node.Exchange, "/exchange/v1/about"))).StatusCode);
        }
        finally
        {
            foreach (var connection in idle) connection.Dispose();
        }

        // The node sees them go.
        using var again = node.Http(certificate: node.TlsOf("efremov"));
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await again.GetAsync(new Uri(node.Exchange, "/exchange/v1/about"));
                return;
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                await Task.Delay(50);
            }
        }
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    public void One_subscriber_is_one_address(string address, string name) => Assert.Equal(name, CallerLimits.NameOf(IPAddress.Parse(address)));

    // One after another on one connection: even a busy machine asks faster than the node lets it.
    private static async Task<IReadOnlyList<HttpResponseMessage>> FloodAsync(HttpClient http, string address)
    {
        var answers = new List<HttpResponseMessage>();
        for (var count = 0; count < Flood; count++) answers.Add(await http.GetAsync(address));
        return answers;
    }

    private static async Task UntilAsync(HttpClient http, string path, HttpStatusCode wanted)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var answer = await http.GetAsync(path);
            if (answer.StatusCode == wanted) return;
            await Task.Delay(100);
        }

        throw new TimeoutException($"{path} was not answered {wanted}.");
    }
}
