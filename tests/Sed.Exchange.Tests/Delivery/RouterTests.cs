using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Routing;

namespace Sed.Exchange.Tests.Delivery;

public sealed class RouterTests
{
    private static readonly Guid Sender = new("0a710000-0000-4000-8000-000000000001");

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
        var route = new Router(self).Next(Directory, target, [], null);
        Assert.Equal(hop, route is Route.Via via ? via.Hop.Id : route is Route.Here ? "here" : "none");
    }

    [Theory]
    [InlineData("aleksin", "efremov", "farm")]
    [InlineData("lobanovo", "aleksin", "farm")]
    [InlineData("lobanovo", "tula", "farm")]
    [InlineData("lobanovo", null, "efremov")]
    public void A_copy_of_a_receipt_follows_its_sender_though_the_way_back_to_its_origin_is_another(string self, string? from, string target)
    {
        // tula ── efremov (through tula only) ── aleksin (through efremov only) ── lobanovo ── farm (through lobanovo only); tula and lobanovo speak with each other.
        // efremov took a letter of a body that is at farm now.
        var directory = new ExchangeDirectory
        {
            Serial = 1,
            IssuedAt = From,
            Expires = From.AddYears(1),
            Keys = Directory.Keys,
            Organisations = [new Organisation { Id = Sender, Name = "A", ValidFrom = From, Node = "farm" }],
            Nodes =
            [
                Node("tula", null, false),
                Node("efremov", "tula", true),
                Node("aleksin", "efremov", true),
                Node("lobanovo", "aleksin", false),
                Node("farm", "lobanovo", true),
            ],
        };

        Assert.Equal(target, ReceiptWay.Target(directory, new Router(self), Sender, "efremov", from));
    }

    [Fact]
    public void Never_goes_back_to_a_node_that_was_passed()
    {
        var route = new Router("lobanovo").Next(Directory, "tula", ["efremov"], null);
        Assert.Equal("efremov", Assert.IsType<Route.Back>(route).Hop);
    }

    [Fact]
    public void Goes_back_to_a_node_that_was_passed_when_it_ends_there() =>
        Assert.Equal("tula", Assert.IsType<Route.Via>(new Router("efremov").Next(Directory, "tula", ["tula"], null)).Hop.Id);

    [Fact]
    public void Stops_after_eight_nodes()
    {
        string[] passed = ["a", "b", "c", "d", "e", "f", "g", "h"];
        Assert.IsType<Route.Back>(new Router("tula").Next(Directory, "efremov", passed, null));
    }

    [Fact]
    public void Does_not_know_the_way_to_a_stranger() =>
        Assert.IsType<Route.None>(new Router("tula").Next(Directory, "orel", [], null));

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
        Assert.IsType<Route.None>(new Router("self").Next(circle, "a", [], null));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("общий", true)]
    [InlineData(" Общий ", true)]
    [InlineData("для служебного пользования", false)]
    public void A_restricted_document_is_not_relayed_by_a_node_that_may_not(string? mark, bool goes)
    {
        var route = new Router("tula").Next(Directory, "lobanovo", [], mark);
        if (goes) Assert.IsType<Route.Via>(route);
        else Assert.Equal(ReasonCodes.NoProtectedRoute, Assert.IsType<Route.None>(route).Reason);
    }

    [Fact]
    public void A_restricted_document_goes_direct() =>
        Assert.IsType<Route.Via>(new Router("tula").Next(Directory, "efremov", [], "для служебного пользования"));

    [Theory]
    [InlineData("farm", "aleksin", "aleksin")]
    [InlineData("efremov", "aleksin", "aleksin")]
    [InlineData("farm", "nobody", "efremov")]
    [InlineData("farm", "lobanovo", "efremov")]
    [InlineData("farm", "tula", "efremov")]
    public void Goes_by_the_neighbour_that_was_laid_down_where_the_directory_lets_it(string target, string via, string hop) =>
        Assert.Equal(hop, Assert.IsType<Route.Via>(LaidDown("tula", target, via).Next(Directory, target, [], null)).Hop.Id);

    [Fact]
    public void A_route_that_was_laid_down_concerns_its_node_alone_and_leads_nobody_back()
    {
        var router = LaidDown("tula", "lobanovo", "aleksin");
        Assert.Equal("efremov", Assert.IsType<Route.Via>(router.Next(Directory, "farm", [], null)).Hop.Id);
        Assert.Equal("efremov", Assert.IsType<Route.Via>(router.Next(Directory, "lobanovo", ["aleksin"], null)).Hop.Id);
    }

    [Fact]
    public void A_route_that_was_laid_down_takes_a_restricted_document_past_a_node_that_may_not_relay_it()
    {
        const string mark = "для служебного пользования";
        Assert.IsType<Route.None>(new Router("tula").Next(Directory, "lobanovo", [], mark));
        Assert.Equal("aleksin", Assert.IsType<Route.Via>(LaidDown("tula", "lobanovo", "aleksin").Next(Directory, "lobanovo", [], mark)).Hop.Id);
        Assert.IsType<Route.None>(LaidDown("aleksin", "farm", "efremov").Next(Directory, "farm", [], mark));
    }

    private static Router LaidDown(string self, string target, string via) => new(self, new Dictionary<string, string> { [target] = via });

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
