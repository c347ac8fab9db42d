using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Verdicts;

/// <summary>What was found about one signature. Verdicts of several signatures are never merged (order 472).</summary>
/// <param name="Id">Stable inside the verdict: <c>seal</c>, <c>receipt</c>, <c>directory</c>, or the signature file's name.</param>
/// <param name="Result">Passed, failed or indeterminate.</param>
/// <param name="SubIndication">ETSI EN 319 102-1 sub-indication, or null.</param>
/// <param name="Suite">Name of the suite, or the algorithm's name when no suite has it; null when unknown.</param>
/// <param name="Format">For example <c>CAdES-BES</c>, <c>XAdES-B</c>, <c>CMS</c>.</param>
/// <param name="Signer">The signer's certificate, when one was found.</param>
/// <param name="Covers">Names of exactly the entries whose octets are covered.</param>
/// <param name="Findings">What was looked at, stage by stage.</param>
public sealed record SignatureVerdict(
    string Id,
    VerdictResult Result,
    string? SubIndication,
    string? Suite,
    string Format,
    Certificate? Signer,
    IReadOnlyList<string> Covers,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>True: it is over another signature's value, says nothing about any content, and stands for no signature of it.</summary>
    public bool IsCounter { get; init; }

    /// <summary>When it existed, as evidence of time proves; null: none does, and it was judged for the time of the question.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>The time for which it was judged; null: it went no further than its form, or is one of ours, and the time is that of the whole verdict.</summary>
    public DateTimeOffset? TimeUsed { get; init; }

    /// <summary>Why that time, or null.</summary>
    public string? TimeWhy { get; init; }
}
