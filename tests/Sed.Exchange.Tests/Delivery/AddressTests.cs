using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Nodes that are elsewhere from one moment on, while others still know them where they were.</summary>
public sealed class AddressTests
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(30);
    private static readonly Uri Elsewhere = new("https://elsewhere.example.test:8443");

    [Fact]
    public async Task Who_hangs_on_a_node_that_has_moved_is_brought_the_directory_with_its_mail()
    {
        var region = await OpenAsync();
        var sent = await SendAsync(region.Tula, Government, [Lobanovo]);
        region.Addresses["efremov"] = Elsewhere;
        await TakeAsync(Moved("efremov"), region.Tula, region.EfremovNode);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(sent.Container.MessageId, Lobanovo));
        Assert.Equal(2, region.LobanovoNode.Gateway.Directory.Current.Serial);
    }

    [Fact]
    public async Task Who_hangs_on_a_node_that_has_moved_is_brought_the_directory_though_nobody_writes_to_it()
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        region.Addresses["efremov"] = Elsewhere;
        await TakeAsync(Moved("efremov"), region.Tula, region.EfremovNode);
        await region.RunAsync(Minutes);

        // Later ones change nothing about it: what it knows counts.
        await TakeAsync(Successor(3, node => node.Id == "efremov" ? node with { Url = Elsewhere } : node with { Formats = ["sev-18"] }, body => body), region.Tula, region.EfremovNode);
        await region.RestartAsync("lobanovo");
        var sent = await SendAsync(region.LobanovoNode, Lobanovo, [Government]);
        await region.RunAsync(Minutes);

        Assert.Equal(3, region.LobanovoNode.Gateway.Directory.Current.Serial);
        Assert.Equal(DeliveryState.Delivered, await region.LobanovoNode.StateAsync(sent.Container.MessageId, Government));
    }

    [Fact]
    public async Task It_is_brought_one_serial_after_the_other_so_that_a_new_signer_is_believed()
    {
        var region = await OpenAsync();
        var next = NewKey("next signer");
        var rollover = DirectoryFile.Write(Copy(2, new DirectoryKeys(DirectoryKey.Certificate, next.Certificate, null), node => node), DirectoryKey, Start);
        var moved = DirectoryFile.Write(Copy(3, new DirectoryKeys(next.Certificate, null, null), node => node.Id == "efremov" ? node with { Url = Elsewhere } : node), next, Start);
        await TakeAsync(rollover, region.EfremovNode);
        await TakeAsync(moved, region.EfremovNode);
        region.Addresses["efremov"] = Elsewhere;
        await region.RunAsync(Minutes);

        Assert.Equal(3, region.LobanovoNode.Gateway.Directory.Current.Serial);
        Assert.Equal(1, region.Tula.Gateway.Directory.Current.Serial);
    }

    [Fact]
    public async Task Who_has_moved_brings_the_directory_to_a_node_above_that_is_behind()
    {
        var region = await OpenAsync();
        region.Addresses["efremov"] = Elsewhere;
        await TakeAsync(Moved("efremov"), region.EfremovNode);
        var sent = await SendAsync(region.EfremovNode, Efremov, [Government]);
        await region.RunAsync(Minutes);

        Assert.Equal(DeliveryState.Delivered, await region.EfremovNode.StateAsync(sent.Container.MessageId, Government));
        Assert.Equal(2, region.Tula.Gateway.Directory.Current.Serial);
    }

    [Fact]
    public async Task A_receipt_that_only_the_newer_directory_allows_brings_it_too()
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        var sent = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(Minutes);
        Assert.Equal(["Accepted tula", "Relayed efremov"], await region.Tula.TimelineAsync(sent.Container.MessageId, Lobanovo));

        // The mailbox is at efremov now, and tula does not know it, nor where efremov is.
        region.Addresses["efremov"] = Elsewhere;
        await TakeAsync(
            Successor(node => node.Id == "efremov" ? node with { Url = Elsewhere } : node, body => body.Id == Lobanovo ? body with { Node = "efremov" } : body), region.EfremovNode);
        await region.RunAsync(Minutes);
        Assert.Equal(["Accepted tula", "Relayed efremov", "Delivered efremov"], await region.Tula.TimelineAsync(sent.Container.MessageId, Lobanovo));
    }

    [Fact]
    public async Task Who_hangs_on_another_node_by_now_is_brought_it_by_that_one_where_the_former_is_gone()
    {
        var region = await OpenAsync();
        region.Addresses["efremov"] = Elsewhere;
        await TakeAsync(
            Successor(node => node.Id == "lobanovo" ? node with { Parent = "tula" } : node.Id == "efremov" ? node with { Url = Elsewhere } : node, body => body), region.Tula);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(2, region.LobanovoNode.Gateway.Directory.Current.Serial);
    }

    [Fact]
    public async Task Who_has_an_old_directory_again_is_brought_the_newer_one_again_and_nobody_writes_to_it()
    {
        var region = await OpenAsync();
        var backup = region.BackUp("lobanovo");
        region.Addresses["efremov"] = Elsewhere;
        await TakeAsync(Moved("efremov"), region.Tula, region.EfremovNode);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2, region.LobanovoNode.Gateway.Directory.Current.Serial);

        await region.RestoreAsync(backup);
        Assert.Equal(1, region.LobanovoNode.Gateway.Directory.Current.Serial);
        await region.RunAsync(TimeSpan.FromMinutes(75));
        Assert.Equal(2, region.LobanovoNode.Gateway.Directory.Current.Serial);
        Assert.False(region.LobanovoNode.Gateway.Restoration.IsUnderWay);
    }

    [Fact]
    public async Task A_key_that_the_directory_before_took_away_signs_none_after_it_however_close_they_come()
    {
        var region = await OpenAsync();
        var next = NewKey("next signer");
        await TakeAsync(DirectoryFile.Write(Copy(2, new DirectoryKeys(DirectoryKey.Certificate, next.Certificate, null), node => node), DirectoryKey, Start), region.Tula);
        var without = DirectoryFile.Write(Copy(3, new DirectoryKeys(next.Certificate, null, null), node => node), next, Start);
        var stolen = DirectoryFile.Write(Copy(4, new DirectoryKeys(DirectoryKey.Certificate, null, null), node => node), DirectoryKey, Start);

        // The other one arrives while this one is between its verdict and its commit.
        region.Tula.Journal.BeforeNextCommit = () => Assert.Null(region.Tula.Gateway.Directory.OfferAsync(without, CancellationToken.None).GetAwaiter().GetResult());
        var refused = await region.Tula.Gateway.Directory.OfferAsync(stolen, CancellationToken.None);

        Assert.Equal(ProblemCodes.DirectoryInvalid, refused?.Code);
        Assert.Equal(3, region.Tula.Gateway.Directory.Current.Serial);
    }

    [Fact]
    public async Task Who_says_of_every_letter_that_it_is_behind_is_brought_a_directory_now_and_then_only()
    {
        var region = await OpenAsync();
        for (var letter = 0; letter < 20; letter++) await SendAsync(region.Tula, Government, [Efremov]);
        region.Tula.Link.Fault = _ => new WireFault.Instead(new PeerAnswer.Temporary(ProblemCodes.DirectoryBehind, null, TimeSpan.FromSeconds(10)));
        region.Tula.Link.OnOffer = new PeerAnswer.Rejected(ProblemCodes.DirectoryInvalid, null);
        await TakeAsync(Moved("tula"), region.Tula);
        await region.RunAsync(TimeSpan.FromMinutes(31));

        Assert.True(region.Tula.Link.Tried.Count > 100);
        Assert.InRange(region.Tula.Link.Offered, 5, 10);
    }

    [Fact]
    public async Task Who_knows_where_a_node_is_is_brought_nothing_and_asks_in_its_own_time()
    {
        var region = await OpenAsync();
        await TakeAsync(Successor(node => node with { Formats = ["sev-18"] }, body => body), region.Tula, region.EfremovNode);
        await region.RunAsync(TimeSpan.FromHours(2));

        Assert.Equal(1, region.LobanovoNode.Gateway.Directory.Current.Serial);
    }

    private static byte[] Moved(string id) => Successor(node => node.Id == id ? node with { Url = Elsewhere } : node, body => body);

    private static ExchangeDirectory Copy(long serial, DirectoryKeys keys, Func<NodeEntry, NodeEntry> node) => new()
    {
        Serial = serial,
        IssuedAt = InForce.IssuedAt,
        Expires = InForce.Expires,
        Keys = keys,
        Organisations = InForce.Organisations,
        Nodes = [.. InForce.Nodes.Select(node)],
    };
}
