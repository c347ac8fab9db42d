using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>
/// A node that has moved brings the directory to the nodes below it that know it by another address: they fetch directories from the node above, and would ask in
/// vain where it was (decision 0032). Everybody else fetches.
/// </summary>
internal sealed class ChangeOfAddress(GatewayParts parts, DirectoryKeeper directory)
{
    // A disk that is lost gives an old address back, whenever that is.
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);

    private long _seen;
    private long _asked;
    private TimeSpan? _pause;

    /// <summary>At the start, after each change of the directory, and now and then; null: this node has known one directory only, and moved nowhere.</summary>
    public DateTimeOffset? Next => directory.Current.Serial != _seen
        ? DateTimeOffset.MinValue
        : _pause is { } pause ? parts.Time.GetUtcNow() + pause - parts.Time.GetElapsedTime(_asked) : null;

    /// <summary>Asks everybody below by which directory they know this node, and brings a newer one where that names another address.</summary>
    /// <returns>Null: <see cref="Next"/> says when to come back.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancel)
    {
        var current = directory.Current;
        var isFirst = await parts.Journal.ReadAsync(journal => journal.AllDirectories().First().Serial >= current.Serial, cancel).ConfigureAwait(false);
        var below = isFirst ? [] : current.Nodes.Where(node => node.Parent == parts.Identity.NodeId).ToList();
        var know = await Task.WhenAll(below.Select(node => KnowsAsync(node, current, cancel))).ConfigureAwait(false);
        _pause = below.Count == 0 ? null : know.Contains(false) ? parts.Options.LongestPause : Again;
        _asked = parts.Time.GetTimestamp();
        _seen = current.Serial;
        return null;
    }

    /// <returns>True: it knows where this node is, and can ask.</returns>
    private async Task<bool> KnowsAsync(NodeEntry peer, ExchangeDirectory current, CancellationToken cancel)
    {
        if (await Aside.AskAsync(parts, token => parts.Peers.FetchAboutAsync(peer, token), cancel).ConfigureAwait(false) is not PeerAnswer.About about) return false;
        if (about.DirectorySerial is not { } serial || serial >= current.Serial) return true;
        var known = await parts.Journal.ReadAsync(journal => DirectoryHistory.Find(journal, serial), cancel).ConfigureAwait(false);
        return AddressIn(known) == AddressIn(current) || await directory.BringToAsync(peer.Id, cancel).ConfigureAwait(false);
    }

    private Uri? AddressIn(ExchangeDirectory? known) => known?.FindNode(parts.Identity.NodeId)?.Url;
}
