using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery;

/// <summary>
/// The directories that were in force here, for what was rightly done by one that is in force no more: mailboxes move and nodes are closed while mail is
/// under way, and who was entitled when it was sent stays believed (DESIGN 3.3). Asked only where the directory in force says no.
/// </summary>
internal sealed class DirectoryHistory
{
    /// <summary>A directory is taken while letters are being accepted by the one before; and the clock of an origin may differ by so much.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    /// <summary>As long as mail is on its way with the usual time to deliver: by then every node that takes part has the new directory.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromDays(3);

    private readonly Lock _gate = new();
    private readonly List<Page> _pages = [];
    private bool _isWhole;

    /// <summary>True when the issuer may say it by the directory in force, or by one that was between sending and issue.</summary>
    /// <param name="journal">Where the directories are kept.</param>
    /// <param name="receipt">What is said.</param>
    /// <param name="current">The directory in force.</param>
    /// <param name="originNode">The origin as the container names it.</param>
    /// <param name="sentAt">When the origin took the message.</param>
    public bool MayIssue(IJournalReader journal, Receipt receipt, ExchangeDirectory current, string originNode, DateTimeOffset sentAt)
    {
        bool By(string? recipientNode) => ReceiptRules.MayIssue(receipt.Kind, receipt.IssuerNode, originNode, recipientNode);
        return By(current.FindOrganisation(receipt.Recipient)?.Node)
            || Since(journal, current, Before(sentAt, Margin)).Any(page => page.Serial <= receipt.DirectorySerial && By(page.Serving.GetValueOrDefault(receipt.Recipient)));
    }

    /// <summary>True when a node served an organisation at any time.</summary>
    public bool HasServed(IJournalReader journal, ExchangeDirectory current, string node, Guid organisation) =>
        Since(journal, current, DateTimeOffset.MinValue).Any(page => page.Serving.GetValueOrDefault(organisation) == node);

    /// <summary>
    /// True for a node that lies between two others in the tree of nodes, or is one of them: between <paramref name="self"/> and whoever served the recipient, by the
    /// directory in force or one since a message for it was sent.
    /// </summary>
    public bool IsBetween(IJournalReader journal, ExchangeDirectory current, string node, string self, Guid recipient, DateTimeOffset sentAt) =>
        Since(journal, current, Before(sentAt, Margin)).Any(page => page.Serving.GetValueOrDefault(recipient) is { } home && page.Between(self, home).Contains(node));

    /// <summary>
    /// True for a serial below that of the first directory this node ever had, if that was taken after a time: who served whom by an earlier one nobody here can
    /// tell.
    /// </summary>
    public bool IsBeforeTheFirst(IJournalReader journal, ExchangeDirectory current, long serial, DateTimeOffset since) =>
        Since(journal, current, DateTimeOffset.MinValue)[^1] is var first && first.Serial > serial && first.At > since;

    /// <summary>True when a node is in the directory in force, or was in any before it.</summary>
    public bool IsKnown(IJournalReader journal, ExchangeDirectory current, string node) =>
        current.FindNode(node) is not null || Since(journal, current, DateTimeOffset.MinValue).Any(page => page.Parents.ContainsKey(node));

    /// <summary>
    /// True when another node served the recipient while the message was on its way, or so shortly before it was sent that its sender may not have known
    /// better: it may lie in the mailbox there too, when nobody heard the answer.
    /// </summary>
    public bool WasServedElsewhere(IJournalReader journal, ExchangeDirectory current, Guid recipient, DateTimeOffset sentAt)
    {
        var node = current.FindOrganisation(recipient)?.Node;
        return Since(journal, current, Before(sentAt, Spread)).Any(page => page.Serving.TryGetValue(recipient, out var serving) && serving != node);
    }

    /// <summary>The nodes that have served a recipient since a message for it was sent, by the directory in force and those before; the newest first.</summary>
    public IReadOnlyList<string> NodesOf(IJournalReader journal, ExchangeDirectory current, Guid recipient, DateTimeOffset sentAt) =>
        [.. Since(journal, current, Before(sentAt, Margin)).Select(page => page.Serving.GetValueOrDefault(recipient)).OfType<string>().Distinct()];

    /// <summary>
    /// Opens a container by the directory in force and, where its seal does not hold by that one, by <see cref="OtherOperators(IJournalReader, ExchangeDirectory, OpenedContainer)"/>.
    /// </summary>
    /// <returns>The first that passed; else what the directory in force says.</returns>
    public async Task<OpenedContainer> OpenAsync(
        IJournalView journal, Stream octets, ContainerLimits limits, ExchangeDirectory current, DateTimeOffset at, CancellationToken cancel)
    {
        octets.Position = 0;
        var opened = ContainerFile.Open(octets, limits, current, at, cancel);
        if (opened.Verdict.Result == VerdictResult.Passed) return opened;
        foreach (var earlier in await journal.ReadAsync(reader => OtherOperators(reader, current, opened), cancel).ConfigureAwait(false))
        {
            octets.Position = 0;
            if (ContainerFile.Open(octets, limits, earlier, at, cancel) is { Verdict.Result: VerdictResult.Passed } proven) return proven;
        }

        return opened;
    }

    /// <summary>
    /// Earlier directories to judge a seal by that does not hold by the one in force: its sender has no seal of its own and has moved since, so that another
    /// node's key sealed for it then. The newest first; none: the seal is what it looks like.
    /// </summary>
    public IReadOnlyList<ExchangeDirectory> OtherOperators(IJournalReader journal, ExchangeDirectory current, OpenedContainer opened) =>
        opened.Claims is { } claims && IsAddressing(opened.Verdict)
            ? OtherOperators(journal, current, claims.Sender, claims.SentAt)
            : [];

    private static bool IsAddressing(Verdict verdict) => verdict.AllFindings().Any(finding =>
        finding.Stage == VerdictStage.Path && finding.Result is VerdictResult.Failed or VerdictResult.Indeterminate);

    // In force since sending, and naming another node for the sender.
    private List<ExchangeDirectory> OtherOperators(IJournalReader journal, ExchangeDirectory current, Guid sender, DateTimeOffset sentAt)
    {
        var known = new HashSet<string?>(StringComparer.Ordinal) { current.FindOrganisation(sender)?.Node };
        return [.. Since(journal, current, Before(sentAt, Margin))
            .Where(page => page.Serving.TryGetValue(sender, out var node) && known.Add(node))
            .Select(page => Find(journal, page.Serial))
            .OfType<ExchangeDirectory>()];
    }

    /// <summary>The directory with this serial, as it was kept; null: it never was in force here.</summary>
    public static ExchangeDirectory? Find(IJournalReader journal, long serial) =>
        journal.FindDirectory(serial) is { } row ? DirectoryFile.OpenCryptoOnly(row.Bytes, row.At).Directory : null;

    private static DateTimeOffset Before(DateTimeOffset time, TimeSpan margin) => time - DateTimeOffset.MinValue > margin ? time - margin : DateTimeOffset.MinValue;

    /// <summary>The one in force and those before it, down to the one that was in force at a time; the newest first.</summary>
    private List<Page> Since(IJournalReader journal, ExchangeDirectory current, DateTimeOffset time)
    {
        // What was taken by a clock that was set back once looks older than it is.
        var behind = journal.Clock()?.Behind ?? TimeSpan.Zero;
        time = Before(time, behind);
        lock (_gate)
        {
            // 1. What was taken since the last question. Serials may be left out, millions of them: an administrator may write a date.
            var newer = new List<Page>();
            for (var row = _pages.Count > 0 && current.Serial <= _pages[0].Serial ? null : journal.DirectoryAtOrBelow(current.Serial);
                 row is not null && (_pages.Count == 0 ? newer.Count == 0 : row.Serial > _pages[0].Serial);
                 row = journal.DirectoryAtOrBelow(row.Serial - 1))
            {
                newer.Add(PageOf(row, row.Serial == current.Serial ? current : null));
            }

            _pages.InsertRange(0, newer);

            // 2. Back to the one in force then.
            while (!_isWhole && _pages[^1].At > time)
            {
                var last = _pages[^1].Serial;
                var row = journal.DirectoryAtOrBelow(last - 1);
                if (row is null) _isWhole = true;
                else _pages.Add(PageOf(row, known: null));
            }

            var until = _pages.FindIndex(page => page.At <= time);
            return until < 0 ? [.. _pages] : _pages[..(until + 1)];
        }
    }

    private static Page PageOf(DirectoryRow row, ExchangeDirectory? known)
    {
        var kept = known ?? DirectoryFile.OpenCryptoOnly(row.Bytes, row.At).Directory;
        return new Page(
            row.Serial,
            row.At,
            (kept?.Organisations ?? []).ToDictionary(organisation => organisation.Id, organisation => organisation.Node),
            (kept?.Nodes ?? []).ToDictionary(node => node.Id, node => node.Parent, StringComparer.Ordinal));
    }

    /// <summary>Who served whom by one directory, and which nodes it lists under which: all that is asked of it again and again.</summary>
    private sealed record Page(long Serial, DateTimeOffset At, IReadOnlyDictionary<Guid, string> Serving, IReadOnlyDictionary<string, string?> Parents)
    {
        /// <summary>From one node up to the first that both are below, and down to the other.</summary>
        public IReadOnlyList<string> Between(string from, string to)
        {
            var (up, down) = (Chain(from), Chain(to));
            var top = up.FindIndex(down.Contains);
            return top < 0 ? [from, to] : [.. up.Take(top + 1), .. down.TakeWhile(node => node != up[top])];
        }

        // A wrong directory may have a circle.
        private List<string> Chain(string node)
        {
            List<string> chain = [];
            for (var next = node; next is not null && !chain.Contains(next); next = Parents.GetValueOrDefault(next)) chain.Add(next);
            return chain;
        }
    }
}
