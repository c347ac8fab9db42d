using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Demo.Documents;

namespace Sed.Exchange.Tests.Node;

/// <summary>Stored containers that are gone or changed: whoever asks for one is told so, and everybody else's mail goes on.</summary>
public sealed class DamagedStoreTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_who_asks_for_a_damaged_container_ends_the_node(bool isGone)
    {
        var before = Blobs();
        using var government = node.Client(node.GovernmentKey);
        using var office = node.Client(node.OfficeKey);
        var sent = await government.SubmitAsync(node.NewLetter($"П-{isGone}").Files);
        var item = (await office.LeaseAsync()).Single(waiting => waiting.MessageId == sent.MessageId);
        foreach (var path in Blobs().Except(before))
        {
            if (isGone) File.Delete(path);
            else await FlipAsync(path);
        }

        using var installation = node.Http(node.OfficeKey);
        using var sender = node.Http(node.GovernmentKey);
        await AssertDamagedAsync(await installation.GetAsync($"/api/v1/inbox/{item.DeliveryId}"));
        await AssertDamagedAsync(await installation.GetAsync($"/api/v1/inbox/{item.DeliveryId}/package"));
        await AssertDamagedAsync(await installation.PostAsJsonAsync($"/api/v1/inbox/{item.DeliveryId}/reports", new { @event = "Reception" }));
        await AssertDamagedAsync(await sender.GetAsync($"/api/v1/messages/{sent.MessageId}/evidence"));

        await government.SubmitAsync(node.NewLetter($"П-2-{isGone}").Files);
        Assert.NotEmpty(await office.LeaseAsync());
    }

    [Fact]
    public async Task A_neighbour_that_asks_for_a_container_that_is_gone_is_told_so()
    {
        var before = Blobs();
        using var government = node.Client(node.GovernmentKey);
        await government.SubmitAsync(Letters.Plain(
            DemoRegion.Government, [DemoRegion.Efremov], "П-3", "О проверке", SignedFile.Unsigned("Письмо.pdf", "%PDF-1.4\n"u8.ToArray()), TimeProvider.System.GetUtcNow()).Files);
        foreach (var path in Blobs().Except(before)) File.Delete(path);
        using var certificate = node.TlsOf("efremov");
        using var peer = node.Http(certificate: certificate);
        var told = await peer.GetFromJsonAsync<JsonElement>(new Uri(node.Exchange, "/exchange/v1/exchanged?since=2026-01-01T00:00:00Z"));
        var digest = told.GetProperty("deliveries").EnumerateArray().Single().GetProperty("container").GetString();

        await AssertDamagedAsync(await peer.GetAsync(new Uri(node.Exchange, $"/exchange/v1/containers/{digest}")));
        Assert.Equal(HttpStatusCode.OK, (await peer.GetAsync(new Uri(node.Exchange, "/exchange/v1/about"))).StatusCode);
    }

    [Fact]
    public async Task What_passed_here_may_come_back_in_pieces_to_end_here_and_only_then()
    {
        using var certificate = node.TlsOf("efremov");
        using var peer = node.Http(certificate: certificate);
        using var home = await AnnounceAsync(peer, DemoRegion.MoscowOffice.Id);
        using var round = await AnnounceAsync(peer, DemoRegion.Efremov.Id);

        Assert.Equal(HttpStatusCode.Created, home.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, round.StatusCode);
        Assert.Equal("loop", (await round.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    private async Task<HttpResponseMessage> AnnounceAsync(HttpClient peer, Guid recipient)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node.Exchange, "/exchange/v1/uploads"));
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Length", "1000");
        request.Headers.Add("Sed-Message-Id", Guid.NewGuid().ToString());
        request.Headers.Add("Sed-Sender", DemoRegion.Government.Id.ToString());
        request.Headers.Add("Sed-Recipients", recipient.ToString());
        request.Headers.Add("Sed-Path", "tula, efremov");
        request.Headers.Add("Sed-Directory", "1");
        request.Headers.Add("Repr-Digest", $"sha-256=:{Convert.ToBase64String(SHA256.HashData(recipient.ToByteArray()))}:");
        return await peer.SendAsync(request);
    }

    private static async Task AssertDamagedAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.Equal("store-damaged", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        }
    }

    private HashSet<string> Blobs() =>
        [.. Directory.GetFiles(Path.Combine(ConfigurationFile.Read(node.ConfigFile).DataFolder, "blobs"), "*", SearchOption.AllDirectories)];

    private static async Task FlipAsync(string path)
    {
        var octets = await File.ReadAllBytesAsync(path);
        octets[octets.AsSpan().IndexOf("%PDF"u8)] ^= 1;
        await File.WriteAllBytesAsync(path, octets);
    }
}
