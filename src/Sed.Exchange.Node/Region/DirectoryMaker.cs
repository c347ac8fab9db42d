using System.Text;
using System.Text.Json;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Region;

/// <summary>Makes a directory from its description; signing it is <see cref="DirectoryFile"/>'s business.</summary>
public static class DirectoryMaker
{
    /// <summary>Reads <c>directory.json</c> and the certificates it names.</summary>
    /// <param name="file">The description.</param>
    /// <param name="now">Time of issue when the description gives none.</param>
    /// <exception cref="DirectoryDescriptionException">It cannot be read; says where.</exception>
    public static ExchangeDirectory Read(string file, DateTimeOffset now) =>
        Make(ReadDescription(file), Path.GetDirectoryName(Path.GetFullPath(file))!, now);

    /// <summary>Reads <c>directory.json</c> as it stands.</summary>
    /// <exception cref="DirectoryDescriptionException">It cannot be read; says where.</exception>
    public static DirectoryDescription ReadDescription(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<DirectoryDescription>(File.ReadAllBytes(file), DescriptionOptions)
                ?? throw new DirectoryDescriptionException($"{file}: null is not a description.");
        }
        catch (JsonException malformed)
        {
            throw new DirectoryDescriptionException($"{file}: {malformed.Message}", malformed);
        }
    }

    /// <summary>Makes a directory; certificate files are looked for in <paramref name="folder"/>.</summary>
    public static ExchangeDirectory Make(DirectoryDescription description, string folder, DateTimeOffset now)
    {
        Certificate Load(string name) => LoadCertificate(name, folder);
        Certificate? Maybe(string? name) => name is null ? null : Load(name);
        SealEntry Seal(CertificateDescription seal)
        {
            var certificate = Load(seal.Certificate);
            return new SealEntry(certificate, seal.From ?? certificate.NotBefore, seal.To, seal.HeldByNode);
        }

        PinEntry Pin(string node, PinDescription pin)
        {
            if (pin is { Certificate: { } name, Pin: null })
            {
                var certificate = Load(name);
                return new PinEntry(certificate.PublicKeyPin, pin.From ?? certificate.NotBefore, pin.To);
            }

            return pin is { Pin.Length: 64, Certificate: null } && pin.Pin.All(char.IsAsciiHexDigit)
                ? new PinEntry(pin.Pin.ToLowerInvariant(), pin.From ?? now, pin.To)
                : throw new DirectoryDescriptionException($"Node {node}: a pin is either a certificate file or 64 hexadecimal digits.");
        }

        var directory = new ExchangeDirectory
        {
            Serial = description.Serial,
            IssuedAt = description.IssuedAt ?? now,
            Expires = description.Expires,
            Keys = new DirectoryKeys(Load(description.Keys.Current), Maybe(description.Keys.Next), Maybe(description.Keys.Recovery)),
            Nodes = [.. description.Nodes.Select(node => new NodeEntry
            {
                Id = node.Id,
                Url = Uri.TryCreate(node.Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
                    ? url
                    : throw new DirectoryDescriptionException($"Node {node.Id}: \"{node.Url}\" is not an https address."),
                Parent = node.Parent,
                ThroughParentOnly = node.ThroughParentOnly,
                TlsPins = [.. node.Tls.Select(tls => Pin(node.Id, tls))],
                ReceiptCertificates = [.. node.Receipts.Select(Seal)],
                Formats = node.Formats,
                SuitesAccepted = node.SuitesAccepted,
                MaxContainerBytes = node.MaxContainerBytes ?? 5L * 1024 * 1024 * 1024,
                MayRelay = node.MayRelay,
            })],
            Organisations = [.. description.Organisations.Select(organisation => new Organisation
            {
                Id = organisation.Id,
                Name = organisation.Name,
                ShortName = organisation.ShortName,
                SevIndexes = organisation.SevIndexes,
                Ogrn = organisation.Ogrn,
                Inn = organisation.Inn,
                Oktmo = organisation.Oktmo,
                ValidFrom = organisation.ValidFrom,
                ValidTo = organisation.ValidTo,
                Parent = organisation.Parent,
                Successors = organisation.Successors,
                Node = organisation.Node,
                Seals = [.. organisation.Seals.Select(Seal)],
            })],
        };
        RequireReferences(directory);
        return directory;
    }

    /// <summary>Options of <c>directory.json</c>: a misspelt field is an error, not silence.</summary>
    internal static JsonSerializerOptions DescriptionOptions { get; } = new(DocumentJson.Readable)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    // A directory with a dangling reference would be signed, spread, and then refuse mail everywhere.
    private static void RequireReferences(ExchangeDirectory directory)
    {
        var nodes = directory.Nodes.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        var organisations = directory.Organisations.Select(organisation => organisation.Id).ToHashSet();
        if (nodes.Count != directory.Nodes.Count) throw new DirectoryDescriptionException("Two nodes have the same id.");
        if (organisations.Count != directory.Organisations.Count) throw new DirectoryDescriptionException("Two organisations have the same id.");
        foreach (var node in directory.Nodes.Where(node => node.Parent is not null && !nodes.Contains(node.Parent)))
        {
            throw new DirectoryDescriptionException($"Node {node.Id}: its parent {node.Parent} is not a node.");
        }

        foreach (var organisation in directory.Organisations)
        {
            if (!nodes.Contains(organisation.Node))
            {
                throw new DirectoryDescriptionException($"Organisation {organisation.Id}: {organisation.Node} is not a node.");
            }

            foreach (var other in organisation.Successors.Concat(organisation.Parent is { } parent ? [parent] : []))
            {
                if (!organisations.Contains(other)) throw new DirectoryDescriptionException($"Organisation {organisation.Id}: {other} is not an organisation.");
            }
        }
    }

    /// <summary>Reads a certificate as a description names it: the text itself, or a file of <paramref name="folder"/>.</summary>
    /// <exception cref="DirectoryDescriptionException">It cannot be read; says where.</exception>
    internal static Certificate LoadCertificate(string name, string folder)
    {
        if (name.StartsWith("-----BEGIN ", StringComparison.Ordinal))
            return Certificate.Parse(Encoding.UTF8.GetBytes(name)) ?? throw new DirectoryDescriptionException("A certificate written into the description cannot be read.");
        var path = Path.Combine(folder, name);
        try
        {
            return Certificate.Parse(File.ReadAllBytes(path)) ?? throw new DirectoryDescriptionException($"{path}: not a certificate.");
        }
        catch (IOException missing)
        {
            throw new DirectoryDescriptionException($"{path}: {missing.Message}", missing);
        }
    }
}
