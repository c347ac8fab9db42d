using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Peers;

/// <summary>What goes to a next hop in one POST. Everything but the octets is advisory and rechecked there.</summary>
/// <param name="MessageId">Sed-Message-Id.</param>
/// <param name="Sender">Sed-Sender.</param>
/// <param name="Recipients">Sed-Recipients: only these are this hop's business.</param>
/// <param name="Path">Sed-Path: node ids passed, this node last.</param>
/// <param name="DirectorySerial">Sed-Directory.</param>
/// <param name="Container">The container's identity: digest of all octets in the algorithm of its seal.</param>
/// <param name="Length">Octets.</param>
/// <param name="Open">Opens the octets, positioned at the start.</param>
public sealed record ContainerTransfer(
    Guid MessageId,
    Guid Sender,
    IReadOnlyList<Guid> Recipients,
    IReadOnlyList<string> Path,
    long DirectorySerial,
    DigestValue Container,
    long Length,
    Func<CancellationToken, Task<Stream>> Open)
{
    /// <summary>Attempts that have failed so far: on a line that is slow or breaks, what arrived of it must not travel again.</summary>
    public int Attempts { get; init; }
}
