namespace Sed.Exchange.Node.Region;

/// <summary>
/// <c>directory.json</c>: a directory as a person writes it, before it is signed (<c>sedx directory sign</c>). Certificates are names of
/// PEM or DER files relative to the description.
/// </summary>
public sealed record DirectoryDescription
{
    /// <summary>Number of this issue; the next one is higher.</summary>
    public required long Serial { get; init; }

    /// <summary>When it is issued; null: now.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>When it should have been replaced.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Who may sign the next one.</summary>
    public required KeysDescription Keys { get; init; }

    /// <summary>Nodes.</summary>
    public required IReadOnlyList<NodeDescription> Nodes { get; init; }

    /// <summary>Organisations, closed rows too.</summary>
    public required IReadOnlyList<OrganisationDescription> Organisations { get; init; }
}
