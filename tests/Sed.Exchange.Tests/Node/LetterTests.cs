using System.IO.Compression;
using System.Text.Json;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Scenarios.Demo;

namespace Sed.Exchange.Tests.Node;

/// <summary>One letter over the API from mailbox to mailbox, and everything that is said about it.</summary>
public sealed class LetterTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Fact]
    public async Task A_letter_is_sent_leased_read_registered_collected_and_proved()
    {
        // 1. Sent, once.
        using var government = node.Client(node.GovernmentKey);
        using var office = node.Client(node.OfficeKey);
        var content = new byte[700_000];
        Random.Shared.NextBytes(content);
        var letter = node.NewLetter("Л-1", content);
        var sent = await government.SubmitAsync(letter.Files, new SubmitOptions { ClientReference = "дело/1" });
        var again = await government.SubmitAsync(letter.Files, new SubmitOptions { ClientReference = "дело/1" });
        Assert.False(sent.Repeated);
        Assert.True(again.Repeated);
        Assert.Equal(sent.MessageId, again.MessageId);

        // 2. Leased and read, byte for byte, in every form.
        var item = Assert.Single(await office.LeaseAsync(), waiting => waiting.MessageId == sent.MessageId);
        Assert.DoesNotContain(await office.ListAsync(), waiting => waiting.MessageId == sent.MessageId);
        var full = await office.GetItemAsync(item.DeliveryId);
        Assert.Equal(letter.Files.Select(file => (file.Name, file.Length)), full.Files.Select(file => (file.Name, file.Size)));
        await using (var octets = await office.OpenFileAsync(item.DeliveryId, 1)) Assert.Equal(content, await ReadAsync(octets));
        using (var package = new ZipArchive(new MemoryStream(await ReadAsync(await office.OpenPackageAsync(item.DeliveryId)))))
        {
            Assert.Equal(letter.Files.Select(file => file.Name), package.Entries.Select(entry => entry.FullName));
            Assert.Equal(content, await ReadAsync(package.Entries[1].Open()));
        }

        Assert.Equal("Л-1", (await office.GetCardAsync(item.DeliveryId)).Document!.Number);
        var verdict = await office.GetVerdictAsync(item.DeliveryId);
        Assert.Empty(SchemaCheck.Faults("sedx-verdict-1.schema.json", verdict));
        Assert.Equal(["passed", "passed"], verdict.GetProperty("signatures").EnumerateArray().Select(signature => signature.GetProperty("result").GetString()));

        // 3. Registered and collected, each once.
        var registration = RegistrationReport.Registered("ВХ-1", new DateOnly(2026, 11, 24));
        var report = await office.ReportAsync(item.DeliveryId, registration);
        Assert.True((await office.ReportAsync(item.DeliveryId, registration)).Repeated);
        var conflict = await Assert.ThrowsAsync<ExchangeProblemException>(() => office.ReportAsync(item.DeliveryId, RegistrationReport.Registered("ВХ-2", new DateOnly(2026, 11, 24))));
        Assert.Equal("idempotency-conflict", conflict.Code);
        Assert.False((await office.CollectAsync(item)).Already);
        Assert.True((await office.CollectAsync(item)).Already);
        Assert.Equal(report.MessageId, Assert.Single(await government.ListAsync(wait: TimeSpan.FromSeconds(10))).MessageId);

        // 4. Its status, over the API and beside the running node.
        using var http = node.Http(node.GovernmentKey);
        var status = await http.GetStringAsync($"/api/v1/messages/{sent.MessageId}");
        Assert.Empty(SchemaCheck.Faults("sedx-status-1.schema.json", JsonDocument.Parse(status).RootElement));
        var (code, output, _) = await RunningNode.CommandAsync("status", sent.MessageId.ToString(), "--config", node.ConfigFile, "--json");
        Assert.Equal(0, code);
        Assert.Empty(SchemaCheck.Faults("sedx-status-1.schema.json", JsonDocument.Parse(output).RootElement));
        var events = JsonDocument.Parse(output).RootElement.GetProperty("deliveries")[0].GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("event").GetString());
        Assert.Equal(["Accepted", "Collected", "Delivered", "Registered"], events.Order(StringComparer.Ordinal));
        Assert.Equal(sent.MessageId, Assert.Single(await government.FindAsync("дело/1")).MessageId);

        // 5. Proved offline, and not after one changed octet.
        var proof = Path.Combine(node.Folder, "proof.zip");
        Assert.Equal(0, (await RunningNode.CommandAsync("evidence", sent.MessageId.ToString(), "--config", node.ConfigFile, "--out", proof)).Code);
        await AssertVerdictAsync(0, "passed", proof, "--trust", node.Region.TrustFolder);
        await AssertVerdictAsync(3, "indeterminate", proof);
        await AssertVerdictAsync(0, "passed", proof, "--crypto-only");
        var octetsOfProof = await ReadAsync(await government.OpenEvidenceAsync(sent.MessageId));
        octetsOfProof[400_000] ^= 1;
        await File.WriteAllBytesAsync(proof, octetsOfProof);
        await AssertVerdictAsync(1, "failed", proof, "--trust", node.Region.TrustFolder);

        // 6. The feed has it all, from its cursor on.
        var first = await government.GetEventsAsync();
        Assert.Contains(first.Items, row => row.Kind == "Collected" && row.MessageId == sent.MessageId);
        Assert.Empty((await government.GetEventsAsync(first.Next)).Items);
    }

    [Fact]
    public async Task Of_a_purged_message_evidence_says_what_went_when_and_where_the_receipts_are()
    {
        using var government = node.Client(node.GovernmentKey);
        var sent = await government.SubmitAsync(node.NewLetter("Л-5").Files);
        await using (var journal = await NodeStore.OpenJournalAsync(ConfigurationFile.Read(node.ConfigFile), CancellationToken.None))
        {
            await journal.CommitAsync(
                transaction =>
                {
                    transaction.Update(transaction.ContainersOf(sent.MessageId).Single() with { ContentPurgedAt = new DateTimeOffset(2026, 11, 26, 9, 15, 4, TimeSpan.Zero) });
                    return true;
                },
                CancellationToken.None);
        }

        var proof = Path.Combine(node.Folder, "purged.zip");
        string[] beside = ["--config", node.ConfigFile];
        string[] asInstallation = ["--api", node.Api.AbsoluteUri, "--key", node.GovernmentKey, "--authority", node.Region.TlsAuthorityFile];
        foreach (var way in new[] { beside, asInstallation })
        {
            foreach (var (language, purged) in new[] { ("ru", "удалено 2026-11-26 09:15:04Z"), ("en", "was purged 2026-11-26 09:15:04Z") })
            {
                var (code, output, errors) = await RunningNode.CommandAsync(["evidence", sent.MessageId.ToString(), "--out", proof, "--lang", language, .. way]);
                Assert.Equal((1, string.Empty), (code, output));
                Assert.Contains(purged, errors, StringComparison.Ordinal);
                Assert.Contains($"GET /api/v1/messages/{sent.MessageId}/receipts/", errors, StringComparison.Ordinal);
                Assert.Empty(Directory.GetFiles(node.Folder, "purged.zip*"));
            }
        }

        // As it says: named by the status, given by the API, verified alone.
        var (_, status, _) = await RunningNode.CommandAsync(["status", sent.MessageId.ToString(), "--json", .. beside]);
        var receipt = JsonDocument.Parse(status).RootElement.GetProperty("deliveries")[0].GetProperty("timeline")[0].GetProperty("receiptId").GetGuid();
        var file = Path.Combine(node.Folder, "kept.asics");
        await File.WriteAllBytesAsync(file, await government.GetReceiptAsync(sent.MessageId, receipt));
        await AssertVerdictAsync(0, "passed", file, "--trust", node.Region.TrustFolder);
    }

    [Fact]
    public async Task A_receipt_is_verified_as_a_file_and_refused_when_altered()
    {
        using var government = node.Client(node.GovernmentKey);
        var sent = await government.SubmitAsync(node.NewLetter("Л-2").Files);
        var receipt = await government.GetReceiptAsync(sent.MessageId, sent.Deliveries[0].ReceiptId);
        var file = Path.Combine(node.Folder, "accepted.asics");
        await File.WriteAllBytesAsync(file, receipt);

        await AssertVerdictAsync(0, "passed", file, "--trust", node.Region.TrustFolder);
        await AssertVerdictAsync(3, "indeterminate", file);
        receipt[^200] ^= 1;
        await File.WriteAllBytesAsync(file, receipt);
        await AssertVerdictAsync(1, "failed", file, "--trust", node.Region.TrustFolder);
    }

    [Fact]
    public async Task A_letter_whose_only_signature_is_broken_is_refused_with_cause_and_remedy()
    {
        using var government = node.Client(node.GovernmentKey);
        var letter = node.NewLetter("Л-3");
        IReadOnlyList<OutboundFile> broken = [letter.Files[0], OutboundFile.FromBytes(letter.Files[1].Name, "%PDF-1.4 altered"u8.ToArray()), letter.Files[2]];

        var refused = await Assert.ThrowsAsync<ExchangeProblemException>(() => government.SubmitAsync(broken));
        var preflight = await government.CheckAsync(broken);

        Assert.Equal("document-signature-failed", refused.Code);
        Assert.Equal(422, refused.Problem.Status);
        Assert.NotEmpty(refused.Problem.Do!);
        Assert.NotEmpty(refused.Findings);
        Assert.False(preflight.Ok);
        Assert.Equal("document-signature-failed", preflight.Problem!.Code);
    }

    private static async Task AssertVerdictAsync(int code, string result, string file, params string[] options)
    {
        var (actual, output, errors) = await RunningNode.CommandAsync(["verify", file, "--json", .. options]);
        var verdict = JsonDocument.Parse(output).RootElement;
        Assert.True(code == actual, output + errors);
        Assert.Equal(result, verdict.GetProperty("result").GetString());
        Assert.Empty(SchemaCheck.Faults("sedx-verdict-1.schema.json", verdict));
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var all = new MemoryStream();
        await using (stream) await stream.CopyToAsync(all);
        return all.ToArray();
    }
}
