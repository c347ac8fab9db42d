using Sed.Exchange.Delivery.Checking;

namespace Sed.Exchange.Node.Json;

/// <summary>The document of <c>sedx check --json</c> (schemas/cli-1/sedx-check-1.schema.json).</summary>
public sealed record StoreCheckDocument
{
    /// <summary>Name and version of this shape.</summary>
    public string Schema { get; } = "sedx-check/1";

    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary><c>passed</c>, <c>failed</c> or <c>indeterminate</c>.</summary>
    public required string Result { get; init; }

    /// <summary>True: containers were read and their seals verified.</summary>
    public required bool Deep { get; init; }

    /// <summary>When the check began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was looked at.</summary>
    public required StoreCheckCounts Counts { get; init; }

    /// <summary>What was found.</summary>
    public required IReadOnlyList<StoreCheckLine> Findings { get; init; }

    /// <summary>Writes a result.</summary>
    public static StoreCheckDocument From(string node, CheckResult result, bool deep, DateTimeOffset at, string language) => new()
    {
        Node = node,
        Result = FindingDocument.NameOf(result.Conclusion),
        Deep = deep,
        At = at,
        Counts = new StoreCheckCounts(result.Containers, result.Deliveries, result.Receipts, result.Refusals, result.Blobs),
        Findings = [.. result.Findings.Select(finding => StoreCheckLine.From(finding, language))],
    };
}
