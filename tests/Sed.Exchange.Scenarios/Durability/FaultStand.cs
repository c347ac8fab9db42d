using Sed.Exchange.Scenarios.Live;

namespace Sed.Exchange.Scenarios.Durability;

/// <summary>
/// A running region in which one system call of one node fails during one whole exchange, and what must hold then. strace counts per thread:
/// the journal is written by one thread, and the nodes get one pool thread for everything else, so the n-th call of a thread is the n-th of its kind.
/// </summary>
internal sealed class FaultStand : IAsyncDisposable
{
    private static readonly IReadOnlyDictionary<string, string?> OnePoolThread =
        new Dictionary<string, string?> { ["DOTNET_ThreadPool_ForceMinWorkerThreads"] = "1", ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "1" };

    private readonly Correspondence _letters;

    private FaultStand(LiveRegion region)
    {
        Region = region;
        _letters = new Correspondence(region);
    }

    /// <summary>The region.</summary>
    public LiveRegion Region { get; }

    /// <summary>Starts the region and plays one exchange, so that everything made once is made.</summary>
    public static async Task<FaultStand> StartAsync()
    {
        var stand = new FaultStand(await LiveRegion.StartAsync(OnePoolThread));
        try
        {
            await stand._letters.PlayAsync(1024);
            return stand;
        }
        catch
        {
            await stand.DisposeAsync();
            throw;
        }
    }

    /// <summary>How often a node's threads make a call in one exchange in which nothing fails.</summary>
    public async Task<IReadOnlyList<SystemCall>> LookAsync(string role, int size, FaultScope scope)
    {
        await Region.QuietAsync();
        await using var strace = await Strace.AttachAsync(Threads(Region.Node(role).ProcessId, scope), fault: null);
        await _letters.PlayAsync(size);
        await Region.QuietAsync();
        return await strace.StopAsync();
    }

    /// <summary>Plays one exchange in which a call fails.</summary>
    public async Task<FaultOutcome> PlayAsync(string role, int size, Fault fault)
    {
        await Region.QuietAsync();
        var node = Region.Node(role);
        var exits = Region.Nodes.ToDictionary(one => one, one => one.Exits.Count);
        IReadOnlyList<SystemCall> calls;
        Played played;
        await using (var strace = await Strace.AttachAsync(Threads(node.ProcessId, fault.Scope), fault))
        {
            played = await _letters.PlayAsync(size);
            await Region.QuietAsync();
            calls = await strace.StopAsync();
        }

        // A call that failed after the exchange was over stops the node, too.
        var stops = calls.Any(call => call.Injected && FaultJudge.IsFatal(call, fault)) && await node.RecoversAsync(exits[node]);
        var ended = Region.Nodes.ToDictionary(one => one.Made.Id, one => (IReadOnlyList<int>)[.. one.Exits.Skip(exits[one])]);
        var containers = await LiveRegion.ReadAsync(node, journal => journal.ContainersOf(played.Submitted.MessageId));
        var violations = FaultJudge.Judge(role, fault, calls, played, ended, [.. containers.Select(container => container.Blob)]);
        return new FaultOutcome(role, size, fault, calls, played, stops, violations);
    }

    public async ValueTask DisposeAsync()
    {
        _letters.Dispose();
        await Region.DisposeAsync();
    }

    private static IReadOnlyList<int> Threads(int processId, FaultScope scope) =>
        scope == FaultScope.Journal ? [NodeThreads.JournalOf(processId)] : NodeThreads.OthersOf(processId);
}
