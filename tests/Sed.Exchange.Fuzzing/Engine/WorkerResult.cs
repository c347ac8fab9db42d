namespace Sed.Exchange.Fuzzing.Engine;

/// <summary>What a worker did.</summary>
/// <param name="Runs">Inputs read.</param>
/// <param name="Edges">Edges between branches that were taken.</param>
/// <param name="InCorpus">Inputs each of which took a way of its own.</param>
/// <param name="Faults">Different faults.</param>
internal sealed record WorkerResult(long Runs, int Edges, int InCorpus, int Faults);
