using System.Text;
using System.Text.Json;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;

namespace Sed.Exchange.Node.Region;

/// <summary>The reverse of <see cref="DirectoryMaker"/>: writes a directory readably, so that a person can change it and sign the next one.</summary>
public static class DirectoryDescriber
{
    /// <summary>Name of the description.</summary>
    public const string FileName = "directory.json";

    /// <summary>Writes <c>directory.json</c> and the certificates it names into a folder, making it.</summary>
    /// <exception cref="IOException">A file is there already, or cannot be written.</exception>
    public static void Write(ExchangeDirectory directory, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "certificates"));
        foreach (var (name, content) in Describe(directory))
        {
            using var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew);
            file.Write(content);
        }
    }

    /// <summary><c>directory.json</c> and the certificates it names: contents by names relative to their folder.</summary>
    public static IReadOnlyDictionary<string, byte[]> Describe(ExchangeDirectory directory)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        string Save(Certificate certificate, string name)
        {
            var file = $"certificates/{name}.pem";
            files.TryAdd(file, Encoding.ASCII.GetBytes(certificate.ToPem()));
            return file;
        }

        IReadOnlyList<CertificateDescription> Seals(IReadOnlyList<SealEntry> seals, string name) =>
            [.. seals.Select((seal, index) => new CertificateDescription(Save(seal.Certificate, index == 0 ? name : $"{name}-{index + 1}"), seal.From, seal.To, seal.HeldByNode))];

        var description = new DirectoryDescription
        {
            Serial = directory.Serial,
            Expires = directory.Expires,
            Keys = new KeysDescription(
                Save(directory.Keys.Current, "directory"),
                directory.Keys.Next is { } next ? Save(next, "directory-next") : null,
                directory.Keys.Recovery is { } recovery ? Save(recovery, "directory-recovery") : null),
            Nodes = [.. directory.Nodes.Select(node => new NodeDescription
            {
                Id = node.Id,
                Url = node.Url.GetLeftPart(UriPartial.Authority),
                Parent = node.Parent,
                ThroughParentOnly = node.ThroughParentOnly,
                Tls = [.. node.TlsPins.Select(pin => new PinDescription(null, pin.Pin, pin.From, pin.To))],
                Receipts = Seals(node.ReceiptCertificates, $"{node.Id}-receipts"),
                Formats = node.Formats,
                SuitesAccepted = node.SuitesAccepted,
                MaxContainerBytes = node.MaxContainerBytes,
                MayRelay = node.MayRelay,
            })],
            Organisations = [.. directory.Organisations.Select(row => new OrganisationDescription
            {
                Id = row.Id,
                Name = row.Name,
                ShortName = row.ShortName,
                SevIndexes = row.SevIndexes,
                Ogrn = row.Ogrn,
                Inn = row.Inn,
                Oktmo = row.Oktmo,
                ValidFrom = row.ValidFrom,
                ValidTo = row.ValidTo,
                Parent = row.Parent,
                Successors = row.Successors,
                Node = row.Node,
                Seals = Seals(row.Seals, row.Id.ToString()),
            })],
        };
        files[FileName] = JsonSerializer.SerializeToUtf8Bytes(description, DirectoryMaker.DescriptionOptions);
        return files;
    }
}
