using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Sed.Exchange.Client;

namespace Sed.Exchange.Tests.Node;

/// <summary>The commands of an installation against a running node: what they say when it goes wrong, and when it goes right.</summary>
public sealed class InstallationCommandTests(RunningNode node) : IClassFixture<RunningNode>
{
    private static readonly string WrongPin = new('0', 64);

    [Fact]
    public async Task A_server_that_is_not_trusted_is_said_with_the_remedy()
    {
        var machine = await InboxAsync("list", "--api", node.Api.ToString(), "--lang", "en");
        var pin = await InboxAsync("list", "--api", node.Api.ToString(), "--pin", WrongPin);
        var authority = await InboxAsync("list", "--api", node.Api.ToString(), "--authority", await OtherAuthorityAsync());

        foreach (var (code, output, errors) in new[] { machine, pin, authority })
        {
            Assert.Equal((2, string.Empty), (code, output));
            Assert.Contains("--authority", errors, StringComparison.Ordinal);
            Assert.Contains("--pin", errors, StringComparison.Ordinal);
        }

        Assert.Contains("is not trusted", machine.Errors, StringComparison.Ordinal);
        Assert.Contains("нет доверия", pin.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_trusted_is_asked_once_and_the_exception_says_so()
    {
        using var client = new ExchangeClient(new ExchangeClientOptions { Address = node.Api, ApiKey = node.OfficeKey, ServerPin = WrongPin, FirstPause = TimeSpan.FromHours(1) });

        var lost = await Assert.ThrowsAsync<ExchangeConnectionException>(() => client.ListAsync());

        Assert.Equal(ConnectionFault.NotTrusted, lost.Fault);
    }

    [Fact]
    public async Task Where_no_node_answers_is_said_with_what_to_check()
    {
        using var client = new ExchangeClient(new ExchangeClientOptions { Address = new Uri($"https://127.0.0.1:{node.Console.Port}"), ApiKey = node.OfficeKey, Attempts = 1 });
        using var nobody = new ExchangeClient(new ExchangeClientOptions { Address = new Uri("https://127.0.0.1:1"), ApiKey = node.OfficeKey, Attempts = 1 });

        // TLS spoken to a port without it; and nobody there at all.
        Assert.Equal(ConnectionFault.NotReached, (await Assert.ThrowsAsync<ExchangeConnectionException>(() => client.ListAsync())).Fault);
        Assert.Equal(ConnectionFault.NotReached, (await Assert.ThrowsAsync<ExchangeConnectionException>(() => nobody.ListAsync())).Fault);
        var (code, _, errors) = await InboxAsync("list", "--api", "https://127.0.0.1:1");
        Assert.Equal(2, code);
        Assert.Contains("https://127.0.0.1:1/ не отвечает", errors, StringComparison.Ordinal);
        Assert.Contains("https, а не http", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_registered_and_collected_says_so_the_second_time_too()
    {
        using var government = node.Client(node.GovernmentKey);
        using var office = node.Client(node.OfficeKey);
        var sent = await government.SubmitAsync(node.NewLetter("К-1").Files);
        var item = Assert.Single(await office.LeaseAsync(), waiting => waiting.MessageId == sent.MessageId);
        var id = item.DeliveryId.ToString();

        var registered = await OfficeAsync("register", id, "--number", "ВХ-7", "--date", "2026-11-24");
        var first = await OfficeAsync("collect", id);
        var second = await OfficeAsync("collect", id);
        var json = await OfficeAsync("collect", id, "--json");
        var declined = await OfficeAsync("decline", id, "--reason", DeclineReason.Unreadable);

        Assert.Contains("Уведомление о регистрации отправлено", registered.Output, StringComparison.Ordinal);
        Assert.True(first.Code == 0, first.Errors);
        Assert.True(second.Code == 0, second.Errors);
        Assert.Equal($"{first.Output.Trim()}  [было и раньше]", second.Output.Trim());
        Assert.True(JsonDocument.Parse(json.Output).RootElement.GetProperty("already").GetBoolean());
        Assert.Equal(2, declined.Code);
        Assert.Contains("Уже решено", declined.Errors, StringComparison.Ordinal);

        // The notification, at the author's.
        await government.ListAsync(wait: TimeSpan.FromSeconds(10));
        var (_, list, _) = await InboxAsync("list", "--api", node.Api.ToString(), "--authority", node.Region.TlsAuthorityFile, "--key", node.GovernmentKey);
        Assert.Contains(": уведомление", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_port_is_said_without_a_stack_and_ends_with_2()
    {
        var efremov = node.Region.Node("efremov");
        using var other = new TcpListener(IPAddress.Loopback, efremov.Plan.ConsolePort);
        try
        {
            other.Start();
        }
        catch (SocketException)
        {
            // Somebody holds it already: as good.
        }

        var (code, output, errors) = await RunningNode.CommandAsync("run", "--dev", "--config", efremov.ConfigFile);

        Assert.Equal((2, string.Empty), (code, output));
        Assert.Contains("занят другой программой", errors, StringComparison.Ordinal);
        Assert.Contains("ss -ltnp", errors, StringComparison.Ordinal);
        Assert.Equal(2, errors.TrimEnd().ReplaceLineEndings("\n").Split('\n').Length);
    }

    [Fact]
    public async Task Verifying_without_trust_says_which_options_give_it()
    {
        var (code, output, _) = await RunningNode.CommandAsync("verify", node.Region.DirectoryFile);

        Assert.Equal(3, code);
        Assert.Contains("--trust DIR", output, StringComparison.Ordinal);
        Assert.Contains("--fingerprint SHA256", output, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Errors)> InboxAsync(params string[] rest) =>
        RunningNode.CommandAsync(["inbox", .. rest, .. rest.Contains("--key") ? Array.Empty<string>() : ["--key", node.OfficeKey]]);

    private Task<(int Code, string Output, string Errors)> OfficeAsync(params string[] rest) =>
        InboxAsync([.. rest, "--api", node.Api.ToString(), "--authority", node.Region.TlsAuthorityFile]);

    private async Task<string> OtherAuthorityAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=other", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, TimeProvider.System.GetUtcNow().AddYears(1));
        var file = Path.Combine(node.Folder, "other.pem");
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
        return file;
    }
}
