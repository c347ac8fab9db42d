using System.Collections.Concurrent;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>Says when a line that could be written at every look is worth writing again.</summary>
internal sealed class RareLog(TimeProvider time, TimeSpan pause)
{
    private readonly ConcurrentDictionary<string, long> _last = new(StringComparer.Ordinal);

    /// <summary>True the first time, and again after the pause.</summary>
    /// <param name="subject">What the line is about: a word of the code, never a name from outside.</param>
    public bool IsTime(string subject)
    {
        var now = time.GetTimestamp();
        if (_last.TryGetValue(subject, out var last) && time.GetElapsedTime(last, now) < pause) return false;
        _last[subject] = now;
        return true;
    }

    /// <summary>What the line was about is over: the next time is a first time.</summary>
    public void Forget(string subject) => _last.TryRemove(subject, out _);
}
