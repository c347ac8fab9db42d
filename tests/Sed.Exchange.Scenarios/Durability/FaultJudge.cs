using Sed.Exchange.Scenarios.Live;

namespace Sed.Exchange.Scenarios.Durability;

/// <summary>
/// What must hold after a call failed. Octets whose sync failed may still be read back from the system's memory: therefore durable is not judged by
/// reading, but by the rule that whatever a node stands for was synced, octets, name and commit, and that each of these syncs reported success.
/// </summary>
internal static class FaultJudge
{
    /// <summary>
    /// True when the node must stop without an answer: every error but a full disk; and a sync of the journal that fails for whatever reason,
    /// because what became of the commit is not known.
    /// </summary>
    public static bool IsFatal(SystemCall call, Fault fault) =>
        fault.Error != "ENOSPC" || (call.IsSync && call.Kind is FileKind.Log or FileKind.Journal);

    /// <summary>All that is wrong, one line each.</summary>
    /// <param name="role">Id of the node.</param>
    /// <param name="fault">What was to fail.</param>
    /// <param name="calls">What the traced threads did.</param>
    /// <param name="played">What the sender was told.</param>
    /// <param name="exits">Exit codes of the processes that ended meanwhile, by node.</param>
    /// <param name="blobs">Blobs by which the node stands for the message.</param>
    public static IReadOnlyList<string> Judge(
        string role, Fault fault, IReadOnlyList<SystemCall> calls, Played played, IReadOnlyDictionary<string, IReadOnlyList<int>> exits, IReadOnlyList<string> blobs)
    {
        var injected = calls.Where(call => call.Injected).ToList();
        var fatal = injected.Any(call => IsFatal(call, fault));
        List<string> violations = [.. Ends(role, fatal, exits), .. Tries(role, injected.Count > 0, fatal, played)];
        foreach (var blob in blobs) violations.AddRange(Durable(blob, calls));
        if (blobs.Count != 1) violations.Add($"{role} stands for the message with {blobs.Count} blobs");
        violations.AddRange(OneReceiptPerEvent.Violations(played.Status));
        return violations;
    }

    // One process ends, with the code for which a supervisor starts it again; nobody else's does, and on a full disk nobody's.
    private static IEnumerable<string> Ends(string role, bool fatal, IReadOnlyDictionary<string, IReadOnlyList<int>> exits)
    {
        foreach (var (node, codes) in exits)
        {
            IReadOnlyList<int> expected = node == role && fatal ? [1] : [];
            if (!codes.SequenceEqual(expected)) yield return $"{node} ended with [{string.Join(", ", codes)}], not [{string.Join(", ", expected)}]";
        }
    }

    // Fail-stop answers nothing; a full disk answers 503; the fault of another node is none of the sender's business.
    private static IEnumerable<string> Tries(string role, bool failed, bool fatal, Played played)
    {
        for (var index = 0; index < played.Tries.Count - 1; index++)
        {
            var told = played.Tries[index];
            var may = role == "tula" && failed && (fatal ? told == "no answer" : told is "503 no-room" or "503 not-durable");
            if (!may) yield return $"the sender was told: {string.Join("; ", played.Tries)}";
        }
    }

    private static IEnumerable<string> Durable(string blob, IReadOnlyList<SystemCall> calls)
    {
        // Written by a process that was not traced: the one started after fail-stop.
        var own = calls.Where(call => call.Path.EndsWith($"/{blob}.part", StringComparison.Ordinal)).ToList();
        if (own.Count == 0) yield break;
        var steps = new (string Means, Func<SystemCall, bool> Is)[]
        {
            ("its octets were synced", call => call.IsSync && call.Path.EndsWith($"/{blob}.part", StringComparison.Ordinal)),
            ("it was renamed", call => call.Name == "rename" && call.To?.EndsWith($"/{blob}", StringComparison.Ordinal) == true),
            ("its name was synced", call => call.IsSync && call.Path == Path.GetDirectoryName(own[0].Path)),
        };
        var rest = calls;
        foreach (var (means, isStep) in steps)
        {
            rest = [.. rest.SkipWhile(call => call.Failed || !isStep(call))];
            if (rest.Count > 0) continue;
            var failed = calls.Any(call => call.Failed && isStep(call));
            yield return $"the node stands for blob {blob}, but not because {means}{(failed ? ": that failed" : "")}";
            yield break;
        }
    }
}
