using System.Globalization;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Adapters.Peers;

/// <summary>The headers of a container on the wire (DESIGN section 5), the same on every request about it.</summary>
internal static class ContainerHeading
{
    /// <summary>Adds them.</summary>
    public static void Add(HttpRequestMessage request, ContainerTransfer transfer, string digestHeader, byte[] sha256)
    {
        // Not parsed by the framework, which would split a list and write it differently.
        request.Headers.TryAddWithoutValidation(digestHeader, Digests(transfer, sha256));
        request.Headers.Add(WireHeaders.MessageId, transfer.MessageId.ToString());
        request.Headers.Add(WireHeaders.Sender, transfer.Sender.ToString());
        request.Headers.Add(WireHeaders.Recipients, string.Join(',', transfer.Recipients));
        request.Headers.Add(WireHeaders.Path, string.Join(',', transfer.Path));
        request.Headers.Add(WireHeaders.Directory, transfer.DirectorySerial.ToString(CultureInfo.InvariantCulture));
    }

    // SHA-256 against damage on the wire, and beside it the container's identity when that is another algorithm's: the peer recognises by it what it has
    // seen before (RFC 9530: several digests in one field).
    private static string Digests(ContainerTransfer transfer, byte[] sha256)
    {
        var text = $"sha-256=:{Convert.ToBase64String(sha256)}:";
        return transfer.Container.Algorithm == "sha-256"
            ? text
            : $"{text}, {transfer.Container.Algorithm}=:{Convert.ToBase64String(transfer.Container.Value)}:";
    }
}
