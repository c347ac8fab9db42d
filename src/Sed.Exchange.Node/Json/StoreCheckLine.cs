using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Delivery.Checking;

namespace Sed.Exchange.Node.Json;

/// <summary>One finding of a check, with its texts in the reader's language.</summary>
/// <param name="Code">Stable code, <c>SEDX-CHECK_…</c>.</param>
/// <param name="Result"><c>failed</c> or <c>indeterminate</c>.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Means">The cause.</param>
/// <param name="Do">The remedy.</param>
public sealed record StoreCheckLine(string Code, string Result, string Subject, string? Seen, string Means, string Do)
{
    /// <summary>Writes a finding.</summary>
    public static StoreCheckLine From(CheckFinding finding, string language)
    {
        var text = TextCatalogue.Find(language, finding.Code);
        return new StoreCheckLine(finding.Code, FindingDocument.NameOf(finding.Result), finding.Subject, finding.Seen, text.Means, text.Do);
    }
}
