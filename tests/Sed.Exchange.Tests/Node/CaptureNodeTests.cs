using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Containers.Evidence;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Tests.Containers;

namespace Sed.Exchange.Tests.Node;

/// <summary>What a node gathers about a signed letter whose certificates name no addresses, how its evidence says so, and that nobody may alter it.</summary>
public sealed class CaptureNodeTests(RunningNode node) : IClassFixture<RunningNode>
{
    [Fact]
    public async Task The_evidence_holds_the_paths_the_policy_and_what_is_missing()
    {
        // 1. Gathered, and said to be: nothing can be asked where no certificate says whom.
        var (messageId, proof) = await ProveAsync();
        Assert.Empty(SchemaCheck.Faults("sedx-capture-1.schema.json", JsonDocument.Parse(Forgery.Entry(proof, "capture.json")).RootElement));
        var statement = CaptureStatement.Read(Forgery.Entry(proof, "capture.json"))!;
        Assert.Equal(CaptureStanding.Complete, statement.State);
        Assert.All(statement.Missing, missing => Assert.Equal((CaptureCodes.NoAddress, false), (missing.Code, missing.Owed)));
        Assert.NotEmpty(statement.Missing);
        Assert.Equal(2, statement.Parts.Count(part => part.Name.StartsWith("chains/", StringComparison.Ordinal) && part.Source == "officials"));
        var basis = JsonDocument.Parse(Forgery.Entry(proof, "captured/basis.json")).RootElement;
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Forgery.Entry(proof, "captured/policy.json"))), basis.GetProperty("policySha256").GetString());
        Assert.Equal("sedx-verdict/1", JsonDocument.Parse(Forgery.Entry(proof, "captured/verdict.json")).RootElement.GetProperty("schema").GetString());
        var codes = JsonDocument.Parse(Forgery.Entry(proof, "verdict.json")).RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString());
        Assert.Contains(CaptureCodes.Complete, codes);

        // 2. Judged elsewhere, with nothing at hand but what is in it and what the judge trusts.
        Assert.Contains(CaptureCodes.Complete, await VerifyAsync(0, proof), StringComparison.Ordinal);
        Assert.Contains("sedx-capture/1", Encoding.UTF8.GetString(Forgery.Entry(proof, "capture.json")), StringComparison.Ordinal);
        Assert.DoesNotContain("Иванов", Encoding.UTF8.GetString(Forgery.Entry(proof, "capture.json")), StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty, messageId);

        // 3. What is taken away, added or exchanged is noticed.
        var chain = statement.Parts.First(part => part.Name.StartsWith("chains/", StringComparison.Ordinal)).Name;
        await WrongAsync(proof, entries => entries.RemoveAll(entry => entry.Name == chain));
        await WrongAsync(proof, entries => entries.RemoveAll(entry => entry.Name == "capture.json"));
        await WrongAsync(proof, entries => entries.Add(("revocation/more.crl", [1])));
        await WrongAsync(proof, entries => entries[entries.FindIndex(entry => entry.Name == "captured/policy.json")] = ("captured/policy.json", "{}"u8.ToArray()));
        await WrongAsync(proof, entries => entries[entries.FindIndex(entry => entry.Name == "capture.json")] = ("capture.json", "{}"u8.ToArray()));
        foreach (var hostile in new[] { "{\"parts\":[null]}", "{\"missing\":[null]}", "{\"parts\":null}", "{\"state\":7}", "[]", "null" })
            await WrongAsync(proof, entries => Merge(entries, hostile));

        // A code that only a newer node knows is told, and stops nobody.
        Assert.Contains("SEDX-OF_LATER_YEARS", await VerifyAsync(0, Forgery.With(proof, entries => Merge(entries, "{\"missing\":[{\"code\":\"SEDX-OF_LATER_YEARS\",\"source\":\"x\",\"seen\":null,\"owed\":true}]}"))), StringComparison.Ordinal);
        await WrongAsync(proof, entries =>
        {
            // Under another name, and listed so: a certificate is named by what it is.
            var at = entries.FindIndex(entry => entry.Name == chain);
            var json = JsonNode.Parse(entries.Find(entry => entry.Name == "capture.json").Content)!;
            json["parts"]!.AsArray().First(part => part!["name"]!.GetValue<string>() == chain)!["name"] = "chains/0.pem";
            entries[at] = ("chains/0.pem", entries[at].Content);
            entries[entries.FindIndex(entry => entry.Name == "capture.json")] = ("capture.json", Encoding.UTF8.GetBytes(json.ToJsonString()));
        });
    }

    private static void Merge(List<(string Name, byte[] Content)> entries, string fields)
    {
        var at = entries.FindIndex(entry => entry.Name == "capture.json");
        var given = JsonNode.Parse(fields);
        var json = JsonNode.Parse(entries[at].Content)!.AsObject();
        foreach (var (name, value) in given as JsonObject ?? []) json[name] = value?.DeepClone();
        entries[at] = ("capture.json", Encoding.UTF8.GetBytes(given is JsonObject ? json.ToJsonString() : fields));
    }

    private async Task<(Guid MessageId, byte[] Proof)> ProveAsync()
    {
        using var government = node.Client(node.GovernmentKey);
        var official = DemoRegion.OfficialsOf(DemoRegion.Government)[0];
        var letter = Letters.Appeal([DemoRegion.MoscowOffice], [new Signer(official, node.Region.KeyOf(official).Open(), 1)], TimeProvider.System.GetUtcNow());
        var sent = await government.SubmitAsync(letter.Files);
        using var journal = SqliteJournal.OpenReadOnly(Path.Combine(node.Region.Node(DemoRegion.TulaNode).DataFolder, "journal.db"));
        for (var tries = 0; ; tries++)
        {
            var done = await journal.ReadAsync(
                reader => reader.ContainersOf(sent.MessageId) is [var container] && reader.FindCapture(container.Digest) is { State: CaptureState.Done }, CancellationToken.None);
            if (done) break;
            Assert.True(tries < 600, "Nothing was gathered within a minute.");
            await Task.Delay(100);
        }

        await using var evidence = await government.OpenEvidenceAsync(sent.MessageId);
        using var octets = new MemoryStream();
        await evidence.CopyToAsync(octets);
        return (sent.MessageId, octets.ToArray());
    }

    private async Task<string> VerifyAsync(int code, byte[] proof)
    {
        var file = Path.Combine(node.Folder, $"{Guid.CreateVersion7()}.zip");
        await File.WriteAllBytesAsync(file, proof);
        var (actual, output, errors) = await RunningNode.CommandAsync("verify", file, "--trust", node.Region.TrustFolder, "--json");
        Assert.True(actual == code, $"{output}\n{errors}");
        return output;
    }

    private async Task WrongAsync(byte[] proof, Action<List<(string Name, byte[] Content)>> change) =>
        Assert.Contains(CaptureCodes.Wrong, await VerifyAsync(1, Forgery.With(proof, change)), StringComparison.Ordinal);
}
