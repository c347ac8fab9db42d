using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Tests.Access;

/// <summary>Every route as every role and as nobody, on every listener and with every method.</summary>
public sealed partial class RoleTests(AccessNode node) : IClassFixture<AccessNode>
{
    [Theory]
    [InlineData("nobody")]
    [InlineData("unknown key")]
    [InlineData("basic")]
    [InlineData("empty bearer")]
    [InlineData("two keys")]
    [InlineData("key in the address")]
    [InlineData("revoked key")]
    [InlineData("unknown certificate")]
    [InlineData("a node's certificate")]
    public async Task Who_is_not_known_is_told_nothing_but_that(string role)
    {
        using var http = StrangerOf(role);
        foreach (var row in AccessTable.Rows.Where(row => row.Listeners.HasFlag(Listener.Api)))
        {
            var path = PathOf(row) + (role == "key in the address" ? $"?api_key={node.OfficeKey}&access_token={node.OfficeKey}" : string.Empty);
            using var answer = await AskAsync(http, row, path);

            if (row.Door == Door.Open) Assert.Equal(row.Own, (int)answer.StatusCode);
            else await AssertProblemAsync(row, answer, 401, "unauthorized");
        }
    }

    [Fact]
    public async Task An_administrator_is_shown_states_and_receipts_and_no_content()
    {
        using var http = node.Http(node.AdministratorKey);
        foreach (var row in AccessTable.Rows.Where(row => row.Listeners.HasFlag(Listener.Api)))
        {
            using var answer = await AskAsync(http, row, PathOf(row));

            if (row.Door == Door.Installation) await AssertProblemAsync(row, answer, 403, "forbidden");
            else Assert.True(row.Own == (int)answer.StatusCode, $"{row.Name}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task An_installation_of_another_organisation_is_told_that_nothing_is_there()
    {
        using var http = node.Http(node.ForeignKey);
        foreach (var row in AccessTable.Rows.Where(row => row.Listeners.HasFlag(Listener.Api)))
        {
            using var answer = await AskAsync(http, row, PathOf(row));
            Assert.True(row.Foreign == (int)answer.StatusCode, $"{row.Name}: {(int)answer.StatusCode}");
            if (row.Foreign != 404) continue;

            // The same words as for what never was: existence must not show.
            using var nothing = await AskAsync(http, row, PathOf(row, exists: false));
            Assert.Equal(await nothing.Content.ReadAsStringAsync(), await answer.Content.ReadAsStringAsync());
            Assert.Equal(nothing.Headers.Select(header => header.Key).Except(["Date"]), answer.Headers.Select(header => header.Key).Except(["Date"]));
        }
    }

    [Theory]
    [InlineData("key")]
    [InlineData("certificate")]
    public async Task The_rightful_installation_gets_in_everywhere(string proof)
    {
        using var http = proof == "key" ? node.Http(node.OfficeKey) : node.Http(certificate: node.OfficeCertificate);
        foreach (var row in AccessTable.Rows.Where(row => row.Listeners.HasFlag(Listener.Api)))
        {
            using var answer = await AskAsync(http, row, PathOf(row));
            // The second who reports the same is told that it is known.
            var own = row.Own == 201 && answer.StatusCode == HttpStatusCode.OK ? 200 : row.Own;
            Assert.True(own == (int)answer.StatusCode, $"{row.Name}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    [Fact]
    public async Task Between_nodes_a_key_opens_nothing_and_a_pin_everything_of_the_protocol()
    {
        using var peer = node.TlsOf("efremov");
        using var asPeer = node.Http(certificate: peer);
        using var asClient = node.Http(node.OfficeKey, node.OfficeCertificate);
        foreach (var row in AccessTable.Rows.Where(row => row.Listeners.HasFlag(Listener.Exchange)))
        {
            var address = new Uri(node.Exchange, PathOf(row));
            using (var answer = await AskAsync(asPeer, row, address.ToString())) Assert.True(row.Own == (int)answer.StatusCode, $"{row.Name}: {(int)answer.StatusCode}");
            using var refused = await AskAsync(asClient, row, address.ToString());
            if (row.Door == Door.Peer) await AssertProblemAsync(row, refused, 403, "peer-unknown");
            else Assert.Equal(row.Foreign, (int)refused.StatusCode);
        }
    }

    [Fact]
    public async Task A_route_is_on_its_own_listener_and_to_the_others_there_is_nothing()
    {
        using var peer = node.TlsOf("efremov");
        using var everything = node.Http(node.OfficeKey, peer);
        foreach (var row in AccessTable.Rows)
        {
            foreach (var (listener, address) in new[] { (Listener.Api, node.Api), (Listener.Exchange, node.Exchange), (Listener.Console, node.Console) })
            {
                using var answer = await AskAsync(everything, row, new Uri(address, PathOf(row)).ToString());
                if (row.Listeners.HasFlag(listener)) Assert.NotEqual(HttpStatusCode.NotFound, answer.StatusCode);
                else await AssertProblemAsync(row, answer, 404, "not-found");
            }
        }
    }

    [Fact]
    public async Task A_method_without_a_row_is_refused_to_everybody()
    {
        using var peer = node.TlsOf("efremov");
        using var nobody = node.Http(certificate: peer);
        using var office = node.Http(node.OfficeKey, peer);
        foreach (var route in AccessTable.Rows.GroupBy(row => row.Pattern).Where(route => route.All(row => row.Method != "*")))
        {
            var row = route.First();
            var address = new Uri(row.Listeners.HasFlag(Listener.Api) ? node.Api : row.Listeners.HasFlag(Listener.Exchange) ? node.Exchange : node.Console, PathOf(row));
            foreach (var method in AccessTable.Methods.Except(route.Select(known => known.Method)))
            {
                foreach (var http in new[] { nobody, office })
                {
                    using var answer = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));
                    // Between nodes the route of all other versions takes what none of this version's takes.
                    if (row.Listeners == Listener.Exchange && answer.StatusCode == HttpStatusCode.NotFound) continue;
                    Assert.True((int)answer.StatusCode == 405, $"{method} {row.Pattern}: {(int)answer.StatusCode}");
                    Assert.NotEmpty(answer.Content.Headers.Allow);
                    Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
                }
            }
        }
    }

    [Fact]
    public async Task Every_answer_forbids_sniffing_caching_and_framing_and_sets_no_cookie()
    {
        using var http = node.Http(node.OfficeKey);
        http.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        string[] paths =
        [
            "/api/v1/inbox", $"/api/v1/inbox/{node.Item.DeliveryId}/files/1", "/api/v1/nothing", "/api/v1/inbox?wait=soon", "/health/live",
            node.Console.ToString(), new Uri(node.Console, "/page.css").ToString(),
        ];
        foreach (var path in paths)
        {
            using var answer = await http.GetAsync(path);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.True(answer.Headers.CacheControl?.NoStore);
            Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.DoesNotContain(answer.Headers, header => header.Key is "Set-Cookie" or "Server" or "X-Powered-By" or "Access-Control-Allow-Origin");
        }
    }

    private HttpClient StrangerOf(string role)
    {
        switch (role)
        {
            case "unknown certificate": return node.Http(certificate: node.UnknownCertificate);
            case "a node's certificate": return node.Http(certificate: node.TlsOf("efremov"));
            case "unknown key": return node.Http("sedx_" + new string('A', 43));
            case "revoked key": return node.Http(node.RevokedKey);
        }

        var http = node.Http();
        if (role == "basic") http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", node.OfficeKey);
        if (role == "empty bearer") http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer ");
        if (role == "two keys") http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", [$"Bearer {node.OfficeKey}", $"Bearer {node.OfficeKey}"]);
        return http;
    }

    private string PathOf(AccessRow row, bool exists = true)
    {
        string Id(Guid id) => (exists ? id : new Guid("01a20a64-bbe6-7c7f-bc4f-fac80904a34f")).ToString();
        var path = row.Pattern switch
        {
            "/exchange/{version}/{**rest}" => "/exchange/v2/about",
            "/api/v1/messages" => $"/api/v1/messages?clientReference={Uri.EscapeDataString("исх/1")}",
            "/exchange/v1/exchanged" => "/exchange/v1/exchanged?since=2026-01-01T00:00:00Z",
            _ => row.Pattern,
        };
        return Parameter().Replace(path, match => match.Groups[1].Value switch
        {
            "deliveryId" => Id(node.Item.DeliveryId),
            "messageId" => Id(node.Sent.MessageId),
            "receiptId" => Id(node.Sent.Deliveries[0].ReceiptId),
            "recipient" => Id(DemoRegion.MoscowOffice.Id),
            "index" => "1",
            "id" => "00000000000000000000000000000000",
            "documentName" => "v1",
            "digest" => "no-digest",
            _ => throw new InvalidOperationException($"{row.Name} has a parameter that this test does not know."),
        });
    }

    // Acts say what is needed to be understood, and name a lease that was never given: nothing changes.
    private static async Task<HttpResponseMessage> AskAsync(HttpClient http, AccessRow row, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(row.Method == "*" ? "GET" : row.Method), address);
        var lease = Guid.Parse("01a20a64-bbe6-7c7f-bc4f-fac80904a34f");
        request.Content = row.Pattern.Split('/')[^1] switch
        {
            "collect" or "renew" => JsonContent.Create(new { leaseId = lease }),
            "decline" => JsonContent.Create(new { leaseId = lease, reason = "SEDX-DECLINED_OTHER" }),
            "reports" => JsonContent.Create(new { @event = "Registered", number = "1", date = "2026-11-26" }),
            _ => null,
        };
        return await http.SendAsync(request);
    }

    private static async Task AssertProblemAsync(AccessRow row, HttpResponseMessage answer, int status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{row.Name}: {(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);

        // An answer to HEAD is its headers.
        if (row.Method == "HEAD") return;
        using var problem = JsonDocument.Parse(text);
        Assert.Equal(code, problem.RootElement.GetProperty("code").GetString());
        Assert.DoesNotContain("sedx_", text, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\{(\w+)(?::\w+)?\}")]
    private static partial Regex Parameter();
}
