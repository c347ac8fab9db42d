namespace Sed.Exchange.Delivery.Journal;

/// <summary>What the journal remembers of this node's clock, so that a start can be compared with the life before it.</summary>
/// <param name="At">The last time noted while the node was sure of its clock.</param>
/// <param name="IsSure">False: then it was in doubt, and a start does not end that.</param>
/// <param name="Behind">How far it was ever set back: what was stored meanwhile looks older than it is by so much at most.</param>
public sealed record ClockRow(DateTimeOffset At, bool IsSure, TimeSpan Behind = default);
