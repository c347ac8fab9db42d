namespace Sed.Exchange.Client;

/// <summary>One thing the node looked at in a package, a signature or a container.</summary>
public sealed record Finding
{
    /// <summary>Stable code, <c>SEDX-…</c>.</summary>
    public required string Code { get; init; }

    /// <summary><c>format</c>, <c>coverage</c>, <c>digest</c>, <c>signature</c>, <c>path</c>, <c>revocation</c>, <c>time</c>, <c>policy</c>, <c>authority</c>.</summary>
    public string? Stage { get; init; }

    /// <summary><c>passed</c>, <c>failed</c>, <c>indeterminate</c> or <c>notChecked</c>.</summary>
    public string? Result { get; init; }

    /// <summary>What was seen in this case: a name, a number, two digests.</summary>
    public string? Seen { get; init; }

    /// <summary>What the code means, for people.</summary>
    public string? Means { get; init; }

    /// <summary>What to do about it, for people.</summary>
    public string? Do { get; init; }

    /// <summary>Findings that explain this one.</summary>
    public IReadOnlyList<Finding> Children { get; init; } = [];
}
