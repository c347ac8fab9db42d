using System.Globalization;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Tests.Doubles;
using Sed.Exchange.Tests.House;

namespace Sed.Exchange.Tests.Node;

/// <summary>Everything wrong with a configuration is said at once, where it stands.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private const string Complete = """
        {
          "node": {"id": "efremov", "data": "data"},
          "listen": {"exchange": "https://0.0.0.0:8443", "api": "https://0.0.0.0:8444", "console": "http://127.0.0.1:8445"},
          "tls": {"file": "tls.p12", "passwordFile": "tls.pass"},
          "keys": {
            "node": {"file": "node.p12", "passwordFile": "node.pass"},
            "seals": [{"organisation": "0a710000-0000-4000-8000-000000000003", "file": "seal.p12", "passwordFile": "seal.pass"}]
          },
          "directory": {"file": "directory.asics", "fingerprint": "AA:00aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
          "trust": {"folder": "trust"},
          "journal": {"kind": "sqlite"}, "blobs": {"kind": "files"},
          "delivery": {"deliverBy": "3.00:00:00"}, "limits": {"containerBytes": 5368709120}
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_example_of_the_contract_is_taken_and_relative_paths_start_at_the_file()
    {
        var configuration = Read(Complete);

        Assert.Equal("efremov", configuration.NodeId);
        Assert.Equal(Path.Combine(_folder.Path, "data"), configuration.DataFolder);
        Assert.Equal(Path.Combine(_folder.Path, "seal.p12"), Assert.IsType<KeyLocation.InFile>(Assert.Single(Assert.Single(configuration.Seals).Keys)).File);
        Assert.Equal("https://0.0.0.0:8443", configuration.Exchange.ToString());
        Assert.Equal(TimeSpan.FromHours(72), configuration.Delivery.DeliverBy);
        Assert.StartsWith("aa00", configuration.DirectoryFingerprint, StringComparison.Ordinal);
    }

    [Fact]
    public void Routes_are_laid_down_by_node() => Assert.Equal(
        [new LaidRoute("lobanovskoe", "aleksin")],
        Read(Complete.Replace("\"trust\":", "\"routes\": [{\"to\": \"lobanovskoe\", \"via\": \"aleksin\"}], \"trust\":", StringComparison.Ordinal)).Routes);

    [Fact]
    public void A_mark_of_byte_order_as_Notepad_writes_it_is_no_fault() => Assert.Equal("efremov", Read('\uFEFF' + Complete).NodeId);

    [Fact]
    public void All_faults_are_reported_at_once_with_their_paths()
    {
        var faults = FaultsOf("""
            {
              "node": {"id": "Ефремов", "dta": "data"},
              "listen": {"exchange": "http://0.0.0.0:8443", "api": "http://0.0.0.0:8444", "console": "http://10.0.0.1:8445"},
              "tls": "tls.p12",
              "keys": {"node": {"file": "node.p12", "passwordFile": "node.pass"}, "seals": [{"organisation": "x"}]},
              "directory": {"file": "directory.asics", "fingerprint": "abc"},
              "delivery": {"deliverBy": "31.00:00:00", "attemptsPerPeer": "4"},
              "surprise": {"deep": {"deeper": 1}}
            }
            """);

        Assert.Equal(
            [
                ("$.delivery.attemptsPerPeer", ConfigurationFaultKind.Invalid),
                ("$.delivery.deliverBy", ConfigurationFaultKind.Invalid),
                ("$.directory.fingerprint", ConfigurationFaultKind.Invalid),
                ("$.keys.seals[0].file", ConfigurationFaultKind.Missing),
                ("$.keys.seals[0].organisation", ConfigurationFaultKind.Invalid),
                ("$.keys.seals[0].passwordFile", ConfigurationFaultKind.Missing),
                ("$.listen.api", ConfigurationFaultKind.Invalid),
                ("$.listen.console", ConfigurationFaultKind.Invalid),
                ("$.listen.exchange", ConfigurationFaultKind.Invalid),
                ("$.node.data", ConfigurationFaultKind.Missing),
                ("$.node.dta", ConfigurationFaultKind.Unknown),
                ("$.node.id", ConfigurationFaultKind.Invalid),
                ("$.surprise", ConfigurationFaultKind.Unknown),
                ("$.tls", ConfigurationFaultKind.Invalid),
                ("$.tls.file", ConfigurationFaultKind.Missing),
                ("$.tls.passwordFile", ConfigurationFaultKind.Missing),
            ],
            faults.Select(fault => (fault.Path, fault.Kind)).OrderBy(fault => fault.Path, StringComparer.Ordinal));
    }

    [Fact]
    public void A_fingerprint_is_taken_as_it_is_printed()
    {
        var digits = string.Concat(Enumerable.Repeat("aa00bb11", 8));
        var printed = string.Join(' ', Fingerprint.Lines(digits));

        Assert.Equal(digits, Read(Complete.Replace("AA:00aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", printed, StringComparison.Ordinal)).DirectoryFingerprint);
    }

    [Fact]
    public void A_key_lies_in_a_token_or_in_a_file_and_the_one_to_follow_beside_it()
    {
        var token = """{"library": "/usr/lib/librtpkcs11ecp.so", "token": "Efremov", "key": "id:0A0b", "pinFile": "seal.pin"}""";
        var configuration = Read(Complete.Replace(
            """ "file": "seal.p12", "passwordFile": "seal.pass"}""",
            """ "file": "seal.p12", "passwordFile": "seal.pass", "next": {"pkcs11": TOKEN}}""".Replace("TOKEN", token, StringComparison.Ordinal),
            StringComparison.Ordinal));

        var seal = Assert.Single(configuration.Seals);
        Assert.Equal("keys.seals[0]", Assert.IsType<KeyLocation.InFile>(seal.Keys[0]).Path);
        Assert.Equal(
            new KeyLocation.InToken("keys.seals[0].next", "/usr/lib/librtpkcs11ecp.so", "Efremov", "id:0A0b", Path.Combine(_folder.Path, "seal.pin"), null),
            seal.Keys[1]);
        Assert.Single(configuration.NodeKeys);
    }

    [Fact]
    public void Everything_wrong_with_places_of_keys_is_said_at_once()
    {
        var faults = FaultsOf(Complete
            .Replace(
                """ "file": "seal.p12", "passwordFile": "seal.pass"}""",
                """ "file": "seal.p12", "pkcs11": {"token": "", "key": "id:xyz"}, "next": {"passwordFile": "next.pass"}}""",
                StringComparison.Ordinal)
            .Replace("\"tls\": {", "\"tls\": {\"next\": {\"file\": \"next.p12\"}, ", StringComparison.Ordinal));

        Assert.Equal(
            [
                ("$.keys.seals[0].file", ConfigurationFaultKind.Contradiction),
                ("$.keys.seals[0].next.file", ConfigurationFaultKind.Missing),
                ("$.keys.seals[0].pkcs11.key", ConfigurationFaultKind.Invalid),
                ("$.keys.seals[0].pkcs11.library", ConfigurationFaultKind.Missing),
                ("$.keys.seals[0].pkcs11.pinFile", ConfigurationFaultKind.Missing),
                ("$.keys.seals[0].pkcs11.token", ConfigurationFaultKind.Invalid),
                ("$.tls.next.passwordFile", ConfigurationFaultKind.Missing),
            ],
            faults.Select(fault => (fault.Path, fault.Kind)).OrderBy(fault => fault.Path, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8444", true)]
    [InlineData("http://[::1]:8444", true)]
    [InlineData("https://192.0.2.7:8444", true)]
    [InlineData("http://192.0.2.7:8444", false)]
    [InlineData("http://localhost:8444", false)]
    [InlineData("https://host.example:8444", false)]
    [InlineData("https://[2001:db8::7]:8444", true)]
    [InlineData("https://30448:8444", false)]
    [InlineData("https://127.1:8444", false)]
    [InlineData("https://127.0.0.1", false)]
    [InlineData("https://127.0.0.1:8444/path", false)]
    public void The_api_never_listens_in_the_clear_off_loopback(string address, bool taken)
    {
        var text = Complete.Replace("https://0.0.0.0:8444", address, StringComparison.Ordinal);

        if (taken) Assert.Equal(address, Read(text).Api.ToString());
        else Assert.Equal("$.listen.api", Assert.Single(FaultsOf(text)).Path);
    }

    [Fact]
    public void The_environment_overrides_with_and_without_prefix()
    {
        var configuration = Read(
            Complete,
            ("SEDX_node__id", "tula"), ("delivery__deliverBy", "01:00:00"), ("SEDX_KEYS__SEALS__0__FILE", "/keys/other.p12"), ("limits__uploads", "7"));

        Assert.Equal("tula", configuration.NodeId);
        Assert.Equal(TimeSpan.FromHours(1), configuration.Delivery.DeliverBy);
        Assert.Equal("/keys/other.p12", Assert.IsType<KeyLocation.InFile>(configuration.Seals[0].Keys[0]).File);
        Assert.Equal(7, configuration.Listening.Uploads);
    }

    public static TheoryData<string> OfDelivery => new(ConfigurationKeys.All
        .Where(key => key.Path.StartsWith("delivery.", StringComparison.Ordinal) && key != ConfigurationKeys.ResumableFrom).Select(key => key.Path));

    [Theory]
    [MemberData(nameof(OfDelivery))]
    public void A_key_of_delivery_sets_the_option_of_its_name_and_no_other(string path)
    {
        (object Value, string Text) other = ConfigurationKeys.All.Single(key => key.Path == path) switch
        {
            ConfigurationKey<TimeSpan> time => (time.Standard / 2, ValueTypes.Write(time.Standard / 2)),
            ConfigurationKey<long> count => (count.Standard / 2, (count.Standard / 2).ToString(CultureInfo.InvariantCulture)),
            _ => (false, "off"),
        };

        var usual = Read(Complete).Delivery;
        var changed = Read(Complete, (path.Replace(".", "__", StringComparison.Ordinal), other.Text)).Delivery;

        var option = Assert.Single(typeof(DeliveryOptions).GetProperties(), option => !Equals(option.GetValue(usual), option.GetValue(changed)));
        Assert.Equal(path["delivery.".Length..], option.Name, ignoreCase: true);
        Assert.Equal(other.Value, option.GetValue(changed) is int small ? (long)small : option.GetValue(changed));
    }

    [Fact]
    public void What_goes_in_pieces_is_the_links_to_know() =>
        Assert.Equal(100_000, Read(Complete, ("delivery__resumableFrom", "100000")).Peers.ResumableFrom);

    [Fact]
    public void An_unknown_variable_with_our_prefix_is_a_fault_and_others_are_not_ours()
    {
        var faults = FaultsOf(Complete, ("SEDX_node__idd", "tula"), ("SEDX_delivery__lease", "soon"), ("some__program", "x"), ("SEDX_API_KEY", "x"));

        Assert.Equal(
            [("SEDX_delivery__lease", ConfigurationFaultKind.Invalid), ("SEDX_node__idd", ConfigurationFaultKind.Unknown)],
            faults.Select(fault => (fault.Path, fault.Kind)).OrderBy(fault => fault.Path, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\"id\": \"efremov\"", "\"id\": \"efremov\", \"id\": \"tula\"", "$.node.id", ConfigurationFaultKind.Twice)]
    [InlineData("8444", "8443", "$.listen.api", ConfigurationFaultKind.Contradiction)]
    [InlineData("3.00:00:00\"", "3.00:00:00\", \"firstPause\": \"01:00:00\"", "$.delivery.firstPause", ConfigurationFaultKind.Contradiction)]
    [InlineData("\"trust\":", "\"routes\": [{\"to\": \"a\", \"via\": \"b\"}, {\"to\": \"a\", \"via\": \"c\"}], \"trust\":", "$.routes[1].to", ConfigurationFaultKind.Twice)]
    [InlineData("\"trust\":", "\"routes\": [{\"to\": \"a\", \"via\": \"efremov\"}], \"trust\":", "$.routes[0].via", ConfigurationFaultKind.Contradiction)]
    [InlineData("\"trust\":", "\"routes\": [{\"to\": \"efremov\", \"via\": \"b\"}], \"trust\":", "$.routes[0].to", ConfigurationFaultKind.Contradiction)]
    [InlineData("\"trust\"", "trust", "$", ConfigurationFaultKind.Malformed)]
    public void What_contradicts_itself_is_refused(string old, string changed, string path, ConfigurationFaultKind kind)
    {
        var faults = FaultsOf(Complete.Replace(old, changed, StringComparison.Ordinal));

        Assert.Contains(faults, fault => fault.Path == path && fault.Kind == kind);
    }

    [Fact]
    public void Blobs_in_Azure_are_entered_by_a_connection_string_or_by_the_identity_of_the_machine()
    {
        var byString = Read(WithBlobs("""{"kind": "azure", "connectionStringFile": "blobs.connection", "container": "sed-tula", "prefix": "tula/"}""")).Blobs;
        Assert.Equal((BlobPlace.Azure, "sed-tula", "tula/"), (byString.Kind, byString.Container, byString.Prefix));
        Assert.Equal(Path.Combine(_folder.Path, "blobs.connection"), byString.ConnectionStringFile);

        var byIdentity = Read(WithBlobs("""
            {"kind": "azure", "account": "https://tula.blob.core.windows.net", "container": "sed", "identity": "11111111-2222-3333-4444-555555555555"}
            """)).Blobs;
        Assert.Equal(new Uri("https://tula.blob.core.windows.net"), byIdentity.Account);
        Assert.Equal("11111111-2222-3333-4444-555555555555", byIdentity.Identity);
        Assert.Equal(string.Empty, byIdentity.Prefix);
    }

    [Theory]
    [InlineData("""{"kind": "azure"}""", "$.blobs.connectionStringFile Missing, $.blobs.container Missing")]
    [InlineData("""{"kind": "azure", "container": "sed"}""", "$.blobs.connectionStringFile Missing")]
    [InlineData("""{"kind": "azure", "container": "sed", "connectionStringFile": "c", "account": "https://a"}""", "$.blobs.account Contradiction")]
    [InlineData(
        """{"kind": "azure", "container": "sed", "connectionStringFile": "c", "identity": "11111111-2222-3333-4444-555555555555"}""",
        "$.blobs.identity Contradiction")]
    [InlineData("""{"kind": "files", "container": "sed", "prefix": "a/"}""", "$.blobs.container Contradiction, $.blobs.prefix Contradiction")]
    [InlineData("""{"kind": "azure", "container": "Sed", "account": "http://a", "prefix": "../"}""", "$.blobs.account Invalid, $.blobs.container Invalid, $.blobs.prefix Invalid")]
    [InlineData("""{"kind": "azure", "container": "s--d", "account": "https://a?sig=x"}""", "$.blobs.account Invalid, $.blobs.container Invalid")]
    [InlineData("""{"kind": "s3"}""", "$.blobs.kind Invalid")]
    public void What_is_wrong_with_blobs_is_said_like_everything_else(string blobs, string faults) => Assert.Equal(
        faults, string.Join(", ", FaultsOf(WithBlobs(blobs)).OrderBy(fault => fault.Path, StringComparer.Ordinal).Select(fault => $"{fault.Path} {fault.Kind}")));

    [Theory]
    [InlineData("", UnixFileMode.None, ConfigurationFaultKind.FileUnreadable)]
    [InlineData("AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:1/a", UnixFileMode.OtherRead, ConfigurationFaultKind.FileExposed)]
    [InlineData("AccountKey=c2VjcmV0", UnixFileMode.None, ConfigurationFaultKind.KeyUnusable)]
    [InlineData("AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:1/a", UnixFileMode.None, null)]
    public void A_connection_string_is_judged_without_the_network(string content, UnixFileMode others, ConfigurationFaultKind? kind)
    {
        if (OperatingSystem.IsWindows()) return;
        var file = _folder.File("blobs.connection");
        if (content.Length > 0)
        {
            File.WriteAllText(file, content + "\n");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        }

        var faults = new List<ConfigurationFault>();
        BlobRoom.FindAccess(new BlobPlace { Kind = BlobPlace.Azure, ConnectionStringFile = file, Container = "c" }, faults);

        Assert.Equal(kind, faults.Count == 0 ? null : Assert.Single(faults).Kind);
        Assert.DoesNotContain(faults, fault => fault.ToString().Contains("c2VjcmV0", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_file_is_said_as_such() => Assert.Equal(
        ConfigurationFaultKind.Unreadable,
        Assert.Single(Assert.Throws<ConfigurationException>(() => ConfigurationFile.Read(_folder.File("absent.json"), [])).Faults).Kind);

    [Fact]
    public void The_documentation_lists_every_key()
    {
        var rows = ConfigurationKeys.All.Select(key =>
            $"| `{key.Path}` | {key.Type} | {(key.IsRequired ? "required" : key.Default is null ? "–" : $"`{key.Default}`")} | {key.Meaning} |");

        DocumentTable.Check("docs/configuration.md", "keys", ["| key | value | default | meaning |", "|---|---|---|---|", .. rows]);
    }

    private static string WithBlobs(string blobs) => Complete.Replace("""{"kind": "files"}""", blobs, StringComparison.Ordinal);

    private NodeConfiguration Read(string json, params (string Name, string Value)[] environment)
    {
        File.WriteAllText(_folder.File("node.json"), json);
        return ConfigurationFile.Read(_folder.File("node.json"), environment.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
    }

    private IReadOnlyList<ConfigurationFault> FaultsOf(string json, params (string Name, string Value)[] environment) =>
        Assert.Throws<ConfigurationException>(() => Read(json, environment)).Faults;
}
