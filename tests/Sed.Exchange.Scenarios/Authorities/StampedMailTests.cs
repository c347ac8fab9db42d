using System.Globalization;
using System.Text.Json.Nodes;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Authorities;

/// <summary>A node that has its receipts stamped by <c>sedx pki serve</c>, through an outage and its own death, to an evidence file that openssl confirms.</summary>
public sealed class StampedMailTests
{
    private static readonly string Government = ReferenceRegion.Government.ToString();

    [Theory]
    [InlineData("gost")]
    [InlineData("rsa")]
    public async Task Mail_goes_on_without_the_authority_and_is_stamped_when_it_is_back(string suite)
    {
        using var folder = new TempFolder();
        await using var region = await ServedRegion.StartAsync(folder, suite);
        var config = region.Of("tula", "node.json");
        Impatient(config, region.Address);
        var key = await KeyOf(folder, config);

        // 1. Nobody stamps: the letter is accepted and delivered all the same, and the debt is durable.
        await region.StopAsync();
        var node = SedxProcess.Start("run", "--dev", "--config", config);
        await node.Says("ready node=tula");
        var letter = await Send(region, key);
        await Until.True("a stamp waits for its token", async () => await Read(region, journal => journal.AllStamps().Any(stamp => stamp is { Token: null, Attempts: > 0 })));

        // 2. The node dies with it, and the authority comes back.
        await node.Kill();
        await node.DisposeAsync();
        await region.ServeAsync();
        await using var again = SedxProcess.Start("run", "--dev", "--config", config);
        await again.Says("ready node=tula");
        await Until.True("everything is stamped", async () => await Read(region, journal =>
            journal.ReceiptsOf(letter) is { Count: > 0 } receipts && receipts.All(receipt => journal.StampOf(receipt.ReceiptId)?.Token is not null)));
        var stamps = await Read(region, journal => journal.AllStamps().ToList());
        foreach (var receipt in await Read(region, journal => journal.ReceiptsOf(letter)))
            Assert.Single(stamps, stamp => stamp.StampId == Read(region, journal => journal.StampOf(receipt.ReceiptId)!.StampId).Result);
        Assert.All(stamps, stamp => Assert.NotNull(StampManifest.Read(stamp.Manifest)));

        // 3. The evidence: ours says by what it knows the time, and openssl, with the commands in it, that it is so.
        var evidence = folder.Of("evidence.zip");
        (await SedxProcess.Run("evidence", letter.ToString(), "--out", evidence, "--config", config)).MustSucceed();
        var verdict = JsonNode.Parse((await SedxProcess.Run("verify", evidence, "--trust", region.Of("trust"), "--json")).MustSucceed().Output)!;
        Assert.Equal("RFC 3161 time-stamp", (string)verdict["timeUsed"]!["why"]!);
        (await ToolRun.Run("unzip", ["-q", evidence, "-d", folder.Of("unpacked")])).MustSucceed();
        var commands = File.ReadLines(folder.Of("unpacked", "VERIFY.txt")).Where(line => line.StartsWith("$ ", StringComparison.Ordinal)).Select(line => line[2..]).ToList();
        Assert.Contains(commands, command => command.Contains(" ts -verify ", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(folder.Of("commands.sh"), commands);
        (await ToolRun.Run("sh", ["-e", folder.Of("commands.sh")], folder.Of("unpacked"))).MustSucceed();

        // By the root that the user trusts, not only by what lies in the file.
        (await region.Openssl.Run(
            "ts", "-verify", "-token_in", "-in", folder.Of("unpacked", "timestamps", "01", "timestamp.tst"), "-data", folder.Of("unpacked", "timestamps", "01", "ASiCManifest.xml"),
            "-CAfile", region.Of("pki", "time-authority.pem"))).MustSucceed();
    }

    private static void Impatient(string config, string authority)
    {
        var configuration = JsonNode.Parse(File.ReadAllText(config))!.AsObject();
        Assert.Equal(authority + "/tsa", (string)configuration["timestamps"]!["addresses"]!);
        configuration["timestamps"]!["every"] = "00:00:01";
        configuration["delivery"] = new JsonObject { ["firstPause"] = "00:00:00.200", ["longestPause"] = "00:00:01" };
        File.WriteAllText(config, configuration.ToJsonString());
    }

    private static async Task<string> KeyOf(TempFolder folder, string config)
    {
        var added = (await SedxProcess.Run("client", "add", "test", "--config", config, "--organisation", Government)).MustSucceed();
        return folder.Write("key", System.Text.Encoding.ASCII.GetBytes(added.Output.Split([' ', '\n', '\r', '"'], StringSplitOptions.RemoveEmptyEntries)
            .Single(word => word.StartsWith("sedx_", StringComparison.Ordinal))));
    }

    private static async Task<Guid> Send(ServedRegion region, string key)
    {
        var api = (string)JsonNode.Parse(await File.ReadAllTextAsync(region.Of("tula", "node.json")))!["listen"]!["api"]!;
        var sent = await SedxProcess.Run("send", region.Of("letter"), "--api", api, "--authority", region.Of("pki", "tls-authority.pem"), "--key-file", key, "--json");
        return Guid.Parse((string)JsonNode.Parse(sent.MustSucceed().Output)!["messageId"]!, CultureInfo.InvariantCulture);
    }

    private static async Task<T> Read<T>(ServedRegion region, Func<IJournalReader, T> read)
    {
        using var journal = SqliteJournal.OpenReadOnly(region.Of("tula", "data", "journal.db"));
        return await journal.ReadAsync(read, CancellationToken.None);
    }
}
