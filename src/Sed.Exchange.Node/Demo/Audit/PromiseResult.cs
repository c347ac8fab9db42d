namespace Sed.Exchange.Node.Demo.Audit;

/// <summary>How one promise of DESIGN section 4 fared.</summary>
/// <param name="Number">1 to 7.</param>
/// <param name="Checks">Checks made.</param>
/// <param name="Violations">What was found wrong.</param>
internal sealed record PromiseResult(int Number, int Checks, IReadOnlyList<string> Violations);
