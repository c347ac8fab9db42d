using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Commands;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Doctor;
using Sed.Exchange.Node.Doctor.Checks;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Node.Texts;
using Sed.Exchange.Tests.Doubles;
using Sed.Exchange.Tests.House;

namespace Sed.Exchange.Tests.Node;

/// <summary><c>sedx doctor</c> finds what was broken on purpose, says what to do, and changes nothing.</summary>
public sealed class DoctorTests : IClassFixture<DoctorTests.Healthy>, IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly Lazy<MadeNode> _node;

    public DoctorTests(Healthy healthy) => _node = new Lazy<MadeNode>(() => healthy.CopyTo(_folder.File("region")));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_code_has_its_words_and_no_words_are_left_over()
    {
        string[] wanted =
        [
            .. DoctorCodes.All.SelectMany(code => code.Level == DoctorLevel.Ok
                ? (string[])[$"doctor.{code.Name}"]
                : [$"doctor.{code.Name}", $"doctor.{code.Name}.means", $"doctor.{code.Name}.do"]),
            .. DoctorCodes.All.Select(code => $"doctor.check.{code.Check}").Distinct(),
            .. Enum.GetNames<DoctorLevel>().Select(level => $"doctor.summary.{level}"),
            "doctor.path.self", "doctor.path.anchored", "doctor.path.foreign",
        ];

        Assert.Equal(
            wanted.Order(StringComparer.Ordinal), Words.English.Keys.Where(key => key.StartsWith("doctor.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Expect.None(DoctorCodes.All.GroupBy(code => code.Name).Where(group => group.Count() > 1).Select(group => group.Key), "Codes twice:");
    }

    [Fact]
    public void The_schema_of_its_answer_knows_every_check()
    {
        using var schema = JsonDocument.Parse(Repository.Read("schemas/cli-1/sedx-doctor-1.schema.json"));
        var check = schema.RootElement.GetProperty("properties").GetProperty("checks").GetProperty("items").GetProperty("properties").GetProperty("check");
        Assert.Equal(
            DoctorCodes.All.Select(code => code.Check).Distinct().Order(StringComparer.Ordinal),
            check.GetProperty("enum").EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0, "disk-ok", "port-free")]
    [InlineData(1, "disk-ok", "trust-empty", "peer-pin")]
    [InlineData(3, "disk-ok", "trust-empty")]
    [InlineData(3, "clock-unknown")]
    public void The_exit_code_is_that_of_the_worst(int expected, params string[] codes) =>
        Assert.Equal(expected, DoctorCommand.CodeOf([.. codes.Select(name => DoctorCodes.All.Single(code => code.Name == name).About(null))]));

    [Theory]
    [InlineData("clock-ok", 12.0, -30.0, 4000.0)]
    [InlineData("clock-drift", 61.0)]
    [InlineData("clock-drift", -600.0)]
    [InlineData("clock-wrong", -601.0, -700.0, 0.0)]
    public void The_clock_is_judged_by_most_of_the_neighbours(string expected, params double[] seconds) =>
        Assert.Equal([expected], ClockCheck.Look(Noon, [.. seconds.Select(TimeSpan.FromSeconds)], Noon.AddMinutes(-5), null, isKept: true).Select(finding => finding.Code.Name));

    [Fact]
    public void A_clock_that_went_back_behind_the_journal_is_broken_and_one_that_nothing_keeps_is_said()
    {
        Assert.Equal(["clock-behind", "clock-unknown"], ClockCheck.Look(Noon, [], Noon.AddHours(1), null, isKept: null).Select(finding => finding.Code.Name));
        Assert.Equal(["clock-unkept"], ClockCheck.Look(Noon, [], null, null, isKept: false).Select(finding => finding.Code.Name));
    }

    [Theory]
    [InlineData(true, "clock-ok")]
    [InlineData(false, "clock-doubted", "clock-ok")]
    public void A_node_that_is_not_sure_of_its_clock_says_so(bool isSure, params string[] expected) =>
        Assert.Equal(expected, ClockCheck.Look(Noon, [TimeSpan.Zero], Noon, new ClockRow(Noon, isSure), isKept: true).Select(finding => finding.Code.Name));

    [Fact]
    public async Task A_node_that_never_ran_is_well_and_nothing_is_made()
    {
        var codes = await CodesAsync();

        Assert.All(
            (string[])["configuration-ok", "permissions-new", "journal-new", "port-free", "certificate-ok", "trust-ok", "directory-ok"], code => Assert.Contains(code, codes));
        Assert.DoesNotContain(codes, code => DoctorCodes.All.Single(known => known.Name == code).Level == DoctorLevel.Broken);
        Assert.False(Directory.Exists(_node.Value.DataFolder));
    }

    [Fact]
    public async Task A_node_that_ran_is_read_without_a_change()
    {
        await WriteJournalAsync(_ => true);
        var before = Contents();

        var codes = await CodesAsync();

        Assert.Contains("permissions-ok", codes);
        Assert.Contains("journal-ok", codes);
        Assert.Contains("mail-ok", codes);
        Assert.Contains("capture-ok", codes);
        Assert.Contains("alarm-ok", codes);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public async Task Alarms_of_the_last_days_are_counted_by_kind_and_older_ones_left_alone()
    {
        await WriteJournalAsync(journal =>
        {
            for (var day = 40; day >= 0; day--)
            {
                journal.Append(new EventRow { At = Noon.AddDays(-day), Kind = EventKinds.Arrived });
                if (day % 3 == 0) journal.Append(new EventRow { At = Noon.AddDays(-day), Kind = EventKinds.Alarm, Detail = day == 0 ? "peer-tls efremov" : "no-route-now" });
            }

            return true;
        });

        var alarms = (await DocumentAsync("--lang", "en")).GetProperty("checks").EnumerateArray().Where(check => check.GetProperty("check").GetString() == "alarm").ToList();

        Assert.Equal(
            [("no-route-now", "2 in seven days"), ("peer-tls", "1 in seven days")],
            alarms.Select(alarm => (alarm.GetProperty("subject").GetString()!, alarm.GetProperty("seen").GetString()!.Split(',')[0])));
    }

    [Fact]
    public async Task What_is_held_for_over_an_hour_without_a_verdict_is_named_and_a_report_that_waits_for_its_document_is_not()
    {
        await WriteJournalAsync(journal =>
        {
            foreach (var number in new[] { 1, 2, 3, 4 }) journal.Add(Rows.Receipt(10 + number, number) with { Kind = ReceiptKind.Relayed });
            journal.Add(Rows.Held(1, 1000, 11) with { At = Noon.AddMinutes(-59), LastError = "directory-behind" });
            journal.Add(Rows.Held(2, 1000, 12) with { At = Noon.AddHours(-30), NextAttemptAt = Noon.AddDays(1) });
            journal.Put(Rows.Parked(2, 1000));
            return true;
        });
        Assert.Contains("mail-ok", await CodesAsync());

        await WriteJournalAsync(journal =>
        {
            journal.Add(Rows.Held(3, 1000, 13) with { At = Noon.AddHours(-5), NextAttemptAt = Noon.AddDays(2), Attempts = 9, LastError = "blob-unreadable: the disk" });
            journal.Add(Rows.Held(4, 1000, 14) with { At = Noon.AddHours(-3), LastError = "blob-unreadable: the disk" });
            journal.Put(Rows.Parked(4, 1000));
            return true;
        });
        var mail = (await DocumentAsync("--lang", "en")).GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("check").GetString() == "mail");

        Assert.Equal("mail-held", mail.GetProperty("code").GetString());
        Assert.Equal(
            $"held without a verdict: 2, oldest {Rows.Id(3)} by tula since {Noon.AddHours(-5):u}; error: blob-unreadable: the disk", mail.GetProperty("seen").GetString());
        Assert.Contains("sedx quarantine list", mail.GetProperty("do").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receivers_that_do_not_confirm_and_those_given_up_are_named()
    {
        await WriteJournalAsync(journal =>
        {
            journal.Put(Rows.Webhook("well", 1));
            journal.Put(Rows.Webhook("at-once", 1) with { FailingSince = Noon.AddMinutes(-5), Attempts = 3, LastError = "hook-status: 500" });
            journal.Put(Rows.Webhook("failing", 1) with { FailingSince = Noon.AddHours(-2), Attempts = 9, LastError = "hook-status: 500" });
            journal.Put(Rows.Webhook("gone", 1) with { FailingSince = Noon.AddDays(-9), DisabledAt = Noon.AddDays(-2), Attempts = 99, LastError = "hook-timeout: 15 s" });
            return true;
        });

        var hooks = (await DocumentAsync("--lang", "en")).GetProperty("checks").EnumerateArray().Where(check => check.GetProperty("check").GetString() == "hook").ToList();

        Assert.Equal(
            [("failing", "hook-failing"), ("gone", "hook-disabled")],
            hooks.Select(hook => (hook.GetProperty("subject").GetString()!, hook.GetProperty("code").GetString()!)));
        Assert.Contains("attempts 9: hook-status: 500", hooks[0].GetProperty("seen").GetString(), StringComparison.Ordinal);
        Assert.Contains("sedx webhook enable", hooks[1].GetProperty("do").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_journal_and_one_of_a_newer_program_are_told_apart()
    {
        await WriteJournalAsync(_ => true);
        var file = Path.Combine(_node.Value.DataFolder, "journal.db");
        var whole = await File.ReadAllBytesAsync(file);

        var damaged = whole.ToArray();
        Array.Fill(damaged, (byte)0x5a, damaged.Length / 2, 4096);
        await File.WriteAllBytesAsync(file, damaged);
        Assert.Contains((await CodesAsync()), code => code is "journal-damaged" or "journal-unreadable");

        await File.WriteAllBytesAsync(file, "not a database at all, but long enough to be looked at"u8.ToArray());
        Assert.Contains("journal-unreadable", await CodesAsync());

        // Nobody is told to start a node that would begin anew.
        var blob = Path.Combine(Directory.CreateDirectory(Path.Combine(_node.Value.DataFolder, "blobs")).FullName, "container");
        await File.WriteAllTextAsync(blob, "octets");
        await File.WriteAllBytesAsync(file, []);
        Assert.Contains("journal-unreadable", await CodesAsync());
        File.Delete(file);
        Assert.Contains("journal-unreadable", await CodesAsync());
    }

    [Fact]
    public async Task Time_ends_certificates_and_the_directory()
    {
        _ = _node.Value; // made now, looked at later
        _time.Advance(TimeSpan.FromDays(340));
        var ending = await CodesAsync();
        Assert.Contains("certificate-ending", ending);
        Assert.Contains("directory-ending", ending);

        _time.Advance(TimeSpan.FromDays(40));
        var ended = await CodesAsync();
        Assert.Contains("certificate-ended", ended);
        Assert.Contains("directory-expired", ended);
        Assert.Contains("trust-ended", ended);
    }

    [Fact]
    public async Task Keys_that_the_directory_does_not_know_are_broken()
    {
        var other = Path.Combine(Path.GetDirectoryName(_node.Value.Folder)!, "efremov");
        foreach (var name in (string[])["tls.p12", "tls.pass", "node.p12", "node.pass"]) File.Copy(Path.Combine(other, name), Path.Combine(_node.Value.Folder, name), overwrite: true);

        var document = await DocumentAsync();

        Assert.Equal(
            ["keys.node", "tls"],
            document.GetProperty("checks").EnumerateArray().Where(check => check.GetProperty("code").GetString() == "certificate-unlisted")
                .Select(check => check.GetProperty("subject").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal("broken", document.GetProperty("result").GetString());
    }

    [Fact]
    public async Task A_port_that_another_program_holds_is_named()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, _node.Value.Plan.ConsolePort);
        stranger.Start();
        _ = stranger.AcceptTcpClientAsync().ContinueWith(accepted => accepted.Result.Dispose(), TaskContinuationOptions.OnlyOnRanToCompletion);

        var taken = (await DocumentAsync()).GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("code").GetString() == "port-taken");

        Assert.Equal("listen.console", taken.GetProperty("subject").GetString());
    }

    [Fact]
    public async Task Data_that_others_may_read_and_a_configuration_with_faults_are_said()
    {
        if (OperatingSystem.IsWindows()) return;
        await WriteJournalAsync(_ => true);
        File.SetUnixFileMode(_node.Value.DataFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        await File.WriteAllTextAsync(_node.Value.ConfigFile, (await File.ReadAllTextAsync(_node.Value.ConfigFile)).Replace("\"trust\"", "\"trusts\"", StringComparison.Ordinal));

        var codes = await CodesAsync();

        Assert.Contains("permissions-open", codes);
        Assert.Contains("configuration-fault", codes);
        Assert.Contains("journal-ok", codes);
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_at_all_is_one_fault()
    {
        await File.WriteAllTextAsync(_node.Value.ConfigFile, "{\"node\": ");

        Assert.Equal(["configuration-fault"], await CodesAsync());
    }

    [Fact]
    public async Task What_is_no_configuration_is_usage() => Assert.Equal(2, (await RunningNode.CommandAsync("doctor", "--config", _folder.File("absent.json"))).Code);

    [Fact]
    public async Task Keys_of_a_development_region_lead_to_the_option_for_them()
    {
        using var output = new StringWriter();
        var around = new CommandSurroundings { Words = Words.English, Output = output, Error = TextWriter.Null, Variable = _ => null, Time = _time };

        Assert.Equal(1, await CommandRun.RunAsync(["doctor", "--offline", "--config", _node.Value.ConfigFile], around));

        Assert.Contains("sedx doctor --dev", output.ToString(), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> CodesAsync() =>
        [.. (await DocumentAsync()).GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("code").GetString()!)];

    private async Task<JsonElement> DocumentAsync(params string[] more)
    {
        using var output = new StringWriter();
        string[] arguments = ["doctor", "--dev", "--offline", "--json", "--config", _node.Value.ConfigFile, .. more];
        await CommandRun.RunAsync(
            arguments,
            new CommandSurroundings { Words = SedxCommands.WordsOf(arguments, _ => null), Output = output, Error = TextWriter.Null, Variable = _ => null, Time = _time });
        return JsonDocument.Parse(output.ToString()).RootElement.Clone();
    }

    private async Task WriteJournalAsync(Func<IJournalTransaction, bool> work)
    {
        Directory.CreateDirectory(_node.Value.DataFolder);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_node.Value.DataFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var journal = SqliteJournal.Open(Path.Combine(_node.Value.DataFolder, "journal.db"));
        await journal.CommitAsync(work, CancellationToken.None);
    }

    private SortedDictionary<string, string> Contents() => new(
        Directory.GetFiles(_node.Value.Folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(_node.Value.Folder, file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))),
        StringComparer.Ordinal);

    private static List<int> FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToList();
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }

    /// <summary>A region with nothing wrong, made once, because keys take time to make; each test spoils a copy.</summary>
    public sealed class Healthy : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly MadeNode _node;

        public Healthy() => _node = RegionMaker.Make(
            DemoRegion.Plan(Suite.Ecdsa, FreePorts(DemoRegion.PortCount)), _folder.File("region"), new FakeTimeProvider(Noon)).Node(DemoRegion.TulaNode);

        public void Dispose() => _folder.Dispose();

        internal MadeNode CopyTo(string folder)
        {
            var from = Path.GetDirectoryName(_node.Folder)!;
            foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(folder, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }

            return _node with { Folder = Path.Combine(folder, Path.GetFileName(_node.Folder)) };
        }
    }
}
