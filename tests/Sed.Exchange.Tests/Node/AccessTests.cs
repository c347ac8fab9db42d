using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Demo;

namespace Sed.Exchange.Tests.Node;

/// <summary>Who may do what, and what the others are told.</summary>
public sealed class AccessTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Theory]
    [InlineData(null)]
    [InlineData("sedx_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("nonsense")]
    public async Task Strangers_are_told_so_in_their_language(string? key)
    {
        using var http = node.Http(key);
        http.DefaultRequestHeaders.Add("Accept-Language", "de;q=0.9, en;q=0.5");

        using var answer = await http.GetAsync("/api/v1/inbox");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        var problem = await ProblemOf(answer);
        Assert.Equal("urn:sed-exchange:problem:unauthorized", problem.GetProperty("type").GetString());
        Assert.StartsWith("Send a valid key", problem.GetProperty("do").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_client_is_out_without_a_restart()
    {
        using var http = node.Http(await node.AddClientAsync("short-lived", "--organisation", DemoRegion.Government.Id.ToString()));
        Assert.Equal(HttpStatusCode.OK, await UntilAsync(http, HttpStatusCode.OK));

        await RunningNode.CommandAsync("client", "revoke", "short-lived", "--config", node.ConfigFile);

        Assert.Equal(HttpStatusCode.Unauthorized, await UntilAsync(http, HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task A_client_certificate_is_as_good_as_a_key()
    {
        using var certificate = node.TlsOf("efremov");
        var file = Path.Combine(node.Folder, "client.pem");
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
        var shown = await node.AddClientAsync("by-certificate", "--organisation", DemoRegion.Government.Id.ToString(), "--certificate", file);
        using var http = node.Http(certificate: certificate);

        Assert.Equal(HttpStatusCode.OK, await UntilAsync(http, HttpStatusCode.OK));
        Assert.Equal(64, shown.Length);
        using var stranger = node.TlsOf("lobanovskoe");
        using var other = node.Http(certificate: stranger);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync("/api/v1/inbox")).StatusCode);
    }

    [Fact]
    public async Task An_administrator_sees_states_and_receipts_and_no_content()
    {
        using var government = node.Client(node.GovernmentKey);
        var sent = await government.SubmitAsync(node.NewLetter("А-1").Files);
        using var http = node.Http(node.AdministratorKey);

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"/api/v1/messages/{sent.MessageId}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"/api/v1/messages/{sent.MessageId}/receipts/{sent.Deliveries[0].ReceiptId}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/v1/events")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync($"/api/v1/messages/{sent.MessageId}/evidence")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync("/api/v1/inbox")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsync("/api/v1/inbox/lease", null)).StatusCode);
    }

    [Fact]
    public async Task Who_has_no_news_has_a_cursor_at_the_end_of_the_feed_all_the_same()
    {
        using var government = node.Client(node.GovernmentKey);
        await government.SubmitAsync(node.NewLetter("А-9").Files);
        using var administrator = node.Http(node.AdministratorKey);
        using var quiet = node.Http(await node.AddClientAsync("quiet", "--organisation", DemoRegion.Efremov.Id.ToString()));
        await UntilAsync(quiet, HttpStatusCode.OK);

        var before = await NextAsync(administrator);
        var page = await quiet.GetFromJsonAsync<JsonElement>("/api/v1/events");
        Assert.Equal(0, page.GetProperty("items").GetArrayLength());
        Assert.InRange(Number(page), before, await NextAsync(administrator));
        Assert.True(before > 0);

        // A page that is full goes no further than its last line.
        var first = await administrator.GetFromJsonAsync<JsonElement>("/api/v1/events?max=1");
        Assert.Equal(1, Number(first));

        static async Task<long> NextAsync(HttpClient http) => Number(await http.GetFromJsonAsync<JsonElement>("/api/v1/events?max=1000"));
        static long Number(JsonElement page) => long.Parse(page.GetProperty("next").GetString()!.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_client_sees_nothing_of_other_organisations()
    {
        using var government = node.Client(node.GovernmentKey);
        var sent = await government.SubmitAsync(node.NewLetter("А-2").Files);
        using var stranger = node.Http(await node.AddClientAsync("somebody", "--organisation", DemoRegion.Efremov.Id.ToString()));
        await UntilAsync(stranger, HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/v1/messages/{sent.MessageId}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/v1/messages/{sent.MessageId}/evidence")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/v1/messages/{sent.MessageId}/receipts/{sent.Deliveries[0].ReceiptId}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/v1/inbox/{sent.Deliveries[0].DeliveryId}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"/api/v1/inbox?organisation={DemoRegion.Government.Id}")).StatusCode);
        var refused = await Assert.ThrowsAsync<ExchangeProblemException>(async () =>
        {
            using var office = node.Client(node.OfficeKey);
            await office.SubmitAsync(node.NewLetter("А-3").Files);
        });
        Assert.Equal("sender-mismatch", refused.Code);
    }

    [Fact]
    public async Task Endpoints_are_reached_through_their_own_listener_only()
    {
        using var certificate = node.TlsOf("efremov");
        using var peer = node.Http(certificate: certificate);
        using var key = node.Http(node.GovernmentKey, certificate);

        Assert.Equal(HttpStatusCode.OK, (await peer.GetAsync(new Uri(node.Exchange, "/exchange/v1/about"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await peer.GetAsync(new Uri(node.Api, "/exchange/v1/about"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await key.GetAsync(new Uri(node.Exchange, "/api/v1/inbox"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await key.GetAsync(new Uri(node.Console, "/api/v1/inbox"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await key.GetAsync(new Uri(node.Api, "/page.css"))).StatusCode);
    }

    [Fact]
    public async Task A_node_that_the_directory_does_not_know_is_shown_the_directory_only()
    {
        var other = await Task.Run(() => OtherRegionTls());
        using (other)
        using (var http = node.Http(certificate: other))
        {
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(node.Exchange, "/exchange/v1/directory"))).StatusCode);
            using var refused = await http.GetAsync(new Uri(node.Exchange, "/exchange/v1/about"));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal("peer-unknown", (await ProblemOf(refused)).GetProperty("code").GetString());
        }

        using var bare = node.Http();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => bare.GetAsync(new Uri(node.Exchange, "/exchange/v1/directory")));
    }

    [Theory]
    [InlineData("TRACE", "/api/v1/inbox", 405)]
    [InlineData("PUT", "/api/v1/inbox", 405)]
    [InlineData("POST", "/api/v1/inbox", 405)]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/api/v1/inbox?wait=soon", 400)]
    [InlineData("GET", "/api/v1/inbox?max=0", 400)]
    [InlineData("GET", "/api/v1/events?after=yesterday", 400)]
    [InlineData("GET", "/api/v1/events?after=7-1", 410)]
    [InlineData("GET", "/api/v1/events?after=1-900000", 410)]
    [InlineData("GET", "/api/v1/messages", 400)]
    [InlineData("GET", "/api/v1/messages/01a20a64-bbe6-7c7f-bc4f-fac80904a34f", 404)]
    [InlineData("GET", "/exchange/v2/about", 404)]
    public async Task Whatever_cannot_be_answered_is_a_problem_with_a_code(string method, string path, int status)
    {
        using var http = node.Http(node.GovernmentKey);

        using var answer = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, (int)answer.StatusCode);
        var problem = await ProblemOf(answer);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal(status, ProblemTable.Find(problem.GetProperty("code").GetString()!).Status);
    }

    [Fact]
    public async Task The_console_answers_loopback_names_only_and_allows_no_script()
    {
        using var http = node.Http();
        using var page = await http.GetAsync(node.Console);
        using var rebound = new HttpRequestMessage(HttpMethod.Get, node.Console) { Headers = { Host = "evil.example" } };

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.StartsWith("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await http.SendAsync(rebound)).StatusCode);
    }

    [Fact]
    public async Task The_description_of_the_API_names_every_route_and_its_problems()
    {
        using var http = node.Http(node.GovernmentKey);
        var document = await http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var paths = document.GetProperty("paths").EnumerateObject().ToDictionary(path => path.Name, path => path.Value);

        string[] expected =
        [
            "/api/v1/packages", "/api/v1/packages/check", "/api/v1/containers", "/api/v1/uploads", "/api/v1/uploads/{id}",
            "/api/v1/inbox", "/api/v1/inbox/lease", "/api/v1/inbox/{deliveryId}", "/api/v1/inbox/{deliveryId}/package", "/api/v1/inbox/{deliveryId}/renew", "/api/v1/inbox/{deliveryId}/container",
            "/api/v1/inbox/{deliveryId}/files/{index}", "/api/v1/inbox/{deliveryId}/verdict", "/api/v1/inbox/{deliveryId}/card",
            "/api/v1/inbox/{deliveryId}/collect", "/api/v1/inbox/{deliveryId}/decline", "/api/v1/inbox/{deliveryId}/reports",
            "/api/v1/messages", "/api/v1/messages/{messageId}", "/api/v1/messages/{messageId}/receipts/{receiptId}", "/api/v1/messages/{messageId}/evidence",
            "/api/v1/events", "/api/v1/control", "/api/v1/directory",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), paths.Keys.Order(StringComparer.Ordinal));
        Assert.All(paths.Values.SelectMany(path => path.EnumerateObject()), operation =>
        {
            Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
            Assert.True(operation.Value.GetProperty("responses").TryGetProperty("401", out _));
        });
    }

    [Fact]
    public async Task Health_is_open_and_says_what_it_looked_at()
    {
        using var http = node.Http();
        var ready = await http.GetFromJsonAsync<JsonElement>("/health/ready");

        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.All(ready.GetProperty("checks").EnumerateObject(), check => Assert.Equal("ok", check.Value.GetString()));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
    }

    private static System.Security.Cryptography.X509Certificates.X509Certificate2 OtherRegionTls()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=stranger", key, System.Security.Cryptography.HashAlgorithmName.SHA256)
            .CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
    }

    // The node keeps its list of clients for a second.
    private static async Task<HttpStatusCode> UntilAsync(HttpClient http, HttpStatusCode wanted)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var answer = await http.GetAsync("/api/v1/inbox");
            if (answer.StatusCode == wanted || attempt == 60) return answer.StatusCode;
            await Task.Delay(50);
        }
    }

    private static async Task<JsonElement> ProblemOf(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
