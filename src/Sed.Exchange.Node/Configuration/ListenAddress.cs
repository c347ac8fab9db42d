using System.Net;
using System.Net.Sockets;

namespace Sed.Exchange.Node.Configuration;

/// <summary>Where a listener listens: <c>https://0.0.0.0:8443</c>. The host is an IP address; names would be looked up at start, and lie.</summary>
/// <param name="IsHttps">True: TLS.</param>
/// <param name="Ip">The address.</param>
/// <param name="Port">The port; 0 = any free one, for tests.</param>
public sealed record ListenAddress(bool IsHttps, IPAddress Ip, int Port)
{
    /// <summary>True for 127.0.0.0/8 and ::1.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Ip);

    /// <summary>Reads an address; null when it is none, or has more than scheme, IP address and port.</summary>
    public static ListenAddress? Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http")) return null;
        if (uri.PathAndQuery != "/" || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0 || text.EndsWith('?')) return null;
        // Uri gives a port when none is written; a listener must say its own.
        var authority = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
        var colon = authority.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(authority.AsSpan(colon + 1), out var port)) return null;
        // Not Uri's host: it makes 0.0.118.240 of 30448.
        return ReadIp(authority[..colon].Trim('[', ']')) is { } ip ? new ListenAddress(uri.Scheme == "https", ip, port) : null;
    }

    /// <summary>
    /// An IPv4 address in four decimal parts, or an IPv6 one; null when it is none. The framework also takes one number, octal and hexadecimal parts:
    /// a port given by mistake would become an address.
    /// </summary>
    internal static IPAddress? ReadIp(string text) =>
        IPAddress.TryParse(text, out var ip) && (ip.AddressFamily == AddressFamily.InterNetworkV6 || ip.ToString() == text) ? ip : null;

    /// <inheritdoc/>
    public override string ToString() => $"{(IsHttps ? "https" : "http")}://{new IPEndPoint(Ip, Port)}";
}
