namespace Sed.Exchange.Simulation.Region;

/// <summary>When a node could not do what was due.</summary>
internal sealed class TroubledTimes
{
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _times = [];
    private DateTimeOffset? _since;

    /// <summary>True while one goes on.</summary>
    public bool IsOpen => _since is not null;

    /// <summary>One begins, unless it goes on already.</summary>
    public void Begin(DateTimeOffset now) => _since ??= now;

    /// <summary>It is over.</summary>
    public void End(DateTimeOffset now)
    {
        if (_since is not { } since) return;
        _times.Add((since, now));
        _since = null;
    }

    /// <summary>When something that was due can be asked for: later, when it was due in such a time or one began before it could be done.</summary>
    /// <param name="due">When it was due.</param>
    /// <param name="work">How long doing it takes at most.</param>
    public DateTimeOffset Excuse(DateTimeOffset due, TimeSpan work)
    {
        foreach (var (from, to) in _times)
        {
            if (from <= due + work && to > due) due = to;
        }

        return due;
    }
}
