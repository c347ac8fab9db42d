namespace Sed.Exchange.Node.Region;

/// <summary>An organisation of <see cref="DirectoryDescription"/>; fields as in the directory.</summary>
public sealed record OrganisationDescription
{
    /// <summary>Its GUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>Full name.</summary>
    public required string Name { get; init; }

    /// <summary>Short name.</summary>
    public string? ShortName { get; init; }

    /// <summary>Every индекс СЭВ.</summary>
    public IReadOnlyList<string> SevIndexes { get; init; } = [];

    /// <summary>ОГРН.</summary>
    public string? Ogrn { get; init; }

    /// <summary>ИНН.</summary>
    public string? Inn { get; init; }

    /// <summary>ОКТМО.</summary>
    public string? Oktmo { get; init; }

    /// <summary>Start of validity.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>End of validity, or null.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>The superior body.</summary>
    public Guid? Parent { get; init; }

    /// <summary>Bodies that took over.</summary>
    public IReadOnlyList<Guid> Successors { get; init; } = [];

    /// <summary>Id of the node that holds its mailbox.</summary>
    public required string Node { get; init; }

    /// <summary>Seal certificates; with none, the serving node's receipt certificate counts.</summary>
    public IReadOnlyList<CertificateDescription> Seals { get; init; } = [];
}
