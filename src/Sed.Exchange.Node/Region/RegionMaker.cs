using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Authorities;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Region;

/// <summary>
/// Makes a development region in a folder: three throwaway authorities, every key, the signed directory, and one folder per node with a
/// <c>node.json</c> that <c>sedx run --dev</c> takes as it is.
/// <code>
/// directory.asics  trust/  pki/  officials/
/// tula/     node.json  directory.asics  node.p12  tls.p12  seals/  trust/  data/
/// efremov/  …
/// </code>
/// </summary>
public static class RegionMaker
{
    private const string TimeTrust = "time";
    private const string BlobsConnection = "blobs.connection";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the region; the folder must be empty or absent.</summary>
    /// <exception cref="IOException">The folder holds something already, or cannot be written.</exception>
    public static MadeRegion Make(RegionPlan plan, string folder, TimeProvider time)
    {
        folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(folder);
        if (Directory.EnumerateFileSystemEntries(folder).Any()) throw new IOException($"{folder} is not empty: a region is made in a folder of its own.");

        // An hour back: nobody's clock is quite right, and certificates must be valid at all of them. Whole seconds, as X.509 has them.
        var from = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().AddHours(-1).ToUnixTimeSeconds());
        var issuing = new Issuing(from, from + plan.Validity, plan.Authorities, AuthorityFolder.In(folder));

        // 1. Authorities: seals and receipts, officials, TLS (never GOST: .NET cannot).
        var seals = issuing.Authority(plan.Suite, "seals", "Sed.Exchange development: seals");
        var officials = issuing.Authority(plan.OfficialsSuite, "officials", "Sed.Exchange development: officials");
        var tls = issuing.Authority(Suite.Ecdsa, "tls", "Sed.Exchange development: TLS");
        WritePem(Path.Combine(folder, "pki", "seal-authority.pem"), seals.Certificate);
        WritePem(Path.Combine(folder, "pki", "officials-authority.pem"), officials.Certificate);
        WritePem(Path.Combine(folder, "pki", "tls-authority.pem"), tls.Certificate);
        WritePem(Path.Combine(folder, "trust", "officials-authority.pem"), officials.Certificate);

        if (plan.Authorities is not null) MakeTimeAuthority(plan, folder, issuing);

        // 2. Keys of people and of the directory.
        foreach (var official in plan.Officials)
        {
            var organisation = plan.Organisations.Single(row => row.Id == official.Organisation);
            issuing.Key(officials, KeyPath.In(Path.Combine(folder, "officials"), official.Id), OfficialSubject(official, organisation));
        }

        var directoryKey = KeyPath.In(Path.Combine(folder, "pki"), "directory");
        var directoryCertificate = issuing.Key(seals, directoryKey, new CertificateSubject("Адресный справочник", CertificatePurpose.Seal));

        // 3. Keys of nodes and organisations, and what the directory says of them.
        var nodes = plan.Nodes.Select(node => MakeNode(plan, node, folder, issuing, seals, tls)).ToList();
        var directory = new ExchangeDirectory
        {
            Serial = 1,
            IssuedAt = from,
            Expires = from + plan.Validity,
            Keys = new DirectoryKeys(directoryCertificate, null, null),
            Organisations = [.. nodes.SelectMany(node => node.Organisations)],
            Nodes = [.. nodes.Select(node => node.Entry)],
        };
        var signed = Sed.Exchange.Containers.Directories.DirectoryFile.Write(directory, directoryKey.Open(), from);

        var region = new MadeRegion
        {
            Plan = plan,
            Folder = folder,
            Directory = directory,
            DirectoryFingerprint = directoryCertificate.Thumbprint,
            Nodes = [.. nodes.Select(node => node.Made)],
        };

        // 4. What every node starts from, and what everybody who verifies trusts.
        File.WriteAllBytes(region.DirectoryFile, signed);
        DirectoryDescriber.Write(directory, Path.Combine(folder, "pki", "directory"));
        File.Copy(region.DirectoryFile, Path.Combine(region.TrustFolder, "directory.asics"));
        WritePem(Path.Combine(region.TrustFolder, "directory-signer.pem"), directoryCertificate);
        foreach (var node in region.Nodes)
        {
            File.Copy(region.DirectoryFile, Path.Combine(node.Folder, "directory.asics"));
            WritePem(Path.Combine(node.Folder, "trust", "officials-authority.pem"), officials.Certificate);
            if (plan.Authorities is not null) File.Copy(Path.Combine(folder, "pki", "time-authority.pem"), Made(Path.Combine(node.Folder, TimeTrust, "time-authority.pem")));
            if (plan.Blobs is { } blobs)
                SecretFile.Write(Path.Combine(node.Folder, BlobsConnection), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{blobs.ConnectionString}\n")));
            File.WriteAllText(node.ConfigFile, Configuration(region, node).ToJsonString(Indented) + "\n");
        }

        return region;
    }

    private static (MadeNode Made, NodeEntry Entry, IReadOnlyList<Organisation> Organisations) MakeNode(
        RegionPlan plan, PlannedNode node, string folder, Issuing issuing, DevelopmentAuthority seals, DevelopmentAuthority tls)
    {
        var made = new MadeNode { Plan = node, Folder = Path.Combine(folder, node.Id), TlsPin = string.Empty };
        string[] hosts = [.. ((IEnumerable<string>)["127.0.0.1", "localhost", node.ExchangeHost, node.ApiHost]).Distinct()];
        var tlsCertificate = issuing.Key(tls, made.Tls, new CertificateSubject($"sedx {node.Id}", CertificatePurpose.Tls) { Hosts = hosts });
        var receiptCertificate = issuing.Key(seals, made.Receipts, new CertificateSubject($"Узел {node.Id}", CertificatePurpose.Seal));
        made = made with { TlsPin = PinOf(tlsCertificate) };

        var entry = new NodeEntry
        {
            Id = node.Id,
            Url = made.Exchange,
            Parent = node.Parent,
            ThroughParentOnly = node.ThroughParentOnly,
            TlsPins = [new PinEntry(made.TlsPin, issuing.From, null)],
            ReceiptCertificates = [new SealEntry(receiptCertificate, issuing.From, null, HeldByNode: true)],
            Formats = ["sev-12", "sev-18"],
            SuitesAccepted = [.. Suite.All.Select(suite => suite.Name)],
        };
        var organisations = plan.Organisations.Where(row => row.Node == node.Id).Select(row => new Organisation
        {
            Id = row.Id,
            Name = row.Name,
            ShortName = row.ShortName,
            SevIndexes = [row.Inn],
            Ogrn = row.Ogrn,
            Inn = row.Inn,
            Oktmo = row.Oktmo,
            ValidFrom = issuing.From,
            Parent = row.Parent,
            Node = node.Id,
            Seals = [new SealEntry(issuing.Key(seals, made.SealOf(row.Id), SealSubject(row)), issuing.From, null, HeldByNode: true)],
        }).ToList();
        return (made, entry, organisations);
    }

    /// <summary>The authority of time and its key; whoever trusts the region trusts it.</summary>
    private static void MakeTimeAuthority(RegionPlan plan, string folder, Issuing issuing)
    {
        var authority = issuing.Authority(plan.Suite, "time", "Sed.Exchange development: time");
        issuing.Key(authority, AuthorityFolder.TimeKey(AuthorityFolder.In(folder)), new CertificateSubject("Служба штампов времени", CertificatePurpose.Timestamping));
        WritePem(Path.Combine(folder, "pki", "time-authority.pem"), authority.Certificate);
        WritePem(Path.Combine(folder, "trust", "time-authority.pem"), authority.Certificate);
    }

    private static CertificateSubject SealSubject(PlannedOrganisation row) => new(row.ShortName, CertificatePurpose.Seal)
    {
        Organisation = row.Name,
        Ogrn = row.Ogrn,
        Inn = row.Inn,
    };

    private static CertificateSubject OfficialSubject(PlannedOfficial official, PlannedOrganisation organisation) =>
        new($"{official.Surname} {official.GivenName}", CertificatePurpose.Official)
        {
            Organisation = organisation.Name,
            Ogrn = organisation.Ogrn,
            Inn = organisation.Inn,
            Surname = official.Surname,
            GivenName = official.GivenName,
            Title = official.Title,
        };

    // The configuration of CONTRACTS, relative to its own folder, so that a folder can be moved to another machine.
    private static JsonObject Configuration(MadeRegion region, MadeNode node)
    {
        var configuration = new JsonObject
        {
            ["node"] = new JsonObject { ["id"] = node.Id, ["data"] = "data" },
            ["listen"] = new JsonObject
            {
                ["exchange"] = Listen(node.Exchange),
                ["api"] = Listen(node.Api),
                ["console"] = Listen(node.Console),
            },
            ["tls"] = new JsonObject { ["file"] = "tls.p12", ["passwordFile"] = "tls.pass" },
            ["keys"] = new JsonObject
            {
                ["node"] = new JsonObject { ["file"] = "node.p12", ["passwordFile"] = "node.pass" },
                ["seals"] = new JsonArray([.. region.Plan.Organisations.Where(row => row.Node == node.Id).Select(row => (JsonNode)new JsonObject
                {
                    ["organisation"] = row.Id.ToString(),
                    ["file"] = $"seals/{row.Id}.p12",
                    ["passwordFile"] = $"seals/{row.Id}.pass",
                })]),
            },
            ["directory"] = new JsonObject { ["file"] = "directory.asics", ["fingerprint"] = region.DirectoryFingerprint },
            ["trust"] = new JsonObject { ["folder"] = "trust" },
        };
        if (region.Plan.Authorities is { } authorities)
        {
            configuration["timestamps"] = new JsonObject { ["addresses"] = AuthorityFolder.TimeAddress(authorities).AbsoluteUri, ["trust"] = TimeTrust };
        }

        if (region.Plan.Blobs is { } blobs)
        {
            configuration["blobs"] = new JsonObject
            {
                ["kind"] = BlobPlace.Azure,
                ["connectionStringFile"] = BlobsConnection,
                ["container"] = blobs.ContainerOf(node.Id),
            };
        }

        if (region.Plan.LongestPause is { } pause)
        {
            var text = pause.ToString("c", CultureInfo.InvariantCulture);
            configuration["delivery"] = new JsonObject { ["longestPause"] = text, ["breakerPause"] = text };
        }

        if (region.Plan.FolderLook is { } look)
        {
            configuration["channels"] = new JsonObject
            {
                ["folders"] = new JsonArray([.. region.Plan.Organisations.Where(row => row.Node == node.Id).Select(row => (JsonNode)Folders(region, node, row.Id))]),
                ["look"] = look.ToString("c", CultureInfo.InvariantCulture),
                ["stableLooks"] = 2,
            };
        }

        return configuration;
    }

    private static JsonObject Folders(MadeRegion region, MadeNode node, Guid organisation)
    {
        var folders = region.FoldersOf(organisation);
        folders.Make();
        return new JsonObject
        {
            ["organisations"] = organisation.ToString(),
            ["out"] = From(folders.Out),
            ["documents"] = From(folders.Documents),
            ["reports"] = From(folders.Reports),
        };

        string From(string folder) => Path.GetRelativePath(node.Folder, folder).Replace('\\', '/');
    }

    private static string Listen(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static string PinOf(Certificate certificate)
    {
        using var parsed = X509CertificateLoader.LoadCertificate(certificate.Der);
        return Convert.ToHexStringLower(SHA256.HashData(parsed.PublicKey.ExportSubjectPublicKeyInfo()));
    }

    private static string Made(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private static void WritePem(string path, Certificate certificate)
    {
        File.WriteAllText(Made(path), PemEncoding.WriteString("CERTIFICATE", certificate.Der) + "\n");
    }

    /// <summary>One validity for everything made together, and where authorities are kept that are to be served.</summary>
    private sealed record Issuing(DateTimeOffset From, DateTimeOffset Until, Uri? Served, string Kept)
    {
        private readonly Dictionary<DevelopmentAuthority, IssuedIndex> _indexes = [];

        public DevelopmentAuthority Authority(Suite suite, string id, string name)
        {
            if (Served is null) return DevelopmentAuthority.Create(suite, name, From, Until);
            var authority = DevelopmentAuthority.Create(suite, name, From, Until, ServedAuthority.AddressesOf(id, Served));
            var folder = Path.Combine(Kept, id);
            var password = Password();
            AuthorityFolder.Begin(Kept, Served);
            ServedAuthority.Keep(folder, authority, password, authority.Issue(new CertificateSubject($"OCSP {id}", CertificatePurpose.OcspResponder), From, Until, password));
            _indexes.Add(authority, new IssuedIndex(ServedAuthority.IndexFile(folder)));
            return authority;
        }

        public Certificate Key(DevelopmentAuthority authority, KeyPath path, CertificateSubject subject)
        {
            var password = Password();
            var issued = authority.Issue(subject, From, Until, password);
            SecretFile.Write(path.File, issued.Pkcs12);
            SecretFile.Write(path.PasswordFile, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{password}\n")));
            if (_indexes.TryGetValue(authority, out var index)) index.Add(issued.Certificate);
            return issued.Certificate;
        }

        private static string Password() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    }
}
