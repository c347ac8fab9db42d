using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Api.Documents;

/// <summary>What submitting would say.</summary>
/// <param name="Ok">True: it would be taken.</param>
/// <param name="Problem">Why not.</param>
/// <param name="Recipients">Who would get it.</param>
/// <param name="Findings">Remarks.</param>
public sealed record CheckDocument(bool Ok, ProblemDocument? Problem, IReadOnlyList<PartyDocument> Recipients, IReadOnlyList<FindingDocument> Findings);
