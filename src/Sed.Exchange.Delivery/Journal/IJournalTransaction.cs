using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// Changes that become durable together or not at all. Only valid inside <see cref="IJournal.CommitAsync{T}"/>.
/// Adding a row whose key exists throws <see cref="JournalConflictException"/>. Rows refer to rows that are there already: the container is
/// added before its deliveries and its capture, the capture before what was gathered, the delivery before its leases, the receipt before it is owed
/// or a report is to be made from it, the held container before it is parked; otherwise <see cref="InvalidOperationException"/>.
/// </summary>
public partial interface IJournalTransaction : IJournalReader
{
    /// <summary>Adds a container.</summary>
    void Add(ContainerRow row);

    /// <summary>Adds a delivery; its <see cref="DeliveryRow.Version"/> is 0.</summary>
    void Add(DeliveryRow row);

    /// <summary>
    /// Replaces what may change of the delivery with this id. MUST fail with <see cref="JournalConflictException"/> unless the stored version equals
    /// <see cref="DeliveryRow.Version"/>; stores version + 1. What makes it this delivery MUST stay as it was added: lane, message, sender, recipient,
    /// container, both times it began with, and where it came from.
    /// </summary>
    void Update(DeliveryRow row);

    /// <summary>Adds a receipt.</summary>
    void Add(ReceiptRow row);

    /// <summary>Adds a refusal.</summary>
    void Add(RefusalRow row);

    /// <summary>Adds a held container.</summary>
    void Add(HeldRow row);

    /// <summary>Replaces a held container; one that is not there: <see cref="JournalConflictException"/>.</summary>
    void Update(HeldRow row);

    /// <summary>It is concluded: held no longer, nor parked.</summary>
    void RemoveHeld(DigestValue container, Guid recipient);

    /// <summary>Adds or replaces what a held report waits for.</summary>
    void Put(ParkedReportRow row);

    /// <summary>Adds or replaces an owed receipt.</summary>
    void Put(OwedReceiptRow row);

    /// <summary>A receipt counts from now on: it was here before the delivery it is about. MUST fail with <see cref="JournalConflictException"/> when it is not here.</summary>
    void Believe(Guid receiptId);

    /// <summary>The debt is paid.</summary>
    void RemoveOwedReceipt(Guid receiptId);

    /// <summary>Adds or replaces to whom a receipt was handed; it goes with the receipt.</summary>
    void Put(HandedReceiptRow row);

    /// <summary>Adds a report; the same one again changes nothing.</summary>
    void Put(ReportRow row);

    /// <summary>Adds or replaces a subscription.</summary>
    void Put(SubscriptionRow row);

    /// <summary>Adds a report to make; of one that is there, the attempts change.</summary>
    void Put(ReportToMakeRow row);

    /// <summary>It is made, or need not be.</summary>
    void RemoveReportToMake(Guid receiptId);

    /// <summary>Adds or replaces a capture with its gaps.</summary>
    void Put(CaptureRow row);

    /// <summary>
    /// Replaces everything that one source gathered for a container: parts by name. MUST keep equal octets once, and forget those that nothing refers to
    /// any more. A name that another source uses: <see cref="JournalConflictException"/>.
    /// </summary>
    void PutCaptured(DigestValue container, string source, IReadOnlyDictionary<string, byte[]> parts);

    /// <summary>Adds or replaces a task with its executors.</summary>
    void Put(TaskRow row);

    /// <summary>Adds or replaces what an organisation reported of a task that is there.</summary>
    void Put(TaskReportRow row);

    /// <summary>Notes that a task that is there belongs to a message; again changes nothing.</summary>
    void PutTaskOf(Guid messageId, TaskRow task);

    /// <summary>Adds a submission.</summary>
    void Add(IdempotencyRow row);

    /// <summary>Adds a lease.</summary>
    void Add(LeaseRow row);

    /// <summary>Appends an event; the journal numbers it.</summary>
    void Append(EventRow row);

    /// <summary>Adds or replaces a receiver of a feed.</summary>
    void Put(WebhookRow row);

    /// <summary>It is called no more, and forgotten; one that is not there: nothing changes.</summary>
    void RemoveWebhook(string id);

    /// <summary>Adds or replaces a client.</summary>
    void Put(ClientRow row);

    /// <summary>Adds a directory.</summary>
    void Add(DirectoryRow row);

    /// <summary>Announces a blob.</summary>
    void Add(BlobIntentRow row);

    /// <summary>
    /// Moves an announced blob to <see cref="BlobIntentState.Committed"/>. MUST fail with <see cref="JournalConflictException"/> when it is
    /// dead or unknown. Again changes nothing.
    /// </summary>
    void CommitBlob(string name);

    /// <summary>Moves an announced blob to <see cref="BlobIntentState.Dead"/>; a committed or unknown one MUST NOT be moved: <see cref="JournalConflictException"/>.</summary>
    void KillBlob(string name);

    /// <summary>
    /// Moves a committed blob to <see cref="BlobIntentState.Dead"/>, in the commit that removes the last row that refers to it; the sweeper deletes it. One
    /// that is not committed: <see cref="JournalConflictException"/>.
    /// </summary>
    void ReleaseBlob(string name, DateTimeOffset at);

    /// <summary>Forgets a dead blob after its octets are gone; one that is not dead: <see cref="JournalConflictException"/>.</summary>
    void RemoveBlob(string name);

    /// <summary>
    /// Begins a restore: a new epoch, nobody asked yet, and all that waits in a mailbox perhaps seen, because it may have been read since. MUST fail with <see cref="JournalConflictException"/> unless the epoch is higher than the one
    /// in force: receipts and cursors of two lives must differ by it.
    /// </summary>
    void BeginRestore(int epoch, DateTimeOffset since, DateTimeOffset at);

    /// <summary>Adds or replaces a peer that is done with.</summary>
    void Put(ReconciledPeerRow row);

    /// <summary>Ends the restore under way; without one, or again, nothing changes.</summary>
    void EndRestore(DateTimeOffset at);

    /// <summary>Replaces what is noted of the clock.</summary>
    void Put(ClockRow row);

    /// <summary>
    /// After a clock that was ahead was corrected: whatever is to be tried again (deliveries, questions for proof later than deliverBy, owed receipts, held
    /// containers, reports to make, captures, stamps, webhooks) is tried at <paramref name="latest"/> when it was put off beyond that; leases end at
    /// <paramref name="lease"/> at the latest; a blob announced later than <paramref name="latest"/> counts as announced then, so that it is given up some day; what lies
    /// uncollected is warned of at <paramref name="uncollected"/> at the latest.
    /// </summary>
    void Hasten(DateTimeOffset latest, DateTimeOffset lease, DateTimeOffset uncollected);

    /// <summary>
    /// Adds a stamp that has no token yet, over receipts and containers or over earlier stamps. A receipt or container that another stamp is over stays with
    /// that; an earlier stamp that another was made over already: <see cref="JournalConflictException"/>.
    /// </summary>
    void Add(StampRow row, StampedObjects over);

    /// <summary>
    /// Replaces what changes of a stamp: token, attempts. MUST fail with <see cref="JournalConflictException"/> when it is not there or has a token already: a
    /// token once stored is final.
    /// </summary>
    void Update(StampRow row);
}
