using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Demo.Audit;

/// <summary>
/// Reads what a stopped node left on its disk and verifies every signature and digest of it again, with nothing of the node running. It trusts
/// the fingerprint of the directory's key, which came out of band, and nothing else.
/// </summary>
internal sealed class RecordReader(MadeRegion region, DateTimeOffset at)
{
    private const int Page = 1000;

    /// <summary>Reads a node.</summary>
    public async Task<NodeRecords> ReadAsync(MadeNode node, CancellationToken cancel)
    {
        using var journal = SqliteJournal.OpenReadOnly(JournalOf(node));
        var blobs = BlobsOf(node);
        using var _ = blobs as IDisposable;
        var rows = await journal.ReadAsync(Rows.Read, cancel);
        var directories = OpenDirectories(rows.Directories);
        var newest = directories.Count == 0 ? null : directories.MaxBy(pair => pair.Key).Value;

        var containers = new List<ContainerRecord>();
        foreach (var row in rows.Containers) containers.Add(await VerifyAsync(row, blobs, newest, cancel));
        var refusals = new List<RefusalRecord>();
        foreach (var row in rows.Refusals) refusals.Add(new RefusalRecord(row, await CompareAsync(row, blobs, cancel)));
        var names = new List<string>();
        await foreach (var name in blobs.ListAsync(cancel)) names.Add(name);
        return new NodeRecords
        {
            Node = node.Id,
            Integrity = journal.CheckIntegrity(),
            Containers = containers,
            Deliveries = rows.Deliveries,
            Receipts = [.. rows.Receipts.Select(row => Verify(row, directories))],
            Refusals = refusals,
            Events = rows.Events,
            Intents = rows.Intents.ToDictionary(intent => intent.Name, intent => intent.State),
            Blobs = names,
        };
    }

    /// <summary>The journal's file.</summary>
    public static string JournalOf(MadeNode node) => Path.Combine(node.DataFolder, "journal.db");

    /// <summary>The store of blobs, as the node's own configuration names it.</summary>
    public static IBlobStore BlobsOf(MadeNode node) => NodeStore.OpenBlobs(ConfigurationFile.Read(node.ConfigFile));

    // Each is trusted by the region's fingerprint, or by the one before it.
    private Dictionary<long, ExchangeDirectory?> OpenDirectories(IEnumerable<DirectoryRow> rows)
    {
        var directories = new Dictionary<long, ExchangeDirectory?>();
        ExchangeDirectory? previous = null;
        foreach (var row in rows.OrderBy(row => row.Serial))
        {
            var opened = DirectoryFile.Open(row.Bytes, region.DirectoryFingerprint, previous, at);
            directories[row.Serial] = opened.Verdict.Result == VerdictResult.Passed ? opened.Directory : null;
            previous = directories[row.Serial] ?? previous;
        }

        return directories;
    }

    private async Task<ContainerRecord> VerifyAsync(ContainerRow row, IBlobStore blobs, ExchangeDirectory? directory, CancellationToken cancel)
    {
        if (row.Remains != Remains.Everything) return new ContainerRecord(row, null, "its content is purged");
        try
        {
            await using var octets = await blobs.OpenAsync(row.Blob, cancel);
            var opened = ContainerFile.Open(octets, ContainerLimits.Default, directory, at, cancel);
            var fault = opened.Verdict.Result != VerdictResult.Passed ? $"{Cause(opened.Verdict)}"
                : opened.Digest != row.Digest ? $"digest {opened.Digest}"
                : opened.Envelope!.MessageId != row.MessageId || opened.Envelope.Sender != row.Sender ? "envelope of another message"
                : null;
            return new ContainerRecord(row, fault is null ? opened.Envelope : null, fault);
        }
        catch (BlobException missing)
        {
            return new ContainerRecord(row, null, missing.Message);
        }
    }

    private static async Task<string?> CompareAsync(RefusalRow row, IBlobStore blobs, CancellationToken cancel)
    {
        // A second refusal of the same octets keeps no second copy.
        if (row.Blob is null) return null;
        try
        {
            await using var octets = await blobs.OpenAsync(row.Blob, cancel);
            using var digester = Suite.FindDigester(row.Container.Algorithm);
            if (digester is null) return $"no suite has {row.Container.Algorithm}";
            var buffer = new byte[81920];
            for (int read; (read = await octets.ReadAsync(buffer, cancel)) > 0;) digester.Append(buffer.AsSpan(0, read));
            return digester.Finish() is var digest && digest == row.Container ? null : $"digest {digest}";
        }
        catch (BlobException missing)
        {
            return missing.Message;
        }
    }

    private ReceiptRecord Verify(ReceiptRow row, Dictionary<long, ExchangeDirectory?> directories)
    {
        // The serial stands inside: opened once without trust to learn it, then with the directory that was in force.
        var serial = ReceiptFile.Open(row.Bytes, null, at).Receipt?.DirectorySerial;
        var directory = serial is { } number ? directories.GetValueOrDefault(number) : null;
        var opened = row.Counts || directory is null ? ReceiptFile.Open(row.Bytes, directory, at) : ReceiptFile.OpenSigned(row.Bytes, directory, at);
        if (opened.Verdict.Result != VerdictResult.Passed || opened.Receipt is not { } receipt) return new ReceiptRecord(row, null, Cause(opened.Verdict));
        var same = receipt.ReceiptId == row.ReceiptId && receipt.Kind == row.Kind && receipt.MessageId == row.MessageId
            && receipt.Recipient == row.Recipient && receipt.Container == row.Container && receipt.IssuerNode == row.IssuerNode
            && receipt.Reason == row.Reason;
        return same ? new ReceiptRecord(row, receipt, null) : new ReceiptRecord(row, null, "says something else than its row");
    }

    private static string Cause(Verdict verdict)
    {
        var finding = verdict.FirstFailure ?? verdict.AllFindings().FirstOrDefault(found => found.Result == VerdictResult.Indeterminate);
        return finding is null ? verdict.Result.ToString() : $"{finding.Code} {finding.Seen}".TrimEnd();
    }

    /// <summary>The rows as they lie in the journal, from one consistent view.</summary>
    private sealed record Rows(
        IReadOnlyList<ContainerRow> Containers,
        IReadOnlyList<DeliveryRow> Deliveries,
        IReadOnlyList<ReceiptRow> Receipts,
        IReadOnlyList<RefusalRow> Refusals,
        IReadOnlyList<DirectoryRow> Directories,
        IReadOnlyList<EventRow> Events,
        IReadOnlyList<BlobIntentRow> Intents)
    {
        public static Rows Read(IJournalReader journal) => new(
            [.. journal.AllContainers()],
            [.. journal.AllDeliveries()],
            [.. journal.AllReceipts()],
            [.. journal.AllRefusals()],
            [.. journal.AllDirectories()],
            [.. AllEvents(journal)],
            [.. Enum.GetValues<BlobIntentState>().SelectMany(state => journal.BlobIntents(state, DateTimeOffset.MaxValue, int.MaxValue))]);

        private static IEnumerable<EventRow> AllEvents(IJournalReader journal)
        {
            var last = 0L;
            while (true)
            {
                var page = journal.EventsAfter(last, null, Page);
                if (page.Count == 0) yield break;
                foreach (var row in page) yield return row;
                last = page[^1].Number;
            }
        }
    }
}
