using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Setup;

/// <summary>
/// Makes the files of a new node in memory and writes them only when all of them can be made and none of them is there already.
/// <code>
/// node.json  tls.p12 tls.pass tls.pem  node.p12 node.pass  seals/  trust/  directory.asics  entry/  requests/
/// </code>
/// For the region's own node a second folder, apart, holds the directory's description and the key that signs it.
/// </summary>
internal sealed class InitFiles
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, (byte[] Content, bool IsSecret)> _files = new(StringComparer.Ordinal);
    private readonly InitAnswers _answers;
    private readonly Words _words;
    private readonly string _folder;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _now;

    private InitFiles(InitAnswers answers, string folder, DateTimeOffset now, Words words)
    {
        _answers = answers;
        _words = words;
        _folder = Path.GetFullPath(folder);
        _now = now;

        // An hour back: nobody's clock is quite right, and certificates must be valid at all of them. Whole seconds, as X.509 has them.
        _from = DateTimeOffset.FromUnixTimeSeconds(now.AddHours(-1).ToUnixTimeSeconds());
    }

    /// <summary>What was made.</summary>
    public InitResult Result { get; private set; } = null!;

    /// <summary>Files in the way: nothing is ever overwritten.</summary>
    public IReadOnlyList<string> InTheWay => [.. _files.Keys.Where(Path.Exists).Order(StringComparer.Ordinal)];

    /// <summary>Makes everything; nothing is written yet.</summary>
    public static InitFiles Make(InitAnswers answers, string folder, DateTimeOffset now, Words words)
    {
        var files = new InitFiles(answers, folder, now, words);
        files.Make();
        return files;
    }

    /// <summary>Writes the files.</summary>
    /// <exception cref="IOException">One is there already, or cannot be written.</exception>
    public void Write()
    {
        foreach (var (path, (content, isSecret)) in _files)
        {
            if (isSecret)
            {
                SecretFile.Write(path, content);
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = new FileStream(path, FileMode.CreateNew);
            file.Write(content);
        }
    }

    private void Make()
    {
        // 1. Keys, and what the directory has to say of them.
        var tls = Tls();
        var receipts = Key(KeyPath.In(_folder, "node"), _answers.Suite, new CertificateSubject($"Узел {_answers.NodeId}", CertificatePurpose.Seal)
        {
            Organisation = _answers.Organisations[0].Name,
        });
        var seals = _answers.Organisations.ToDictionary(row => row.Id, row => Key(
            KeyPath.In(Path.Combine(_folder, "seals"), row.Id.ToString()),
            _answers.Suite,
            new CertificateSubject(row.ShortName ?? row.Name, CertificatePurpose.Seal) { Organisation = row.Name, Ogrn = row.Ogrn, Inn = row.Inn }));
        var entry = Entry(tls, receipts, seals);
        var node = new InitResult
        {
            Folder = _folder,
            NodeId = _answers.NodeId,
            ConfigFile = At("node.json"),
            TlsCertificateFile = At("tls.pem"),
        };

        // 2. The entry for the region; or, at the region, the directory itself.
        if (_answers.IsRegion)
        {
            Result = node with { Directory = MakeDirectory(entry) };
        }
        else
        {
            var octets = EntryFile.Write(entry);
            var file = At("entry", $"{_answers.NodeId}.entry.json");
            Add(file, octets);
            Result = node with { Entry = new InitResult.MadeEntry(file, EntryFile.FingerprintOf(octets)) };
            Add(At("entry", "summary.txt"), Encoding.UTF8.GetBytes(EntrySummary.Write(entry, Result.Entry.Fingerprint, _now, _words)));
            if (_answers.Directory is { } directory) Add(At("directory.asics"), directory);
        }

        // 3. What the node reads.
        Add(At("tls.pem"), Encoding.ASCII.GetBytes(tls.ToPem()));
        var trust = Path.GetFullPath(_answers.TrustFolder, _folder);

        // One that is there belongs to several nodes, or to the machine.
        if (!Directory.Exists(trust)) Add(Path.Combine(trust, "README.txt"), Encoding.UTF8.GetBytes(_words["init.trustNote"] + "\n"));
        Add(At("node.json"), Encoding.UTF8.GetBytes(Configuration().ToJsonString(Indented) + "\n"));
    }

    private Certificate Tls()
    {
        var target = KeyPath.In(_folder, "tls");
        if (_answers.Tls is { } given)
        {
            Add(target.File, given.File, isSecret: true);
            Add(target.PasswordFile, Encoding.UTF8.GetBytes(given.Password + "\n"), isSecret: true);
            return given.Certificate;
        }

        return Key(target, Suite.Ecdsa, new CertificateSubject(_answers.Host, CertificatePurpose.Tls)
        {
            Organisation = _answers.Organisations[0].Name,
            Hosts = [.. new[] { _answers.Host, "localhost", "127.0.0.1" }.Distinct()],
        });
    }

    private Certificate Key(KeyPath path, Suite suite, CertificateSubject subject)
    {
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var (key, request) = SelfSignedKey.Make(suite, subject, _from, _from + _answers.Validity, password);
        Add(path.File, key.Pkcs12, isSecret: true);
        Add(path.PasswordFile, Encoding.ASCII.GetBytes(password + "\n"), isSecret: true);
        if (_answers.WithRequests)
        {
            var pem = PemEncoding.WriteString("CERTIFICATE REQUEST", request);
            Add(At("requests", Path.GetFileNameWithoutExtension(path.File) + ".csr"), Encoding.ASCII.GetBytes(pem + "\n"));
        }

        return key.Certificate;
    }

    private EntryDescription Entry(Certificate tls, Certificate receipts, Dictionary<Guid, Certificate> seals) => new()
    {
        Schema = EntryDescription.CurrentSchema,
        MadeAt = _now,
        Node = new NodeDescription
        {
            Id = _answers.NodeId,
            Url = new UriBuilder(Uri.UriSchemeHttps, _answers.Host, _answers.ExchangePort).Uri.GetLeftPart(UriPartial.Authority),
            Parent = _answers.Parent,
            ThroughParentOnly = _answers.ThroughParentOnly,
            Tls = [new PinDescription(tls.ToPem())],
            Receipts = [new CertificateDescription(receipts.ToPem())],
            Formats = ["sev-12", "sev-18"],
            SuitesAccepted = [.. Suite.All.Select(suite => suite.Name)],
        },
        Organisations = [.. _answers.Organisations.Select(row => new OrganisationDescription
        {
            Id = row.Id,
            Name = row.Name,
            ShortName = row.ShortName,
            SevIndexes = row.SevIndexes,
            Inn = row.Inn,
            Ogrn = row.Ogrn,
            Oktmo = row.Oktmo,
            ValidFrom = _from,
            Parent = row.Superior,
            Node = _answers.NodeId,
            Seals = [new CertificateDescription(seals[row.Id].ToPem())],
        })],
    };

    // The key that signs the directory speaks for the whole region: it lies apart from every node.
    private InitResult.MadeDirectory MakeDirectory(EntryDescription entry)
    {
        var folder = Path.GetFullPath(_answers.DirectoryFolder!);
        var path = KeyPath.In(folder, "directory");
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var (key, _) = SelfSignedKey.Make(
            _answers.Suite, new CertificateSubject("Адресный справочник", CertificatePurpose.Seal) { Organisation = entry.Organisations[0].Name }, _from, _from + _answers.Validity, password);
        Add(path.File, key.Pkcs12, isSecret: true);
        Add(path.PasswordFile, Encoding.ASCII.GetBytes(password + "\n"), isSecret: true);

        var directory = DirectoryMaker.Make(
            new DirectoryDescription
            {
                Serial = 1,
                Expires = _from + _answers.Validity,
                Keys = new KeysDescription(key.Certificate.ToPem()),
                Nodes = [entry.Node],
                Organisations = entry.Organisations,
            },
            folder,
            _from);
        var signed = DirectoryFile.Write(directory, SoftwareKey.FromPkcs12(key.Pkcs12, password), _from);
        foreach (var (name, content) in DirectoryDescriber.Describe(directory)) Add(Path.Combine(folder, name), content);
        Add(Path.Combine(folder, "directory.asics"), signed);
        Add(At("directory.asics"), signed);
        return new InitResult.MadeDirectory(
            Path.Combine(folder, "directory.asics"), key.Certificate.Thumbprint, Path.Combine(folder, DirectoryDescriber.FileName), path.File, path.PasswordFile);
    }

    // As in CONTRACTS; relative to its own folder, so that the folder can be moved to another machine.
    private JsonObject Configuration()
    {
        var listen = new JsonObject
        {
            ["exchange"] = Listen("https", _answers.Listen, _answers.ExchangePort),
            ["api"] = Listen("https", _answers.Listen, _answers.ApiPort),
        };
        if (_answers.ConsolePort > 0) listen["console"] = Listen("http", System.Net.IPAddress.Loopback, _answers.ConsolePort);
        var directory = new JsonObject { ["file"] = "directory.asics" };
        if ((Result.Directory?.Fingerprint ?? _answers.Fingerprint) is { } fingerprint) directory["fingerprint"] = fingerprint;
        return new JsonObject
        {
            ["node"] = new JsonObject { ["id"] = _answers.NodeId, ["data"] = _answers.DataFolder },
            ["listen"] = listen,
            ["tls"] = new JsonObject { ["file"] = "tls.p12", ["passwordFile"] = "tls.pass" },
            ["keys"] = new JsonObject
            {
                ["node"] = new JsonObject { ["file"] = "node.p12", ["passwordFile"] = "node.pass" },
                ["seals"] = new JsonArray([.. _answers.Organisations.Select(row => (JsonNode)new JsonObject
                {
                    ["organisation"] = row.Id.ToString(),
                    ["file"] = $"seals/{row.Id}.p12",
                    ["passwordFile"] = $"seals/{row.Id}.pass",
                })]),
            },
            ["directory"] = directory,
            ["trust"] = new JsonObject { ["folder"] = _answers.TrustFolder },
        };
    }

    private static string Listen(string scheme, System.Net.IPAddress address, int port) => string.Create(
        CultureInfo.InvariantCulture, $"{scheme}://{new System.Net.IPEndPoint(address, port)}");

    private string At(params string[] parts) => Path.Combine([_folder, .. parts]);

    private void Add(string path, byte[] content, bool isSecret = false) => _files.Add(path, (content, isSecret));
}
