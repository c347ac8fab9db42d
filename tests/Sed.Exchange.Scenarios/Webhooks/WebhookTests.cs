using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sed.Exchange.Client;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Scenarios.Support;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Webhooks;

/// <summary>
/// A real node calls a real receiver that fails, sends elsewhere, breaks, hangs and then confirms, and the node is killed while calls are under way. The receiver
/// has the whole feed, in order, and openssl says that the node said it.
/// </summary>
public sealed class WebhookTests(ITestOutputHelper output)
{
    private static readonly int Kills = Environment.GetEnvironmentVariable("SEDX_LONG") == "1" ? 40 : 5;

    [Fact]
    public async Task The_whole_feed_arrives_in_order_whatever_the_receiver_does_and_whenever_the_node_dies()
    {
        using var folder = new TempFolder();
        await using var receiver = new HookReceiver();
        var region = RegionMaker.Make(ReferenceRegion.Plan(Suite.Ecdsa, Ports.Take(9)), folder.Of("region"), TimeProvider.System);
        var node = region.Node("tula");
        MakeImpatient(node);
        using var government = await ConnectAsync(node, "government", ReferenceRegion.Government);
        using var office = await ConnectAsync(node, "office", ReferenceRegion.MoscowOffice);
        var added = Json(await SedxProcess.Run(
            "webhook", "add", "delo", "--organisation", ReferenceRegion.Government.ToString(), "--url", receiver.Url.ToString(), "--private", "--config", node.ConfigFile, "--json"));
        Assert.Empty(SchemaCheck.Faults("sedx-webhook-1.schema.json", added));
        var secret = added.GetProperty("secret").GetString()!;
        var running = await StartAsync(node);
        try
        {
            // 1. Bad days of the receiver.
            receiver.Next(context => StatusAsync(context, 500));
            receiver.Next(context =>
            {
                context.Response.Headers.Location = "/elsewhere";
                return StatusAsync(context, 307);
            });
            receiver.Next(context =>
            {
                context.Abort();
                return Task.CompletedTask;
            });
            receiver.Next(HookReceiver.HangAsync);
            for (var letter = 0; letter < 3; letter++) await SendAsync(government, folder);
            await Until.True("the receiver is well again", () => receiver.BadDays == 0, TimeSpan.FromSeconds(60));
            await AllToldAsync(government, receiver);

            // 2. The node dies while the receiver has a call in its hands.
            for (var kill = 0; kill < Kills; kill++)
            {
                var held = receiver.HoldNextAsync();
                await SendAsync(government, folder);
                await held.WaitAsync(TimeSpan.FromSeconds(60));
                await running.Kill();
                await running.DisposeAsync();
                running = await StartAsync(node);
            }

            foreach (var item in await office.LeaseAsync(max: 500)) await office.CollectAsync(item);
            await AllToldAsync(government, receiver);

            // 3. A trial call is told apart and moves nothing.
            var before = await ListedAsync(node);
            Assert.Equal(0, (await SedxProcess.Run("webhook", "test", "delo", "--config", node.ConfigFile)).ExitCode);
            Assert.EndsWith("-0", receiver.Calls[^1].Id, StringComparison.Ordinal);
            Assert.Equal(before, await ListedAsync(node));
        }
        finally
        {
            await running.DisposeAsync();
        }

        // 4. Every call of it, by the receiver's own tool: signed by whoever knows the secret, over these very octets.
        Assert.Equal(0, receiver.Strayed);
        var calls = receiver.Calls;
        foreach (var call in (HookCall[])[.. calls.Take(4), calls[calls.Count / 2], calls[^1]])
        {
            Assert.Equal(call.Signature, await SignedAsync(folder, secret, call));
            call.Body[^5] ^= 1;
            Assert.NotEqual(call.Signature, await SignedAsync(folder, secret, call));
        }

        Report.Write("webhooks", $"webhooks: {Kills} kills, {calls.Count} calls for {calls.Select(call => call.Id).Distinct().Count()} events", output);
    }

    /// <summary>Waits until the receiver was told the feed, and compares: everything, in order, repetitions of nothing but the one that was not confirmed.</summary>
    private static async Task AllToldAsync(ExchangeClient government, HookReceiver receiver)
    {
        var feed = (await government.GetEventsAsync(max: 1000)).Items.Select(row => row.Number).ToList();
        await Until.True("the receiver was told the last event", () => receiver.Calls.Any(call => NumberOf(call) == feed[^1]), TimeSpan.FromSeconds(90));
        var told = receiver.Calls.Select(NumberOf).ToList();
        Assert.Equal(told.Order(), told);
        Assert.Equal(feed, told.Distinct());
    }

    private static long NumberOf(HookCall call) => long.Parse(call.Id[(call.Id.IndexOf('-', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);

    private static async Task<string> SignedAsync(TempFolder folder, string secret, HookCall call)
    {
        // As docs/integration.md shows it.
        folder.Write("body.json", call.Body);
        var run = await ToolRun.Run(
            "bash",
            ["-c", "HEX=$(printf '%s' \"${SECRET#whsec_}\" | base64 -d | od -An -v -tx1 | tr -d ' \\n'); printf '%s.%s.' \"$ID\" \"$AT\" | cat - body.json | openssl dgst -sha256 -mac HMAC -macopt \"hexkey:$HEX\" -binary | base64"],
            folder.Path,
            new Dictionary<string, string?> { ["SECRET"] = secret, ["ID"] = call.Id, ["AT"] = call.Timestamp });
        return "v1," + run.MustSucceed().Output.Trim();
    }

    private static async Task SendAsync(ExchangeClient government, TempFolder folder) => await government.SubmitAsync(
        OutboundFile.FromFolder(LetterFolder.Write(folder, ReferenceRegion.Government.ToString(), ReferenceRegion.MoscowOffice.ToString())));

    private static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static async Task<SedxProcess> StartAsync(MadeNode node)
    {
        var process = SedxProcess.Start("run", "--dev", "--config", node.ConfigFile);
        await process.Says($"ready node={node.Id}", TimeSpan.FromSeconds(60));
        return process;
    }

    private static async Task<string> ListedAsync(MadeNode node)
    {
        var listed = Json(await SedxProcess.Run("webhook", "list", "--config", node.ConfigFile, "--json"));
        Assert.Empty(SchemaCheck.Faults("sedx-webhook-1.schema.json", listed));
        return listed.GetRawText();
    }

    private static async Task<ExchangeClient> ConnectAsync(MadeNode node, string client, Guid organisation)
    {
        var key = (await SedxProcess.Run("client", "add", client, "--config", node.ConfigFile, "--organisation", organisation.ToString())).MustSucceed().Output.Trim();
        return new ExchangeClient(new ExchangeClientOptions { Address = node.Api, ApiKey = key, ServerPin = node.TlsPin });
    }

    private static JsonElement Json(ToolRun run) => JsonDocument.Parse(run.MustSucceed().Output).RootElement;

    private static void MakeImpatient(MadeNode node)
    {
        var configuration = JsonNode.Parse(File.ReadAllText(node.ConfigFile))!.AsObject();
        configuration["webhooks"] = new JsonObject { ["patience"] = "00:00:02", ["longestPause"] = "00:00:01" };
        File.WriteAllText(node.ConfigFile, configuration.ToJsonString());
    }
}
