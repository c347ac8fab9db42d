namespace Sed.Exchange.Scenarios.Clocks;

/// <summary>A clock that is behind: what it dates is old already.</summary>
/// <param name="by">By how much.</param>
internal sealed class Earlier(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - by;
}
