using System.Net;
using System.Net.Sockets;

namespace Sed.Exchange.Adapters.Revocation;

/// <summary>
/// Which addresses may be asked at the word of a certificate. Anybody can write one that names a service of this machine or network; following it would
/// make the node the attacker's hand inside (SSRF). Only what is reachable from everywhere is asked, unless the operator allows the rest.
/// </summary>
internal static class AddressGuard
{
    // RFC 6890 and its registries: what is not for everybody. IPv4 first, IPv6 below.
    private static readonly IPNetwork[] Inner =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"), IPNetwork.Parse("224.0.0.0/3"),
    ];

    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    // Addresses that carry another inside: documentation, Teredo, 6to4.
    private static readonly IPNetwork[] Odd6 = [IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("3fff::/20")];

    /// <summary>True for an address that is reachable from everywhere.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(Inner, network => network.Contains(address)),
            AddressFamily.InterNetworkV6 => Global6.Contains(address) && !Array.Exists(Odd6, network => network.Contains(address)),
            _ => false,
        };
    }
}
