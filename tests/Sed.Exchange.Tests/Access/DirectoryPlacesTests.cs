using Sed.Exchange.Node.Exchange;

namespace Sed.Exchange.Tests.Access;

/// <summary>Directories that peers bring are in memory whole: one of each, and few together.</summary>
public sealed class DirectoryPlacesTests
{
    private readonly DirectoryPlaces _places = new();

    [Fact]
    public void A_peer_has_one_place_until_it_leaves()
    {
        Assert.True(_places.Enter("efremov"));
        Assert.False(_places.Enter("efremov"));
        Assert.True(_places.Enter("lobanovo"));

        _places.Leave("efremov");
        Assert.True(_places.Enter("efremov"));
    }

    [Fact]
    public void All_peers_together_have_eight()
    {
        var peers = Enumerable.Range(0, 9).Select(number => $"node-{number}").ToList();

        Assert.Equal(peers.Take(8), peers.Where(_places.Enter));

        _places.Leave(peers[3]);
        Assert.True(_places.Enter(peers[8]));
    }
}
