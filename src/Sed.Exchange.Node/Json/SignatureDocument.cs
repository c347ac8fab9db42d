using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Node.Json;

/// <summary>The verdict about one signature as the contracts write it.</summary>
/// <param name="Id">Stable inside the verdict.</param>
/// <param name="Result">Passed, failed or indeterminate.</param>
/// <param name="SubIndication">ETSI EN 319 102-1 sub-indication.</param>
/// <param name="Suite">Name of the suite.</param>
/// <param name="Format">For example <c>CAdES-BES</c>.</param>
/// <param name="Signer">Who signed.</param>
/// <param name="Covers">Names of the entries covered.</param>
/// <param name="Findings">Stage by stage.</param>
public sealed record SignatureDocument(
    string Id,
    string Result,
    string? SubIndication,
    string? Suite,
    string Format,
    SignerDocument? Signer,
    IReadOnlyList<string> Covers,
    IReadOnlyList<FindingDocument> Findings)
{
    /// <summary>The time for which it was judged and why; null: that of the whole verdict.</summary>
    public TimeUsedDocument? TimeUsed { get; init; }

    /// <summary>Writes a verdict about a signature.</summary>
    public static SignatureDocument From(SignatureVerdict verdict, string language) => new(
        verdict.Id,
        FindingDocument.NameOf(verdict.Result),
        verdict.SubIndication,
        verdict.Suite,
        verdict.Format,
        verdict.Signer is null ? null : SignerDocument.From(verdict.Signer),
        verdict.Covers,
        FindingDocument.From(verdict.Findings, language))
    {
        TimeUsed = verdict is { TimeUsed: { } time, TimeWhy: { } why } ? new TimeUsedDocument(time, why) : null,
    };
}
