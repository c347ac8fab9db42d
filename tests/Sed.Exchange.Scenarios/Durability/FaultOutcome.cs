using Sed.Exchange.Scenarios.Live;

namespace Sed.Exchange.Scenarios.Durability;

/// <summary>What one exchange with one failing call came to.</summary>
/// <param name="Role">Id of the node under which a call failed.</param>
/// <param name="Size">Octets of the letter's file.</param>
/// <param name="Fault">What was to fail.</param>
/// <param name="Calls">What the traced threads did.</param>
/// <param name="Played">What the installations saw.</param>
/// <param name="HasStopped">True: the node ended by fail-stop and was started again.</param>
/// <param name="Violations">What must not be.</param>
internal sealed record FaultOutcome(
    string Role, int Size, Fault Fault, IReadOnlyList<SystemCall> Calls, Played Played, bool HasStopped, IReadOnlyList<string> Violations)
{
    /// <summary>The calls that were made to fail.</summary>
    public IEnumerable<SystemCall> Injected => Calls.Where(call => call.Injected);
}
