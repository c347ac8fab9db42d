namespace Sed.Exchange.Packages.Sev;

/// <summary><c>EDMS</c>, система электронного документооборота: the product that wrote or will read the message.</summary>
public sealed record SevEdms : SevElement
{
    /// <summary><c>@UID</c>, идентификатор СЭД: the product's constant.</summary>
    public required string Uid { get; init; }

    /// <summary><c>@Version</c>, версия СЭД: the product's, <c>12.0.0</c>; null when absent.</summary>
    public string? Version { get; init; }

    /// <summary>Text: название СЭД; natively empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>What may be written to this product: versions 12 and 13 take neither extension namespaces nor content of Expansion (§9 of the facts).</summary>
    public SevGeneration GenerationUnderstood() =>
        Version?.Trim() is { } version && (version.StartsWith("12.", StringComparison.Ordinal) || version.StartsWith("13.", StringComparison.Ordinal))
            ? SevGeneration.V12
            : SevGeneration.V18;
}
