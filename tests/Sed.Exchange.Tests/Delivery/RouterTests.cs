using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Routing;

namespace Sed.Exchange.Tests.Delivery;

public sealed class RouterTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Certificate AnyKey =
        DevelopmentAuthority.Create(Suite.Ecdsa, "routing", From, From.AddYears(1)).Certificate;

    // tula ── efremov ── lobanovo (through efremov only) ── farm (through lobanovo only)
    //     └── aleksin
    private static readonly ExchangeDirectory Directory = new()
    {
        Serial = 1,
        IssuedAt = From,
        Expires = From.AddYears(1),
        Keys = new DirectoryKeys(AnyKey, null, null),
        Organisations = [],
        Nodes =
        [
            Node("tula", null, false),
            Node("efremov", "tula", false),
            Node("aleksin", "tula", false, "для служебного пользования"),
            Node("lobanovo", "efremov", true),
            Node("farm", "lobanovo", true),
        ],
    };

    [Theory]
    [InlineData("tula", "tula", "here")]
    [InlineData("tula", "efremov", "efremov")]
    [InlineData("tula", "lobanovo", "efremov")]
    [InlineData("tula", "farm", "efremov")]
    [InlineData("efremov", "farm", "lobanovo")]
    [InlineData("efremov", "aleksin", "aleksin")]
    [InlineData("farm", "tula", "lobanovo")]
    [InlineData("lobanovo", "tula", "efremov")]
    [InlineData("lobanovo", "farm", "farm")]
    [InlineData("aleksin", "lobanovo", "efremov")]
    public void Goes_straight_where_it_may_and_else_up_and_down_the_tree(string self, string target, string hop)
    {
        var route = Router.Next(Directory, self, target, [], null);
        Assert.Equal(hop, route is Route.Via via ? via.Hop.Id : route is Route.Here ? "here" : "none");
    }

    [Fact]
    public void Never_goes_back_to_a_node_that_was_passed()
    {
        var route = Router.Next(Directory, "lobanovo", "tula", ["efremov"], null);
        Assert.Equal("efremov", Assert.IsType<Route.Back>(route).Hop);
    }

    [Fact]
    public void Goes_back_to_a_node_that_was_passed_when_it_ends_there() =>
        Assert.Equal("tula", Assert.IsType<Route.Via>(Router.Next(Directory, "efremov", "tula", ["tula"], null)).Hop.Id);

    [Fact]
    public void Stops_after_eight_nodes()
    {
        string[] passed = ["a", "b", "c", "d", "e", "f", "g", "h"];
        Assert.IsType<Route.Back>(Router.Next(Directory, "tula", "efremov", passed, null));
    }

    [Fact]
    public void Does_not_know_the_way_to_a_stranger() =>
        Assert.IsType<Route.None>(Router.Next(Directory, "tula", "orel", [], null));

    [Fact]
    public void Ends_in_a_directory_whose_parents_form_a_circle()
    {
        var circle = new ExchangeDirectory
        {
            Serial = 2,
            IssuedAt = From,
            Expires = From.AddYears(1),
            Keys = Directory.Keys,
            Organisations = [],
            Nodes = [Node("self", null, false), Node("a", "b", true), Node("b", "a", true)],
        };
        Assert.IsType<Route.None>(Router.Next(circle, "self", "a", [], null));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("общий", true)]
    [InlineData(" Общий ", true)]
    [InlineData("для служебного пользования", false)]
    public void A_restricted_document_is_not_relayed_by_a_node_that_may_not(string? mark, bool goes)
    {
        var route = Router.Next(Directory, "tula", "lobanovo", [], mark);
        if (goes) Assert.IsType<Route.Via>(route);
        else Assert.Equal(ReasonCodes.NoProtectedRoute, Assert.IsType<Route.None>(route).Reason);
    }

    [Fact]
    public void A_restricted_document_goes_direct() =>
        Assert.IsType<Route.Via>(Router.Next(Directory, "tula", "efremov", [], "для служебного пользования"));

    private static NodeEntry Node(string id, string? parent, bool throughParentOnly, params string[] mayRelay) => new()
    {
        Id = id,
        Url = new Uri($"https://{id}.example.test:8443"),
        Parent = parent,
        ThroughParentOnly = throughParentOnly,
        TlsPins = [],
        ReceiptCertificates = [],
        Formats = ["sev-18"],
        SuitesAccepted = [.. Suite.All.Select(suite => suite.Name)],
        MayRelay = mayRelay,
    };
}
