using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Docs;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.AzureBlobs;

/// <summary>A node whose containers are in Azure Blob Storage, as its administrator meets it.</summary>
public sealed class AzureNodeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_node_lives_while_its_store_is_dead_and_takes_mail_again_when_it_is_back()
    {
        await using var azurite = await Azurite.StartAsync(_folder.Of("azurite"));
        var region = Make(azurite.ConnectionString);
        var node = region.Node("tula");
        await using var running = SedxProcess.Start("run", "--dev", "--config", node.ConfigFile);
        await running.Says("ready node=tula");
        var key = await KeyOf(node, "government", ReferenceRegion.Government);
        string[] send =
        [
            "-sS", "-i", "--cacert", region.TlsAuthorityFile, "-H", $"Authorization: Bearer {key}", "-F", "file=@DocInfo.xml", "-F", "file=@letter.pdf",
            new Uri(node.Api, "/api/v1/packages").ToString(),
        ];
        var package = LetterFolder.Write(_folder, $"{ReferenceRegion.Government}", $"{ReferenceRegion.MoscowOffice}");

        await azurite.KeepsAsync("node-tula");

        // 1. The store dies: a temporary answer with its own code, and a process that lives.
        await azurite.KillAsync();
        var refused = (await ToolRun.Run("curl", send, package)).MustSucceed().Output;
        Assert.StartsWith("HTTP/2 503", refused, StringComparison.Ordinal);
        Assert.Contains("retry-after: 30", refused, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("store-unreachable", refused, StringComparison.Ordinal);
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(node.Console, "/health/live"))).StatusCode);
        var ready = await http.GetAsync(new Uri(node.Console, "/health/ready"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("\"blobs\":\"unreachable\"", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(running.HasExited);
        Assert.Contains("[4030]", running.Errors, StringComparison.Ordinal);

        // 2. It comes back: nothing was restarted, and the same package is taken.
        await azurite.StartAgainAsync();
        Assert.StartsWith("HTTP/2 201", (await ToolRun.Run("curl", send, package)).MustSucceed().Output, StringComparison.Ordinal);
        await Until.True("the node is ready again", async () => (await http.GetAsync(new Uri(node.Console, "/health/ready"))).IsSuccessStatusCode);

        // 3. What the dead time left behind is gone, and no secret is in the log.
        Assert.Empty(Directory.GetFiles(Path.Combine(node.DataFolder, "spool")));
        (await SedxProcess.Run("check", "--deep", "--config", node.ConfigFile)).MustSucceed();
        await running.Terminate();
        Assert.Equal(0, await running.Ends());
        Assert.DoesNotContain(azurite.Key, running.Output + running.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_starts_while_its_store_is_dead_and_says_so_unless_it_may_be_one_that_has_lost_its_journal()
    {
        await using var azurite = await Azurite.StartAsync(_folder.Of("azurite"));
        var node = Make(azurite.ConnectionString).Node("tula");
        string[] run = ["run", "--dev", "--config", node.ConfigFile];
        await RunOnceAsync();
        await azurite.KillAsync();
        await using (var running = SedxProcess.Start(run))
        {
            await running.Says("ready node=tula");
            Assert.Contains("[4030]", running.Errors, StringComparison.Ordinal);
        }

        // Whether it is a new one only the account can tell.
        foreach (var file in Directory.GetFiles(node.DataFolder, "journal.db*")) File.Delete(file);
        var unknown = await SedxProcess.Run(run);
        unknown.MustExitWith(1);
        Assert.Contains("cannot be reached", unknown.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(node.DataFolder, "journal.db*"));

        // A new one, when nothing is there; not when one container is.
        await azurite.StartAgainAsync();
        await RunOnceAsync();
        foreach (var file in Directory.GetFiles(node.DataFolder, "journal.db*")) File.Delete(file);
        await new BlobContainerClient(azurite.ConnectionString, "node-tula", new BlobClientOptions(BlobClientOptions.ServiceVersion.V2025_11_05))
            .UploadBlobAsync("01938e1a00007000800000000001", new BinaryData("a container"));
        foreach (var command in (string[][])[run, ["client", "add", "delo", "--config", node.ConfigFile, "--organisation", $"{ReferenceRegion.Government}"]])
        {
            var refused = await SedxProcess.Run(command);
            refused.MustExitWith(2);
            Assert.Contains("containers are in the account", refused.Errors, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(node.DataFolder, "journal.db*"));
        }

        async Task RunOnceAsync()
        {
            await using var running = SedxProcess.Start(run);
            await running.Says("ready node=tula");
            await running.Terminate();
            Assert.Equal(0, await running.Ends());
        }
    }

    [Fact]
    public async Task A_wrong_key_ends_the_start_with_its_remedy()
    {
        await using var azurite = await Azurite.StartAsync(_folder.Of("azurite"));
        var wrong = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        var region = Make(azurite.ConnectionString.Replace(azurite.Key, wrong, StringComparison.Ordinal));

        var run = await SedxProcess.Run("run", "--dev", "--config", region.Node("tula").ConfigFile);

        run.MustExitWith(2);
        Assert.Contains("403", run.Errors, StringComparison.Ordinal);
        Assert.Contains("connection string", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong, run.Output + run.Errors, StringComparison.Ordinal);
        (await SedxProcess.Run("run", "--dev", "--check", "--config", region.Node("tula").ConfigFile)).MustSucceed();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("11111111-2222-3333-4444-555555555555")]
    public async Task A_node_enters_its_account_with_the_identity_of_its_machine(string? clientId)
    {
        // 1. An account behind TLS that takes tokens, with the container its owner made.
        await using (var plain = await Azurite.StartAsync(_folder.Of("azurite")))
        {
            await new BlobContainerClient(plain.ConnectionString, "sed", new BlobClientOptions(BlobClientOptions.ServiceVersion.V2025_11_05)).CreateAsync();
            await plain.KeepsAsync("sed");
        }

        var (certificate, key) = WriteCertificate();
        await using var azurite = await Azurite.StartAsync(_folder.Of("azurite"), "https", "--oauth", "basic", "--cert", certificate, "--key", key);
        await using var metadata = await MetadataEndpoint.StartAsync(Ports.Next());

        // 2. A node that has no secret of the account.
        var region = Make(null);
        var node = region.Node("tula");
        var configuration = JsonNode.Parse(File.ReadAllText(node.ConfigFile))!;
        configuration["blobs"] = new JsonObject { ["kind"] = "azure", ["account"] = azurite.Address.ToString(), ["container"] = "sed", ["prefix"] = "tula/" };
        if (clientId is not null) configuration["blobs"]!["identity"] = clientId;
        File.WriteAllText(node.ConfigFile, configuration.ToJsonString());
        var environment = new Dictionary<string, string?>(metadata.Environment) { ["SSL_CERT_FILE"] = certificate };
        await using var running = SedxProcess.Start(["run", "--dev", "--config", node.ConfigFile], environment);
        await running.Says("ready node=tula");
        Assert.DoesNotContain("[4030]", running.Errors, StringComparison.Ordinal);
        Assert.Equal(clientId ?? string.Empty, metadata.Asked.First());

        // 3. A whole exchange of an installation over it.
        Directory.CreateDirectory(_folder.Of("work"));
        Assert.Null(await DocumentScript.Read("docs/integration.md").FindFaultAsync(_folder.Of("work"), new Dictionary<string, string?>
        {
            ["API"] = node.Api.GetLeftPart(UriPartial.Authority),
            ["CACERT"] = region.TlsAuthorityFile,
            ["KEY"] = await KeyOf(node, "government", ReferenceRegion.Government),
            ["RECIPIENT_KEY"] = await KeyOf(node, "office", ReferenceRegion.MoscowOffice),
            ["SENDER"] = ReferenceRegion.Government.ToString(),
            ["RECIPIENT"] = ReferenceRegion.MoscowOffice.ToString(),
            ["LC_ALL"] = "C.UTF-8",
        }));
    }

    private static async Task<string> KeyOf(MadeNode node, string client, Guid organisation)
    {
        var added = await SedxProcess.Run("client", "add", client, "--config", node.ConfigFile, "--organisation", organisation.ToString());
        return added.MustSucceed().Output.Split([' ', '\n', '\r', '"'], StringSplitOptions.RemoveEmptyEntries)
            .Single(word => word.StartsWith("sedx_", StringComparison.Ordinal)).Trim();
    }

    private MadeRegion Make(string? connection)
    {
        var plan = ReferenceRegion.Plan(Suite.Ecdsa, Ports.Take(9));
        return RegionMaker.Make(
            plan with { Blobs = connection is null ? null : new PlannedBlobs(connection, "node") }, _folder.Of("region"), TimeProvider.System);
    }

    private (string Certificate, string Key) WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        return (_folder.Write("azurite.pem", Encoding.ASCII.GetBytes(certificate.ExportCertificatePem())),
            _folder.Write("azurite.key", Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem())));
    }
}
