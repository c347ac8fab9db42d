using System.Text.Json.Nodes;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Live;
using Sed.Exchange.Scenarios.Support;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Moving;

/// <summary>
/// The node in the middle gets another address while mail is under way, by the commands that docs/operations.md names: the region and the node itself are given the
/// directory, the node below it, which reaches it alone and knows it where it was, is given nothing.
/// </summary>
public sealed class MovedNodeTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Who_hangs_on_a_node_that_has_moved_gets_and_sends_everything_and_nobody_touches_it()
    {
        await using var region = await LiveRegion.StartAsync();
        var (tula, efremov, lobanovskoe) = (region.Node("tula"), region.Node("efremov"), region.Node("lobanovskoe"));
        using var down = new Correspondence(region);
        using var up = new Correspondence(region, backwards: true);
        await down.PlayAsync(20_000);

        // 1. It is gone from where it was, and both sides go on writing.
        await efremov.KillAsync();
        var tries = new List<string>();
        foreach (var letters in new[] { down, up })
        {
            for (var letter = 0; letter < 3; letter++) await letters.SubmitAsync(letters.Letter(20_000), tries);
        }

        Assert.Equal(Enumerable.Repeat("201", 6), tries);

        // 2. Its new address is in the next directory, and it answers there.
        var port = Ports.Next();
        var signed = await SignAsync(region.Made, node => (string?)node["id"] == "efremov", new Uri($"https://127.0.0.1:{port}"));
        foreach (var node in new[] { tula, efremov })
        {
            var target = Path.Combine(node.Made.Folder, "directory.asics");
            await File.WriteAllBytesAsync(target + ".new", await File.ReadAllBytesAsync(signed));
            File.Move(target + ".new", target, overwrite: true);
        }

        LiveRegion.Configure(efremov.Made, root => root["listen"]!["exchange"] = $"https://127.0.0.1:{port}");
        await efremov.RestartAsync();

        // 3. Everything arrives.
        foreach (var letters in new[] { down, up }) await letters.DrainAsync();
        await down.PlayAsync(20_000);
        await up.PlayAsync(20_000);
        await region.QuietAsync();
        Assert.Equal(2, await LiveRegion.ReadAsync(lobanovskoe, journal => journal.LatestDirectory()!.Serial));
        Assert.Contains("brought to lobanovskoe", efremov.Log, StringComparison.Ordinal);

        var (violations, checks) = await region.AuditAsync();
        Assert.Empty(violations);
        Report.Write("A node with another address", $"9 letters over a node that moved while 6 of them were under way: 9 taken once, {checks} checks of the audit, 0 violations.", output);
    }

    // Described, changed by hand, signed.
    private static async Task<string> SignAsync(MadeRegion made, Func<JsonNode, bool> isMoved, Uri address)
    {
        var folder = Path.Combine(made.Folder, "next");
        (await SedxProcess.Run("directory", "describe", Path.Combine(made.Node("tula").Folder, "directory.asics"), "--out", folder)).MustSucceed();
        var file = Path.Combine(folder, "directory.json");
        var description = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        description["serial"] = (long)description["serial"]! + 1;
        description["nodes"]!.AsArray().Single(node => isMoved(node!))!["url"] = address.GetLeftPart(UriPartial.Authority);
        await File.WriteAllTextAsync(file, description.ToJsonString());
        var key = KeyPath.In(Path.Combine(made.Folder, "pki"), "directory");
        var signed = Path.Combine(folder, "directory.asics");
        (await SedxProcess.Run("directory", "sign", file, "--key", key.File, "--password-file", key.PasswordFile, "--out", signed)).MustSucceed();
        return signed;
    }
}
