using Sed.Exchange.Containers.Paths;

namespace Sed.Exchange.Tests.Paths;

/// <summary>Certificate policies (RFC 5280 section 6.1), as NIST PKITS examines them in sections 4.8 to 4.12.</summary>
public class PolicyTests
{
    private const string Any = "2.5.29.32.0", P1 = "2.16.840.1.101.3.2.1.48.1", P2 = "2.16.840.1.101.3.2.1.48.2", P3 = "2.16.840.1.101.3.2.1.48.3";

    private static readonly PathPolicy Explicit = new() { RequireExplicitPolicy = true };

    [Theory]
    [InlineData(P1, P1, "", "Passed")]
    [InlineData(P1, P1, P1, "Passed")]
    [InlineData(P1, P1, P2, "Failed PATH_POLICY")]
    [InlineData(P1, P1, P1 + " " + P2, "Passed")]
    [InlineData(P1, P2, "", "Failed PATH_POLICY")]
    [InlineData(P1 + " " + P2, P1, P1, "Passed")]
    [InlineData(P1 + " " + P2, P1, P2, "Failed PATH_POLICY")]
    [InlineData(Any, P1, P1, "Passed")]
    [InlineData(Any, P1, P2, "Failed PATH_POLICY")]
    [InlineData(P1, Any, P1, "Passed")]
    [InlineData(P1, Any, P2, "Failed PATH_POLICY")]
    [InlineData(Any, Any, P3, "Passed")]
    [InlineData(null, P1, "", "Failed PATH_POLICY")]
    [InlineData(P1, null, "", "Failed PATH_POLICY")]
    public void An_explicit_policy_must_run_through_the_whole_path(string? authority, string? leaf, string wanted, string told)
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Policies(authority));
        var end = Mint.Issue(ca, "CN=End", Policies(leaf));

        Assert.Equal(told, Mint.Ask(end, [ca], root, Explicit with { Policies = wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries) }).Told());
        Assert.Equal("Passed", Mint.Ask(end, [ca], root).Told());
    }

    [Theory]
    [InlineData(0, "Failed PATH_POLICY")]
    [InlineData(1, "Failed PATH_POLICY")]
    [InlineData(2, "Failed PATH_POLICY")]
    [InlineData(3, "Failed PATH_POLICY")]
    [InlineData(4, "Passed")]
    public void An_authority_may_require_a_policy_after_some_certificates(int skip, string told)
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Policies(P1), Part.PolicyConstraints(requireExplicit: skip));
        var sub = Mint.Authority(ca, "CN=Sub", Part.Policies(P1));
        var last = Mint.Authority(sub, "CN=Last", Part.Policies(P1));
        var end = Mint.Issue(last, "CN=End", []);

        Assert.Equal(told, Mint.Ask(end, [ca, sub, last], root).Told());
    }

    [Fact]
    public void A_leaf_that_requires_a_policy_of_itself_needs_one()
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Policies(P1));

        Assert.Equal("Failed PATH_POLICY", Mint.Ask(Mint.Issue(ca, "CN=End", [Part.Policies(P2), Part.PolicyConstraints(requireExplicit: 0)]), [ca], root).Told());
        Assert.Equal("Passed", Mint.Ask(Mint.Issue(ca, "CN=End", [Part.Policies(P1), Part.PolicyConstraints(requireExplicit: 0)]), [ca], root).Told());
    }

    [Theory]
    [InlineData(P1, "Passed")]
    [InlineData(P2, "Failed PATH_POLICY")]
    public void What_the_subject_calls_otherwise_is_mapped(string wanted, string told)
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Policies(P1), Part.Mappings((P1, P2)));
        var end = Mint.Issue(ca, "CN=End", [Part.Policies(P2)]);

        Assert.Equal(told, Mint.Ask(end, [ca], root, Explicit with { Policies = [wanted] }).Told());
        Assert.Equal("Failed PATH_POLICY", Mint.Ask(end, [ca], root, Explicit with { InhibitPolicyMapping = true }).Told());
    }

    [Fact]
    public void A_policy_that_is_mapped_away_is_no_longer_known_by_its_name()
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Policies(P1), Part.Mappings((P1, P2)));

        Assert.Equal("Failed PATH_POLICY", Mint.Ask(Mint.Issue(ca, "CN=End", [Part.Policies(P1)]), [ca], root, Explicit).Told());
    }

    [Fact]
    public void Any_policy_above_a_mapping_brings_forth_what_is_mapped()
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Policies(Any), Part.Mappings((P1, P2)));
        var end = Mint.Issue(ca, "CN=End", [Part.Policies(P2)]);

        Assert.Equal("Passed", Mint.Ask(end, [ca], root, Explicit with { Policies = [P1] }).Told());
        // What the authority calls P2 is P1 above it, and that alone.
        Assert.Equal("Failed PATH_POLICY", Mint.Ask(end, [ca], root, Explicit with { Policies = [P2] }).Told());
        Assert.Equal("Failed PATH_POLICY", Mint.Ask(end, [ca], root, Explicit with { Policies = [P3] }).Told());
    }

    [Theory]
    [InlineData(Any, P1)]
    [InlineData(P1, Any)]
    public void Any_policy_cannot_be_mapped(string from, string to)
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Policies(P1), Part.Mappings((from, to)));

        Assert.Equal("Failed PATH_POLICY", Mint.Ask(Mint.Issue(ca, "CN=End", [Part.Policies(P1)]), [ca], root).Told());
    }

    [Theory]
    [InlineData(0, "Failed PATH_POLICY")]
    [InlineData(1, "Passed")]
    public void Mapping_may_be_inhibited_by_an_authority_above(int skip, string told)
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Policies(P1), Part.PolicyConstraints(requireExplicit: 0, inhibitMapping: skip));
        var sub = Mint.Authority(ca, "CN=Sub", Part.Policies(P1), Part.Mappings((P1, P2)));

        Assert.Equal(told, Mint.Ask(Mint.Issue(sub, "CN=End", [Part.Policies(P2)]), [ca, sub], root).Told());
    }

    [Theory]
    [InlineData(0, "Failed PATH_POLICY")]
    [InlineData(1, "Passed")]
    public void Any_policy_may_be_inhibited_by_an_authority_above(int skip, string told)
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Policies(P1), Part.PolicyConstraints(requireExplicit: 0), Part.InhibitAny(skip));
        var sub = Mint.Authority(ca, "CN=Sub", Part.Policies(Any));

        Assert.Equal(told, Mint.Ask(Mint.Issue(sub, "CN=End", [Part.Policies(P1)]), [ca, sub], root).Told());
    }

    [Fact]
    public void Self_issued_certificates_in_between_are_not_counted_and_may_use_any_policy()
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Policies(P1), Part.PolicyConstraints(requireExplicit: 0), Part.InhibitAny(0));
        var again = Mint.Authority(ca, "CN=CA", Part.Policies(Any));

        Assert.Equal("Passed", Mint.Ask(Mint.Issue(again, "CN=End", [Part.Policies(P1)]), [ca, again], root).Told());
        Assert.Equal("Failed PATH_POLICY", Mint.Ask(Mint.Issue(again, "CN=CA", [Part.Policies(Any)]), [ca, again], root).Told());
    }

    // CVE-2023-0464: a tree would have 2^14 nodes for every node of the first.
    [Fact]
    public void Mapping_everything_to_everything_costs_nothing()
    {
        var root = Mint.Root();
        var chain = new List<Minted> { root };
        var policies = Enumerable.Range(1, 60).Select(number => $"1.2.3.{number}").ToArray();
        var mappings = policies.SelectMany(from => policies.Take(20).Select(to => (from, to))).ToArray();
        for (var depth = 0; depth < 14; depth++) chain.Add(Mint.Authority(chain[^1], $"CN=CA {depth}", Part.Policies(policies), Part.Mappings(mappings)));
        var end = Mint.Issue(chain[^1], "CN=End", [Part.Policies(policies)]);
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Assert.Equal("Passed", Mint.Ask(end, chain.Skip(1), root, Explicit with { Policies = ["1.2.3.7"] }).Told());

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
    }

    private static System.Security.Cryptography.X509Certificates.X509Extension[] Policies(string? oids) => oids is null ? [] : [Part.Policies(oids.Split(' '))];
}
