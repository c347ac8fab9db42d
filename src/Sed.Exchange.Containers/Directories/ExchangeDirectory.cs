namespace Sed.Exchange.Containers.Directories;

/// <summary>The address directory (адресный справочник): organisations and nodes at one serial. Immutable.</summary>
public sealed class ExchangeDirectory
{
    /// <summary>How many successors of a closed organisation are followed, one after the other: an administrator may have written a circle.</summary>
    public const int LongestSuccession = 8;

    private readonly Lazy<Indexes> _indexes;

    /// <summary>Creates a directory; its indexes are built once, at the first question.</summary>
    public ExchangeDirectory() => _indexes = new Lazy<Indexes>(() => new Indexes(this));

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
    public Organisation? FindOrganisation(Guid id) => _indexes.Value.Organisations.GetValueOrDefault(id);

    /// <summary>
    /// Organisations that an address of a package names: by GUID or индекс СЭВ, compared trimmed, GUIDs without dashes and case.
    /// More than one: the address is ambiguous.
    /// </summary>
    public IReadOnlyList<Organisation> FindByIndex(string index) => _indexes.Value.ByAddress.GetValueOrDefault(AddressKey(index)) ?? [];

    /// <summary>The node with this id, or null.</summary>
    public NodeEntry? FindNode(string id) => _indexes.Value.Nodes.GetValueOrDefault(id);

    /// <summary>The node whose pin, valid at <paramref name="at"/>, equals <paramref name="pin"/>, or null.</summary>
    public NodeEntry? FindNodeByPin(string pin, DateTimeOffset at) => _indexes.Value.Pins
        .GetValueOrDefault(pin)?
        .FirstOrDefault(row => row.Pin.IsInForce(at)).Node;

    /// <summary>
    /// What addresses are compared by: without surrounding white space and case; what looks like a GUID also without dashes and braces,
    /// because installations write it in every form.
    /// </summary>
    private static string AddressKey(string index)
    {
        var trimmed = index.Trim();
        return Guid.TryParse(trimmed, out var id) ? id.ToString("N") : trimmed.ToUpperInvariant();
    }

    private sealed class Indexes
    {
        public Indexes(ExchangeDirectory directory)
        {
            Organisations = directory.Organisations.ToDictionary(organisation => organisation.Id);
            Nodes = directory.Nodes.ToDictionary(node => node.Id);
            ByAddress = directory.Organisations
                .SelectMany(organisation => organisation.SevIndexes
                    .Select(AddressKey)
                    .Append(organisation.Id.ToString("N"))
                    .Distinct()
                    .Select(key => (Key: key, Organisation: organisation)))
                .GroupBy(row => row.Key)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<Organisation>)[.. group.Select(row => row.Organisation)]);
            Pins = directory.Nodes
                .SelectMany(node => node.TlsPins.Select(pin => (Pin: pin, Node: node)))
                .GroupBy(row => row.Pin.Pin, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.OrdinalIgnoreCase);
        }

        public Dictionary<Guid, Organisation> Organisations { get; }

        public Dictionary<string, NodeEntry> Nodes { get; }

        public Dictionary<string, IReadOnlyList<Organisation>> ByAddress { get; }

        public Dictionary<string, List<(PinEntry Pin, NodeEntry Node)>> Pins { get; }
    }
}
