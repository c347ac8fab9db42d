using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Live;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Keys;

/// <summary>
/// A seal, a receipt key, a TLS key and the directory's own key change while letters flow, by the commands that docs/operations.md names and without a restart.
/// </summary>
public sealed class RolloverTests
{
    // Lines that would mean that somebody met the rollover: refusals, failed attempts, alarms.
    private static readonly string[] Trouble =
        [" refused", "not taken", "failed:", "ALARM", "rejects", "not usable", "does not answer", "cannot be", "not pinned", "is paused"];

    [Fact]
    public async Task All_four_keys_change_under_traffic_and_nothing_is_lost_doubled_or_refused()
    {
        await using var region = await LiveRegion.StartAsync(prepare: Hasty);
        var (tula, efremov) = (region.Node("tula"), region.Node("efremov"));
        using var letters = new Correspondence(region);
        using var stop = new CancellationTokenSource();
        var tries = new List<string>();
        var traffic = WriteAsync(letters, tries, stop.Token);
        await Until.True("letters flow", () => tries.Count >= 3);

        // 1. New keys, made beside the old ones and named as the next; SIGHUP instead of a restart.
        var receipts = await NewKeyAsync(tula.Made.Receipts, Path.Combine(tula.Made.Folder, "node-next"));
        var seal = await NewKeyAsync(tula.Made.SealOf(ReferenceRegion.Government), Path.Combine(tula.Made.Folder, "seal-next"));
        var tls = await NewKeyAsync(efremov.Made.Tls, Path.Combine(efremov.Made.Folder, "tls-next"));
        Configure(tula, root =>
        {
            root["keys"]!["node"]!["next"] = Place("node-next");
            SealOf(root)["next"] = Place("seal-next");
        });
        Configure(efremov, root => root["tls"]!["next"] = Place("tls-next"));
        foreach (var node in new[] { tula, efremov }) await HangUpAsync(node);
        foreach (var node in new[] { tula, efremov }) await SaysAsync(node, "Keys were read again");

        // 2. The region lists them for a time by which every node has the directory, and ends the old ones later. Its own key is announced before it signs.
        var desk = new DirectoryDesk(region);
        var (from, until) = (TimeProvider.System.GetUtcNow().AddSeconds(25), TimeProvider.System.GetUtcNow().AddSeconds(33));
        await desk.RunAsync("add", [receipts + ".pem", "--for", "receipts:tula", "--from", Text(from), "--old-until", Text(until)]);
        await desk.RunAsync("add", [seal + ".pem", "--for", $"seal:{ReferenceRegion.Government}", "--from", Text(from), "--old-until", Text(until)]);
        await desk.RunAsync("add", [tls + ".pem", "--for", "tls:efremov", "--from", Text(from)]);
        var directoryKey = await NewKeyAsync(desk.Key, Path.Combine(region.Made.Folder, "pki", "directory-next"));
        await desk.RunAsync("announce", [directoryKey + ".pem"]);
        await desk.PutBesideAsync(tula);
        await ReachedAsync(region, 5);
        desk.Key = new KeyPath(directoryKey + ".p12", directoryKey + ".pass");
        await desk.RunAsync("succeed", []);
        await desk.PutBesideAsync(tula);
        await ReachedAsync(region, 6);
        Assert.True(TimeProvider.System.GetUtcNow() < from, "The directory took longer to every node than this machine was given.");

        // 3. By itself, at the time stated: nobody does anything.
        await SaysAsync(tula, $"In use for receipts: certificate {Read(receipts).Thumbprint}");
        await SaysAsync(tula, $"In use for seal {ReferenceRegion.Government}: certificate {Read(seal).Thumbprint}");
        await SaysAsync(efremov, $"In use for TLS: certificate {Read(tls).Thumbprint}");
        await Until.True("efremov shows its new key", async () => await ShownByAsync(efremov.Made.Exchange) == Read(tls).PublicKeyPin);
        await Until.True("the old keys have ended", () => TimeProvider.System.GetUtcNow() > until.AddSeconds(1), TimeSpan.FromSeconds(60));

        // 4. The old TLS key is closed, the new keys take the places of the old ones, and those are gone.
        var oldTls = Path.Combine(region.Made.Folder, "old-tls.pem");
        await File.WriteAllTextAsync(oldTls, OwnOf(efremov.Made.Tls).ExportCertificatePem());
        await desk.RunAsync("close", [oldTls, "--for", "tls:efremov"]);
        await desk.PutBesideAsync(tula);
        await ReachedAsync(region, 7);
        Configure(tula, root =>
        {
            root["keys"]!["node"] = Place("node-next");
            foreach (var (name, value) in Place("seal-next").ToList()) SealOf(root)[name] = value!.DeepClone();
            SealOf(root).AsObject().Remove("next");
        });
        Configure(efremov, root => root["tls"] = Place("tls-next"));
        foreach (var key in new[] { tula.Made.Receipts, tula.Made.SealOf(ReferenceRegion.Government), efremov.Made.Tls }) File.Delete(key.File);
        foreach (var node in new[] { tula, efremov }) await HangUpAsync(node);
        var sofar = tries.Count;
        await Until.True("letters flow on", () => tries.Count >= sofar + 3);

        // 5. Everything arrives, once.
        await stop.CancelAsync();
        await traffic;
        await letters.TakeEverythingAsync();
        await region.QuietAsync();
        var (oldReceipts, oldSeals) = await JudgeReceiptsAsync(region, Read(receipts), Read(seal));
        Assert.All(tries, told => Assert.Equal("201", told));
        Assert.True(oldReceipts.Old > 0 && oldReceipts.New > 0 && oldSeals.Old > 0 && oldSeals.New > 0, $"Receipts {oldReceipts}, seals {oldSeals}.");
        await EvidenceHoldsAsync(region, letters);
        var (violations, checks) = await region.AuditAsync();
        Assert.Empty(violations);
        Assert.True(checks > 100, $"{checks} checks.");
        foreach (var node in region.Nodes)
        {
            Assert.Empty(node.Exits);
            Assert.DoesNotContain(node.Log.Split('\n'), line => Trouble.Any(word => line.Contains(word, StringComparison.Ordinal)));
        }
    }

    private static Task Hasty(MadeRegion made)
    {
        foreach (var node in made.Nodes)
        {
            var root = JsonNode.Parse(File.ReadAllText(node.ConfigFile))!;
            root["keys"]!["look"] = "00:00:01";
            File.WriteAllText(node.ConfigFile, root.ToJsonString());
        }

        return Task.CompletedTask;
    }

    private static async Task WriteAsync(Correspondence letters, List<string> tries, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await letters.SubmitAsync(letters.Letter(20_000), tries);
            await letters.TakeAsync();
        }
    }

    private static async Task<string> NewKeyAsync(KeyPath like, string name)
    {
        (await SedxProcess.Run("key", "new", "--like", like.File, "--password-file", like.PasswordFile, "--out", name)).MustSucceed();
        return name;
    }

    private static Certificate Read(string name) => Certificate.Parse(File.ReadAllBytes(name + ".pem"))!;

    private static X509Certificate2 OwnOf(KeyPath key) =>
        X509CertificateLoader.LoadPkcs12Collection(File.ReadAllBytes(key.File), key.ReadPassword()).First(candidate => candidate.HasPrivateKey);

    private static JsonObject Place(string name) => new() { ["file"] = name + ".p12", ["passwordFile"] = name + ".pass" };

    private static JsonNode SealOf(JsonNode root) =>
        root["keys"]!["seals"]!.AsArray().Single(row => (string?)row!["organisation"] == ReferenceRegion.Government.ToString())!;

    private static void Configure(LiveNode node, Action<JsonNode> change)
    {
        var root = JsonNode.Parse(File.ReadAllText(node.Made.ConfigFile))!;
        change(root);
        var next = node.Made.ConfigFile + ".new";
        File.WriteAllText(next, root.ToJsonString());
        File.Move(next, node.Made.ConfigFile, overwrite: true);
    }

    private static async Task HangUpAsync(LiveNode node) =>
        (await ToolRun.Run("kill", ["-HUP", node.ProcessId.ToString(CultureInfo.InvariantCulture)])).MustSucceed();

    private static Task SaysAsync(LiveNode node, string line) =>
        Until.True($"{node.Made.Id} says \"{line}\"", () => node.Log.Contains(line, StringComparison.Ordinal), TimeSpan.FromSeconds(60));

    private static Task ReachedAsync(LiveRegion region, long serial) => Until.True($"directory {serial} has reached every node", async () =>
    {
        foreach (var node in region.Nodes)
        {
            if (await LiveRegion.ReadAsync(node, journal => journal.LatestDirectory()!.Serial) < serial) return false;
        }

        return true;
    }, TimeSpan.FromSeconds(60));

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static async Task<string?> ShownByAsync(Uri address)
    {
        string? pin = null;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, shown, _, _) =>
        {
            pin = shown is null ? null : Certificate.Parse(shown.GetRawCertData())?.PublicKeyPin;
            return pin is not null;
        });
        try
        {
            await tls.AuthenticateAsClientAsync(address.Host);
        }
        catch (IOException)
        {
            // Without a certificate of ours it hangs up, after it has shown its own.
        }

        return pin;
    }

    // Every receipt anywhere, by the directory it names and by the newest.
    private static async Task<((int Old, int New) Receipts, (int Old, int New) Seals)> JudgeReceiptsAsync(LiveRegion region, Certificate receiptKey, Certificate sealKey)
    {
        var now = TimeProvider.System.GetUtcNow();
        (int Old, int New) receipts = default, seals = default;
        foreach (var node in region.Nodes)
        {
            var (rows, directories) = await LiveRegion.ReadAsync(node, journal => (
                journal.AllReceipts().ToList(),
                journal.AllDirectories().ToDictionary(row => row.Serial, row => DirectoryFile.OpenCryptoOnly(row.Bytes, now).Directory!)));

            // What lies between was never given out: 5 follows 1 by the same signer, and 6 follows 5 alone.
            Assert.Equal([1, 5, 6, 7], directories.Keys.Order());
            foreach (var row in rows)
            {
                var claimed = ReceiptFile.OpenCryptoOnly(row.Bytes, now);
                var newest = ReceiptFile.Open(row.Bytes, directories[directories.Keys.Max()], now).Verdict;
                Assert.True(newest.Result == VerdictResult.Passed, $"{node.Made.Id}: {row.Kind} of {row.IssuerNode}: {newest.FirstFailure?.Code}");
                Assert.Equal(VerdictResult.Passed, ReceiptFile.Open(row.Bytes, directories[claimed.Receipt!.DirectorySerial], now).Verdict.Result);
                if (row.IssuerNode != "tula") continue;
                if (claimed.Verdict.Signatures[0].Signer!.Equals(receiptKey)) receipts.New++;
                else receipts.Old++;
            }
        }

        var blobs = await LiveRegion.ReadAsync(region.Node("tula"), journal => journal.AllContainers().Select(row => row.Blob).ToList());
        foreach (var blob in blobs)
        {
            await using var octets = File.OpenRead(Directory.EnumerateFiles(Path.Combine(region.Node("tula").Made.DataFolder, "blobs"), Path.GetFileName(blob), SearchOption.AllDirectories).Single());
            if (ContainerFile.Open(octets, ContainerLimits.Default, null, now, CancellationToken.None).Seal!.Equals(sealKey)) seals.New++;
            else seals.Old++;
        }

        return (receipts, seals);
    }

    // The first letter was sealed and answered for with the old keys, the last with the new ones; both prove themselves to a stranger.
    private static async Task EvidenceHoldsAsync(LiveRegion region, Correspondence letters)
    {
        var ids = letters.Registered.Order().ToList();
        foreach (var id in new[] { ids[0], ids[^1] })
        {
            var file = Path.Combine(region.Made.Folder, $"{id}.zip");
            (await SedxProcess.Run("evidence", id.ToString(), "--config", region.Node("tula").Made.ConfigFile, "--out", file)).MustSucceed();
            (await SedxProcess.Run("verify", file, "--fingerprint", region.Made.DirectoryFingerprint)).MustSucceed();
        }
    }

    /// <summary>The region's administrator at the folder of the directory.</summary>
    private sealed class DirectoryDesk(LiveRegion region)
    {
        private readonly string _description = Path.Combine(region.Made.Folder, "pki", "directory", "directory.json");
        private readonly string _signed = Path.Combine(region.Made.Folder, "next.asics");

        public KeyPath Key { get; set; } = KeyPath.In(Path.Combine(region.Made.Folder, "pki"), "directory");

        public async Task RunAsync(string command, string[] arguments) => (await SedxProcess.Run(
            ["directory", "key", command, .. arguments, "--to", _description, "--key", Key.File, "--password-file", Key.PasswordFile, "--out", _signed])).MustSucceed();

        public async Task PutBesideAsync(LiveNode node)
        {
            var target = Path.Combine(node.Made.Folder, "directory.asics");
            await File.WriteAllBytesAsync(target + ".new", await File.ReadAllBytesAsync(_signed));
            File.Move(target + ".new", target, overwrite: true);
        }
    }
}
