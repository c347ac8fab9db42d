namespace Sed.Exchange.Node.Callers;

/// <summary>Says which lane an endpoint's requests take.</summary>
/// <param name="Lane">The lane.</param>
internal sealed record CallLaneMark(CallLane Lane);
