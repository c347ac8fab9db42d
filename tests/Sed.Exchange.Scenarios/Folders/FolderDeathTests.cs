using System.Text.RegularExpressions;
using Sed.Exchange.Adapters.Folders;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Scenarios.Durability;
using Sed.Exchange.Scenarios.Support;
using Xunit.Abstractions;

namespace Sed.Exchange.Scenarios.Folders;

/// <summary>A node that dies where it enters one certain rename or sync of the way from folder to folder.</summary>
public sealed partial class FolderDeathTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_letter_survives_a_death_at_every_step_and_arrives_once()
    {
        await using var node = await FolderNode.StartAsync();
        var (written, taken, lines) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var (name, call, nth, path) in Steps(node).Where((_, index) => Effort.IsLong || index % 3 == 0))
        {
            await node.Live.KillAsync();
            written.Add(Guid.NewGuid().ToString("N"));
            var pair = FolderNode.Export(node.Sender, written[^1]);
            lines.Add($"{name}: {(await DiesAsync(node, call, path(pair), nth) ? "died there" : "did not come by")}");
            await node.Live.RestartAsync();
            await Until.True($"the letter arrives after {name}", () =>
            {
                node.Take(taken);
                return taken.Contains(written[^1]);
            }, Patience);
        }

        await Until.True(
            "the node knows that everything was taken",
            () => node.ReadAsync(journal => journal.AllDeliveries().Where(row => row.Lane == Lane.In).All(row => row.State == DeliveryState.Collected)), Patience);
        node.Take(taken);

        Report.Write("folders-death", string.Join('\n', lines), output);
        Assert.Contains(lines, line => line.EndsWith("died there", StringComparison.Ordinal));
        Assert.Equal(written.Order(StringComparer.Ordinal), taken.Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(node.Sender.Out, "errors")));
        Assert.Equal(written.Count, await node.ReadAsync(journal => journal.AllContainers().Count()));
    }

    private static IReadOnlyList<(string Name, string Call, int Nth, Func<string, string> Path)> Steps(FolderNode node)
    {
        var staging = FolderPlace.Staging(node.Recipient.Documents);
        return
        [
            ("before the .env leaves the outbox", "rename", 1, pair => pair + ".env"),
            ("before its folder follows", "rename", 1, pair => pair),
            ("before the note is durable", "fsync", 1, _ => staging),
            ("before the envelope's name is durable", "fsync", 2, _ => staging),
            ("before the note says offered", "fsync", 3, _ => staging),
            ("after the folder is shown", "fsync", 1, _ => node.Recipient.Documents),
            ("after the .env is shown", "fsync", 2, _ => node.Recipient.Documents),
        ];
    }

    private static async Task<bool> DiesAsync(FolderNode node, string call, string path, int nth)
    {
        await using var strace = Strace.RunToDeath(call, path, nth, "dotnet", SedxProcess.Program, "run", "--dev", "--config", node.Live.Made.ConfigFile);
        // It lies there a moment before the last steps: they get a second.
        var lies = 0;
        await Until.True("the node dies, or has laid the letter into the input", () => strace.HasExited || (Directory.EnumerateFiles(node.Recipient.Documents, "*.env").Any() && ++lies > 20), Patience);
        if (strace.HasExited)
        {
            // strace ends by the signal that its command ended by: SIGKILL, and not a start that failed.
            Assert.True(await strace.EndsAsync(Patience) == 137, strace.Said);
            return true;
        }

        (await ToolRun.Run("kill", ["-KILL", Ready().Match(strace.Said).Groups["pid"].Value])).MustSucceed();
        await strace.EndsAsync(Patience);
        return false;
    }

    [GeneratedRegex(@"^ready node=.* pid=(?<pid>\d+)", RegexOptions.Multiline)]
    private static partial Regex Ready();
}
