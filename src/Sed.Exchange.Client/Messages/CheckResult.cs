namespace Sed.Exchange.Client;

/// <summary>What the node would say to a package; nothing was stored.</summary>
public sealed record CheckResult
{
    /// <summary>True: it would be taken.</summary>
    public required bool Ok { get; init; }

    /// <summary>Why it would not be taken.</summary>
    public ExchangeProblem? Problem { get; init; }

    /// <summary>Who would get it.</summary>
    public IReadOnlyList<Party> Recipients { get; init; } = [];

    /// <summary>Remarks.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
