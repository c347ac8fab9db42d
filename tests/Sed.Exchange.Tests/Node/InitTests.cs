using System.Text.Json;
using System.Text.Json.Nodes;
using Sed.Exchange.Containers.Authority;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Commands;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Node.Texts;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Node;

/// <summary>A new node is set up by answers, and the region adds it; nothing is overwritten, nothing half done is left.</summary>
public sealed class InitTests : IDisposable
{
    private const string Efremov = "name=Администрация муниципального образования город Ефремов;short=МО г. Ефремов;inn=9999000038;ogrn=1999900000032;oktmo=70714000";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_that_is_missing_or_wrong_is_said_at_once_and_nothing_is_written()
    {
        var (code, output, errors) = await RunningNode.CommandAsync(
            "init", "--lang", "en", "--out", _folder.File("node"), "--node-id", "Ефремов", "--organisation", "inn=9999000039;colour=red", "--organisation", "short=x;ogrn=1", "--exchange-port", "8444");

        Assert.Equal(2, code);
        Assert.Empty(output);
        string[] expected = ["--node-id", "\"colour=red\"", "--organisation name=", "--organisation ogrn=", "--host", "--parent", "8444, 8444"];
        Assert.All(expected, part => Assert.Contains(part, errors, StringComparison.Ordinal));
        Assert.False(Directory.Exists(_folder.File("node")));
    }

    [Theory]
    [InlineData("--host", "https://node")]
    [InlineData("--host", "узел.рф")]
    [InlineData("--suite", "gost-94")]
    [InlineData("--days", "3")]
    [InlineData("--console-port", "65536")]
    [InlineData("--host", "30448")]
    [InlineData("--listen", "localhost")]
    [InlineData("--listen", "30448")]
    [InlineData("--listen", "127.1")]
    [InlineData("--fingerprint", "abc")]
    [InlineData("--directory", "/nowhere/directory.asics")]
    [InlineData("--tls", "/nowhere/tls.p12")]
    [InlineData("--parent", "efremov")]
    public async Task An_answer_that_does_not_fit_is_refused_by_its_option(string option, string value)
    {
        var (code, _, errors) = await InitAsync("efremov", [option, value]);

        Assert.Equal(2, code);
        Assert.Contains($"  {option}: ", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("efremov")));
    }

    [Theory]
    [InlineData("/nowhere/directory.asics", "There is no such file.")]
    [InlineData("sedx.dll", "An intact signed directory")]
    public async Task A_file_that_is_not_there_is_told_from_one_that_is_no_directory(string file, string expected)
    {
        var (_, _, errors) = await InitAsync("efremov", ["--directory", file.StartsWith('/') ? file : Path.Combine(AppContext.BaseDirectory, file)]);

        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_learns_at_the_question_that_nothing_was_answered_and_that_ports_are_equal()
    {
        // Id after an empty answer; the organisation; keys; a port twice, then what is offered instead.
        using var typing = new Typing(
            "no", "", "efremov", "", "", "Администрация", "", "", "", "", "", "", "", "no", "ecdsa", "", "", "127.0.0.1",
            "8444", "8444", "", "", "", "tula", "", "", "", "yes");
        var around = new CommandSurroundings { Words = Words.English, Output = TextWriter.Null, Error = TextWriter.Null, Terminal = () => typing };

        Assert.Equal(0, await CommandRun.RunAsync(["init", "--out", _folder.File("efremov"), "--node-id", "Ефремов"], around));

        Assert.Contains("For example: efremov.", typing.Shown, StringComparison.Ordinal);
        Assert.Contains("This port is another listener's already", typing.Shown, StringComparison.Ordinal);
        var listen = JsonNode.Parse(await File.ReadAllTextAsync(_folder.File(Path.Combine("efremov", "node.json"))))!["listen"]!;
        Assert.Equal(("https://0.0.0.0:8444", "https://0.0.0.0:8445"), ((string)listen["exchange"]!, (string)listen["api"]!));
        Assert.Equal("http://127.0.0.1:8446", (string)listen["console"]!);
    }

    [Fact]
    public async Task What_is_there_is_never_overwritten()
    {
        var first = await InitAsync("efremov", []);
        Assert.True(first.Code == 0, first.Errors);
        var before = ContentsOf(_folder.File("efremov"));

        Assert.Equal(2, (await InitAsync("efremov", [])).Code);
        File.Delete(_folder.File(Path.Combine("efremov", "node.json")));
        var (code, _, errors) = await InitAsync("efremov", []);

        Assert.Equal(2, code);
        Assert.Contains("tls.p12", errors, StringComparison.Ordinal);
        Assert.Equal(before.Where(file => file.Key != "node.json"), ContentsOf(_folder.File("efremov")));
    }

    [Fact]
    public async Task A_trust_folder_that_is_there_is_used_as_it_is_and_a_region_has_nobody_above()
    {
        Directory.CreateDirectory(_folder.File("trust"));
        await File.WriteAllTextAsync(_folder.File(Path.Combine("trust", "README.txt")), "ours");

        var made = await InitAsync("efremov", ["--trust", "../trust"]);
        Assert.True(made.Code == 0, made.Errors);
        Assert.Equal("ours", await File.ReadAllTextAsync(_folder.File(Path.Combine("trust", "README.txt"))));

        var contradiction = await InitAsync("tula", ["--region"]);
        Assert.Equal(2, contradiction.Code);
        Assert.Contains("--region makes the directory itself", contradiction.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gost")]
    [InlineData("rsa")]
    public async Task The_regions_own_node_can_be_started_at_once_and_its_secrets_are_its_owners(string suite)
    {
        var region = await RegionAsync(suite);
        var (code, output, errors) = await RunningNode.CommandAsync("run", "--check", "--config", region.Config, "--lang", "en");

        Assert.True(code == 0, errors);
        Assert.Contains("node tula stands in directory 1", output, StringComparison.Ordinal);
        var seal = Directory.GetFiles(Path.Combine(region.Folder, "seals"), "*.p12").Single();
        var key = new KeyPath(seal, Path.ChangeExtension(seal, ".pass")).Open();
        Assert.Equal(Suite.Find(suite), key.Suite);
        Assert.False(DevelopmentAuthority.IsDevelopment(key.Certificate));
        Assert.Equal("1999900000010", key.Certificate.Ogrn);

        // The directory's key lies apart from the node.
        Assert.DoesNotContain(Directory.GetFiles(region.Folder, "*", SearchOption.AllDirectories), file => Path.GetFileName(file) == "directory.p12");
        if (OperatingSystem.IsWindows()) return;
        var secrets = new[] { region.Folder, region.DirectoryFolder }.SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".p12" or ".pass").ToList();
        Assert.Equal(8, secrets.Count);
        foreach (var file in secrets) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_new_node_is_told_each_step_that_it_has_not_taken_yet()
    {
        var region = await RegionAsync("ecdsa");
        var made = await InitAsync("efremov", ["--json"]);
        var document = JsonDocument.Parse(made.Output).RootElement;
        var config = document.GetProperty("config").GetString()!;
        var entry = document.GetProperty("entry").GetProperty("file").GetString()!;

        // 1. No directory, no fingerprint.
        var check = await RunningNode.CommandAsync("run", "--check", "--config", config, "--lang", "en");
        Assert.Equal(2, check.Code);
        Assert.Contains("$.directory.fingerprint: required key is absent", check.Errors, StringComparison.Ordinal);
        Assert.Contains("$.directory.file: the file or folder named cannot be read", check.Errors, StringComparison.Ordinal);
        Assert.Contains("sedx directory add", check.Errors, StringComparison.Ordinal);

        // 2. The region's directory, but before the region added the entry.
        File.Copy(region.Signed, Path.Combine(Path.GetDirectoryName(config)!, "directory.asics"));
        SetFingerprint(config, region.Fingerprint);
        check = await RunningNode.CommandAsync("run", "--check", "--config", config, "--lang", "en");
        Assert.Contains("$.node.id: no such node in the directory: efremov, serial 1", check.Errors, StringComparison.Ordinal);

        // 3. Added.
        var added = await AddAsync(region, entry, document.GetProperty("entry").GetProperty("fingerprint").GetString()!);
        Assert.True(added.Code == 0, added.Errors);
        File.Copy(region.Signed, Path.Combine(Path.GetDirectoryName(config)!, "directory.asics"), overwrite: true);
        check = await RunningNode.CommandAsync("run", "--check", "--config", config, "--lang", "en");
        Assert.True(check.Code == 0, check.Errors);
        Assert.Contains("node efremov stands in directory 2", check.Output, StringComparison.Ordinal);

        // 4. Somebody else's directory.
        SetFingerprint(config, new string('a', 64));
        check = await RunningNode.CommandAsync("run", "--check", "--config", config, "--lang", "en");
        Assert.Contains("$.directory.file: the directory is not signed by the one", check.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_of_an_organisation_that_gets_no_mail_here_is_added_with_a_warning()
    {
        var region = await RegionAsync("ecdsa");
        var made = JsonDocument.Parse((await InitAsync("efremov", ["--json"])).Output).RootElement.GetProperty("entry");
        var entry = made.GetProperty("file").GetString()!;
        var added = await AddAsync(region, entry, made.GetProperty("fingerprint").GetString()!);
        Assert.True(added.Code == 0, added.Errors);
        File.Copy(region.Signed, Path.Combine(region.Folder, "directory.asics"), overwrite: true);
        var ours = JsonNode.Parse(await File.ReadAllTextAsync(region.Config))!["keys"]!["seals"]![0]!["organisation"]!.ToString();
        var theirs = JsonNode.Parse(await File.ReadAllTextAsync(entry))!["organisations"]![0]!["id"]!.ToString();

        var unknown = await AddClientAsync("unknown", Guid.NewGuid().ToString());
        var elsewhere = await AddClientAsync("elsewhere", theirs);
        var right = await AddClientAsync("right", ours);

        Assert.Equal((0, 0, 0), (unknown.Code, elsewhere.Code, right.Code));
        Assert.Contains("is not in directory 2", unknown.Errors, StringComparison.Ordinal);
        Assert.Contains("holds no seal", unknown.Errors, StringComparison.Ordinal);
        Assert.Contains("is served by node efremov, not by tula", elsewhere.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Attention", right.Errors, StringComparison.Ordinal);

        Task<(int Code, string Output, string Errors)> AddClientAsync(string id, string organisation) =>
            RunningNode.CommandAsync("client", "add", id, "--organisation", organisation, "--config", region.Config, "--lang", "en");
    }

    [Fact]
    public async Task Keys_that_the_directory_does_not_know_are_named_all_at_once()
    {
        var region = await RegionAsync("ecdsa");
        var other = await InitAsync("other", []);
        Assert.True(other.Code == 0, other.Errors);
        foreach (var name in (string[])["tls", "node"])
        {
            File.Copy(_folder.File(Path.Combine("other", name + ".p12")), Path.Combine(region.Folder, name + ".p12"), overwrite: true);
            File.Copy(_folder.File(Path.Combine("other", name + ".pass")), Path.Combine(region.Folder, name + ".pass"), overwrite: true);
        }

        var theirs = Directory.GetFiles(_folder.File(Path.Combine("other", "seals")), "*.p12").Single();
        var ours = Directory.GetFiles(Path.Combine(region.Folder, "seals"), "*.p12").Single();
        File.Copy(theirs, ours, overwrite: true);
        File.Copy(Path.ChangeExtension(theirs, ".pass"), Path.ChangeExtension(ours, ".pass"), overwrite: true);

        var (code, _, errors) = await RunningNode.CommandAsync("run", "--check", "--config", region.Config, "--lang", "en");

        Assert.Equal(2, code);
        Assert.All((string[])["$.keys.node: ", "$.keys.seals[0]: ", "$.tls: "], place => Assert.Contains(place, errors, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("the maker told another fingerprint", "Not that fingerprint")]
    [InlineData("the node is there", "Node tula is in the directory already")]
    [InlineData("the parent is not there", "names nowhere as the node above it")]
    [InlineData("the index is another's", "belongs to \"Правительство Тульской области\"")]
    [InlineData("the number is wrong", "the check digit is wrong")]
    [InlineData("a file is named", "a file is named instead of it")]
    [InlineData("the id leads elsewhere", "cannot be a node's id")]
    [InlineData("the TLS key is another's", "is another node's already")]
    [InlineData("the address is not https", "is not https")]
    [InlineData("it rules the terminal", "control characters")]
    [InlineData("it has an unknown field", "Not an entry")]
    public async Task An_entry_that_would_spoil_the_directory_is_refused_and_changes_nothing(string flaw, string expected)
    {
        var region = await RegionAsync("ecdsa");
        await InitAsync("efremov", []);
        var file = _folder.File(Path.Combine("efremov", "entry", "efremov.entry.json"));
        var entry = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
        var organisation = entry["organisations"]![0]!.AsObject();
        switch (flaw)
        {
            case "the node is there":
                entry["node"]!["id"] = "tula";
                organisation["node"] = "tula";
                break;
            case "the parent is not there": entry["node"]!["parent"] = "nowhere"; break;
            case "the index is another's": organisation["sevIndexes"] = new JsonArray("9999000013"); break;
            case "the number is wrong": organisation["ogrn"] = "1999900000033"; break;
            case "a file is named": organisation["seals"]![0]!["certificate"] = "../directory.pass"; break;
            case "the id leads elsewhere":
                entry["node"]!["id"] = "../efremov";
                organisation["node"] = "../efremov";
                break;
            case "the TLS key is another's": entry["node"]!["tls"]![0]!["certificate"] = await File.ReadAllTextAsync(Path.Combine(region.Folder, "tls.pem")); break;
            case "the address is not https": entry["node"]!["url"] = "http://127.0.0.1:1"; break;
            case "it rules the terminal": organisation["name"] = "\u001b[2JПравительство"; break;
            case "it has an unknown field": entry["signedBy"] = "me"; break;
        }

        await File.WriteAllTextAsync(file, entry.ToJsonString());
        var before = ContentsOf(region.DirectoryFolder);
        var fingerprint = flaw == "the maker told another fingerprint" ? new string('0', 64) : EntryFile.FingerprintOf(await File.ReadAllBytesAsync(file));

        var (code, _, errors) = await AddAsync(region, file, fingerprint);

        Assert.Equal(2, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', errors);
        Assert.Equal(before, ContentsOf(region.DirectoryFolder));
    }

    [Fact]
    public async Task Without_a_terminal_an_entry_is_added_only_with_its_fingerprint_and_only_by_the_right_key()
    {
        var region = await RegionAsync("ecdsa");
        await InitAsync("efremov", []);
        var file = _folder.File(Path.Combine("efremov", "entry", "efremov.entry.json"));
        var before = ContentsOf(region.DirectoryFolder);

        var silent = await RunningNode.CommandAsync(
            "directory", "add", file, "--to", region.Description, "--key", region.Key, "--password-file", Path.ChangeExtension(region.Key, ".pass"), "--out", region.Signed, "--lang", "en");
        Assert.Contains("--fingerprint", silent.Errors, StringComparison.Ordinal);

        // What the file has is not told to whoever has not compared it.
        var fingerprint = EntryFile.FingerprintOf(await File.ReadAllBytesAsync(file));
        var guessed = await AddAsync(region, file, "1234");
        Assert.Contains("\"1234\" is no fingerprint", guessed.Errors, StringComparison.Ordinal);
        var other = await AddAsync(region, file, new string('0', 64));
        Assert.All([silent, guessed, other], refusal => Assert.DoesNotContain(fingerprint[..4], refusal.Errors.Replace(file, string.Empty, StringComparison.Ordinal), StringComparison.Ordinal));

        var foreign = await RunningNode.CommandAsync(
            "directory", "add", file, "--to", region.Description, "--key", Path.Combine(region.Folder, "node.p12"), "--password-file", Path.Combine(region.Folder, "node.pass"),
            "--out", region.Signed, "--fingerprint", fingerprint);

        Assert.Equal((2, 2), (silent.Code, foreign.Code));
        Assert.Equal(before, ContentsOf(region.DirectoryFolder));
    }

    [Theory]
    [InlineData("7707083893", true)]
    [InlineData("9999000038", true)]
    [InlineData("9999000039", false)]
    [InlineData("999900003", false)]
    [InlineData("99990000З8", false)]
    public void An_ИНН_is_known_by_its_check_digit(string inn, bool right) => Assert.Equal(right, RegisterNumbers.IsInn(inn));

    [Theory]
    [InlineData("1047702026701", true)]
    [InlineData("1999900000032", true)]
    [InlineData("1999900000033", false)]
    [InlineData("199990000003", false)]
    public void An_ОГРН_is_known_by_its_check_digit(string ogrn, bool right) => Assert.Equal(right, RegisterNumbers.IsOgrn(ogrn));

    private Task<(int Code, string Output, string Errors)> InitAsync(string name, string[] more)
    {
        var arguments = new List<string> { "init", "--lang", "en", "--out", _folder.File(name), "--node-id", name };
        AddUnless("--organisation", Efremov);
        AddUnless("--host", "127.0.0.1");
        AddUnless("--parent", "tula");
        AddUnless("--suite", "ecdsa");
        return RunningNode.CommandAsync([.. arguments, .. more]);

        void AddUnless(string option, string value)
        {
            if (!more.Contains(option)) arguments.AddRange([option, value]);
        }
    }

    private async Task<InitRegion> RegionAsync(string suite)
    {
        var (code, output, errors) = await RunningNode.CommandAsync(
            "init", "--region", "--json", "--out", _folder.File("tula"), "--node-id", "tula", "--host", "127.0.0.1", "--suite", suite,
            "--organisation", "name=Правительство Тульской области;short=Правительство ТО;inn=9999000013;ogrn=1999900000010");
        Assert.True(code == 0, errors);
        var directory = JsonDocument.Parse(output).RootElement.GetProperty("directory");
        return new InitRegion(
            _folder.File("tula"), directory.GetProperty("description").GetString()!, directory.GetProperty("file").GetString()!,
            directory.GetProperty("key").GetString()!, directory.GetProperty("fingerprint").GetString()!);
    }

    private static Task<(int Code, string Output, string Errors)> AddAsync(InitRegion region, string entry, string fingerprint) => RunningNode.CommandAsync(
        "directory", "add", entry, "--to", region.Description, "--key", region.Key, "--password-file", Path.ChangeExtension(region.Key, ".pass"),
        "--out", region.Signed, "--fingerprint", fingerprint, "--lang", "en");

    private static void SetFingerprint(string config, string fingerprint)
    {
        var json = JsonNode.Parse(File.ReadAllText(config))!;
        json["directory"]!["fingerprint"] = fingerprint;
        File.WriteAllText(config, json.ToJsonString());
    }

    private static SortedDictionary<string, string> ContentsOf(string folder) => new(
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))),
        StringComparer.Ordinal);

    private sealed record InitRegion(string Folder, string Description, string Signed, string Key, string Fingerprint)
    {
        public string Config => Path.Combine(Folder, "node.json");

        public string DirectoryFolder => Path.GetDirectoryName(Description)!;
    }
}
