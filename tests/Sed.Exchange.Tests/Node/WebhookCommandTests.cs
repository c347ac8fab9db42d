using System.Text.Json;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Tests.Peers;

namespace Sed.Exchange.Tests.Node;

/// <summary><c>sedx webhook</c> beside a running node: who is told, what is shown of it, and what is refused.</summary>
public sealed class WebhookCommandTests(RunningNode node) : IClassFixture<RunningNode>
{
    private static readonly string Office = DemoRegion.MoscowOffice.Id.ToString();

    [Fact]
    public async Task A_receiver_is_added_tried_and_listed_without_its_secret_and_removed()
    {
        var calls = 0;
        var (server, address) = LoopbackServer.Start(_ =>
        {
            Interlocked.Increment(ref calls);
            return Task.CompletedTask;
        });
        await using (server)
        {
            var (code, output, errors) = await HookAsync("add", "one", "--organisation", Office, "--url", address.ToString(), "--private", "--json");
            Assert.True(code == 0, errors);
            var added = JsonDocument.Parse(output).RootElement;
            Assert.Empty(SchemaCheck.Faults("sedx-webhook-1.schema.json", added));
            var secret = added.GetProperty("secret").GetString()!;
            Assert.Contains("один раз", errors, StringComparison.Ordinal);

            var listed = (await HookAsync("list", "--json")).Output;
            Assert.Empty(SchemaCheck.Faults("sedx-webhook-1.schema.json", JsonDocument.Parse(listed).RootElement));
            Assert.DoesNotContain(secret["whsec_".Length..], listed, StringComparison.Ordinal);
            Assert.DoesNotContain(secret["whsec_".Length..], (await HookAsync("list")).Output, StringComparison.Ordinal);

            var tried = await HookAsync("test", "one", "--json");
            Assert.True(tried.Code == 0, tried.Errors);
            Assert.Empty(SchemaCheck.Faults("sedx-webhook-1.schema.json", JsonDocument.Parse(tried.Output).RootElement));
            Assert.Equal(1, calls);
        }

        // Nobody is there any more.
        var failed = await HookAsync("test", "one", "--lang", "en");
        Assert.Equal(1, failed.Code);
        Assert.Contains("hook-unreachable", failed.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await HookAsync("enable", "one")).Code);
        Assert.Equal(0, (await HookAsync("remove", "one")).Code);
        Assert.Empty(JsonDocument.Parse((await HookAsync("list", "--json")).Output).RootElement.GetProperty("webhooks").EnumerateArray());
    }

    [Fact]
    public async Task What_cannot_be_meant_is_refused_with_a_reason()
    {
        (string Reason, string[] Arguments)[] refused =
        [
            ("--private", ["add", "two", "--organisation", Office, "--url", "http://127.0.0.1:1/"]),
            ("--url", ["add", "two", "--organisation", Office, "--url", "ftp://receiver.example.test/"]),
            ("--url", ["add", "two", "--organisation", Office, "--url", "https://user:word@receiver.example.test/"]),
            ("ID", ["add", "two words", "--organisation", Office, "--url", "https://receiver.example.test/"]),
            ("--after", ["add", "two", "--organisation", Office, "--url", "https://receiver.example.test/", "--after", "soon"]),
            ("9-0", ["add", "two", "--organisation", Office, "--url", "https://receiver.example.test/", "--after", "9-0"]),
            ("1-99999999", ["add", "two", "--organisation", Office, "--url", "https://receiver.example.test/", "--after", "1-99999999"]),
            ("nobody", ["remove", "nobody"]),
            ("nobody", ["enable", "nobody"]),
            ("nobody", ["test", "nobody"]),
        ];
        foreach (var (reason, arguments) in refused)
        {
            var (code, _, errors) = await HookAsync(arguments);
            Assert.Equal(2, code);
            Assert.Contains(reason, errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_lease_is_renewed_over_the_wire_and_told_when_it_cannot_be()
    {
        using var government = node.Client(node.GovernmentKey);
        using var office = node.Client(node.OfficeKey);
        await government.SubmitAsync(node.NewLetter("В-1").Files);
        var item = Assert.Single(await office.LeaseAsync());

        Assert.Equal((1, false), (item.Leases, item.Poison));
        var renewal = await office.RenewAsync(item);
        Assert.Equal(item.LeaseId, renewal.LeaseId);
        Assert.True(renewal.LeasedUntil >= item.LeasedUntil);

        await office.CollectAsync(item);
        var refused = await Assert.ThrowsAsync<ExchangeProblemException>(() => office.RenewAsync(item));
        Assert.Equal("already-settled", refused.Code);
    }

    private Task<(int Code, string Output, string Errors)> HookAsync(params string[] arguments) =>
        RunningNode.CommandAsync(["webhook", .. arguments, "--config", node.ConfigFile]);
}
