using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Client;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Demo.Audit;
using Sed.Exchange.Node.Demo.Observing;
using Sed.Exchange.Node.Demo.Running;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Restore;

/// <summary>
/// The drill of docs/operations.md with real processes: a backup of the town's node under load, more traffic in all directions, SIGKILL, the disk gone, a
/// restore. Everything that was acknowledged is there or is fetched again, once, with the receipts as they were signed; and once more from the same backup.
/// </summary>
public sealed class DrillTests
{
    private const string Town = "efremov";
    private const string Settlement = "lobanovskoe";

    [Fact]
    public async Task A_node_that_lost_its_disk_is_what_it_was_and_again_from_the_same_backup()
    {
        using var folder = new TempFolder();
        await using var region = await DrillRegion.StartAsync(folder, Suite.Ecdsa);
        var backups = folder.Of("backups");

        // 1. Traffic, and in the middle of it a backup and a second one, which copies only what is new.
        var early = await region.SendAsync(DrillRegion.Government, [DrillRegion.Town, DrillRegion.Settlement]);
        var waiting = await region.SendAsync(DrillRegion.Settlement, [DrillRegion.Town]);
        await region.ArriveAsync(early, waiting);
        await region.TakeAsync(DrillRegion.Town, early);
        using (var load = region.StartLoad())
        {
            var first = await SedxAsync(0, "backup", "--config", region.ConfigOf(Town), "--out", backups, "--json");
            var second = await SedxAsync(0, "backup", "--config", region.ConfigOf(Town), "--out", backups, "--json");
            Assert.Empty(SchemaCheck.Faults("sedx-backup-1.schema.json", second));
            Assert.True(Count(second, "copied") < Count(second, "blobs"), "the second backup copied everything again");
            Assert.True(Count(first, "blobs") > 0);
            await load.StopAsync();
        }

        await SedxAsync(0, "backup", "--verify", backups, "--json");

        // 2. More traffic in all directions: received and collected, received, passed on both ways, sent. What the town's node said is written down.
        var collected = await region.SendAsync(DrillRegion.Government, [DrillRegion.Town]);
        await region.ArriveAsync(collected);
        var item = await region.TakeAsync(DrillRegion.Town, collected);
        var received = await region.SendAsync(DrillRegion.Government, [DrillRegion.Town, DrillRegion.MoscowOffice]);
        var down = await region.SendAsync(DrillRegion.Government, [DrillRegion.Settlement]);
        var up = await region.SendAsync(DrillRegion.Settlement, [DrillRegion.Government, DrillRegion.MoscowOffice]);
        var own = region.Letter(DrillRegion.Town, [DrillRegion.Government, DrillRegion.Settlement]);
        var sent = await region.TownOffice.SubmitAsync(own.Files);
        await region.ArriveAsync(received, down, up);
        await DrillRegion.ArriveAsync(region.TownOffice, sent.MessageId);
        await region.TakeAsync(DrillRegion.Settlement, down);
        await region.QuietAsync();
        var cursor = (await region.TownOffice.GetEventsAsync(max: 1000)).Next;

        // 3. On its way through the town when the disk is lost; and one that nobody but the town's node has.
        await region.Node(Settlement).StopAsync();
        var underWay = await region.SendAsync(DrillRegion.Government, [DrillRegion.Settlement]);
        await region.HandOverAsync(underWay);
        var onlyHere = region.Letter(DrillRegion.Town, [DrillRegion.Settlement]);
        var lost = await region.TownOffice.SubmitAsync(onlyHere.Files);
        var said = await OwnReceiptsAsync(region, lost.MessageId);

        foreach (var round in new[] { 1, 2 })
        {
            await LoseAndRestoreAsync(region, backups, round);

            // 4. What it had said it says again, octet for octet; Accepted alone lies with nobody else and is issued anew.
            AssertSame(said, await OwnReceiptsAsync(region, lost.MessageId));
            var repeated = await region.TownOffice.CollectAsync(item);
            Assert.True(repeated.Already);
            Assert.Equal(Town, Assert.IsType<string>(region.HomeOf(item.Recipient.Id)));
            var expired = await Assert.ThrowsAsync<ExchangeProblemException>(() => region.TownOffice.GetEventsAsync(cursor));
            Assert.Equal("cursor-expired", expired.Code);
            Assert.NotEmpty((await region.TownOffice.GetEventsAsync(expired.Problem.Restart)).Items);
            Assert.Equal(sent.MessageId, (await region.TownOffice.SubmitAsync(own.Files)).MessageId);
            Assert.Equal(404, (await Assert.ThrowsAsync<ExchangeProblemException>(() => region.TownOffice.GetStatusAsync(lost.MessageId))).Problem.Status);
            await region.QuietAsync();
            foreach (var id in new[] { "tula", Town, Settlement })
            {
                var check = await SedxAsync(0, "check", "--deep", "--json", "--config", region.ConfigOf(id));
                Assert.Empty(SchemaCheck.Faults("sedx-check-1.schema.json", check));
            }
        }

        // 5. Mail that had come and not been taken is handed over, marked perhaps seen; what was on its way arrives; the one that was lost is sent again.
        var again = await region.TownOffice.SubmitAsync(onlyHere.Files);
        Assert.NotEqual(lost.MessageId, again.MessageId);
        region.Observations.Add(Town, again);
        region.Observations.Add(Town, await region.TownOffice.SubmitAsync(own.Files));
        await region.ArriveAsync(underWay);
        await DrillRegion.ArriveAsync(region.TownOffice, again.MessageId);
        await region.TakeRestAsync(DrillRegion.Town);
        Assert.Contains((DrillRegion.Town.Id, received), region.FirstSeenAsPerhapsSeen);
        await region.TakeRestAsync(DrillRegion.Settlement);
        await region.TakeRestAsync(DrillRegion.Government);
        await region.TakeRestAsync(DrillRegion.MoscowOffice);
        await region.QuietAsync();

        // 6. The stopped nodes' disks, judged by the demo's auditor.
        await region.StopAsync();
        var promises = await Auditor.AuditAsync(region.Made, region.Made.Nodes, region.Observations, english: true, TimeProvider.System.GetUtcNow(), CancellationToken.None);
        Assert.All(promises, promise => Assert.Empty(promise.Violations));
        Assert.All(promises, promise => Assert.True(promise.Checks > 0));
    }

    private static async Task LoseAndRestoreAsync(DrillRegion region, string backups, int round)
    {
        var node = region.Node(Town);
        var from = TimeProvider.System.GetUtcNow();
        node.KillAtOnce();
        if (round > 1) await region.Node(Settlement).StopAsync();
        Directory.Delete(node.Node.DataFolder, recursive: true);

        var restored = await SedxAsync(0, "restore", "--config", node.Node.ConfigFile, "--from", backups, "--json");
        Assert.Empty(SchemaCheck.Faults("sedx-restore-1.schema.json", restored));
        var interrupted = await region.SendAsync(DrillRegion.Government, [DrillRegion.Town]);
        var meanwhile = await region.SendAsync(DrillRegion.Government, [DrillRegion.MoscowOffice]);
        await region.ArriveAsync(meanwhile);
        region.Observations.Add(new Outage(Town, from, TimeProvider.System.GetUtcNow(), interrupted, [meanwhile]));

        // Doors stay shut while one neighbour has not told.
        node.Start();
        await Until.True("the restored node serves and has asked the settlement's in vain", () => Says(node, "restoring node=") >= round && Says(node, "Doors stay shut: " + Settlement) >= round);
        var state = await SedxAsync(3, "restore", "--config", node.Node.ConfigFile, "--json");
        Assert.Empty(SchemaCheck.Faults("sedx-restoring-1.schema.json", state));
        Assert.Contains(Settlement, state.GetProperty("waitsFor").EnumerateArray().Select(peer => peer.GetString()));
        using (var impatient = region.Connect(DrillRegion.Town, attempts: 1))
        {
            var shut = await Assert.ThrowsAsync<ExchangeProblemException>(() => impatient.LeaseAsync());
            Assert.Equal(("restoring", 503), (shut.Code, shut.Problem.Status));
        }

        // A directory, by which it might find a neighbour that has moved, it takes all the same; what would have it promise something it does not.
        var above = region.Node("tula").Node;
        var directory = await File.ReadAllBytesAsync(Path.Combine(above.Folder, "directory.asics"));
        Assert.Equal(204, await PostAsync(above, node.Node, "/exchange/v1/directory", directory));
        Assert.Equal(503, await PostAsync(above, node.Node, "/exchange/v1/receipts", directory));

        region.Node(Settlement).Start();
        await region.Node(Settlement).WaitUntilReadyAsync(CancellationToken.None);
        await node.WaitUntilReadyAsync(CancellationToken.None);
        (await SedxProcess.Run("restore", "--config", node.Node.ConfigFile)).MustSucceed();
        await region.ArriveAsync(interrupted);
        await region.TakeAsync(DrillRegion.Town, interrupted);
    }

    private static async Task<int> PostAsync(MadeNode from, MadeNode to, string path, byte[] file)
    {
        using var certificate = X509CertificateLoader.LoadPkcs12Collection(await File.ReadAllBytesAsync(from.Tls.File), from.Tls.ReadPassword()).First(one => one.HasPrivateKey);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => Pin.Matches(shown, to.TlsPin);
        handler.SslOptions.ClientCertificates = [certificate];
        using var http = new HttpClient(handler);
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.etsi.asic-s+zip");
        using var answer = await http.PostAsync(new Uri(to.Exchange, path), content);
        return (int)answer.StatusCode;
    }

    private static int Says(NodeProcess node, string what)
    {
        using var file = new FileStream(node.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var log = new StreamReader(file);
        return log.ReadToEnd().Split(what).Length - 1;
    }

    /// <summary>Receipts that the town's node issued, but Accepted and those about the message that nobody else ever had.</summary>
    private static async Task<Dictionary<Guid, byte[]>> OwnReceiptsAsync(DrillRegion region, Guid lost)
    {
        using var journal = SqliteJournal.OpenReadOnly(RecordReader.JournalOf(region.Node(Town).Node));
        return await journal.ReadAsync<Dictionary<Guid, byte[]>>(
            reader => reader.AllReceipts()
                .Where(row => row.IssuerNode == Town && row.Kind != ReceiptKind.Accepted && row.MessageId != lost)
                .ToDictionary(row => row.ReceiptId, row => row.Bytes),
            CancellationToken.None);
    }

    private static void AssertSame(Dictionary<Guid, byte[]> before, Dictionary<Guid, byte[]> after)
    {
        Assert.Empty(before.Keys.Except(after.Keys));
        Assert.All(before, pair => Assert.Equal(pair.Value, after[pair.Key]));
    }

    private static async Task<JsonElement> SedxAsync(int code, params string[] arguments) =>
        JsonDocument.Parse((await SedxProcess.Run(arguments)).MustExitWith(code).Output).RootElement.Clone();

    private static long Count(JsonElement manifest, string group) => manifest.GetProperty(group).GetProperty("count").GetInt64();
}
