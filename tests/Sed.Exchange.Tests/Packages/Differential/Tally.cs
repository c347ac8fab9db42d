using System.Xml.Linq;

namespace Sed.Exchange.Tests.Packages.Differential;

/// <summary>Counts mutations, verdicts and the declarations they hit, and keeps the first disagreements.</summary>
internal sealed class Tally
{
    private readonly HashSet<string> declared = [];
    private readonly HashSet<string> hit = [];
    private readonly List<string> disagreements = [];
    private int mutations;
    private int invalid;

    public void Declare(IEnumerable<string> declarations) => declared.UnionWith(declarations);

    /// <summary>Adds one mutation; <paramref name="ours"/> is null when our side has no opinion on such a document.</summary>
    public void Add(XDocument document, string declaration, bool vendor, bool? ours)
    {
        if (ours is null)
        {
            return;
        }

        mutations++;
        invalid += vendor ? 0 : 1;
        hit.Add(declaration);
        Expect(vendor == ours, $"{declaration}: vendor {vendor}, ours {ours}", document);
    }

    public void Expect(bool agreed, string what, XDocument document)
    {
        if (!agreed)
        {
            disagreements.Add($"{what}\n{(disagreements.Count < 3 ? document.ToString(SaveOptions.DisableFormatting) : "")}");
        }
    }

    /// <summary>Prints the one line of the comparison and fails when a disagreement, a declaration or a number stands against it.</summary>
    public void Check(int atLeast)
    {
        var line = $"{mutations} mutations, {invalid} invalid, {disagreements.Count} disagreements";
        Console.WriteLine(line);
        Assert.True(disagreements.Count == 0, line + "\n" + string.Join('\n', disagreements.Take(10)));
        Assert.Empty(declared.Except(hit).Order(StringComparer.Ordinal));
        Assert.True(mutations >= atLeast, line);
        Assert.True(invalid >= 0.4 * mutations, line);
    }
}
