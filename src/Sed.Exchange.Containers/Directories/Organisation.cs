namespace Sed.Exchange.Containers.Directories;

/// <summary>An addressable body (участник).</summary>
public sealed record Organisation
{
    /// <summary>Identity of the row; the МЭДО GUID when there is one.</summary>
    public required Guid Id { get; init; }

    /// <summary>Full name, for display only.</summary>
    public required string Name { get; init; }

    /// <summary>Short name, for display only.</summary>
    public string? ShortName { get; init; }

    /// <summary>Every индекс СЭВ known; compared trimmed, GUIDs without dashes and case.</summary>
    public IReadOnlyList<string> SevIndexes { get; init; } = [];

    /// <summary>ОГРН, 13 digits.</summary>
    public string? Ogrn { get; init; }

    /// <summary>ИНН, 10 digits.</summary>
    public string? Inn { get; init; }

    /// <summary>ОКТМО, 8 or 11 digits.</summary>
    public string? Oktmo { get; init; }

    /// <summary>Start of validity.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>End of validity (half-open), or null.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>The superior body.</summary>
    public Guid? Parent { get; init; }

    /// <summary>Bodies that took over.</summary>
    public IReadOnlyList<Guid> Successors { get; init; } = [];

    /// <summary>Id of the node that holds its mailbox.</summary>
    public required string Node { get; init; }

    /// <summary>Seal certificates; with none, the serving node's receipt certificate counts as seal of the operator.</summary>
    public IReadOnlyList<SealEntry> Seals { get; init; } = [];
}
