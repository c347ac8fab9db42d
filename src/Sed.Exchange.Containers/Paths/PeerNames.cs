using System.Net;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Paths;

/// <summary>Whether a certificate is for a peer (RFC 9525): alternative names only, the common name is never looked at.</summary>
internal static class PeerNames
{
    /// <summary>True when it is.</summary>
    /// <param name="certificate">The peer's certificate.</param>
    /// <param name="peer">A host name, an address or a mailbox.</param>
    /// <exception cref="System.Formats.Asn1.AsnContentException">Its alternative names are malformed.</exception>
    public static bool Fit(Certificate certificate, string peer)
    {
        var names = GeneralName.AlternativesOf(certificate) ?? [];
        if (IPAddress.TryParse(peer, out var address) && (peer.Contains(':') || peer.Count(character => character == '.') == 3))
        {
            var octets = address.GetAddressBytes();
            return names.Any(name => name.Kind == GeneralNameKind.IpAddress && name.Octets.Span.SequenceEqual(octets));
        }

        if (Mailbox.Parse(peer) is { } mailbox)
        {
            return names.Where(name => name.Kind == GeneralNameKind.Rfc822Name).Select(name => Mailbox.Parse(name.Text!)).OfType<Mailbox>()
                .Any(name => name.Local == mailbox.Local && string.Equals(name.Host, mailbox.Host, StringComparison.OrdinalIgnoreCase));
        }

        return names.Any(name => name.Kind == GeneralNameKind.DnsName && DnsNames.Match(name.Text!, peer));
    }
}
