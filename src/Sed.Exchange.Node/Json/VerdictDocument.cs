using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Node.Json;

/// <summary><c>sedx-verdict/1</c>: what <c>sedx verify --json</c> writes and the API answers.</summary>
public sealed record VerdictDocument
{
    /// <summary>Name of the contract.</summary>
    public string Schema => "sedx-verdict/1";

    /// <summary>Name of the file, or of what was judged.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of all its octets, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary><c>container</c>, <c>receipt</c>, <c>directory</c>, <c>evidence</c>, <c>cms</c> or <c>xml</c>.</summary>
    public required string Type { get; init; }

    /// <summary><c>passed</c>, <c>failed</c> or <c>indeterminate</c>.</summary>
    public required string Result { get; init; }

    /// <summary>When it was judged.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The time at which validity was judged.</summary>
    public required TimeUsedDocument TimeUsed { get; init; }

    /// <summary>Name and version of the policy.</summary>
    public required string Policy { get; init; }

    /// <summary>One per signature, never merged.</summary>
    public required IReadOnlyList<SignatureDocument> Signatures { get; init; }

    /// <summary>Findings about the whole.</summary>
    public required IReadOnlyList<FindingDocument> Findings { get; init; }

    /// <summary>Writes a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="file">Name of what was judged.</param>
    /// <param name="sha256">SHA-256 of its octets, hexadecimal.</param>
    /// <param name="language"><c>ru</c> or <c>en</c>.</param>
    public static VerdictDocument From(Verdict verdict, string file, string sha256, string language) => new()
    {
        File = file,
        Sha256 = sha256,
        Type = FindingDocument.NameOf(verdict.Type),
        Result = FindingDocument.NameOf(verdict.Result),
        At = verdict.At,
        TimeUsed = new TimeUsedDocument(verdict.TimeUsed, verdict.TimeWhy),
        Policy = verdict.Policy,
        Signatures = [.. verdict.Signatures.Select(signature => SignatureDocument.From(signature, language))],
        Findings = FindingDocument.From(verdict.Findings, language),
    };
}
