using Sed.Exchange.Client;
using Sed.Exchange.Containers.Texts;

namespace Sed.Exchange.Node.Commands;

/// <summary>Findings for people: what, where, and what to do.</summary>
internal static class FindingText
{
    public static void Write(IEnumerable<Finding> findings, CommandSurroundings around)
    {
        foreach (var finding in findings)
        {
            around.Output.WriteLine($"  {finding.Code}: {finding.Means} {(finding.Seen is null ? null : SeenCatalogue.In(around.Language, finding.Seen))}".TrimEnd());
            if (finding.Do is not null) around.Output.WriteLine($"    {finding.Do}");
        }
    }
}
