using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Tests.Containers;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Directories;

public sealed class ExchangeDirectoryTests
{
    private static readonly ExchangeDirectory Place = new Town(Suite.Ecdsa).Directory;

    [Theory]
    [InlineData("7100")]
    [InlineData(" 7100\t")]
    [InlineData("0193a000-0000-7000-8000-0000000000ff")]
    [InlineData("0193A000000070008000" + "0000000000FF")]
    [InlineData("{0193a000-0000-7000-8000-0000000000ff}")]
    [InlineData(" 0193a000-0000-7000-8000-00000000000A ")]
    public void An_address_is_found_in_every_spelling(string index) => Assert.Equal(Town.Sender, Assert.Single(Place.FindByIndex(index)).Id);

    [Theory]
    [InlineData("710")]
    [InlineData("")]
    [InlineData("Организация region")]
    public void Anything_else_addresses_nobody_a_name_least_of_all(string index) => Assert.Empty(Place.FindByIndex(index));

    [Fact]
    public void An_index_that_two_organisations_use_names_both()
    {
        var directory = new ExchangeDirectory
        {
            Serial = 1,
            IssuedAt = Place.IssuedAt,
            Expires = Place.Expires,
            Keys = Place.Keys,
            Nodes = Place.Nodes,
            Organisations = [.. Place.Organisations.Select(row => row with { SevIndexes = ["001", "001 "] })],
        };
        Assert.Equal(3, directory.FindByIndex("001").Count);
    }

    [Fact]
    public void Rows_are_found_by_id()
    {
        Assert.Equal("region", Place.FindOrganisation(Town.Sender)!.Node);
        Assert.Null(Place.FindOrganisation(Guid.Empty));
        Assert.Equal("region", Place.FindNode("town")!.Parent);
        Assert.Null(Place.FindNode("TOWN"));
    }

    [Fact]
    public void A_pin_counts_from_its_first_moment_and_until_before_its_last()
    {
        var pin = Place.Nodes[1].TlsPins[0].Pin;
        Assert.Equal("town", Place.FindNodeByPin(pin, Authorities.NotBefore)!.Id);
        Assert.Equal("town", Place.FindNodeByPin(pin.ToUpperInvariant(), Town.Now)!.Id);
        Assert.Null(Place.FindNodeByPin(pin, Authorities.NotBefore.AddTicks(-1)));
        Assert.Null(Place.FindNodeByPin(pin, Authorities.NotAfter));
        Assert.Null(Place.FindNodeByPin("", Town.Now));
    }
}
