using System.Text.Json;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Node;

/// <summary>Commands say what is wrong in the user's language, and exit with a code a script can rely on.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("неизвестный аргумент nonsense", "nonsense")]
    [InlineData("неизвестный параметр --foo", "send", "--foo", "--api", "https://127.0.0.1:1")]
    [InlineData("unknown option --foo", "verify", "--foo", "--lang", "en")]
    [InlineData("не хватает ID", "status")]
    [InlineData("не хватает --out", "evidence", "01a20a64-bbe6-7c7f-bc4f-fac80904a34f")]
    [InlineData("ID: значение «x» не подходит", "status", "x")]
    [InlineData("не хватает команды", "inbox")]
    [InlineData("a command is missing", "inbox", "--lang", "en")]
    [InlineData("не хватает --api", "inbox", "list")]
    [InlineData("не хватает --config", "client", "list")]
    [InlineData("у --config нет значения", "check", "--config", "")]
    [InlineData("у --from нет значения", "restore", "--config", "node.json", "--from", "")]
    [InlineData("у FILE нет значения", "directory", "fingerprint", "")]
    [InlineData("у --organisation нет значения", "client", "add", "delo", "--config", "node.json", "--organisation", "")]
    [InlineData("no such file or folder", "verify", "/nowhere/at/all", "--lang=en")]
    public async Task What_cannot_be_understood_is_said_and_ends_with_2(string expected, params string[] arguments)
    {
        var (code, output, errors) = await RunningNode.CommandAsync(arguments);

        Assert.Equal(2, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("inbox", "frobnicate")]
    public async Task An_unknown_command_is_said_once(params string[] arguments)
    {
        var (code, _, errors) = await RunningNode.CommandAsync(arguments);

        Assert.Equal(2, code);
        Assert.Equal("sedx: неизвестный аргумент frobnicate", Assert.Single(errors.ReplaceLineEndings("\n").Split('\n'), line => line.StartsWith("sedx: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_file_after_two_dashes_may_be_named_like_an_option()
    {
        var (code, _, errors) = await RunningNode.CommandAsync("verify", "--", "--foo");

        Assert.Equal(2, code);
        Assert.Contains("--foo: нет такого файла", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Команды:", "--help")]
    [InlineData("Commands:", "--help", "--lang", "en")]
    [InlineData("sedx inbox collect DELIVERY", "inbox", "collect", "--help")]
    public async Task Help_is_in_the_users_language(string expected, params string[] arguments)
    {
        var (code, output, _) = await RunningNode.CommandAsync(arguments);

        Assert.Equal(0, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_development_region_is_made_checked_and_refused_without_dev()
    {
        var folder = _folder.File("region");
        var (made, output, errors) = await RunningNode.CommandAsync("pki", "dev", "--out", folder, "--suite", "ecdsa", "--json");
        Assert.True(made == 0, errors);
        var region = JsonDocument.Parse(output).RootElement;
        var config = region.GetProperty("nodes")[0].GetProperty("config").GetString()!;

        Assert.Equal(0, (await RunningNode.CommandAsync("run", "--check", "--dev", "--config", config)).Code);
        var refused = await RunningNode.CommandAsync("run", "--check", "--config", config, "--lang", "en");
        Assert.Equal(2, refused.Code);
        Assert.Contains("$.keys.node: certificate of the development authority", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("$.directory.file: certificate of the development authority", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await RunningNode.CommandAsync("pki", "dev", "--out", folder)).Code);

        using (NodeFolder.Take(Path.Combine(Path.GetDirectoryName(config)!, "data")))
        {
            var second = await RunningNode.CommandAsync("run", "--dev", "--config", config);
            Assert.Equal(2, second.Code);
            Assert.Contains($"занята другим процессом ({Environment.ProcessId})", second.Errors, StringComparison.Ordinal);
        }

        // Secrets that others may read are refused too.
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(Path.Combine(Path.GetDirectoryName(config)!, "node.pass"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("$.keys.node.passwordFile", (await RunningNode.CommandAsync("run", "--check", "--dev", "--config", config)).Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DeliveryState.Delivered, 0)]
    [InlineData(DeliveryState.Collected, 0)]
    [InlineData(DeliveryState.Refused, 1)]
    [InlineData(DeliveryState.Undelivered, 1)]
    [InlineData(DeliveryState.Declined, 1)]
    [InlineData(DeliveryState.Queued, 3)]
    [InlineData(DeliveryState.Sent, 3)]
    public async Task A_script_reads_from_the_exit_code_how_a_message_stands(DeliveryState state, int code)
    {
        var config = await WithJournalAsync(transaction =>
        {
            transaction.Add(Rows.Container(1));
            transaction.Add(Rows.Delivery(1, 1) with { State = state, Attempts = 2, LastError = "peer-timeout: no answer" });
        });

        var (said, output, errors) = await RunningNode.CommandAsync("status", Rows.Id(1).ToString(), "--config", config, "--json");
        Assert.True(said == code, $"{said} {errors}");
        Assert.Equal(state.ToString(), JsonDocument.Parse(output).RootElement.GetProperty("deliveries")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Of_what_was_given_up_before_its_proof_came_both_are_said()
    {
        var config = await WithJournalAsync(transaction =>
        {
            transaction.Add(Rows.Container(1));
            transaction.Add(Rows.Delivery(1, 1) with { Recipient = Rows.Id(1000), State = DeliveryState.Delivered });
            transaction.Add(Rows.Receipt(11, 1) with { Kind = ReceiptKind.Undelivered, IssuerNode = "tula", Reason = ReasonCodes.NoProofOfDelivery });
            transaction.Add(Rows.Receipt(12, 1));
            transaction.Add(Rows.Container(2));
            transaction.Add(Rows.Delivery(2, 2) with { Recipient = Rows.Id(1000), State = DeliveryState.Delivered });
            transaction.Add(Rows.Receipt(13, 2) with { Kind = ReceiptKind.Undelivered, IssuerNode = "lobanovskoe", Reason = ReasonCodes.NoProofOfDelivery, Counts = false });
            transaction.Add(Rows.Receipt(14, 2));
        });

        var (code, output, errors) = await RunningNode.CommandAsync("status", Rows.Id(1).ToString(), "--config", config, "--lang", "en");
        Assert.True(code == 0, errors);
        Assert.Contains(": delivered, proof late\n", output, StringComparison.Ordinal);
        Assert.Contains(ReasonCodes.NoProofOfDelivery, output, StringComparison.Ordinal);
        Assert.Contains(": delivered\n", (await RunningNode.CommandAsync("status", Rows.Id(2).ToString(), "--config", config, "--lang", "en")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_kept_apart_is_listed_shown_and_hurried_and_a_refused_copy_never_released()
    {
        var config = await WithJournalAsync(transaction =>
        {
            transaction.Add(Rows.Receipt(11, 1) with { Kind = ReceiptKind.Relayed });
            transaction.Add(Rows.Receipt(12, 2) with { Kind = ReceiptKind.Refused, Reason = "SEDX-DIGEST_MISMATCH" });
            transaction.Add(Rows.Held(1, 1000, 11) with { LastError = "blob-unreadable: the disk", Attempts = 3, NextAttemptAt = DateTimeOffset.MaxValue.AddDays(-1) });
            transaction.Add(new RefusalRow(Rows.Digest(2), Rows.Id(1000), Rows.Id(2), "tula", Rows.Id(12), "blob-2", Rows.Noon));
        });

        var (code, output, errors) = await RunningNode.CommandAsync("quarantine", "list", "--config", config, "--json");
        Assert.True(code == 0, errors);
        Assert.Empty(SchemaCheck.Faults("sedx-quarantine-1.schema.json", JsonDocument.Parse(output).RootElement));
        Assert.Equal(2, JsonDocument.Parse(output).RootElement.GetProperty("items").GetArrayLength());

        foreach (var number in (int[])[11, 12])
        {
            (code, output, _) = await RunningNode.CommandAsync("quarantine", "show", Rows.Id(number).ToString(), "--config", config, "--lang", "en");
            Assert.Equal(0, code);
            Assert.Contains(number == 11 ? "blob-unreadable" : "SEDX-DIGEST_MISMATCH", output, StringComparison.Ordinal);
        }

        (code, _, errors) = await RunningNode.CommandAsync("quarantine", "retry", Rows.Id(12).ToString(), "--config", config);
        Assert.Equal(1, code);
        Assert.NotEmpty(errors);
        (code, output, errors) = await RunningNode.CommandAsync("quarantine", "retry", Rows.Id(11).ToString(), "--config", config, "--json");
        Assert.True(code == 0, errors);
        Assert.Empty(SchemaCheck.Faults("sedx-quarantine-1.schema.json", JsonDocument.Parse(output).RootElement));
        Assert.True(JsonDocument.Parse(output).RootElement.GetProperty("items")[0].GetProperty("nextAttemptAt").GetDateTimeOffset() <= TimeProvider.System.GetUtcNow().AddMinutes(1));
    }

    [Theory]
    [InlineData(1, "waits for its verdict")]
    [InlineData(2, "report waits for its document")]
    public async Task A_message_that_is_held_is_under_way_and_where_to_look_is_said(int number, string why)
    {
        var config = await WithJournalAsync(transaction =>
        {
            transaction.Add(Rows.Receipt(11, 1) with { Kind = ReceiptKind.Relayed });
            transaction.Add(Rows.Receipt(12, 2) with { Kind = ReceiptKind.Relayed });
            transaction.Add(Rows.Held(1, 1000, 11) with { LastError = "blob-unreadable: the disk" });
            transaction.Add(Rows.Held(2, 1000, 12));
            transaction.Put(Rows.Parked(2, 1000));
        });

        string[] status = ["status", Rows.Id(number).ToString(), "--config", config, "--lang", "en"];
        foreach (var arguments in (string[][])[status, [.. status, "--json"]])
        {
            var (code, output, errors) = await RunningNode.CommandAsync(arguments);
            Assert.Equal(3, code);
            Assert.Empty(output);
            Assert.Contains($"Message {Rows.Id(number)} is held at this node since 2026-11-23 12:00:00Z: {why}.", errors, StringComparison.Ordinal);
            Assert.Contains($"sedx quarantine show {Rows.Id(number)}", errors, StringComparison.Ordinal);
        }

        // The receipt that was given for it is no message.
        Assert.Equal(2, (await RunningNode.CommandAsync("status", Rows.Id(10 + number).ToString(), "--config", config)).Code);
        Assert.Equal(2, (await RunningNode.CommandAsync("status", Rows.Id(9).ToString(), "--config", config)).Code);
    }

    [Fact]
    public async Task A_directory_is_described_signed_again_and_recognised_by_its_fingerprint()
    {
        var folder = _folder.File("region");
        await RunningNode.CommandAsync("pki", "dev", "--out", folder, "--suite", "ecdsa");
        var description = Path.Combine(folder, "pki", "directory", "directory.json");
        var (_, fingerprint, _) = await RunningNode.CommandAsync("directory", "fingerprint", Path.Combine(folder, "directory.asics"));
        await File.WriteAllTextAsync(description, (await File.ReadAllTextAsync(description)).Replace("\"serial\": 1,", "\"serial\": 2,", StringComparison.Ordinal));
        var next = _folder.File("next.asics");

        var signed = await RunningNode.CommandAsync(
            "directory", "sign", description, "--key", Path.Combine(folder, "pki", "directory.p12"), "--password-file", Path.Combine(folder, "pki", "directory.pass"), "--out", next);

        Assert.True(signed.Code == 0, signed.Errors);
        var shown = JsonDocument.Parse((await RunningNode.CommandAsync("directory", "show", next, "--json")).Output).RootElement;
        Assert.Equal(2, shown.GetProperty("serial").GetInt64());
        Assert.Equal(4, shown.GetProperty("organisations").GetArrayLength());
        Assert.Equal(0, (await RunningNode.CommandAsync("verify", next, "--fingerprint", fingerprint.Trim())).Code);
        Assert.Equal(1, (await RunningNode.CommandAsync("verify", next, "--fingerprint", new string('a', 64))).Code);
        Assert.Equal(3, (await RunningNode.CommandAsync("verify", next)).Code);
        Assert.Equal(0, (await RunningNode.CommandAsync("verify", next, "--trust", Path.Combine(folder, "trust"))).Code);
    }

    [Fact]
    public async Task A_description_with_a_mistake_is_refused_where_it_stands()
    {
        var folder = _folder.File("region");
        await RunningNode.CommandAsync("pki", "dev", "--out", folder, "--suite", "ecdsa");
        var description = Path.Combine(folder, "pki", "directory", "directory.json");
        await File.WriteAllTextAsync(description, (await File.ReadAllTextAsync(description)).Replace("\"parent\": \"efremov\"", "\"parent\": \"efremow\"", StringComparison.Ordinal));

        var signed = await RunningNode.CommandAsync(
            "directory", "sign", description, "--key", Path.Combine(folder, "pki", "directory.p12"), "--password-file", Path.Combine(folder, "pki", "directory.pass"), "--out", _folder.File("x"));

        Assert.Equal(2, signed.Code);
        Assert.Contains("efremow", signed.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("x")));
    }

    // A node of a development region that never ran, and what is in its journal.
    private async Task<string> WithJournalAsync(Action<IJournalTransaction> fill)
    {
        var (made, output, errors) = await RunningNode.CommandAsync("pki", "dev", "--out", _folder.File("region"), "--suite", "ecdsa", "--json");
        Assert.True(made == 0, errors);
        var config = JsonDocument.Parse(output).RootElement.GetProperty("nodes")[0].GetProperty("config").GetString()!;
        var data = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(config)!, "data")).FullName;
        await using var journal = SqliteJournal.Open(Path.Combine(data, "journal.db"));
        await journal.CommitAsync(
            transaction =>
            {
                fill(transaction);
                return true;
            },
            CancellationToken.None);
        return config;
    }
}
