using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Paths;

namespace Sed.Exchange.Tests.Paths;

/// <summary>Names of peers (RFC 9525).</summary>
public class PeerNameTests
{
    [Theory]
    [InlineData("dns:example.com", "example.com", true)]
    [InlineData("dns:EXAMPLE.com", "example.COM", true)]
    [InlineData("dns:example.com", "www.example.com", false)]
    [InlineData("dns:*.example.com", "www.example.com", true)]
    [InlineData("dns:*.example.com", "example.com", false)]
    [InlineData("dns:*.example.com", "a.b.example.com", false)]
    [InlineData("dns:w*.example.com", "www.example.com", false)]
    [InlineData("dns:www.*.com", "www.example.com", false)]
    [InlineData("dns:*.*.example.com", "a.b.example.com", false)]
    [InlineData("dns:*.com", "example.com", false)]
    [InlineData("dns:*", "com", false)]
    [InlineData("dns:xn--*-1b3c148a.example.com", "xn--bliss-1b3c148a.example.com", false)]
    [InlineData("dns:xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai", true)]
    [InlineData("dns:example.com.", "example.com", false)]
    [InlineData("dns:192.0.2.1", "192.0.2.1", false)]
    [InlineData("ip:192.0.2.1", "192.0.2.1", true)]
    [InlineData("ip:192.0.2.1", "192.0.2.2", false)]
    [InlineData("ip:::1", "0:0:0:0:0:0:0:1", true)]
    [InlineData("ip:::ffff:192.0.2.1", "192.0.2.1", false)]
    [InlineData("mail:a@example.com", "a@EXAMPLE.com", true)]
    [InlineData("mail:a@example.com", "A@example.com", false)]
    [InlineData("uri:http://example.com", "example.com", false)]
    public void A_certificate_is_for_whom_its_alternative_names_name(string name, string peer, bool fits)
    {
        var cut = name.IndexOf(':', StringComparison.Ordinal);
        var value = name[(cut + 1)..];
        Action<AsnWriter> written = name[..cut] switch { "dns" => Part.Dns(value), "ip" => Part.Address(value), "mail" => Part.Mail(value), _ => Part.Uri(value) };

        Assert.Equal(fits ? "Passed" : "Failed PATH_PEER_NAME", Told(peer, Part.Names(written)));
    }

    [Fact]
    public void The_common_name_names_nobody() => Assert.Equal("Failed PATH_PEER_NAME", Told("example.com"));

    [Fact]
    public void Names_outside_of_their_alphabet_are_malformed()
    {
        Assert.Equal("Failed PATH_EXTENSION_MALFORMED", Told("example.com", Part.Names(Part.Dns("example.com"), writer => writer.WriteOctetString([0xC3, 0xA9, 0x2E, 0x63], Part.Context(2)))));
        Assert.Equal("Failed PATH_EXTENSION_MALFORMED", Told("example.com", Part.Names()));
        Assert.Equal("Failed PATH_PEER_NAME", Told("example.com", Part.Names(Part.Dns("example.com\0.evil.org"))));
    }

    private static string Told(string peer, params X509Extension[] extensions)
    {
        var root = Mint.Root();
        return Mint.Ask(Mint.Issue(root, "CN=example.com", extensions), [], root, new PathPolicy { PeerName = peer }).Told();
    }
}
