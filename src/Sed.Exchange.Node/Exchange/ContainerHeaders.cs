using System.Globalization;
using Microsoft.Extensions.Primitives;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Node.Exchange;

/// <summary>The headers of a container on the wire. Advisory: everything is rechecked against the envelope.</summary>
/// <param name="MessageId">Sed-Message-Id.</param>
/// <param name="Sender">Sed-Sender.</param>
/// <param name="Recipients">Sed-Recipients.</param>
/// <param name="Path">Sed-Path.</param>
/// <param name="DirectorySerial">Sed-Directory.</param>
/// <param name="ContentSha256">The sha-256 of Content-Digest or Repr-Digest (RFC 9530).</param>
/// <param name="Container">The digest beside it that is the container's identity: of another algorithm of ours when there is one.</param>
internal sealed record ContainerHeaders(
    Guid MessageId,
    Guid Sender,
    IReadOnlyList<Guid> Recipients,
    IReadOnlyList<string> Path,
    long DirectorySerial,
    byte[] ContentSha256,
    DigestValue Container)
{
    // More recipients than a package can have, more nodes than a path may have: limits against lists that only cost.
    private const int MaxRecipients = 2000;
    private const int MaxPath = 32;
    private const int NodeIdLength = 40;
    private const int MaxDigest = 66;
    private const string Sha256 = "sha-256";

    /// <summary>Reads the headers.</summary>
    /// <param name="headers">The request's.</param>
    /// <param name="digestHeader">Which header has the digest of the container.</param>
    /// <param name="fault">Name of the header that is missing or wrong; null with a result.</param>
    /// <returns>Null: a header is missing or wrong.</returns>
    public static ContainerHeaders? Read(IHeaderDictionary headers, string digestHeader, out string? fault)
    {
        fault = null;
        if (!Guid.TryParse(One(headers[WireHeaders.MessageId]), out var messageId)) fault = WireHeaders.MessageId;
        if (!Guid.TryParse(One(headers[WireHeaders.Sender]), out var sender)) fault = WireHeaders.Sender;
        var recipients = new List<Guid>();
        foreach (var text in List(headers[WireHeaders.Recipients]))
        {
            if (!Guid.TryParse(text, out var recipient) || recipients.Count == MaxRecipients)
            {
                fault = WireHeaders.Recipients;
                break;
            }

            recipients.Add(recipient);
        }

        if (recipients.Count == 0) fault ??= WireHeaders.Recipients;
        var path = List(headers[WireHeaders.Path]).ToList();
        if (path.Count is 0 or > MaxPath || path.Any(node => node.Length is 0 or > NodeIdLength)) fault ??= WireHeaders.Path;
        if (!long.TryParse(One(headers[WireHeaders.Directory]), NumberStyles.None, CultureInfo.InvariantCulture, out var serial)) fault ??= WireHeaders.Directory;
        var (sha256, container) = DigestsOf(headers[digestHeader]);
        if (sha256 is null) fault ??= digestHeader;
        return fault is null ? new ContainerHeaders(messageId, sender, recipients, path, serial, sha256!, container!.Value) : null;
    }

    private static string? One(StringValues values) => values.Count == 1 ? values[0] : null;

    private static IEnumerable<string> List(StringValues values) =>
        values.OfType<string>().SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    // A dictionary of byte sequences (RFC 9530, RFC 8941): sha-256=:base64:, and beside it the container's identity when its seal has another algorithm.
    private static (byte[]? Sha256, DigestValue? Container) DigestsOf(StringValues values)
    {
        byte[]? sha256 = null;
        DigestValue? other = null;
        foreach (var member in List(values))
        {
            var equals = member.IndexOf("=:", StringComparison.Ordinal);
            if (equals <= 0 || !member.EndsWith(':') || member.Length < equals + 3) continue;
            var algorithm = member[..equals].ToLowerInvariant();
            var digest = new byte[MaxDigest];
            if (!Convert.TryFromBase64String(member[(equals + 2)..^1], digest, out var length)) return (null, null);
            if (algorithm == Sha256)
            {
                if (length != 32) return (null, null);
                sha256 = digest[..length];
            }
            else if (Suite.All.Any(suite => suite.DigestName == algorithm))
            {
                other = new DigestValue(algorithm, digest[..length]);
            }
        }

        return (sha256, other ?? (sha256 is null ? null : new DigestValue(Sha256, sha256)));
    }
}
