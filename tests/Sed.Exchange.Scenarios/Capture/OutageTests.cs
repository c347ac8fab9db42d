using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sed.Exchange.Containers.Evidence;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Live;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Capture;

/// <summary>
/// The authority's services refuse, hang and talk rubbish while signed mail flows between real nodes; a node dies in between. No letter waits. When the services answer
/// again, the evidence becomes complete by itself, and strangers' tools take it.
/// </summary>
public sealed class OutageTests
{
    private static readonly JsonObject Short = new() { ["atOnce"] = 4, ["patience"] = "00:00:20", ["longestPause"] = "00:00:03" };

    private static readonly JsonObject Inner = new() { ["fetch"] = "any", ["patience"] = "00:00:01", ["rest"] = "00:00:01" };

    [Fact]
    public async Task Mail_flows_through_an_outage_of_the_authority_and_the_evidence_becomes_complete_after_it()
    {
        var port = Ports.Next();
        await using var region = await LiveRegion.StartAsync(
            prepare: ShortenAsync, plan: ports => ReferenceRegion.Plan(Suite.Gost256, ports) with { Authorities = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/") });
        var sent = new List<Guid>();

        // 1. Nobody listens; then somebody hangs; then somebody talks rubbish. Every letter arrives.
        sent.Add(await DeliverAsync(region));
        await using (var hanging = new BadResponder(port, hangs: true))
        {
            sent.Add(await DeliverAsync(region));
            await Until.True("the hanging responder is asked", () => hanging.Asked > 0, TimeSpan.FromSeconds(60));

            // The node dies while it waits there.
            await region.Node("tula").KillAsync();
            await region.Node("tula").RestartAsync();
        }

        await using (var babbling = new BadResponder(port, hangs: false))
        {
            sent.Add(await DeliverAsync(region));
            await Until.True("the babbling responder is asked", () => babbling.Asked > 0, TimeSpan.FromSeconds(60));
        }

        foreach (var message in sent) Assert.Equal(CaptureState.Owed, (await CaptureOfAsync(region, message))!.State);
        var early = await ProveAsync(region, sent[0], "early.zip");
        Assert.Contains(CaptureCodes.Owed, early.Verdict, StringComparison.Ordinal);
        Assert.Contains(CaptureCodes.Revocation + "\"", early.Verdict, StringComparison.Ordinal);

        // 2. The services are there again: everything that was owed is gathered, at both ends.
        await using var served = SedxProcess.Start("pki", "serve", "--dir", region.Made.Folder);
        await served.Says("ready tsa=");
        foreach (var message in sent)
        {
            // Nothing is missing but the second look, after the twelve hours that an authority has for making a revocation known.
            await Until.True($"evidence of {message} is gathered", async () => (await CaptureOfAsync(region, message))!.Gaps.All(gap => gap.Code == CaptureCodes.Grace), TimeSpan.FromSeconds(90));
            Assert.True((await CaptureOfAsync(region, message))!.NextAttemptAt > TimeProvider.System.GetUtcNow().AddHours(11));
        }

        // 3. It lies in the evidence file, proves itself offline, and strangers' tools agree.
        await served.Terminate();
        var (file, verdict) = await ProveAsync(region, sent[^1], "complete.zip");
        Assert.Contains(CaptureCodes.Grace, verdict, StringComparison.Ordinal);
        Assert.DoesNotContain(CaptureCodes.Revocation + "\"", verdict, StringComparison.Ordinal);
        Assert.Contains("SEDX-REVOCATION_GOOD", verdict, StringComparison.Ordinal);
        var unpacked = file + ".unpacked";
        ZipFile.ExtractToDirectory(file, unpacked);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(unpacked, "revocation")));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(unpacked, "chains")));
        var commands = File.ReadLines(Path.Combine(unpacked, "VERIFY.txt")).Where(line => line.StartsWith("$ ", StringComparison.Ordinal)).Select(line => line[2..]).ToList();
        Assert.Contains(commands, command => command.Contains(" crl -inform DER -in revocation/", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(file + ".sh", commands);
        Assert.EndsWith("OK\n", (await ToolRun.Run("sh", ["-e", file + ".sh"], unpacked)).MustSucceed().Output, StringComparison.Ordinal);
    }

    private static Task ShortenAsync(MadeRegion made)
    {
        foreach (var node in made.Nodes)
        {
            var configuration = JsonNode.Parse(File.ReadAllText(node.ConfigFile))!.AsObject();
            configuration["capture"] = Short.DeepClone();
            configuration["revocation"] = Inner.DeepClone();
            File.WriteAllText(node.ConfigFile, configuration.ToJsonString());
        }

        return Task.CompletedTask;
    }

    private static async Task<Guid> DeliverAsync(LiveRegion region)
    {
        var official = DemoRegion.OfficialsOf(DemoRegion.Government)[0];
        var letter = Letters.Appeal([DemoRegion.Efremov], [new Signer(official, region.Made.KeyOf(official).Open(), 1)], TimeProvider.System.GetUtcNow());
        using var client = region.Connect(ReferenceRegion.Government);
        var sent = await client.SubmitAsync(letter.Files);
        await Until.True($"letter {sent.MessageId} is delivered", async () => await LiveRegion.ReadAsync(
            region.Node("tula"), journal => journal.DeliveriesOf(sent.MessageId).All(delivery => delivery.Lane != Lane.Out || delivery.State == DeliveryState.Delivered)), TimeSpan.FromSeconds(30));
        return sent.MessageId;
    }

    private static Task<CaptureRow?> CaptureOfAsync(LiveRegion region, Guid message) =>
        LiveRegion.ReadAsync(region.Node("tula"), journal => journal.FindCapture(journal.ContainersOf(message)[0].Digest));

    private static async Task<(string File, string Verdict)> ProveAsync(LiveRegion region, Guid message, string name)
    {
        var file = Path.Combine(region.Made.Folder, name);
        (await SedxProcess.Run("evidence", message.ToString(), "--config", region.Made.Node("tula").ConfigFile, "--out", file)).MustSucceed();
        var verified = await SedxProcess.Run("verify", file, "--trust", region.Made.TrustFolder, "--policy", "dev", "--json");
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);
        Assert.Equal("passed", JsonDocument.Parse(verified.Output).RootElement.GetProperty("result").GetString());
        return (file, verified.Output);
    }
}
