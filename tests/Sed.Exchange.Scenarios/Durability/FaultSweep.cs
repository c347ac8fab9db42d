namespace Sed.Exchange.Scenarios.Durability;

/// <summary>
/// Every call of one kind that a node's threads make during an exchange fails once: the first in one exchange, the second in the next, until an
/// exchange has no such call left. Bounded, a few of them spread evenly.
/// </summary>
/// <param name="Scope">On which threads.</param>
/// <param name="Call">Which call.</param>
/// <param name="Error">With which error.</param>
/// <param name="Sample">How many when bounded.</param>
internal sealed record FaultSweep(FaultScope Scope, string Call, string Error, int Sample)
{
    /// <summary>What is swept: syncs, writes and renames, of the journal and of everything else, on a failing and on a full disk.</summary>
    public static IReadOnlyList<FaultSweep> All { get; } =
    [
        new(FaultScope.Journal, "fsync", "EIO", 2),
        new(FaultScope.Journal, "fsync", "ENOSPC", 1),
        new(FaultScope.Journal, "pwrite64", "EIO", 1),
        new(FaultScope.Journal, "pwrite64", "ENOSPC", 3),
        new(FaultScope.Files, "fsync", "EIO", 2),
        new(FaultScope.Files, "fsync", "ENOSPC", 2),
        new(FaultScope.Files, "pwrite64", "EIO", 2),
        new(FaultScope.Files, "pwrite64", "ENOSPC", 3),
        new(FaultScope.Files, "rename", "EIO", 1),
        new(FaultScope.Files, "rename", "ENOSPC", 1),
    ];

    /// <summary>Plays it.</summary>
    /// <param name="stand">Where.</param>
    /// <param name="role">Under which node.</param>
    /// <param name="size">With letters of which size.</param>
    /// <param name="all">True: until an exchange has no such call left. False: a sample.</param>
    /// <param name="table">Gets what came of it.</param>
    public async Task PlayAsync(FaultStand stand, string role, int size, bool all, InjectionTable table)
    {
        if (all)
        {
            for (var nth = 1; ; nth++)
            {
                var outcome = await stand.PlayAsync(role, size, Fault(nth));
                table.Add(outcome);
                if (!outcome.Injected.Any()) return;
            }
        }

        var calls = await stand.LookAsync(role, size, Scope);
        foreach (var nth in Spread(calls.Count(call => call.Name == Call))) table.Add(await stand.PlayAsync(role, size, Fault(nth)));
    }

    private Fault Fault(int nth) => new(Scope, Call, Error, nth);

    // From the first to the last; one alone lies in the middle.
    private IEnumerable<int> Spread(int count) => Enumerable.Range(0, Math.Min(Sample, count))
        .Select(step => Sample == 1 ? (count + 1) / 2 : 1 + (step * (count - 1) / (Math.Min(Sample, count) - 1)));
}
