using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Tests.Node;

namespace Sed.Exchange.Tests.Doors;

/// <summary>Every spoiled package over the running node's own listener: its code, its texts, and nothing left behind.</summary>
public sealed class BadPackageTests(RunningNode node) : IClassFixture<RunningNode>
{
    public static TheoryData<string, string> Names
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var row in BadPackages.All) data.Add(row.Door, row.Name);
            return data;
        }
    }

    internal static IEnumerable<DoorRow> Rows =>
    [
        .. BadPackages.All.Select(row => new DoorRow(row.Door, row.Name, row.Finding is null ? row.Code : $"{row.Code}, {row.Finding}", Fate.NotStored)),
        new(Door.Package, "names of 130 Cyrillic letters, with brackets, quotes and percent signs", "–", Fate.Taken),
        new(Door.Archive, "names of 130 Cyrillic letters, with brackets, quotes and percent signs", "–", Fate.Taken),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_spoiled_package_is_refused_and_nothing_is_stored(string door, string name)
    {
        var row = BadPackages.All.Single(row => row.Door == door && row.Name == name);
        using var http = node.Http(node.GovernmentKey);
        var before = Stored();

        using (var refused = await http.PostAsync("/api/v1/packages", row.Make(node)))
        {
            var problem = await ProblemOf.ReadAsync(refused);
            Assert.Equal(row.Code, problem.GetProperty("code").GetString());
            if (row.Finding is not null) Assert.Contains(problem.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("code").GetString() == row.Finding);
        }

        // Preflight says the same: as its answer where a package could be read, as a problem where none could.
        using var check = await http.PostAsync("/api/v1/packages/check", row.Make(node));
        var said = await check.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(row.Code, (check.StatusCode == HttpStatusCode.OK ? said.GetProperty("problem") : said).GetProperty("code").GetString());
        Assert.Equal(before, Stored());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Names_that_are_hard_and_right_are_taken_and_come_back_as_they_are(bool asZip)
    {
        using var http = node.Http(node.GovernmentKey);
        using var office = node.Client(node.OfficeKey);

        using var taken = await http.PostAsync("/api/v1/packages", BadPackages.LetterWith(node, BadPackages.HardNames, asZip));

        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        var id = (await taken.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("messageId").GetGuid();
        var item = (await office.ListAsync(max: 500)).Single(item => item.MessageId == id);
        var names = (await office.GetItemAsync(item.DeliveryId)).Files.Select(file => file.Name).ToList();
        Assert.All(BadPackages.HardNames, name => Assert.Contains(name, names));
        var folder = Path.Combine(node.Folder, $"out-{asZip}");
        var paths = await office.DownloadAsync(item.DeliveryId, folder);
        Assert.Equal(names.Count, paths.Distinct().Count());
    }

    // Uploads under way, blobs, and what the journal refers to.
    private (int Uploads, int Blobs) Stored()
    {
        var data = ConfigurationFile.Read(node.ConfigFile).DataFolder;
        return (Directory.GetFileSystemEntries(Path.Combine(data, "uploads")).Length, Directory.GetFiles(Path.Combine(data, "blobs"), "*", SearchOption.AllDirectories).Length);
    }
}
