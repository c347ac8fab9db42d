using System.Text.Json.Nodes;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Live;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Keys;

/// <summary>A node whose receipt key and seal lie in a token; the token goes away and comes back.</summary>
public sealed class TokenTests
{
    [Fact]
    public async Task A_node_signs_with_its_token_keeps_mail_while_it_is_away_and_goes_on_by_itself()
    {
        using var folder = new TempFolder();
        var token = await SoftToken.MakeAsync(folder.Of("hsm"));
        await using var region = await LiveRegion.StartAsync(token.Environment, made => MoveIntoTokenAsync(made.Node("tula"), token));
        var tula = region.Node("tula");
        using var letters = new Correspondence(region);

        // 1. Nothing of the keys is on disk any more, and letters go and come.
        Assert.Equal(
            [$"{ReferenceRegion.MoscowOffice}.p12", "tls.p12"],
            Directory.EnumerateFiles(tula.Made.Folder, "*.p12", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        var first = await letters.PlayAsync(10_000);
        Assert.Equal(["201"], first.Tries);
        var doctor = await SedxAsync(token, "doctor", "--dev", "--config", tula.Made.ConfigFile, "--json");
        Assert.Contains("token-ok", doctor.Output, StringComparison.Ordinal);

        // 2. Others' tools agree with what the token signed.
        var proof = folder.Of("proof.zip");
        (await SedxProcess.Run("evidence", first.Submitted.MessageId.ToString(), "--config", tula.Made.ConfigFile, "--out", proof)).MustSucceed();
        (await SedxProcess.Run("verify", proof, "--fingerprint", region.Made.DirectoryFingerprint)).MustSucceed();
        await XmlsecAgreesAsync(proof, folder);

        // 3. The token is taken out: mail that needs its signature is asked for again, nothing else.
        token.TakeOut();
        var files = letters.Letter(10_000);
        var tries = new List<string>();
        Assert.Null(await letters.SubmitAsync(files, tries));
        Assert.Equal(["503 key-unavailable"], tries);
        await Until.True("the node says so", () => tula.Log.Contains("ALARM key", StringComparison.Ordinal));
        await Until.True("the journal has the alarm", async () => (await AlarmsAsync(tula)).Count > 0);
        Assert.Contains("\"keys\":\"unavailable\"", await ReadyAsync(tula), StringComparison.Ordinal);

        // 4. It comes back: the same letter goes, once, and everything is as if nothing had been.
        token.PutBack();
        await Until.True("the key is back", () => tula.Log.Contains("can be used again", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        await Until.NotNull("the letter is taken", () => letters.SubmitAsync(files, tries));
        await letters.TakeEverythingAsync();
        await region.QuietAsync();
        Assert.Contains("\"keys\":\"ok\"", await ReadyAsync(tula), StringComparison.Ordinal);
        var (violations, _) = await region.AuditAsync();
        Assert.Empty(violations);
        Assert.Empty(tula.Exits);
        Assert.DoesNotContain(SoftToken.Pin, tula.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_pin_is_given_to_the_token_once()
    {
        using var folder = new TempFolder();
        var token = await SoftToken.MakeAsync(folder.Of("hsm"));
        await using var region = await LiveRegion.StartAsync(token.Environment, made => MoveIntoTokenAsync(made.Node("tula"), token));
        var made = region.Made.Node("tula");
        await region.Node("tula").StopAsync();
        await File.WriteAllTextAsync(Path.Combine(made.Folder, "pin"), "00000000\n");

        // Two keys name the token: the second must not try what the first was refused.
        var checkedRun = await SedxAsync(token, "run", "--check", "--dev", "--lang", "en", "--config", made.ConfigFile);

        Assert.Equal(2, checkedRun.ExitCode);
        Assert.Equal(2, checkedRun.Errors.Split('\n').Count(line => line.Contains("the PIN is refused", StringComparison.Ordinal)));
        Assert.Contains("CKR_PIN_INCORRECT", checkedRun.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("00000000", checkedRun.Errors, StringComparison.Ordinal);

        // With the right one everything is right again: the token was not locked.
        await File.WriteAllTextAsync(Path.Combine(made.Folder, "pin"), SoftToken.Pin + "\n");
        (await SedxAsync(token, "run", "--check", "--dev", "--config", made.ConfigFile)).MustSucceed();
    }

    private static Task<ToolRun> SedxAsync(SoftToken token, params string[] arguments) =>
        ToolRun.Run("dotnet", [SedxProcess.Program, .. arguments], environment: token.Environment);

    /// <summary>As an administrator moves a node's keys: import, name the token in node.json, delete the files.</summary>
    private static async Task MoveIntoTokenAsync(MadeNode node, SoftToken token)
    {
        var root = JsonNode.Parse(await File.ReadAllTextAsync(node.ConfigFile))!;
        root["keys"]!["look"] = "00:00:01";
        await File.WriteAllTextAsync(Path.Combine(node.Folder, "pin"), SoftToken.Pin + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(node.Folder, "pin"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        root["keys"]!["node"] = new JsonObject { ["pkcs11"] = await MoveAsync(node, node.Receipts, "receipts", "01", token) };
        var seal = root["keys"]!["seals"]!.AsArray().Single(row => (string?)row!["organisation"] == ReferenceRegion.Government.ToString())!.AsObject();
        seal.Remove("file");
        seal.Remove("passwordFile");
        seal["pkcs11"] = await MoveAsync(node, node.SealOf(ReferenceRegion.Government), "seal", "02", token);
        await File.WriteAllTextAsync(node.ConfigFile, root.ToJsonString());
    }

    private static async Task<JsonObject> MoveAsync(MadeNode node, KeyPath key, string label, string id, SoftToken token)
    {
        var pem = SoftToken.ExportKey(key.File, key.ReadPassword(), Path.Combine(node.Folder, label + ".key"));
        await File.WriteAllTextAsync(Path.Combine(node.Folder, label + ".pem"), key.Open().Certificate.ToPem());
        await token.ImportAsync(pem, label, id);
        foreach (var file in new[] { pem, key.File, key.PasswordFile }) File.Delete(file);
        return new JsonObject
        {
            ["library"] = SoftToken.Library,
            ["token"] = SoftToken.TokenLabel,
            ["key"] = label,
            ["pinFile"] = "pin",
            ["certificate"] = label + ".pem",
        };
    }

    private static async Task XmlsecAgreesAsync(string proof, TempFolder folder)
    {
        // The seal of the container by the token's key, as VERIFY.txt tells whoever has no program of ours.
        var unpacked = folder.Of("proof");
        System.IO.Compression.ZipFile.ExtractToDirectory(proof, unpacked);
        var script = folder.Write("verify.sh", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', (await File.ReadAllLinesAsync(Path.Combine(unpacked, "VERIFY.txt")))
            .Where(line => line.StartsWith("$ ", StringComparison.Ordinal)).Select(line => line[2..]))));
        (await ToolRun.Run("sh", ["-e", script], unpacked)).MustSucceed();
    }

    private static Task<List<EventRow>> AlarmsAsync(LiveNode node) => LiveRegion.ReadAsync(
        node, journal => journal.EventsAfter(0, null, 10_000).Where(line => line.Kind == EventKinds.Alarm && line.Detail!.StartsWith("key ", StringComparison.Ordinal)).ToList());

    private static async Task<string> ReadyAsync(LiveNode node)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(node.Made.Console, "/health/ready"));
        return await response.Content.ReadAsStringAsync();
    }
}
