using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Setup;

/// <summary>The way of a new municipality, from an empty folder to a letter answered, without anything of development.</summary>
public sealed class NewNodeTests
{
    private const string Government = "0a710000-0000-4000-8000-000000000001";
    private const string Efremov = "0a710000-0000-4000-8000-000000000003";

    [Fact]
    public async Task A_municipality_joins_and_a_letter_goes_there_and_back()
    {
        using var folder = new TempFolder();

        // 1. The region begins alone, and runs.
        var tula = Made(await SedxProcess.Run([
            "init", "--json", "--region", "--out", folder.Of("tula"), "--node-id", "tula", "--host", "127.0.0.1", "--listen", "127.0.0.1", .. PortOptions(),
            "--organisation", $"id={Government};name=Правительство Тульской области;short=Правительство ТО;inn=9999000013;ogrn=1999900000010;oktmo=70000000"]));
        var directory = tula.GetProperty("directory");
        var tulaConfig = tula.GetProperty("config").GetString()!;
        Hurry(tulaConfig);
        await using (var first = SedxProcess.Start("run", "--config", tulaConfig))
        {
            await first.Says("ready node=tula");
            await first.Terminate();
            Assert.Equal(0, await first.Ends());
        }

        // 2. The municipality makes its node before it has a directory.
        var efremov = Made(await SedxProcess.Run([
            "init", "--json", "--csr", "--out", folder.Of("efremov"), "--node-id", "efremov", "--host", "127.0.0.1", "--listen", "127.0.0.1", .. PortOptions(), "--parent", "tula",
            "--organisation", $"id={Efremov};name=Администрация муниципального образования город Ефремов;short=МО г. Ефремов;inn=9999000038;ogrn=1999900000032;superior={Government}",
            "--fingerprint", directory.GetProperty("fingerprint").GetString()!]));
        var efremovConfig = efremov.GetProperty("config").GetString()!;
        Hurry(efremovConfig);
        var missing = (await SedxProcess.Run("run", "--check", "--config", efremovConfig)).MustExitWith(2);
        Assert.Contains("$.directory.file", missing.Errors, StringComparison.Ordinal);
        Assert.Contains("sedx directory add", missing.Errors, StringComparison.Ordinal);

        // An authority could be asked for the same keys: openssl takes the requests, GOST ones too.
        foreach (var request in Directory.GetFiles(folder.Of("efremov", "requests"), "*.csr"))
            (await new GostOpenssl(folder).Run("req", "-in", request, "-noout", "-verify")).MustSucceed();

        // 3. The region adds the entry whose fingerprint it was told, and gives the directory back.
        var entry = efremov.GetProperty("entry");
        var fingerprint = (await ToolRun.Run("sha256sum", [entry.GetProperty("file").GetString()!])).MustSucceed().Output.Split(' ')[0];
        (await SedxProcess.Run(
            "directory", "add", entry.GetProperty("file").GetString()!, "--fingerprint", fingerprint,
            "--to", directory.GetProperty("description").GetString()!, "--key", directory.GetProperty("key").GetString()!,
            "--password-file", directory.GetProperty("passwordFile").GetString()!, "--out", directory.GetProperty("file").GetString()!)).MustSucceed();
        foreach (var node in (string[])["tula", "efremov"]) File.Copy(directory.GetProperty("file").GetString()!, folder.Of(node, "directory.asics"), overwrite: true);

        // 4. Both run, as nodes at work do: without --dev.
        (await SedxProcess.Run("run", "--check", "--config", efremovConfig)).MustSucceed();
        (await SedxProcess.Run("run", "--check", "--config", tulaConfig)).MustSucceed();
        await using var region = SedxProcess.Start("run", "--config", tulaConfig);
        await using var municipality = SedxProcess.Start("run", "--config", efremovConfig);
        await region.Says("ready node=tula");
        await municipality.Says("ready node=efremov");
        var government = await Client.Of(tula, Government);
        var administration = await Client.Of(efremov, Efremov);

        // 5. There and back, with receipts.
        await LetterAsync(folder, government, Government, administration, Efremov, efremovConfig);
        await LetterAsync(folder, administration, Efremov, government, Government, tulaConfig);
    }

    private static async Task LetterAsync(TempFolder folder, Client sender, string from, Client recipient, string to, string recipientConfig)
    {
        var letter = LetterFolder.Write(folder, from, to);
        var sent = Parse(await sender.Run(["send", letter, "--json"]));
        var message = sent.GetProperty("messageId").GetString()!;
        var leased = await Until.NotNull("the letter arrived", async () =>
        {
            var lease = JsonDocument.Parse((await recipient.Run(["inbox", "lease", "--json"])).Output).RootElement;
            var items = lease.ValueKind == JsonValueKind.Array ? lease : lease.GetProperty("items");
            return items.GetArrayLength() > 0 ? items[0].GetProperty("deliveryId").GetString() : null;
        });
        var pulled = Path.Combine(folder.Of("pulled"), message);
        (await recipient.Run(["inbox", "pull", leased, "--out", pulled])).MustSucceed();
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(letter, "letter.pdf")), await File.ReadAllBytesAsync(Directory.GetFiles(pulled, "letter.pdf", SearchOption.AllDirectories).Single()));
        (await recipient.Run(["inbox", "collect", leased])).MustSucceed();

        var status = await Until.NotNull("the receipt of collecting came back", async () =>
        {
            var asked = JsonDocument.Parse((await sender.Run(["status", message, "--json"])).Output).RootElement.Clone();
            return asked.GetProperty("deliveries")[0].GetProperty("state").GetString() == "Collected" ? asked.ToString() : null;
        });
        Assert.All(
            JsonDocument.Parse(status).RootElement.GetProperty("deliveries")[0].GetProperty("timeline").EnumerateArray(),
            line => Assert.True(line.GetProperty("verified").GetBoolean()));
        Assert.Contains("\"Delivered\"", status, StringComparison.Ordinal);

        // The proof convinces with the region's directory and nothing else.
        var proof = folder.Of($"{message}.zip");
        (await sender.Run(["evidence", message, "--out", proof])).MustSucceed();
        var fingerprint = JsonNode.Parse(await File.ReadAllTextAsync(recipientConfig))!["directory"]!["fingerprint"]!.GetValue<string>();
        (await SedxProcess.Run("verify", proof, "--fingerprint", fingerprint)).MustSucceed();
    }

    private static string[] PortOptions() => [
        "--exchange-port", Port(), "--api-port", Port(), "--console-port", "0"];

    private static string Port() => Ports.Next().ToString(CultureInfo.InvariantCulture);

    // Neighbours on one machine come back within seconds, and nobody wants to wait minutes to see it.
    private static void Hurry(string config)
    {
        var json = JsonNode.Parse(File.ReadAllText(config))!;
        json["delivery"] = new JsonObject { ["longestPause"] = "00:00:01", ["breakerPause"] = "00:00:01" };
        File.WriteAllText(config, json.ToJsonString());
    }

    private static JsonElement Parse(ToolRun run) => JsonDocument.Parse(run.MustSucceed().Output).RootElement.Clone();

    private static JsonElement Made(ToolRun run)
    {
        var document = Parse(run);
        Assert.Empty(SchemaCheck.Faults("sedx-init-1.schema.json", document));
        return document;
    }

    /// <summary>An installation that uses the commands.</summary>
    private sealed record Client(string[] Api)
    {
        public static async Task<Client> Of(JsonElement made, string organisation)
        {
            var config = made.GetProperty("config").GetString()!;
            var added = await SedxProcess.Run("client", "add", "delo", "--organisation", organisation, "--config", config);
            var api = JsonNode.Parse(await File.ReadAllTextAsync(config))!["listen"]!["api"]!.GetValue<string>();
            return new Client(["--api", api, "--key", added.MustSucceed().Output.Trim(), "--authority", made.GetProperty("tlsCertificate").GetString()!]);
        }

        public Task<ToolRun> Run(string[] command) => SedxProcess.Run([.. command, .. Api]);
    }
}
