using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>
/// Brings the directory to nodes below that cannot fetch it: they ask the node above, and know that one by an address where it is no more, because it has moved, or
/// hang on another one by now (decision 0032). Everybody else fetches.
/// </summary>
internal sealed class ChangeOfAddress(GatewayParts parts, DirectoryKeeper directory)
{
    // A disk that is lost gives an old address back, whenever that is.
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);
    private static readonly TimeSpan Unanswered = TimeSpan.FromMinutes(10);

    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private long _seen;
    private long _asked;
    private long _askedAll;
    private TimeSpan? _pause;

    /// <summary>At the start, after each change of the directory, and now and then; null: nobody hangs on this node.</summary>
    public DateTimeOffset? Next => directory.Current.Serial != _seen
        ? DateTimeOffset.MinValue
        : _pause is { } pause ? parts.Time.GetUtcNow() + pause - parts.Time.GetElapsedTime(_asked) : null;

    /// <summary>Asks those below which directory they have, and brings a newer one where they would ask for it in vain. Who did not answer is asked again sooner.</summary>
    /// <returns>Null: <see cref="Next"/> says when to come back.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancel)
    {
        var current = directory.Current;
        var below = current.Nodes.Where(node => node.Parent == parts.Identity.NodeId).ToList();
        if (current.Serial != _seen || parts.Time.GetElapsedTime(_askedAll) >= Again)
        {
            _open.UnionWith(below.Select(node => node.Id));
            _askedAll = parts.Time.GetTimestamp();
        }

        // 1. Which one do they have?
        var asked = below.Where(node => _open.Contains(node.Id)).ToList();
        var answers = await Task.WhenAll(asked.Select(node => SerialOfAsync(node, cancel))).ConfigureAwait(false);
        var behind = asked.Zip(answers, (node, serial) => (Node: node, Serial: serial))
            .Where(answer => answer.Serial < current.Serial).Select(answer => (answer.Node, Serial: answer.Serial!.Value)).ToList();

        // 2. By that one, whom do they ask, and is he there? Each directory is opened once, however many have it.
        var known = await parts.Journal.ReadAsync(
            journal => behind.Select(answer => answer.Serial).Distinct().ToDictionary(serial => serial, serial => DirectoryHistory.Find(journal, serial)), cancel)
            .ConfigureAwait(false);
        var deaf = behind.Where(answer => !CanAsk(answer.Node, known[answer.Serial], current)).ToList();
        var brought = await Task.WhenAll(deaf.Select(answer => directory.BringToAsync(answer.Node.Id, answer.Serial, cancel))).ConfigureAwait(false);

        _open.Clear();
        _open.UnionWith(asked.Zip(answers).Where(answer => answer.Second is null).Select(answer => answer.First.Id));
        _open.UnionWith(deaf.Zip(brought).Where(answer => !answer.Second).Select(answer => answer.First.Node.Id));
        _pause = below.Count == 0 ? null : _open.Count > 0 ? Unanswered : Again;
        _asked = parts.Time.GetTimestamp();
        _seen = current.Serial;
        return null;
    }

    private static bool CanAsk(NodeEntry peer, ExchangeDirectory? known, ExchangeDirectory current) =>
        known?.FindNode(peer.Id)?.Parent is { } above && known.FindNode(above)?.Url is { } url && url == current.FindNode(above)?.Url;

    // Null: no answer, or none that names it.
    private async Task<long?> SerialOfAsync(NodeEntry peer, CancellationToken cancel) =>
        await Aside.AskAsync(parts, token => parts.Peers.FetchAboutAsync(peer, token), cancel).ConfigureAwait(false) is PeerAnswer.About about ? about.DirectorySerial : null;
}
