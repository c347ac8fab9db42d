namespace Sed.Exchange.Client;

/// <summary>An organisation that mail can be addressed to.</summary>
public sealed record DirectoryEntry
{
    /// <summary>Its GUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>Full name.</summary>
    public string? Name { get; init; }

    /// <summary>Short name.</summary>
    public string? ShortName { get; init; }

    /// <summary>Every индекс СЭВ by which a package may address it.</summary>
    public IReadOnlyList<string> SevIndexes { get; init; } = [];

    /// <summary>The node that holds its mailbox.</summary>
    public string? Node { get; init; }

    /// <summary>Package formats it takes.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];
}
