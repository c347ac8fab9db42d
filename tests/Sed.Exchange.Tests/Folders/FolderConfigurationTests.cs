using Sed.Exchange.Adapters.Folders;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Folders;

public sealed class FolderConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_are_read_with_what_is_usual()
    {
        var (configuration, faults) = Examine("""{"folders": [{"organisations": "0a710000-0000-4000-8000-000000000001, 0a710000-0000-4000-8000-000000000002", "out": "x/Out", "documents": "x/DocumentIn", "reports": "x/ReportIn"}], "look": "00:00:05"}""");

        Assert.Empty(faults);
        var place = Assert.Single(configuration!.Folders);
        Assert.Equal(2, place.Organisations.Count);
        Assert.Equal(Path.Combine(_folder.Path, "x", "Out", "errors"), place.Errors);
        Assert.Equal(TimeSpan.FromSeconds(5), configuration.FolderOptions.Look);
        Assert.Equal(configuration.Delivery.Lease, configuration.FolderOptions.Lease);
    }

    [Theory]
    [InlineData("out", "data/out", "$.channels.folders[0].out", "$.node.data")]
    [InlineData("documents", "x/Out/In", "$.channels.folders[0].documents", "$.channels.folders[0].out")]
    [InlineData("reports", "x/DocumentIn", "$.channels.folders[0].reports", "$.channels.folders[0].documents")]
    [InlineData("errors", "x/DocumentIn/errors", "$.channels.folders[0].errors", "$.channels.folders[0].documents")]
    [InlineData("errors", "x/Out/errors", null, null)]
    public void Folders_that_meet_are_faults(string key, string path, string? fault, string? with)
    {
        var places = new Dictionary<string, string> { ["out"] = "x/Out", ["documents"] = "x/DocumentIn", ["reports"] = "x/ReportIn", [key] = path };
        var (_, faults) = Examine($$$"""{"folders": [{"organisations": "0a710000-0000-4000-8000-000000000001", {{{string.Join(", ", places.Select(place => $"\"{place.Key}\": \"{place.Value}\""))}}}}]}""");

        if (fault is null) Assert.Empty(faults);
        else Assert.Contains(new ConfigurationFault(fault, ConfigurationFaultKind.Contradiction, with), faults);
    }

    [Fact]
    public void An_organisation_has_one_installation()
    {
        var (_, faults) = Examine("""{"folders": [{"organisations": "0a710000-0000-4000-8000-000000000001", "out": "x/Out", "documents": "x/DocumentIn", "reports": "x/ReportIn"}, {"organisations": "0a710000-0000-4000-8000-000000000001", "out": "y/Out", "documents": "y/DocumentIn", "reports": "y/ReportIn"}]}""");

        Assert.Contains(faults, fault => fault is { Path: "$.channels.folders[1].organisations", Kind: ConfigurationFaultKind.Twice });
    }

    [Fact]
    public void A_trial_names_what_is_not_there_and_leaves_nothing_behind()
    {
        var place = Place();
        Directory.CreateDirectory(place.Out);
        Directory.CreateDirectory(place.Documents);

        var fault = Assert.Single(FolderTrial.Make(place));

        Assert.Equal(("reports", FolderFaultKind.Missing), (fault.Key, fault.Kind));
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Out));
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Documents));
    }

    [Fact]
    public void A_trial_names_another_file_system()
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/dev/shm")) return;
        using var elsewhere = new ElsewhereFolder();
        var place = Place() with { Taken = elsewhere.Path };
        foreach (var path in new[] { place.Out, place.Documents, place.Reports }) Directory.CreateDirectory(path);

        Assert.Contains(FolderTrial.Make(place), fault => fault is { Key: "taken", Kind: FolderFaultKind.Elsewhere });
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Out));
    }

    private FolderPlace Place() => new()
    {
        Organisations = [Guid.NewGuid()],
        Out = _folder.File("Out"),
        Documents = _folder.File("DocumentIn"),
        Reports = _folder.File("ReportIn"),
        Errors = Path.Combine(_folder.File("Out"), "errors"),
        Taken = Path.Combine(_folder.File("Out"), "taken"),
    };

    private (NodeConfiguration? Configuration, IReadOnlyList<ConfigurationFault> Faults) Examine(string channels)
    {
        var file = _folder.File("node.json");
        File.WriteAllText(file, $$$"""
            {
              "node": {"id": "tula", "data": "data"},
              "listen": {"exchange": "https://127.0.0.1:8443", "api": "https://127.0.0.1:8444"},
              "tls": {"file": "tls.p12", "passwordFile": "tls.pass"},
              "keys": {"node": {"file": "node.p12", "passwordFile": "node.pass"}},
              "directory": {"file": "directory.asics", "fingerprint": "{{{new string('a', 64)}}}"},
              "channels": {{{channels}}}
            }
            """);
        return ConfigurationFile.Examine(file, []);
    }

    private sealed class ElsewhereFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateDirectory($"/dev/shm/sedx-{Guid.NewGuid():N}").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
