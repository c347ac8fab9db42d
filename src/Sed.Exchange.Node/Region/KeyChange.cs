using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Region;

/// <summary>
/// Changes in a directory's description which keys count and when. Keys are added and closed, never taken out: what they signed in their time must be
/// proven for ever by every later directory.
/// </summary>
public sealed class KeyChange
{
    private readonly DirectoryDescription _description;
    private readonly string _folder;
    private readonly Words _words;

    /// <param name="description">The description in force.</param>
    /// <param name="folder">The folder that its certificates are relative to.</param>
    /// <param name="words">The language of faults.</param>
    public KeyChange(DirectoryDescription description, string folder, Words words) => (_description, _folder, _words) = (description, folder, words);

    /// <summary>Certificate files that the next description names and that are not there yet: PEM by name relative to the description.</summary>
    public Dictionary<string, string> Certificates { get; } = new(StringComparer.Ordinal);

    /// <summary>The description with one more key.</summary>
    /// <param name="certificate">Its certificate.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="from">It counts from then.</param>
    /// <param name="until">When the others of this purpose end that have no end yet; null: they stay.</param>
    /// <exception cref="DirectoryDescriptionException">It cannot be added; says why.</exception>
    public DirectoryDescription Add(Certificate certificate, KeyPurpose purpose, DateTimeOffset from, DateTimeOffset? until)
    {
        if (from < certificate.NotBefore || certificate.NotAfter <= from) throw Fault("directory.key.validity", $"{certificate.NotBefore:u}", $"{certificate.NotAfter:u}");
        if (until <= from) throw Fault("directory.key.gap", $"{until:u}", $"{from:u}");
        if (purpose is not KeyPurpose.Tls && Suite.Of(certificate) is null) throw Fault("entry.suite", certificate.Subject);
        if (FindHolder(certificate) is { } holder) throw Fault("directory.key.taken", holder);
        var added = new CertificateDescription(Keep(certificate, purpose), from);
        return Change(
            purpose,
            pins => [.. pins.Select(pin => pin.To is null ? pin with { To = until } : pin), new PinDescription(added.Certificate, From: from)],
            entries => [.. entries.Select(entry => entry.To is null ? entry with { To = until } : entry), added with { HeldByNode = entries.Count == 0 || entries[^1].HeldByNode }]);
    }

    /// <summary>The description in which a key counts until then.</summary>
    /// <exception cref="DirectoryDescriptionException">It is not listed, or nothing would be left; says which.</exception>
    public DirectoryDescription Close(Certificate certificate, KeyPurpose purpose, DateTimeOffset at)
    {
        var found = false;
        var closed = Change(
            purpose,
            pins => [.. pins.Select(pin => PinOf(pin) == certificate.PublicKeyPin ? Ends(pin, (entry, to) => entry with { To = to }) : pin)],
            entries => [.. entries.Select(entry => Load(entry.Certificate).Equals(certificate) ? Ends(entry, (row, to) => row with { To = to }) : entry)]);
        if (!found) throw Fault("directory.key.notListed", certificate.Thumbprint);
        if (!Remains(closed, purpose, at)) throw Fault("directory.key.last", $"{at:u}");
        return closed;

        T Ends<T>(T entry, Func<T, DateTimeOffset, T> end)
        {
            found = true;
            return end(entry, at);
        }
    }

    /// <summary>The description that announces the key which will sign the next directories.</summary>
    public DirectoryDescription Announce(Certificate certificate)
    {
        if (Suite.Of(certificate) is null) throw Fault("entry.suite", certificate.Subject);
        if (Load(_description.Keys.Current).Equals(certificate)) throw Fault("directory.key.taken", "directory");
        return Next() with { Keys = _description.Keys with { Next = Keep(certificate, "directory-next") } };
    }

    /// <summary>The description that the announced key signs.</summary>
    /// <exception cref="DirectoryDescriptionException">It was not announced: nobody would believe it.</exception>
    public DirectoryDescription Succeed(Certificate certificate)
    {
        if (_description.Keys.Next is not { } next || !Load(next).Equals(certificate)) throw Fault("directory.key.notAnnounced", certificate.Thumbprint);
        return Next() with { Keys = _description.Keys with { Current = next, Next = null } };
    }

    private DirectoryDescription Change(
        KeyPurpose purpose, Func<IReadOnlyList<PinDescription>, IReadOnlyList<PinDescription>> pins, Func<IReadOnlyList<CertificateDescription>, IReadOnlyList<CertificateDescription>> entries)
    {
        switch (purpose)
        {
            case KeyPurpose.Tls(var id):
                RequireNode(id);
                return Next() with { Nodes = [.. _description.Nodes.Select(node => node.Id == id ? node with { Tls = pins(node.Tls) } : node)] };
            case KeyPurpose.Receipts(var id):
                RequireNode(id);
                return Next() with { Nodes = [.. _description.Nodes.Select(node => node.Id == id ? node with { Receipts = entries(node.Receipts) } : node)] };
            case KeyPurpose.Seal(var id):
                if (_description.Organisations.All(row => row.Id != id)) throw Fault("directory.key.noOrganisation", id);
                return Next() with { Organisations = [.. _description.Organisations.Select(row => row.Id == id ? row with { Seals = entries(row.Seals) } : row)] };
            default:
                throw new InvalidOperationException($"{purpose} is no purpose.");
        }
    }

    private DirectoryDescription Next() => _description with { Serial = _description.Serial + 1, IssuedAt = null };

    private void RequireNode(string id)
    {
        if (_description.Nodes.All(node => node.Id != id)) throw Fault("directory.key.noNode", id);
    }

    private static bool Remains(DirectoryDescription description, KeyPurpose purpose, DateTimeOffset at) => purpose switch
    {
        KeyPurpose.Tls(var id) => description.Nodes.Single(node => node.Id == id).Tls.Any(pin => pin.To is null || pin.To > at),
        KeyPurpose.Receipts(var id) => description.Nodes.Single(node => node.Id == id).Receipts.Any(entry => entry.To is null || entry.To > at),
        KeyPurpose.Seal(var id) => description.Organisations.Single(row => row.Id == id).Seals.Any(entry => entry.To is null || entry.To > at),
        _ => throw new InvalidOperationException($"{purpose} is no purpose."),
    };

    // A key that stands for two would let one speak for the other.
    private string? FindHolder(Certificate certificate) =>
        _description.Nodes.FirstOrDefault(node => node.Tls.Any(pin => PinOf(pin) == certificate.PublicKeyPin))?.Id
        ?? _description.Nodes.FirstOrDefault(node => node.Receipts.Any(entry => Load(entry.Certificate).Equals(certificate)))?.Id
        ?? _description.Organisations.FirstOrDefault(row => row.Seals.Any(entry => Load(entry.Certificate).Equals(certificate)))?.Name;

    private string? PinOf(PinDescription pin) => pin.Certificate is { } name ? Load(name).PublicKeyPin : pin.Pin?.ToLowerInvariant();

    private Certificate Load(string name) => DirectoryMaker.LoadCertificate(name, _folder);

    private string Keep(Certificate certificate, KeyPurpose purpose) => Keep(certificate, purpose switch
    {
        KeyPurpose.Tls(var node) => $"{node}-tls",
        KeyPurpose.Receipts(var node) => $"{node}-receipts",
        KeyPurpose.Seal(var organisation) => organisation.ToString(),
        _ => throw new InvalidOperationException($"{purpose} is no purpose."),
    });

    private string Keep(Certificate certificate, string name)
    {
        var file = $"certificates/{name}.pem";
        for (var number = 2; File.Exists(Path.Combine(_folder, file)); number++) file = $"certificates/{name}-{number}.pem";
        Certificates[file] = certificate.ToPem();
        return file;
    }

    private DirectoryDescriptionException Fault(string words, params object?[] values) => new(_words.With(words, values));
}
