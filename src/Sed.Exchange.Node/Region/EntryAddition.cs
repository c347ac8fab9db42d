using System.Text;
using Sed.Exchange.Containers.Authority;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Region;

/// <summary>
/// Adds a new node's entry to the region's description. An entry comes from outside: everything in it that would make the directory ambiguous, or
/// take away what belongs to somebody else, is a fault.
/// </summary>
public sealed class EntryAddition
{
    private readonly DirectoryDescription _description;
    private readonly EntryDescription _entry;
    private readonly string _folder;
    private readonly DateTimeOffset _now;
    private readonly Words _words;
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    private EntryAddition(DirectoryDescription description, EntryDescription entry, string folder, DateTimeOffset now, Words words)
    {
        _description = description;
        _entry = entry;
        _folder = folder;
        _now = now;
        _words = words;
    }

    /// <summary>The next description.</summary>
    public DirectoryDescription Description { get; private set; } = null!;

    /// <summary>Certificate files that the next description names and that are not there yet: PEM by name relative to the description.</summary>
    public IReadOnlyDictionary<string, string> Certificates => _files;

    /// <summary>Everything that speaks against adding the entry; then <see cref="Description"/> is not to be used.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Adds an entry: one serial higher, issued at signing, valid as long as <paramref name="validity"/> from now, or longer if it was.</summary>
    /// <param name="description">The description in force.</param>
    /// <param name="folder">The folder that its certificates are relative to.</param>
    /// <param name="entry">What is added.</param>
    /// <param name="validity">How long the next directory is valid.</param>
    /// <param name="now">The time.</param>
    /// <param name="words">The language of the faults.</param>
    public static EntryAddition Make(DirectoryDescription description, string folder, EntryDescription entry, TimeSpan validity, DateTimeOffset now, Words words)
    {
        var addition = new EntryAddition(description, entry, folder, now, words);
        addition.CheckNode();
        foreach (var organisation in entry.Organisations) addition.Check(organisation);
        if (addition.Faults.Count > 0) return addition;
        var until = now + validity;
        addition.Description = description with
        {
            Serial = description.Serial + 1,
            IssuedAt = null,
            Expires = description.Expires > until ? description.Expires : until,
            Nodes = [.. description.Nodes, addition.Keep(entry.Node)],
            Organisations = [.. description.Organisations, .. entry.Organisations.Select(addition.Keep)],
        };
        return addition;
    }

    private void CheckNode()
    {
        var node = _entry.Node;
        if (!ValueTypes.IsNodeId(node.Id)) Fault("entry.nodeId", node.Id);
        if (_description.Nodes.Any(other => other.Id == node.Id)) Fault("entry.nodeExists", node.Id);
        if (node.Parent is null) Fault("entry.noParent", node.Id);
        else if (_description.Nodes.All(other => other.Id != node.Parent)) Fault("entry.unknownParent", node.Id, node.Parent);
        if (!Uri.TryCreate(node.Url, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps) Fault("entry.url", node.Url);
        if (node.Tls.Count == 0) Fault("entry.noCertificate", "tls");
        if (node.Receipts.Count == 0) Fault("entry.noCertificate", "receipts");
        var taken = _description.Nodes.SelectMany(other => other.Tls).Select(pin => PinOf(pin, _folder)).ToHashSet(StringComparer.Ordinal);
        foreach (var pin in node.Tls)
        {
            if (PinOf(pin, folder: null) is not { } known) Fault("entry.certificate", "tls");
            else if (taken.Contains(known)) Fault("entry.pinTaken", known);
        }

        foreach (var receipt in node.Receipts) Check(receipt, "receipts");
    }

    private void Check(OrganisationDescription organisation)
    {
        if (_description.Organisations.Any(other => other.Id == organisation.Id)
            || _entry.Organisations.Count(other => other.Id == organisation.Id) > 1) Fault("entry.organisationExists", organisation.Id);
        if (organisation.Node != _entry.Node.Id) Fault("entry.otherNode", organisation.Id, organisation.Node);
        if (organisation.Inn is { } inn && !RegisterNumbers.IsInn(inn)) Fault("entry.number", "ИНН", inn);
        if (organisation.Ogrn is { } ogrn && !RegisterNumbers.IsOgrn(ogrn)) Fault("entry.number", "ОГРН", ogrn);
        var known = _description.Organisations.Concat(_entry.Organisations);
        foreach (var other in organisation.Successors.Concat(organisation.Parent is { } parent ? [parent] : []))
        {
            if (known.All(row => row.Id != other)) Fault("entry.unknownOrganisation", organisation.Id, other);
        }

        // Two open rows with one index make every letter to it ambiguous, the other body's mail included.
        foreach (var index in organisation.SevIndexes)
        {
            var holder = known.FirstOrDefault(row => row.Id != organisation.Id && !(row.ValidTo <= _now)
                && row.SevIndexes.Any(theirs => string.Equals(theirs.Trim(), index.Trim(), StringComparison.OrdinalIgnoreCase)));
            if (holder is not null) Fault("entry.indexTaken", index, holder.Name);
        }

        foreach (var seal in organisation.Seals) Check(seal, organisation.Id.ToString());
    }

    private void Check(CertificateDescription described, string what)
    {
        if (Load(described.Certificate, folder: null) is not { } certificate) Fault("entry.certificate", what);
        else if (Suite.Of(certificate) is null) Fault("entry.suite", what);
        else if (_now < certificate.NotBefore || certificate.NotAfter < _now) Fault("entry.validity", what, $"{certificate.NotBefore:u}", $"{certificate.NotAfter:u}");
    }

    private NodeDescription Keep(NodeDescription node) => node with
    {
        Tls = [.. node.Tls.Select(pin => pin.Certificate is { } pem ? pin with { Certificate = Keep(pem, $"{node.Id}-tls") } : pin)],
        Receipts = [.. node.Receipts.Select(receipt => receipt with { Certificate = Keep(receipt.Certificate, $"{node.Id}-receipts") })],
    };

    private OrganisationDescription Keep(OrganisationDescription organisation) => organisation with
    {
        Seals = [.. organisation.Seals.Select(seal => seal with { Certificate = Keep(seal.Certificate, organisation.Id.ToString()) })],
    };

    // Names are made here, never taken from the entry; one that is there already is somebody's.
    private string Keep(string pem, string name)
    {
        var file = $"certificates/{name}.pem";
        for (var number = 2; _files.ContainsKey(file) || File.Exists(Path.Combine(_folder, file)); number++) file = $"certificates/{name}-{number}.pem";
        if (Load(pem, folder: null) is { } certificate) _files[file] = certificate.ToPem();
        return file;
    }

    private static string? PinOf(PinDescription pin, string? folder) => pin.Certificate is { } name ? Load(name, folder)?.PublicKeyPin : pin.Pin?.ToLowerInvariant();

    // Without a folder only PEM inside counts: a file name in an entry would let its writer choose a file of ours.
    private static Certificate? Load(string name, string? folder) => folder is null
        ? name.StartsWith("-----BEGIN ", StringComparison.Ordinal) ? Certificate.Parse(Encoding.UTF8.GetBytes(name)) : null
        : DirectoryMaker.LoadCertificate(name, folder);

    private void Fault(string words, params object?[] values) => _faults.Add(_words.With(words, values));
}
