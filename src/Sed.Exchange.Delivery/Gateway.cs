using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Capture;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Dispatch;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Receipts;
using Sed.Exchange.Delivery.Reports;
using Sed.Exchange.Delivery.Restoring;
using Sed.Exchange.Delivery.Retention;
using Sed.Exchange.Delivery.Stamping;

namespace Sed.Exchange.Delivery;

/// <summary>One gateway: its doors and its dispatcher, wired. Contents of the room in one place.</summary>
public sealed class Gateway
{
    private readonly GatewayParts _parts;

    private Gateway(GatewayParts parts, DirectoryKeeper directory, Pulse work, int epoch, Restoration restoration, ClockRow? noted)
    {
        _parts = parts;
        var mail = new Pulse();
        var desk = new ReceiptDesk(parts, directory, epoch);
        var history = new DirectoryHistory();
        var ledger = new ReceiptLedger(parts.Router, history, parts.Options);
        Clock = new ClockWatch(parts.Time, parts.Options.ClockPatience, parts.Logging.CreateLogger<ClockWatch>(), noted, work);
        Directory = directory;
        Restoration = restoration;
        Recollection = new Recollection(parts, directory);
        Admission = new Admission(parts, directory, desk, ledger, restoration, Clock, work, mail);
        var judge = new ArrivalJudge(parts, directory, history, desk, Clock);
        var refused = new RefusedOctets(parts);
        Reception = new Reception(parts, directory, desk, judge, ledger, refused, restoration, Clock, work, mail);
        Receipts = new ReceiptIntake(parts, directory, ledger, restoration, work);
        Mailbox = new Mailbox(parts, directory, history, desk, ledger, restoration, work, mail);
        Dispatcher = new Dispatcher(
            parts,
            work,
            Mailbox,
            directory,
            history,
            Receipts,
            ledger,
            new Homecoming(parts, directory, judge, ledger, mail),
            Clock,
            noted,
            new Deadlines(parts, directory, desk, ledger, Clock),
            new HeldVerification(parts, directory, judge, ledger, refused, mail),
            new ReportMaker(parts, directory, Admission, Clock),
            new CaptureWork(parts, directory, Clock),
            new StampWork(parts),
            new PurgeWork(parts, Clock),
            restoration,
            new Reconciler(parts, directory, restoration, new Rebuilding(parts, directory, history, desk, ledger, Receipts), work, mail));
    }

    /// <summary>The door for installations.</summary>
    public Admission Admission { get; }

    /// <summary>The door for peers.</summary>
    public Reception Reception { get; }

    /// <summary>The door for receipts.</summary>
    public ReceiptIntake Receipts { get; }

    /// <summary>The door for peers that were restored.</summary>
    public Recollection Recollection { get; }

    /// <summary>The last restore of this node, by which its doors may be shut.</summary>
    public Restoration Restoration { get; }

    /// <summary>Whether this node is sure of its clock.</summary>
    public ClockWatch Clock { get; }

    /// <summary>The mailboxes.</summary>
    public Mailbox Mailbox { get; }

    /// <summary>The loop that sends.</summary>
    public Dispatcher Dispatcher { get; }

    /// <summary>The directory in force.</summary>
    public DirectoryKeeper Directory { get; }

    /// <summary>
    /// True while the store takes anything at all: what finds no room then is too large for what is left, and the trouble of one message. For doors of this
    /// node's own.
    /// </summary>
    /// <exception cref="BlobException">It cannot be told.</exception>
    public bool HasRoom => _parts.Blobs.HasRoomFor(0);

    /// <summary>
    /// Opens a gateway on its journal: takes the directory file when the journal has none (or an older one), and gives up blobs that a crash left
    /// without a commit.
    /// </summary>
    /// <param name="parts">What it is made of.</param>
    /// <param name="directoryFile">The directory given at the first start, or null.</param>
    /// <param name="directoryFingerprint">SHA-256 of the certificate that signs it, given out of band; needed for the first directory.</param>
    /// <param name="cancel">Stops opening.</param>
    /// <exception cref="GatewayException">It cannot be opened; the message says why and what to do.</exception>
    public static async Task<Gateway> OpenAsync(
        GatewayParts parts, byte[]? directoryFile, string? directoryFingerprint, CancellationToken cancel)
    {
        var work = new Pulse();
        var directory = await DirectoryKeeper.OpenAsync(parts, work, directoryFile, directoryFingerprint, cancel).ConfigureAwait(false);
        CheckIdentity(parts.Identity, directory.Current);
        var (epoch, restore, noted) = await parts.Journal.ReadAsync(journal => (journal.Epoch, journal.LastRestore(), journal.Clock()), cancel).ConfigureAwait(false);

        // The data folder is locked by this process: whatever was announced before it opened is nobody's any more, by a clock that was ahead too.
        await new Sweeper(parts).SweepAsync(DateTimeOffset.MaxValue, cancel).ConfigureAwait(false);
        return new Gateway(parts, directory, work, epoch, new Restoration(restore), noted);
    }

    /// <summary>Keys that the directory does not list would make every receipt and container worthless: better not to start.</summary>
    private static void CheckIdentity(NodeIdentity identity, ExchangeDirectory directory)
    {
        var faults = IdentityFault.Find(identity, directory);
        if (faults.Count > 0) throw new GatewayException(string.Join(' ', faults.Select(fault => fault.Message)));
    }
}
