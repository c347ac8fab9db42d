using System.Text;
using Sed.Exchange.Client;
using Sed.Exchange.Tests.Node;

namespace Sed.Exchange.Tests.Doors;

/// <summary>Calls that cannot be understood are told so, by a code and a status, and change nothing.</summary>
public sealed class BadCallTests(RunningNode node) : IClassFixture<RunningNode>
{
    public static TheoryData<string> Installations => new(BadCalls.Installations.Select(row => row.Name));

    public static TheoryData<string> Containers => new(BadCalls.Containers.Select(row => row.Name));

    public static TheoryData<string> Receipts => new(BadCalls.Receipts.Select(row => row.Name));

    public static TheoryData<string> Directories => new(BadCalls.Directories.Select(row => row.Name));

    internal static IEnumerable<DoorRow> Rows =>
    [
        .. BadCalls.Installations.Select(row => new DoorRow(Door.Calls, row.Name, row.Code, Fate.NotStored)),
        .. BadCalls.Containers.Select(row => new DoorRow(Door.Container, row.Name, row.Code, Fate.StaysWithSender)),
        .. BadCalls.Receipts.Select(row => new DoorRow(Door.Receipt, row.Name, row.Code, Fate.StaysWithSender)),
        .. BadCalls.Directories.Select(row => new DoorRow(Door.OfferedDirectory, row.Name, row.Code, Fate.NotStored)),
    ];

    [Theory]
    [MemberData(nameof(Installations))]
    public async Task Of_installations(string name)
    {
        using var office = node.Client(node.OfficeKey);
        var waiting = await FindWaitingAsync(office);

        var row = BadCalls.Installations.Single(row => row.Name == name);
        using var http = node.Http(node.OfficeKey);
        await RefusedAsync(http, node.Api, row with { Path = row.Path.Replace("{id}", waiting.DeliveryId.ToString(), StringComparison.Ordinal) });

        Assert.Equal("Waiting", (await office.GetItemAsync(waiting.DeliveryId)).State);
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Of_peers_for_containers(string name) => await OfPeersAsync(BadCalls.Containers.Single(row => row.Name == name));

    [Theory]
    [MemberData(nameof(Receipts))]
    public async Task Of_peers_for_receipts(string name) => await OfPeersAsync(BadCalls.Receipts.Single(row => row.Name == name));

    [Theory]
    [MemberData(nameof(Directories))]
    public async Task Of_peers_for_directories(string name) => await OfPeersAsync(BadCalls.Directories.Single(row => row.Name == name));

    private async Task OfPeersAsync(BadCall row)
    {
        using var certificate = node.TlsOf("efremov");
        using var http = node.Http(certificate: certificate);
        var blobs = Path.Combine(Path.GetDirectoryName(node.ConfigFile)!, "data", "blobs");
        var before = Directory.GetFiles(blobs, "*", SearchOption.AllDirectories).Length;

        await RefusedAsync(http, node.Exchange, row, toPeer: true);

        Assert.Equal(before, Directory.GetFiles(blobs, "*", SearchOption.AllDirectories).Length);
    }

    // One letter serves all rows: none of them may change it.
    private async Task<InboxItem> FindWaitingAsync(ExchangeClient office)
    {
        if (await office.ListAsync(max: 1) is [var known]) return known;
        using var government = node.Client(node.GovernmentKey);
        await government.SubmitAsync(node.NewLetter("В-1").Files);
        return Assert.Single(await office.ListAsync(max: 1));
    }

    private static async Task RefusedAsync(HttpClient http, Uri listener, BadCall row, bool toPeer = false)
    {
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), new Uri(listener, row.Path));
        if (row.Body is not null)
        {
            request.Content = new ByteArrayContent([.. Encoding.UTF8.GetBytes(row.Body), .. new byte[row.Zeros]]);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", row.Type);
        }

        foreach (var (header, value) in row.Headers) request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await http.SendAsync(request);
        var problem = await ProblemOf.ReadAsync(answer, toPeer);
        Assert.Equal(row.Code, problem.GetProperty("code").GetString());
    }
}
