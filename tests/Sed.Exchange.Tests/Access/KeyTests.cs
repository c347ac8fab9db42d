using System.Diagnostics;
using System.Net;
using System.Text;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Tests.Node;

namespace Sed.Exchange.Tests.Access;

/// <summary>Keys are kept as hashes, shown once, and end when they are revoked, whatever is under way.</summary>
public sealed class KeyTests(RunningNode node) : IClassFixture<RunningNode>
{
    // A revocation counts within a second; the rest is for a busy machine. What must not happen is waiting the 30 s out.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Nothing_on_the_disk_holds_a_key_or_a_part_of_it()
    {
        var key = node.GovernmentKey;
        using var http = node.Http(key);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/v1/inbox")).StatusCode);
        var secret = System.Buffers.Text.Base64Url.DecodeFromChars(key.AsSpan(5));

        var files = Directory.GetFiles(node.Region.Node(DemoRegion.TulaNode).Folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock");
        var all = files.Select(file => (file, Octets: ReadShared(file))).ToList();

        Assert.Contains(all, file => Holds(file.Octets, Encoding.ASCII.GetBytes(ApiKey.Hash(key))));
        foreach (var (file, octets) in all)
        {
            Assert.False(Holds(octets, Encoding.ASCII.GetBytes(key[5..17])), file);
            Assert.False(Holds(octets, Encoding.ASCII.GetBytes(key[^12..])), file);
            Assert.False(Holds(octets, secret.AsSpan(0, 8)), file);
        }
    }

    [Fact]
    public async Task The_list_of_clients_shows_neither_key_nor_hash()
    {
        foreach (var arguments in new string[][] { ["client", "list", "--config", node.ConfigFile], ["client", "list", "--json", "--config", node.ConfigFile] })
        {
            var (code, output, errors) = await RunningNode.CommandAsync(arguments);
            Assert.Equal(0, code);
            Assert.Contains("government", output, StringComparison.Ordinal);
            Assert.DoesNotContain("sedx_", output + errors, StringComparison.Ordinal);
            Assert.DoesNotContain(ApiKey.Hash(node.GovernmentKey)[..12], output + errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_id_is_given_once_and_the_first_key_stays()
    {
        var (code, output, errors) = await RunningNode.CommandAsync(
            "client", "add", "government", "--organisation", DemoRegion.Efremov.Id.ToString(), "--config", node.ConfigFile);

        Assert.Equal(2, code);
        Assert.DoesNotContain("sedx_", output, StringComparison.Ordinal);
        Assert.Contains("government", errors, StringComparison.Ordinal);
        using var http = node.Http(node.GovernmentKey);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/v1/inbox")).StatusCode);
    }

    [Fact]
    public async Task A_poll_of_a_revoked_client_ends()
    {
        using var http = await NewClientAsync("poller");
        var poll = http.GetAsync("/api/v1/inbox?wait=30");
        // Until it waits on the server, another request of the same client shows nothing of it; half a second is plenty and costs nothing.
        await Task.WhenAny(poll, Task.Delay(TimeSpan.FromSeconds(0.5)));
        Assert.False(poll.IsCompleted);

        using var answer = await AfterRevokingAsync("poller", poll);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("unauthorized", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_of_a_revoked_client_ends()
    {
        using var http = await NewClientAsync("uploader");
        using var content = new EndlessContent();
        var upload = http.PostAsync("/api/v1/containers", content);
        await content.HasBegun;

        // The node answers 401 and closes; a client that goes on sending may see only the closing.
        await RunningNode.CommandAsync("client", "revoke", "uploader", "--config", node.ConfigFile);
        await Task.WhenAny(upload, Task.Delay(TimeSpan.FromSeconds(25)));
        Assert.True(upload.IsCompleted);
        if (upload.IsCompletedSuccessfully) Assert.Equal(HttpStatusCode.Unauthorized, (await upload).StatusCode);
        else Assert.IsType<HttpRequestException>(upload.Exception!.InnerException);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/v1/inbox")).StatusCode);
    }

    [Fact]
    public async Task A_client_that_comes_back_under_its_old_id_is_another_one()
    {
        using var before = await NewClientAsync("again");
        var poll = before.GetAsync("/api/v1/inbox?wait=30");
        await Task.WhenAny(poll, Task.Delay(TimeSpan.FromSeconds(0.5)));
        await RunningNode.CommandAsync("client", "revoke", "again", "--config", node.ConfigFile);
        using var after = await NewClientAsync("again");

        using var answer = await poll.WaitAsync(Patience);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await before.GetAsync("/api/v1/inbox")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await after.GetAsync("/api/v1/inbox")).StatusCode);
    }

    [Fact]
    public async Task A_certificate_that_ended_is_neither_added_nor_let_in()
    {
        using var ended = AccessNode.MakeCertificate("ended", TimeSpan.FromHours(-1));
        var file = Path.Combine(node.Folder, "ended.pem");
        await File.WriteAllTextAsync(file, ended.ExportCertificatePem());
        string[] add = ["client", "add", "ended", "--organisation", DemoRegion.Government.Id.ToString(), "--certificate", file, "--config", node.ConfigFile];

        var (code, _, errors) = await RunningNode.CommandAsync(add);
        Assert.Equal(2, code);
        Assert.Contains("ended.pem", errors, StringComparison.Ordinal);

        // Added while it was good, and time went by.
        await using (var journal = await NodeStore.OpenJournalAsync(ConfigurationFile.Read(node.ConfigFile), CancellationToken.None))
        {
            await journal.CommitAsync(
                transaction =>
                {
                    transaction.Put(new ClientRow
                    {
                        Id = "ended",
                        Organisations = [DemoRegion.Government.Id],
                        CertificateThumbprint = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(ended.RawData)),
                        AddedAt = TimeProvider.System.GetUtcNow().AddHours(-2),
                    });
                    return true;
                },
                CancellationToken.None);
        }

        // A client added after it is known, therefore it is.
        using var later = await NewClientAsync("after-ended");
        using var http = node.Http(certificate: ended);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/v1/inbox")).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("nonsense")]
    public async Task What_is_no_certificate_is_not_added(string content)
    {
        var file = Path.Combine(node.Folder, "nonsense.pem");
        await File.WriteAllTextAsync(file, content);

        var (code, _, errors) = await RunningNode.CommandAsync(
            "client", "add", "nonsense", "--organisation", DemoRegion.Government.Id.ToString(), "--certificate", file, "--config", node.ConfigFile);

        Assert.Equal(2, code);
        Assert.Contains("nonsense.pem", errors, StringComparison.Ordinal);
    }

    private async Task<HttpClient> NewClientAsync(string id)
    {
        var http = node.Http(await node.AddClientAsync(id, "--organisation", DemoRegion.Efremov.Id.ToString()));
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var answer = await http.GetAsync("/api/v1/inbox");
            if (answer.StatusCode == HttpStatusCode.OK) return http;
            await Task.Delay(50);
        }

        throw new TimeoutException($"{id} was not let in.");
    }

    private async Task<HttpResponseMessage> AfterRevokingAsync(string id, Task<HttpResponseMessage> underWay)
    {
        await RunningNode.CommandAsync("client", "revoke", id, "--config", node.ConfigFile);
        var revoked = Stopwatch.GetTimestamp();
        var answer = await underWay.WaitAsync(TimeSpan.FromSeconds(25));
        Assert.InRange(Stopwatch.GetElapsedTime(revoked), TimeSpan.Zero, Patience);
        return answer;
    }

    private static bool Holds(byte[] octets, ReadOnlySpan<byte> part) => octets.AsSpan().IndexOf(part) >= 0;

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var octets = new MemoryStream();
        stream.CopyTo(octets);
        return octets.ToArray();
    }

    /// <summary>A container that never ends.</summary>
    private sealed class EndlessContent : HttpContent
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EndlessContent() => Headers.ContentType = new("application/vnd.etsi.asic-e+zip");

        public Task HasBegun => _begun.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var octets = new byte[1024];
            for (var count = 0; count < 1500; count++)
            {
                await stream.WriteAsync(octets);
                await stream.FlushAsync();
                _begun.TrySetResult();
                await Task.Delay(20);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
