namespace Sed.Exchange.Containers.Directories;

/// <summary>The address directory (адресный справочник): organisations and nodes at one serial. Immutable.</summary>
public sealed class ExchangeDirectory
{
    /// <summary>Number of this issue; the next one is higher.</summary>
    public required long Serial { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it should have been replaced; afterwards: alarm, mail goes on.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Who may sign the next one.</summary>
    public required DirectoryKeys Keys { get; init; }

    /// <summary>Organisations, closed rows too.</summary>
    public required IReadOnlyList<Organisation> Organisations { get; init; }

    /// <summary>Nodes.</summary>
    public required IReadOnlyList<NodeEntry> Nodes { get; init; }

    /// <summary>The organisation with this id, or null.</summary>
    public Organisation? FindOrganisation(Guid id) => throw new NotImplementedException();

    /// <summary>
    /// Organisations that an address of a package names: by GUID or индекс СЭВ, compared trimmed, GUIDs without dashes and case.
    /// More than one: the address is ambiguous.
    /// </summary>
    public IReadOnlyList<Organisation> FindByIndex(string index) => throw new NotImplementedException();

    /// <summary>The node with this id, or null.</summary>
    public NodeEntry? FindNode(string id) => throw new NotImplementedException();

    /// <summary>The node whose pin, valid at <paramref name="at"/>, equals <paramref name="pin"/>, or null.</summary>
    public NodeEntry? FindNodeByPin(string pin, DateTimeOffset at) => throw new NotImplementedException();
}
