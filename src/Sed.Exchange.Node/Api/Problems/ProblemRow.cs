namespace Sed.Exchange.Node.Api.Problems;

/// <summary>How one code is answered.</summary>
/// <param name="Code">The code.</param>
/// <param name="Status">HTTP status for installations.</param>
/// <param name="PeerStatus">HTTP status for other nodes, where 503 means "try again" and 4xx "the same will meet the same".</param>
public sealed record ProblemRow(string Code, int Status, int PeerStatus);
