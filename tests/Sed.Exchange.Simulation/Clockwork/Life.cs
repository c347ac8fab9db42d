namespace Sed.Exchange.Simulation.Clockwork;

/// <summary>From a start to a death. What waits when it dies never goes on: that is how SIGKILL looks from inside.</summary>
internal sealed class Life
{
    private Action? _died;

    /// <summary>False after <see cref="End"/>.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>Has something done when this life ends; at once, if it has ended.</summary>
    public void OnEnd(Action action)
    {
        if (IsAlive) _died += action;
        else action();
    }

    /// <summary>Ends it.</summary>
    public void End()
    {
        if (!IsAlive) return;
        IsAlive = false;
        var died = _died;
        _died = null;
        died?.Invoke();
    }
}
