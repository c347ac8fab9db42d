namespace Sed.Exchange.Node.Region;

/// <summary>
/// What a new node asks the region to write into the directory: its own row and those of its organisations, certificates inside. One file
/// (<c>sedx-entry/1</c>), so that its SHA-256 is all that has to be compared by telephone.
/// </summary>
public sealed record EntryDescription
{
    /// <summary>The form of <see cref="Schema"/> that this program writes and reads.</summary>
    public const string CurrentSchema = "sedx-entry/1";

    /// <summary><see cref="CurrentSchema"/>.</summary>
    public required string Schema { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The node.</summary>
    public required NodeDescription Node { get; init; }

    /// <summary>Organisations whose mailboxes it holds.</summary>
    public required IReadOnlyList<OrganisationDescription> Organisations { get; init; }
}
