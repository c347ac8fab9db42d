using System.Text.Json;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Demo;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Setup;

/// <summary><c>sedx doctor</c> beside running nodes: it knows its own, and says which certificate, address or directory is at fault at a neighbour.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task It_knows_its_own_node_and_names_what_is_wrong_with_a_neighbour()
    {
        using var folder = new TempFolder();
        var ports = Ports.Take(9);
        var region = RegionMaker.Make(ReferenceRegion.Plan(Suite.Gost256, ports), folder.Of("region"), TimeProvider.System);
        var (tula, efremov, lobanovskoe) = (region.Node("tula"), region.Node("efremov"), region.Node("lobanovskoe"));
        await using var first = SedxProcess.Start("run", "--dev", "--config", tula.ConfigFile);
        await first.Says("ready node=tula");

        // 1. Both run: everything that is ours is recognised, the neighbour is well.
        await using (var second = SedxProcess.Start("run", "--dev", "--config", efremov.ConfigFile))
        {
            await second.Says("ready node=efremov");
            var well = await Examine(tula);
            Assert.Equal(3, well.Count(check => check.Code == "port-ours"));
            Assert.Contains(("peer-ok", "efremov"), well);
            Assert.Contains(("clock-ok", null), well);
            Assert.DoesNotContain(well, check => check.Subject == "lobanovskoe"); // reachable through its parent only

            // Seen from a key that the region does not know: whose directory lists what is said.
            (await SedxProcess.Run("init", "--out", folder.Of("other"), "--node-id", "other", "--parent", "tula", "--host", "127.0.0.1", "--organisation", "name=Other")).MustSucceed();
            foreach (var file in (string[])["tls.p12", "tls.pass"]) File.Copy(folder.Of("other", file), Path.Combine(lobanovskoe.Folder, file), overwrite: true);
            var unknown = await Examine(lobanovskoe);
            Assert.Contains(("peer-refuses", "efremov"), unknown);
            Assert.Contains(("certificate-unlisted", "tls"), unknown);
        }

        // 2. The neighbour is down.
        Assert.Contains(("peer-unreachable", "efremov"), await Examine(tula));

        // 3. Somebody else answers at its address.
        await using var stranger = SedxProcess.Start(
            ["run", "--dev", "--config", lobanovskoe.ConfigFile], new Dictionary<string, string?> { ["listen__exchange"] = $"https://127.0.0.1:{efremov.Exchange.Port}" });
        await stranger.Says("ready node=lobanovskoe");
        Assert.Contains(("peer-pin", "efremov"), await Examine(tula));

        // 4. For people: the pin that was shown stands there, and no secret.
        var text = (await SedxProcess.Run("doctor", "--dev", "--lang", "en", "--config", tula.ConfigFile)).MustExitWith(1).Output;
        Assert.Contains("✗ peers", text, StringComparison.Ordinal);
        Assert.Contains("→ Compare the key with the neighbour's administrator by voice", text, StringComparison.Ordinal);
        Assert.DoesNotContain(tula.Tls.ReadPassword(), text, StringComparison.Ordinal);

        // 5. The node runs as if nothing had been.
        Assert.False(first.HasExited);
    }

    private static async Task<IReadOnlyList<(string Code, string? Subject)>> Examine(MadeNode node)
    {
        var run = await SedxProcess.Run("doctor", "--dev", "--json", "--config", node.ConfigFile);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Empty(SchemaCheck.Faults("sedx-doctor-1.schema.json", document));
        Assert.Equal(document.GetProperty("result").GetString() switch { "ok" => 0, "broken" => 1, _ => 3 }, run.ExitCode);
        return [.. document.GetProperty("checks").EnumerateArray().Select(check => (check.GetProperty("code").GetString()!, check.GetProperty("subject").GetString()))];
    }
}
