using Sed.Exchange.Simulation.Audit;
using Sed.Exchange.Simulation.Region;

namespace Sed.Exchange.Simulation;

/// <summary>What became of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="NodeDays">Days lived, summed over nodes.</param>
/// <param name="Messages">Containers that were accepted.</param>
/// <param name="Trace">Digest of all that happened.</param>
/// <param name="Violations">Promises that were broken.</param>
internal sealed record SimulationRun(int Seed, double NodeDays, int Messages, ulong Trace, IReadOnlyList<string> Violations)
{
    /// <summary>Lives one seed from beginning to end.</summary>
    public static SimulationRun Of(int seed, bool isLogged = false)
    {
        var region = new SimulatedRegion(Plan.Draw(seed)) { IsLogged = isLogged };
        try
        {
            region.Live();
            new Auditor(region).Judge();
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            region.Violate($"the simulation ended with {defect}");
        }

        var days = (region.Turns.Now - Keys.Start).TotalDays * region.Nodes.Count;
        return new SimulationRun(
            seed, days, region.Installations.Sum(installation => installation.Letters.Count(letter => letter.Accepted is not null)), region.Turns.Trace, region.Violations);
    }
}
