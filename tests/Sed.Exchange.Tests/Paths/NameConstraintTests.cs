using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Sed.Exchange.Tests.Paths;

/// <summary>Name constraints (RFC 5280 section 4.2.1.10), as NIST PKITS examines them in section 4.13, and beyond.</summary>
public class NameConstraintTests
{
    [Theory]
    [InlineData("dns:example.com", "dns:example.com", true)]
    [InlineData("dns:example.com", "dns:a.b.example.com", true)]
    [InlineData("dns:example.com", "dns:EXAMPLE.COM", true)]
    [InlineData("dns:example.com", "dns:badexample.com", false)]
    [InlineData("dns:example.com", "dns:com", false)]
    [InlineData("dns:foo.example.com", "dns:*.example.com", false)]
    [InlineData("dns:example.com", "dns:*.example.com", true)]
    [InlineData("dns:example.com", "dns:exa mple.com", false)]
    [InlineData("dns:example.com", "mail:a@elsewhere.org", true)]
    [InlineData("dns:.example.com", "dns:a.example.com", true)]
    [InlineData("dns:.example.com", "dns:example.com", false)]
    [InlineData("mail:example.com", "mail:a@example.com", true)]
    [InlineData("mail:example.com", "mail:a@EXAMPLE.com", true)]
    [InlineData("mail:example.com", "mail:a@b.example.com", false)]
    [InlineData("mail:.example.com", "mail:a@b.example.com", true)]
    [InlineData("mail:.example.com", "mail:a@example.com", false)]
    [InlineData("mail:a@example.com", "mail:a@example.com", true)]
    [InlineData("mail:a@example.com", "mail:A@example.com", false)]
    [InlineData("mail:example.com", "mail:a@b@example.com", false)]
    [InlineData("uri:host.example.com", "uri:http://host.example.com/x", true)]
    [InlineData("uri:host.example.com", "uri:https://user@host.example.com:8443/x", true)]
    [InlineData("uri:host.example.com", "uri:http://other.example.com/host.example.com", false)]
    [InlineData("uri:host.example.com", "uri:http://other.example.com?@host.example.com", false)]
    [InlineData("uri:.example.com", "uri:http://a.example.com", true)]
    [InlineData("uri:.example.com", "uri:http://example.com", false)]
    [InlineData("uri:.example.com", "uri:http://192.0.2.1/", false)]
    [InlineData("uri:.example.com", "uri:urn:isbn:1", false)]
    [InlineData("ip:192.0.2.0/255.255.255.0", "ip:192.0.2.77", true)]
    [InlineData("ip:192.0.2.0/255.255.255.0", "ip:192.0.3.1", false)]
    [InlineData("ip:192.0.2.0/255.255.255.0", "ip:::ffff:192.0.2.1", false)]
    [InlineData("ip:2001:db8::/ffff:ffff::", "ip:2001:db8::9", true)]
    [InlineData("ip:192.0.2.0/255.0.255.0", "ip:192.0.2.1", false)]
    [InlineData("dn:O=Ours", "dn:O=Ours, OU=x", true)]
    [InlineData("dn:O=Ours", "dn:O=OURS", true)]
    [InlineData("dn:O=Ours", "dn:OU=x, O=Ours", false)]
    public void What_is_permitted_lies_inside(string constraint, string name, bool passes)
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Constraints(permitted: [Name(constraint)]));
        var end = Mint.Issue(ca, constraint.StartsWith("dn:", StringComparison.Ordinal) ? "O=Ours" : "CN=End", [Part.Names(Name(name))]);

        Assert.Equal(passes ? "Passed" : "Failed", Mint.Ask(end, [ca], root).Result.ToString());
    }

    [Theory]
    [InlineData("dns:example.com", "dns:a.example.com", false)]
    [InlineData("dns:example.com", "dns:example.org", true)]
    [InlineData("dns:bar.example.com", "dns:*.example.com", false)]
    [InlineData("dns:a.bar.example.com", "dns:*.example.com", true)]
    [InlineData("dns:.example.com", "dns:example.com", false)]
    [InlineData("mail:a@example.com", "mail:A@example.com", false)]
    [InlineData("mail:b@example.com", "mail:a@example.com", true)]
    [InlineData("uri:host.example.com", "uri:http://host.example.com", false)]
    [InlineData("ip:192.0.2.0/255.255.255.0", "ip:192.0.2.1", false)]
    [InlineData("ip:192.0.2.0/255.255.255.0", "dns:192.0.2.1", true)]
    [InlineData("dn:O=Theirs", "dn:O=Theirs, CN=x", false)]
    [InlineData("other:1.2.3", "dns:example.com", true)]
    [InlineData("other:1.2.3", "other:1.2.4", false)]
    public void What_is_excluded_lies_outside(string constraint, string name, bool passes)
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Constraints(excluded: [Name(constraint)]));

        Assert.Equal(passes ? "Passed" : "Failed", Mint.Ask(Mint.Issue(ca, "CN=End", [Part.Names(Name(name))]), [ca], root).Result.ToString());
    }

    [Fact]
    public void Every_authority_narrows_what_those_above_left()
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Constraints(permitted: [Part.Dns("example.com"), Part.Dns("example.org")]));
        var sub = Mint.Authority(ca, "CN=Sub", Part.Constraints(permitted: [Part.Dns("example.org"), Part.Dns("example.net")]));

        Assert.Equal("Passed", Mint.Ask(Mint.Issue(sub, "CN=End", [Part.Names(Part.Dns("a.example.org"))]), [ca, sub], root).Told());
        Assert.Equal("Failed PATH_NAME_CONSTRAINT", Mint.Ask(Mint.Issue(sub, "CN=End", [Part.Names(Part.Dns("example.com"))]), [ca, sub], root).Told());
        Assert.Equal("Failed PATH_NAME_CONSTRAINT", Mint.Ask(Mint.Issue(sub, "CN=End", [Part.Names(Part.Dns("example.net"))]), [ca, sub], root).Told());
    }

    [Fact]
    public void The_subject_counts_for_directory_names_and_for_mailboxes()
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "O=Ours, CN=CA", Part.Constraints(permitted: [Part.Directory("O=Ours, C=RU"), Part.Mail("example.com")]));

        Assert.Equal("Passed", Mint.Ask(Mint.Issue(ca, "E=a@example.com, O=Ours, C=RU", []), [ca], root).Told());
        Assert.Equal("Failed PATH_NAME_CONSTRAINT", Mint.Ask(Mint.Issue(ca, "E=a@example.org, O=Ours, C=RU", []), [ca], root).Told());
        Assert.Equal("Failed PATH_NAME_CONSTRAINT", Mint.Ask(Mint.Issue(ca, "O=Theirs, C=RU", []), [ca], root).Told());
    }

    [Fact]
    public void Self_issued_certificates_are_not_bound_unless_they_are_the_last()
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Constraints(permitted: [Part.Directory("O=Ours")]));
        var again = Mint.Authority(ca, "CN=CA");

        Assert.Equal("Passed", Mint.Ask(Mint.Issue(again, "O=Ours", []), [ca, again], root).Told());
        Assert.Equal("Failed PATH_NAME_CONSTRAINT", Mint.Ask(again, [ca], root).Told());
    }

    [Fact]
    public void Another_path_is_looked_for_when_one_is_constrained()
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Constraints(excluded: [Part.Dns("example.com")]));
        var free = Mint.Issue(root, "CN=CA", [Part.Authority()], key: ca.Key);
        var end = Mint.Issue(ca, "CN=End", [Part.Names(Part.Dns("example.com"))]);

        Assert.Equal("Failed PATH_NAME_CONSTRAINT", Mint.Ask(end, [ca], root).Told());
        Assert.Equal("Passed", Mint.Ask(end, [ca, free], root).Told());
    }

    [Theory]
    [InlineData("dns:*.example.com")]
    [InlineData("mail:a@b@example.com")]
    [InlineData("ip:192.0.2.0/255.0.255.0")]
    [InlineData("ip:192.0.2.0")]
    public void A_constraint_that_cannot_be_compared_with_fails_the_path(string constraint)
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Constraints(excluded: [Name(constraint)]));

        Assert.Equal("Failed PATH_EXTENSION_MALFORMED", Mint.Ask(Mint.Issue(ca, "CN=End", []), [ca], root).Told());
    }

    [Fact]
    public void Subtrees_with_a_distance_or_without_a_name_fail_the_path()
    {
        X509Extension[] wrong =
        [
            Part.Sequence("2.5.29.30", true, _ => { }),
            Part.Constraints(permitted: []),
            Part.Constraints(excluded: [writer => { Part.Dns("a.example")(writer); writer.WriteInteger(1, Part.Context(0)); }]),
            Part.Constraints(excluded: [writer => { Part.Dns("a.example")(writer); writer.WriteInteger(1, Part.Context(1)); }]),
        ];
        foreach (var constraints in wrong)
        {
            var root = Mint.Root();
            var ca = Mint.Authority(root, "CN=CA", constraints);
            Assert.Equal("Failed PATH_EXTENSION_MALFORMED", Mint.Ask(Mint.Issue(ca, "CN=End", []), [ca], root).Told());
        }
    }

    [Fact]
    public void Thousands_of_constraints_against_thousands_of_names_end_the_search()
    {
        var root = Mint.Root();
        var ca = Mint.Authority(root, "CN=CA", Part.Constraints(excluded: [.. Enumerable.Range(0, 2000).Select(number => Part.Dns($"x{number}.test"))]));
        var end = Mint.Issue(ca, "CN=End", [Part.Names([.. Enumerable.Range(0, 2000).Select(number => Part.Dns($"t{number}.test"))])]);

        Assert.Equal("Failed PATH_LIMIT", Mint.Ask(end, [ca], root).Told());
    }

    private static Action<AsnWriter> Name(string text)
    {
        var cut = text.IndexOf(':', StringComparison.Ordinal);
        var value = text[(cut + 1)..];
        return text[..cut] switch
        {
            "dns" => Part.Dns(value),
            "mail" => Part.Mail(value),
            "uri" => Part.Uri(value),
            "ip" => Part.Address(value),
            "dn" => Part.Directory(string.Join(", ", value.Split(", ").Reverse())),
            _ => Part.Other(value),
        };
    }
}
