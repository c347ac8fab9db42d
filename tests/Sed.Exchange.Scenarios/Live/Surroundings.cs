namespace Sed.Exchange.Scenarios.Live;

/// <summary>Where a node's process runs.</summary>
internal sealed record Surroundings
{
    /// <summary>Variables besides those of this process.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Name of its network namespace (ip-netns(8)); null: this process's own.</summary>
    public string? Network { get; init; }
}
