namespace Sed.Exchange.Simulation.Clockwork;

/// <summary>From a start to a death. What waits when it dies never goes on: that is how SIGKILL looks from inside.</summary>
internal sealed class Life
{
    private readonly LinkedList<Action> _ends = [];

    /// <summary>False after <see cref="End"/>.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>Has something done when this life ends; at once, if it has ended.</summary>
    /// <returns>Gives it up: a long life is asked many things, and most are over long before it.</returns>
    public Action OnEnd(Action action)
    {
        if (!IsAlive)
        {
            action();
            return () => { };
        }

        var place = _ends.AddLast(action);
        return () =>
        {
            if (place.List is { } ends) ends.Remove(place);
        };
    }

    /// <summary>Ends it.</summary>
    public void End()
    {
        if (!IsAlive) return;
        IsAlive = false;
        List<Action> ends = [.. _ends];
        _ends.Clear();
        ends.ForEach(end => end());
    }
}
