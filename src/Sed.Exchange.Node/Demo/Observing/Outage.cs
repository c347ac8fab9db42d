namespace Sed.Exchange.Node.Demo.Observing;

/// <summary>A node was killed and started again.</summary>
/// <param name="Node">The node.</param>
/// <param name="From">Killed.</param>
/// <param name="To">Started again: before the new process existed.</param>
/// <param name="Interrupted">The message whose transfer was under way.</param>
/// <param name="Meanwhile">Messages for others, sent while it was away.</param>
internal sealed record Outage(string Node, DateTimeOffset From, DateTimeOffset To, Guid Interrupted, IReadOnlyList<Guid> Meanwhile);
