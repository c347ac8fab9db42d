using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>A container as a peer posted it; everything but the octets is advisory.</summary>
/// <param name="Peer">Node id proven by the TLS certificate.</param>
/// <param name="MessageId">Sed-Message-Id.</param>
/// <param name="Sender">Sed-Sender.</param>
/// <param name="Recipients">Sed-Recipients.</param>
/// <param name="Path">Sed-Path.</param>
/// <param name="DirectorySerial">Sed-Directory.</param>
/// <param name="ContentSha256">The sha-256 of Content-Digest (RFC 9530).</param>
/// <param name="Content">The octets, as they arrive.</param>
public sealed record IncomingContainer(
    string Peer,
    Guid MessageId,
    Guid Sender,
    IReadOnlyList<Guid> Recipients,
    IReadOnlyList<string> Path,
    long DirectorySerial,
    byte[] ContentSha256,
    Stream Content)
{
    /// <summary>
    /// The digest of Content-Digest that is the container's identity, in the algorithm of its seal; null: the caller named none. With it the same
    /// octets are recognised before they are verified, and a container whose verification takes long can be held.
    /// </summary>
    public DigestValue? Container { get; init; }

    /// <summary>How it came.</summary>
    internal Carriage Carriage => new(Peer, MessageId, Sender, Path, DirectorySerial);
}
