namespace Sed.Exchange.Delivery.Journal;

/// <summary>A peer that a restored node need not ask any more. Key: <see cref="Peer"/>.</summary>
/// <param name="Peer">Id of its node.</param>
/// <param name="At">When.</param>
/// <param name="GivenUp">False: it told everything. True: an administrator gave it up; what only it knew stays unknown.</param>
public sealed record ReconciledPeerRow(string Peer, DateTimeOffset At, bool GivenUp);
