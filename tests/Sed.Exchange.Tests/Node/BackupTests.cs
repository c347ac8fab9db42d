using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Client;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Backups;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Node;

/// <summary>Backups beside a running node: what one takes, another completes; what is torn or changed is seen; a restore writes only into an empty folder.</summary>
public sealed class BackupTests(RunningNode node) : IClassFixture<RunningNode>, IDisposable
{
    private const string Efremov = "efremov";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_second_backup_copies_only_what_is_new()
    {
        await SendAsync("1");
        var first = await BackupAsync();
        await SendAsync("2");
        var second = await BackupAsync();

        Assert.Equal(Number(first, "blobs", "count"), Number(first, "copied", "count"));
        Assert.Equal(Number(first, "blobs", "count") + 1, Number(second, "blobs", "count"));
        Assert.Equal(1, Number(second, "copied", "count"));
        Assert.Equal(0, (await RunningNode.CommandAsync("backup", "--verify", Backups)).Code);
        Assert.Equal(0, (await RunningNode.CommandAsync("backup", "--verify", SnapshotOf(first))).Code);
        Assert.Equal(0, (await RunningNode.CommandAsync("check", "--deep", "--config", node.ConfigFile)).Code);
    }

    [Fact]
    public async Task What_no_snapshot_names_any_more_is_removed_on_demand_and_nothing_while_a_list_is_in_doubt()
    {
        await SendAsync("10");
        var old = SnapshotOf(await BackupAsync());
        var store = FileBlobStore.Open(Path.Combine(Backups, "blobs"), reserve: 0);
        Assert.Equal(0, (await TidyAsync()).GetProperty("removed").GetInt64());

        // As if retention had ended one of them at the node, and its snapshots been deleted.
        await using (var forgotten = await store.CreateAsync("c-forgotten", CancellationToken.None))
        {
            await forgotten.Content.WriteAsync(new byte[7]);
            await forgotten.CommitAsync(CancellationToken.None);
        }

        var list = Path.Combine(old, "blobs.list");
        var written = await File.ReadAllBytesAsync(list);
        await File.WriteAllBytesAsync(list, written[..^2]);
        Assert.Contains("blobs.list", await RefusedAsync("backup", "--tidy", Backups), StringComparison.Ordinal);
        Assert.Contains("c-forgotten", await NamesAsync());
        await File.WriteAllBytesAsync(list, written);

        var tidied = await TidyAsync();
        Assert.Equal((1, 7), (tidied.GetProperty("removed").GetInt64(), tidied.GetProperty("bytes").GetInt64()));
        Assert.DoesNotContain("c-forgotten", await NamesAsync());
        Assert.Equal(0, (await RunningNode.CommandAsync("backup", "--verify", Backups)).Code);

        // What somebody has named himself he means to keep.
        var kept = Path.Combine(Backups, "before-upgrade");
        Directory.Move(old, kept);
        Assert.Equal(0, (await TidyAsync()).GetProperty("removed").GetInt64());
        Assert.Equal(0, (await RunningNode.CommandAsync("backup", "--verify", kept)).Code);
        Assert.Contains("--tidy", await RefusedAsync("backup", "--config", node.ConfigFile, "--out", Backups, "--tidy", Backups), StringComparison.Ordinal);

        // A folder without a snapshot is not one of backups, or the last of them is gone: then everything would be.
        Assert.Contains("no whole backup", await RefusedAsync("backup", "--tidy", _folder.Path), StringComparison.Ordinal);

        async Task<List<string>> NamesAsync()
        {
            var names = new List<string>();
            await foreach (var name in store.ListAsync(CancellationToken.None)) names.Add(name);
            return names;
        }

        async Task<JsonElement> TidyAsync()
        {
            var (code, output, errors) = await RunningNode.CommandAsync("backup", "--tidy", Backups, "--json");
            Assert.True(code == 0, errors);
            var document = JsonDocument.Parse(output).RootElement;
            Assert.Empty(SchemaCheck.Faults("sedx-backup-tidy-1.schema.json", document));
            return document;
        }
    }

    [Fact]
    public async Task A_backup_is_for_its_owner_alone_and_has_no_keys_unless_asked()
    {
        await SendAsync("3");
        var without = await BackupAsync();
        Assert.False(without.GetProperty("withKeys").GetBoolean());
        Assert.DoesNotContain(Directory.GetFiles(Backups, "*", SearchOption.AllDirectories), file => file.EndsWith(".p12", StringComparison.Ordinal));

        var with = await BackupAsync("--with-keys");
        var keys = Path.Combine(SnapshotOf(with), "keys");
        Assert.Equal(await File.ReadAllBytesAsync(node.Region.Node(DemoRegion.TulaNode).Receipts.File), await File.ReadAllBytesAsync(Path.Combine(keys, "node.p12")));
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in Directory.GetFiles(Backups, "*", SearchOption.AllDirectories))
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task A_torn_backup_is_none()
    {
        await SendAsync("4");
        var only = SnapshotOf(await BackupAsync());
        File.Delete(Path.Combine(only, "manifest.json"));

        Assert.Contains("torn", await RefusedAsync("backup", "--verify", only), StringComparison.Ordinal);
        Assert.Contains("no whole backup", await RefusedAsync("backup", "--verify", Backups), StringComparison.Ordinal);
        Assert.Contains("torn", await RefusedAsync("restore", "--config", OtherFolder(), "--from", only), StringComparison.Ordinal);

        // The next one takes its place and trusts nothing that it left.
        var next = await BackupAsync();
        Assert.False(Directory.Exists(only) && SnapshotOf(next) != only);
        Assert.Equal(Number(next, "blobs", "count"), Number(next, "copied", "count"));
        Assert.Equal(0, (await RunningNode.CommandAsync("backup", "--verify", Backups)).Code);
    }

    [Theory]
    [InlineData("journal.db")]
    [InlineData("blobs.list")]
    [InlineData("blob")]
    public async Task One_changed_octet_is_seen_before_anything_is_written(string part)
    {
        await SendAsync("5 " + part);
        var snapshot = SnapshotOf(await BackupAsync());
        var file = part == "blob" ? Directory.GetFiles(Path.Combine(Backups, "blobs"), "*", SearchOption.AllDirectories)[0] : Path.Combine(snapshot, part);
        await FlipAsync(file);

        Assert.Equal(1, (await RunningNode.CommandAsync("backup", "--verify", snapshot)).Code);
        var config = OtherFolder();
        Assert.Contains("not what was backed up", await RefusedAsync("restore", "--config", config, "--from", snapshot), StringComparison.Ordinal);
        Assert.False(Directory.Exists(DataOf(config)));
    }

    [Fact]
    public async Task What_has_rotted_in_the_backup_is_copied_again_when_asked_and_left_out_of_a_restore_when_asked()
    {
        await SendAsync("15");
        var snapshot = SnapshotOf(await BackupAsync());
        var rotten = Directory.GetFiles(Path.Combine(Backups, "blobs"), "*", SearchOption.AllDirectories)[0];
        await FlipAsync(rotten);

        var config = OtherFolder();
        var (code, output, errors) = await RunningNode.CommandAsync("restore", "--config", config, "--from", snapshot, "--without-changed", "--json");
        Assert.True(code == 0, errors);
        Assert.Equal([Path.GetFileName(rotten)], JsonDocument.Parse(output).RootElement.GetProperty("missing").EnumerateArray().Select(name => name.GetString()!));
        Assert.Contains("SEDX-CHECK_BLOB_MISSING", (await RunningNode.CommandAsync("check", "--config", config)).Output, StringComparison.Ordinal);

        Assert.Equal(0, Number(await BackupAsync(), "copied", "count"));
        Assert.Equal(1, (await RunningNode.CommandAsync("backup", "--verify", Backups)).Code);
        Assert.Equal(1, Number(await BackupAsync("--deep"), "copied", "count"));
        Assert.Equal(0, (await RunningNode.CommandAsync("backup", "--verify", Backups)).Code);
        Assert.Equal(0, (await RunningNode.CommandAsync("backup", "--verify", snapshot)).Code);

        // Its list as well: nothing is believed of it, and nothing that older backups share is lost.
        await FlipAsync(Path.Combine(SnapshotOf(await BackupAsync()), "blobs.list"));
        await BackupAsync();
        Assert.Equal(0, (await RunningNode.CommandAsync("backup", "--verify", Backups)).Code);
        Assert.Equal(0, (await RunningNode.CommandAsync("backup", "--verify", snapshot)).Code);
    }

    [Fact]
    public async Task Octets_that_a_node_has_lost_are_put_back_beside_it_and_nothing_else_is_changed()
    {
        foreach (var number in new[] { "16", "17", "18" }) await SendAsync(number);
        await BackupAsync();
        var config = OtherFolder();
        Assert.Equal(0, (await RunningNode.CommandAsync("restore", "--config", config, "--from", Backups)).Code);
        await using (var journal = SqliteJournal.Open(Path.Combine(DataOf(config), "journal.db")))
        {
            var files = Directory.GetFiles(Path.Combine(DataOf(config), "blobs"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
            File.Delete(files[0]);
            await FlipAsync(files[1]);
            Assert.Equal(1, (await RunningNode.CommandAsync("check", "--deep", "--config", config)).Code);

            var (code, output, errors) = await RunningNode.CommandAsync("restore", "--config", config, "--from", Backups, "--octets", "--json");
            Assert.True(code == 0, errors);
            Assert.Empty(SchemaCheck.Faults("sedx-octets-1.schema.json", JsonDocument.Parse(output).RootElement));
            Assert.Equal(2, JsonDocument.Parse(output).RootElement.GetProperty("putBack").GetArrayLength());
            Assert.Equal(0, (await RunningNode.CommandAsync("check", "--deep", "--config", config)).Code);

            // Another backup may have been taken of octets that had changed: the journal says what they must be.
            await FlipAsync(files[1]);
            var other = _folder.File("other");
            Assert.Equal(0, (await RunningNode.CommandAsync("backup", "--config", config, "--out", other)).Code);
            Assert.Equal(0, (await RunningNode.CommandAsync("restore", "--config", config, "--from", Backups, "--octets")).Code);
            File.Delete(files[0]);
            Assert.Equal(0, (await RunningNode.CommandAsync("restore", "--config", config, "--from", other, "--octets")).Code);
            Assert.Equal(0, (await RunningNode.CommandAsync("check", "--deep", "--config", config)).Code);

            // What the backup does not have either stays as it lies.
            await FlipAsync(files[1]);
            await FlipAsync(Directory.GetFiles(Path.Combine(Backups, "blobs"), Path.GetFileName(files[1]), SearchOption.AllDirectories).Single());
            var before = await File.ReadAllBytesAsync(files[1]);
            Assert.Equal(1, (await RunningNode.CommandAsync("restore", "--config", config, "--from", Backups, "--octets")).Code);
            Assert.Equal(before, await File.ReadAllBytesAsync(files[1]));
        }
    }

    [Fact]
    public async Task The_newest_backup_is_the_last_one_taken_whatever_the_clock_said()
    {
        await SendAsync("19");
        var ahead = SnapshotOf(await BackupAsync());
        var moved = Path.Combine(Backups, "20990101T000000Z");
        Directory.Move(ahead, moved);
        var last = (await BackupAsync()).GetProperty("id").GetString();

        var (_, output, _) = await RunningNode.CommandAsync("backup", "--verify", Backups, "--json");
        Assert.Equal(last, JsonDocument.Parse(output).RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Two_backups_into_one_folder_do_not_meet()
    {
        await BackupAsync();
        using var other = NodeFolder.Take(Backups);

        Assert.Contains("Another backup is being taken", await RefusedAsync("backup", "--config", node.ConfigFile, "--out", Backups), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("blobs/backups")]
    public async Task A_backup_that_would_be_lost_with_the_node_is_none(string inside)
    {
        await SendAsync("9");
        var folder = Path.Combine(node.Region.Node(DemoRegion.TulaNode).DataFolder, inside);

        Assert.Contains("lost with it", await RefusedAsync("backup", "--config", node.ConfigFile, "--out", folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_whose_journal_is_gone_does_not_begin_anew()
    {
        await SendAsync("10");
        var config = OtherFolder();
        Assert.Equal(0, (await RunningNode.CommandAsync("restore", "--config", config, "--from", SnapshotOf(await BackupAsync()))).Code);
        foreach (var file in Directory.GetFiles(DataOf(config), "journal.db*")) File.Delete(file);

        Assert.Contains("is not there, but containers are", await RefusedAsync("run", "--dev", "--config", config), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(DataOf(config), "journal.db*"));
    }

    [Fact]
    public async Task A_node_whose_journal_was_emptied_does_not_begin_anew_and_keeps_its_log()
    {
        await SendAsync("11");
        var config = OtherFolder();
        Assert.Equal(0, (await RunningNode.CommandAsync("restore", "--config", config, "--from", SnapshotOf(await BackupAsync()))).Code);
        var journal = Path.Combine(DataOf(config), "journal.db");
        await File.WriteAllBytesAsync(journal, []);
        Assert.Contains("is empty, but containers are", await RefusedAsync("run", "--dev", "--config", config), StringComparison.Ordinal);

        // Without containers too: SQLite would delete the log that it finds beside an empty file.
        Directory.Delete(Path.Combine(DataOf(config), "blobs"), recursive: true);
        await File.WriteAllTextAsync(journal + "-wal", "commits");
        Assert.Contains("is empty, but its log is", await RefusedAsync("run", "--dev", "--config", config), StringComparison.Ordinal);
        foreach (var looking in new string[][] { ["check"], ["status", $"{Guid.NewGuid()}"], ["quarantine", "list"], ["restore"], ["backup", "--out", Backups] })
            Assert.Contains("is empty, but its log is", await RefusedAsync([.. looking, "--config", config]), StringComparison.Ordinal);
        Assert.Equal("commits", await File.ReadAllTextAsync(journal + "-wal"));
        Assert.Empty(await File.ReadAllBytesAsync(journal));
    }

    [Fact]
    public async Task Folders_that_are_no_snapshots_are_left_alone()
    {
        await SendAsync("8");
        var photo = Path.Combine(Backups, "photos", "a.jpg");
        Directory.CreateDirectory(Path.GetDirectoryName(photo)!);
        await File.WriteAllTextAsync(photo, "not ours");

        await BackupAsync();

        Assert.True(File.Exists(photo));
        Assert.Equal(0, (await RunningNode.CommandAsync("backup", "--verify", Backups)).Code);
    }

    [Fact]
    public async Task A_missing_blob_is_missing_from_the_backup_too_and_said()
    {
        await SendAsync("6");
        var snapshot = SnapshotOf(await BackupAsync());
        File.Delete(Directory.GetFiles(Path.Combine(Backups, "blobs"), "*", SearchOption.AllDirectories)[0]);

        var (code, _, errors) = await RunningNode.CommandAsync("backup", "--verify", snapshot, "--lang", "en");
        Assert.Equal(1, code);
        Assert.Contains("not what was backed up, or not there", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_makes_a_node_with_a_new_epoch_whose_store_agrees()
    {
        await SendAsync("7");
        var snapshot = await BackupAsync();
        var config = OtherFolder();

        var (code, output, errors) = await RunningNode.CommandAsync("restore", "--config", config, "--from", Backups, "--json");
        Assert.True(code == 0, errors);
        var epoch = JsonDocument.Parse(output).RootElement.GetProperty("epoch").GetInt32();
        Assert.True(epoch > 1);
        Assert.Equal(0, (await RunningNode.CommandAsync("check", "--deep", "--config", config)).Code);
        using (var journal = SqliteJournal.OpenReadOnly(Path.Combine(DataOf(config), "journal.db")))
        {
            Assert.Equal(epoch, await journal.ReadAsync(reader => reader.Epoch, CancellationToken.None));
            var restore = await journal.ReadAsync(reader => reader.LastRestore(), CancellationToken.None);
            Assert.Equal(snapshot.GetProperty("takenAt").GetDateTimeOffset().ToUnixTimeMilliseconds(), restore!.Since.ToUnixTimeMilliseconds());
            Assert.Null(restore.EndedAt);
            Assert.Contains(await journal.ReadAsync(reader => reader.EventsAfter(0, null, 10_000), CancellationToken.None), line => line.Kind == EventKinds.Restored);
        }

        // What is there is not overwritten, by this backup or another.
        Assert.Contains("not empty", await RefusedAsync("restore", "--config", config, "--from", Backups), StringComparison.Ordinal);
        Assert.Contains("no-such-node", await RefusedAsync("restore", "--config", config, "--give-up", "no-such-node"), StringComparison.Ordinal);
        Assert.Contains("--give-up", await RefusedAsync("restore", "--config", config, "--give-up", Efremov, "--from", Backups), StringComparison.Ordinal);
        Assert.Contains("--without-changed", await RefusedAsync("restore", "--config", config, "--from", Backups, "--octets", "--without-changed"), StringComparison.Ordinal);
        Assert.Equal(0, (await RunningNode.CommandAsync("restore", "--config", config, "--give-up", Efremov)).Code);
    }

    [Fact]
    public async Task The_same_backup_restored_again_has_another_epoch()
    {
        await SendAsync("8");
        await BackupAsync();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var epochs = new List<int>();
        foreach (var name in new[] { "one", "two" })
        {
            var (folder, snapshot) = BackupFolder.Find(Backups);
            epochs.Add((await new Restoring(ConfigurationFile.Read(OtherFolder(name)), time).RunAsync(folder, snapshot, withoutChanged: false, CancellationToken.None)).Epoch);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(epochs[1] > epochs[0]);
    }

    [Fact]
    public async Task A_running_node_another_node_and_a_newer_program_are_refused()
    {
        await SendAsync("9");
        var snapshot = SnapshotOf(await BackupAsync());
        Assert.Contains("in use", await RefusedAsync("restore", "--config", node.ConfigFile, "--from", Backups), StringComparison.Ordinal);
        Assert.Contains("of node tula", await RefusedAsync("restore", "--config", node.Region.Node(Efremov).ConfigFile, "--from", Backups), StringComparison.Ordinal);

        var manifest = Path.Combine(snapshot, "manifest.json");
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest)).Replace($"\"journalSchema\": {SqliteJournal.SchemaVersion}", "\"journalSchema\": 99", StringComparison.Ordinal));
        Assert.Contains("newer program", await RefusedAsync("restore", "--config", OtherFolder(), "--from", Backups), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_an_older_program_is_brought_up_to_date()
    {
        await SendAsync("11");
        var snapshot = SnapshotOf(await BackupAsync());
        var journal = Path.Combine(snapshot, "journal.db");
        using (var session = new SqliteSession(journal, SqliteOpenMode.ReadWrite, TimeSpan.Zero, null))
            session.ExecuteScript("DROP INDEX deliveries_still_queued; DROP INDEX held_in_turns; DROP INDEX events_of_moved; DROP TABLE handed_receipts; DROP INDEX deliveries_unscheduled; DROP TABLE holds; DROP INDEX containers_whole; DROP INDEX containers_without_content; DROP INDEX containers_tombstones; DROP INDEX deliveries_by_container; DROP INDEX submissions_by_message; DROP INDEX refusals_by_age; DROP INDEX refusals_with_octets; DROP INDEX refusals_without_octets; ALTER TABLE containers DROP COLUMN content_purged_at; ALTER TABLE containers DROP COLUMN metadata_purged_at; ALTER TABLE refusals DROP COLUMN purged_at; DROP TABLE webhooks; DROP INDEX deliveries_poisoned; DROP INDEX deliveries_to_warn; DROP INDEX deliveries_waiting; ALTER TABLE deliveries DROP COLUMN leases; ALTER TABLE deliveries DROP COLUMN poison_since; ALTER TABLE deliveries DROP COLUMN warn_at; CREATE INDEX deliveries_waiting ON deliveries (recipient, created_at, delivery_id) WHERE lane = 'In' AND state = 'Waiting'; DROP INDEX deliveries_chased; DROP TABLE stamped_containers; DROP TABLE stamped_receipts; DROP TABLE stamps; DROP TABLE captured_parts; DROP TABLE captured_octets; DROP TABLE capture_gaps; DROP TABLE captures; DROP TABLE task_messages; DROP TABLE task_reports; DROP TABLE task_executors; DROP TABLE tasks; DROP TABLE parked_reports; DROP TABLE reports_to_make; ALTER TABLE containers DROP COLUMN made_from; ALTER TABLE deliveries DROP COLUMN unmatched; DROP TABLE subscriptions; DROP INDEX containers_by_document; DROP TABLE held; UPDATE schema_version SET version = 2");
        var manifest = BackupManifest.Read(snapshot);
        (manifest with { JournalSchema = 2, Parts = [.. manifest.Parts.Select(part => BackupFolder.PartOf(snapshot, part.File))] }).Write(snapshot);

        var config = OtherFolder();
        var (code, _, errors) = await RunningNode.CommandAsync("restore", "--config", config, "--from", Backups);
        Assert.True(code == 0, errors);
        Assert.Equal(0, (await RunningNode.CommandAsync("check", "--config", config)).Code);
    }

    [Fact]
    public async Task An_interrupted_restore_is_no_node_until_it_is_run_again()
    {
        await SendAsync("10");
        await BackupAsync();
        var config = OtherFolder();
        Directory.CreateDirectory(DataOf(config));
        await File.WriteAllBytesAsync(Path.Combine(DataOf(config), "restore.part"), []);
        await File.WriteAllBytesAsync(Path.Combine(DataOf(config), "journal.db.part"), [1, 2, 3]);

        Assert.Contains("was interrupted", await RefusedAsync("run", "--dev", "--config", config), StringComparison.Ordinal);
        Assert.Contains("was interrupted", await RefusedAsync("client", "add", "x", "--administrator", "--config", config), StringComparison.Ordinal);
        Assert.Equal(0, (await RunningNode.CommandAsync("restore", "--config", config, "--from", Backups)).Code);
        Assert.Equal(0, (await RunningNode.CommandAsync("check", "--deep", "--config", config)).Code);
    }

    [Fact]
    public async Task A_restore_that_died_when_its_journal_had_its_name_is_finished_by_the_same_command_and_no_other()
    {
        await SendAsync("11");
        var first = await BackupAsync();
        var second = await BackupAsync();
        var config = OtherFolder();
        string[] Restore(JsonElement manifest) => ["restore", "--config", config, "--from", SnapshotOf(manifest)];
        Assert.Equal(0, (await RunningNode.CommandAsync(Restore(first))).Code);
        var epoch = await EpochOfAsync(config);
        var mark = Path.Combine(DataOf(config), "restore.part");
        await File.WriteAllTextAsync(mark, first.GetProperty("id").GetString() + "\n");

        Assert.Contains("was interrupted", await RefusedAsync("run", "--dev", "--config", config), StringComparison.Ordinal);
        await RefusedAsync(Restore(second));
        Assert.True(File.Exists(mark));
        Assert.Equal(0, (await RunningNode.CommandAsync(Restore(first))).Code);
        Assert.False(File.Exists(mark));
        Assert.Equal(epoch, await EpochOfAsync(config));
        Assert.Equal(0, (await RunningNode.CommandAsync("check", "--deep", "--config", config)).Code);
    }

    [Fact]
    public async Task What_is_purged_while_it_is_copied_is_not_missing_and_what_is_lost_is()
    {
        foreach (var number in new[] { "13", "14" }) await SendAsync(number);
        var config = OtherFolder();
        Assert.Equal(0, (await RunningNode.CommandAsync("restore", "--config", config, "--from", SnapshotOf(await BackupAsync()))).Code);
        await using var journal = SqliteJournal.Open(Path.Combine(DataOf(config), "journal.db"));
        var names = await journal.ReadAsync(reader => reader.AllBlobs().Select(blob => blob.Name).ToList(), CancellationToken.None);
        var (purged, lost) = (names[0], names[1]);

        var manifest = await new BackupWriting(ConfigurationFile.Read(config), TimeProvider.System, new AtOnce(async () =>
        {
            await journal.CommitAsync(
                work =>
                {
                    work.ReleaseBlob(purged, DateTimeOffset.UnixEpoch);
                    return 0;
                },
                CancellationToken.None);
            foreach (var name in new[] { purged, lost })
                File.Delete(Directory.GetFiles(Path.Combine(DataOf(config), "blobs"), name, SearchOption.AllDirectories).Single());
        })).WriteAsync(_folder.File("later"), isDeep: false, withKeys: false, CancellationToken.None);

        Assert.Equal([lost], manifest.Missing);
        Assert.Equal(names.Count - 2, manifest.Blobs.Count);
    }

    [Theory]
    [InlineData("UPDATE deliveries SET sender = 'x' || substr(sender, 2), state = 'Leased', leased_until = 0 WHERE lane = 'In'")]
    [InlineData("INSERT INTO owed_receipts (receipt_id, to_node, sender, since, attempts, next_attempt_at) SELECT receipt_id, 'efremov', 'x', 0, 0, 0 FROM receipts LIMIT 1")]
    public async Task A_row_that_cannot_be_read_ends_the_node_as_damage_and_check_names_it(string harm)
    {
        // Read by the look for what is due, or by work that it starts.
        await SendAsync("12");
        var config = OtherFolder();
        Directory.CreateDirectory(DataOf(config));
        var journal = Path.Combine(DataOf(config), "journal.db");
        File.Copy(Path.Combine(SnapshotOf(await BackupAsync()), "journal.db"), journal);
        using (var session = new SqliteSession(journal, SqliteOpenMode.ReadWrite, TimeSpan.Zero, null))
            Assert.NotEqual(0, session.Execute(harm));

        var (checkedAs, found, _) = await RunningNode.CommandAsync("check", "--config", config);
        Assert.Equal(1, checkedAs);
        if (harm.StartsWith("UPDATE", StringComparison.Ordinal)) Assert.Contains("SEDX-CHECK_JOURNAL_DAMAGED", found, StringComparison.Ordinal);

        // Not 1, by which a supervisor would start it again and again.
        Assert.Equal(2, (await RunningNode.CommandAsync("run", "--dev", "--config", config)).Code);
    }

    private static async Task FlipAsync(string file)
    {
        var octets = await File.ReadAllBytesAsync(file);
        octets[octets.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, octets);
    }

    private static async Task<int> EpochOfAsync(string config)
    {
        using var journal = SqliteJournal.OpenReadOnly(Path.Combine(DataOf(config), "journal.db"));
        return await journal.ReadAsync(reader => reader.Epoch, CancellationToken.None);
    }

    private string Backups => _folder.File("backups");

    private async Task SendAsync(string number)
    {
        using var client = node.Client(node.GovernmentKey);
        await client.SubmitAsync(node.NewLetter(number).Files, new SubmitOptions());
    }

    private async Task<JsonElement> BackupAsync(params string[] more)
    {
        var (code, output, errors) = await RunningNode.CommandAsync(["backup", "--config", node.ConfigFile, "--out", Backups, "--json", .. more]);
        Assert.True(code == 0, errors);
        return JsonDocument.Parse(output).RootElement.Clone();
    }

    private string SnapshotOf(JsonElement manifest) => Path.Combine(Backups, manifest.GetProperty("id").GetString()!);

    private static long Number(JsonElement manifest, string group, string name) => manifest.GetProperty(group).GetProperty(name).GetInt64();

    private static async Task<string> RefusedAsync(params string[] arguments)
    {
        var (code, _, errors) = await RunningNode.CommandAsync([.. arguments, "--lang", "en"]);
        Assert.Equal(2, code);
        return errors;
    }

    /// <summary>A configuration like the node's, with a data folder that is not there yet.</summary>
    private string OtherFolder(string name = "data")
    {
        var from = Path.GetDirectoryName(node.ConfigFile)!;
        var configuration = JsonNode.Parse(File.ReadAllText(node.ConfigFile))!;
        configuration["node"]!["data"] = _folder.File(name);
        var file = Path.Combine(from, $"{name}-{Guid.NewGuid():N}.json");
        File.WriteAllText(file, configuration.ToJsonString());
        return file;
    }

    private static string DataOf(string config) => JsonNode.Parse(File.ReadAllText(config))!["node"]!["data"]!.GetValue<string>();

    /// <summary>Does something at the first telling.</summary>
    private sealed class AtOnce(Func<Task> what) : IProgress<BackupBlobs>
    {
        private bool _isDone;

        public void Report(BackupBlobs value)
        {
            if (_isDone) return;
            _isDone = true;
            what().GetAwaiter().GetResult();
        }
    }
}
