using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Node.Json;

/// <summary>A finding as the contracts write it, with its texts in the reader's language.</summary>
/// <param name="Code">Stable code, <c>SEDX-…</c>.</param>
/// <param name="Stage">The stage, for example <c>coverage</c>.</param>
/// <param name="Result"><c>passed</c>, <c>failed</c>, <c>indeterminate</c> or <c>notChecked</c>.</param>
/// <param name="Seen">What was seen in this case.</param>
/// <param name="Means">The cause.</param>
/// <param name="Do">The remedy.</param>
/// <param name="Children">Findings that explain this one.</param>
public sealed record FindingDocument(
    string Code, string Stage, string Result, string? Seen, string Means, string Do, IReadOnlyList<FindingDocument> Children)
{
    /// <summary>Writes a finding.</summary>
    public static FindingDocument From(Finding finding, string language)
    {
        var text = TextCatalogue.Find(language, finding.Code);
        return new FindingDocument(
            finding.Code, NameOf(finding.Stage), NameOf(finding.Result), finding.Seen, text.Means, text.Do, From(finding.Children, language));
    }

    /// <summary>Writes findings.</summary>
    public static IReadOnlyList<FindingDocument> From(IReadOnlyList<Finding> findings, string language) =>
        [.. findings.Select(finding => From(finding, language))];

    /// <summary>The contracts' word for a member of an enum: its name with a small first letter.</summary>
    internal static string NameOf(Enum value)
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
