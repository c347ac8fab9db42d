using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Lanes;

namespace Sed.Exchange.Delivery.Journal;

/// <summary>A consistent view of the journal. Inside a transaction it shows the transaction's own changes.</summary>
public partial interface IJournalReader
{
    /// <summary>The node's epoch: 1 at first, higher after each restore.</summary>
    int Epoch { get; }

    /// <summary>The last restore, under way or ended; null: this journal never came from a backup.</summary>
    RestoreRow? LastRestore();

    /// <summary>What was noted of the clock last; null: nothing yet.</summary>
    ClockRow? Clock();

    /// <summary>Peers done with since the last restore, by name.</summary>
    IReadOnlyList<ReconciledPeerRow> ReconciledPeers();

    /// <summary>The container with this digest, or null.</summary>
    ContainerRow? FindContainer(DigestValue digest);

    /// <summary>Containers of a message: one, unless something is wrong.</summary>
    IReadOnlyList<ContainerRow> ContainersOf(Guid messageId);

    /// <summary>
    /// Documents of these senders (null: of all) with this return code that have a delivery for <paramref name="recipient"/> here, newest first, at most
    /// 100: correlation of reports.
    /// </summary>
    IReadOnlyList<ContainerRow> DocumentsByReturnCode(Guid recipient, string returnCode, IReadOnlyCollection<Guid>? senders = null);

    /// <summary>
    /// Documents of these senders (null: of all) with this UID that have a delivery for <paramref name="recipient"/> here, newest first, at most 100.
    /// UIDs are the same in either case, with or without dashes.
    /// </summary>
    IReadOnlyList<ContainerRow> DocumentsByUid(Guid recipient, string documentUid, IReadOnlyCollection<Guid>? senders = null);

    /// <summary>Containers whose client reference equals this, of these senders (null: of all), newest first, at most 100.</summary>
    IReadOnlyList<ContainerRow> ContainersByClientReference(string clientReference, IReadOnlyCollection<Guid>? senders);

    /// <summary>The newest containers by <see cref="ContainerRow.StoredAt"/>.</summary>
    IReadOnlyList<ContainerRow> RecentContainers(int max);

    /// <summary>The delivery with this id, or null.</summary>
    DeliveryRow? FindDelivery(Guid deliveryId);

    /// <summary>The delivery with this dedupe key, or null.</summary>
    DeliveryRow? FindDelivery(Lane lane, Guid sender, Guid messageId, Guid recipient);

    /// <summary>Every delivery of a message, all lanes.</summary>
    IReadOnlyList<DeliveryRow> DeliveriesOf(Guid messageId);

    /// <summary>
    /// Deliveries of Out and Relay in state Queued for this next hop whose attempt is due, oldest due first.
    /// </summary>
    IReadOnlyList<DeliveryRow> DueDeliveries(string nextHop, DateTimeOffset now, int max);

    /// <summary>Next hops that have Queued deliveries, with the earliest <see cref="DeliveryRow.NextAttemptAt"/> of each.</summary>
    IReadOnlyList<(string NextHop, DateTimeOffset Earliest)> QueuedHops();

    /// <summary>Sum of the lengths of containers Queued for this next hop, each once, however many recipients it has there. MUST NOT cost more the more is queued.</summary>
    long QueuedBytes(string nextHop);

    /// <summary>
    /// Deliveries of a lane whose <see cref="DeliveryRow.DeliverBy"/> is at or before <paramref name="deadline"/> and that are still due,
    /// oldest first: of Out those in state Queued or Sent, of Relay those in state Queued.
    /// </summary>
    /// <param name="lane">Out or Relay.</param>
    /// <param name="deadline">Its time.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="after">Only those behind this one; null: from the first.</param>
    IReadOnlyList<DeliveryRow> Overdue(Lane lane, DateTimeOffset deadline, int max, DeliveryRow? after = null);

    /// <summary>The first time after <paramref name="after"/> by which any of those must end; null: there is none.</summary>
    DateTimeOffset? NextDeadline(Lane lane, DateTimeOffset after);

    /// <summary>
    /// Deliveries that no schedule would ever move, by id: of Out and Relay those Queued without a next hop or a next attempt, of In those Leased without
    /// an end. There are none unless something is wrong; MUST NOT cost more the more other deliveries there are.
    /// </summary>
    IReadOnlyList<DeliveryRow> Unscheduled(int max);

    /// <summary>
    /// Deliveries of Out and Relay in state Sent, Undelivered or Refused whose <see cref="DeliveryRow.NextAttemptAt"/> has come: whose proof is to be asked
    /// for. Oldest due first.
    /// </summary>
    IReadOnlyList<DeliveryRow> DueChases(DateTimeOffset now, int max);

    /// <summary>When the next proof is to be asked for; null: none is.</summary>
    DateTimeOffset? NextChase();

    /// <summary>
    /// In-lane deliveries in state Waiting for any of these recipients, oldest first; without those of <see cref="Poisoned"/>. With <paramref name="kind"/> only those of
    /// such containers, and the cost grows with what waits before them of the other.
    /// </summary>
    IReadOnlyList<DeliveryRow> Waiting(IReadOnlyCollection<Guid> recipients, int max, EnvelopeKind? kind = null);

    /// <summary>
    /// In-lane deliveries in state Waiting for any of these recipients that have <see cref="DeliveryRow.PoisonSince"/>, in the order they came back into
    /// that state: each gets its turn. With <paramref name="kind"/> only those of such containers, at the cost of <see cref="Waiting"/>.
    /// </summary>
    IReadOnlyList<DeliveryRow> Poisoned(IReadOnlyCollection<Guid> recipients, int max, EnvelopeKind? kind = null);

    /// <summary>Deliveries whose <see cref="DeliveryRow.WarnAt"/> has come, oldest first.</summary>
    IReadOnlyList<DeliveryRow> DueWarnings(DateTimeOffset now, int max);

    /// <summary>When the next warning is due; null: none is.</summary>
    DateTimeOffset? NextWarning();

    /// <summary>In-lane deliveries in state Leased whose lease ended at or before <paramref name="now"/>.</summary>
    IReadOnlyList<DeliveryRow> ExpiredLeases(DateTimeOffset now, int max);

    /// <summary>The lease, current or past, or null.</summary>
    LeaseRow? FindLease(Guid deliveryId, Guid leaseId);

    /// <summary>The receipt with this id, or null.</summary>
    ReceiptRow? FindReceipt(Guid receiptId);

    /// <summary>Receipts about a message, in the order they became durable here.</summary>
    IReadOnlyList<ReceiptRow> ReceiptsOf(Guid messageId);

    /// <summary>Receipts about a message and one of its recipients, in the order they became durable here.</summary>
    IReadOnlyList<ReceiptRow> ReceiptsOf(Guid messageId, Guid recipient);

    /// <summary>
    /// Receipts that became durable here at or after <paramref name="since"/>, with their numbers, which grow in that order; only those after the number
    /// <paramref name="after"/>, 0 at first.
    /// </summary>
    IReadOnlyList<(long Number, ReceiptRow Receipt)> ReceiptsSince(DateTimeOffset since, long after, int max);

    /// <summary>
    /// As <see cref="ReceiptsSince"/>, and among them those that were handed to a peer at or after <paramref name="since"/>, however long they had been here.
    /// </summary>
    IReadOnlyList<(long Number, ReceiptRow Receipt, bool WasHanded)> ReceiptsExchanged(string peer, DateTimeOffset since, long after, int max);

    /// <summary>The refusal of these octets for this recipient, or null.</summary>
    RefusalRow? FindRefusal(DigestValue container, Guid recipient);

    /// <summary>The held container with this digest for this recipient, or null.</summary>
    HeldRow? FindHeld(DigestValue container, Guid recipient);

    /// <summary>Held containers with this digest, for all recipients, by recipient.</summary>
    IReadOnlyList<HeldRow> HeldOf(DigestValue container);

    /// <summary>Held containers whose verification is due, oldest due first.</summary>
    IReadOnlyList<HeldRow> DueHeld(DateTimeOffset now, int max);

    /// <summary>Peers of whom something is held, due or not.</summary>
    IReadOnlyList<string> HeldPeers();

    /// <summary>What a peer brought and is due, the first of it; null: nothing is. MUST NOT cost more the more is held.</summary>
    HeldRow? FirstHeld(string from, DateTimeOffset now);

    /// <summary>When the next verification is due; null: nothing is held.</summary>
    DateTimeOffset? NextHeld();

    /// <summary>Octets held from this peer, once for each blob.</summary>
    long HeldBytes(string from);

    /// <summary>Reports of <paramref name="reporter"/> that wait here for a document of <paramref name="recipient"/>, oldest first.</summary>
    IReadOnlyList<ParkedReportRow> ParkedReports(Guid reporter, Guid recipient);

    /// <summary>Owed receipts for the sender's node <paramref name="toNode"/> whose attempt is due, oldest due first.</summary>
    IReadOnlyList<OwedReceiptRow> DueOwedReceipts(string toNode, DateTimeOffset now, int max);

    /// <summary>The debt of this receipt, or null.</summary>
    OwedReceiptRow? FindOwedReceipt(Guid receiptId);

    /// <summary>Nodes that receipts are owed to, with the earliest <see cref="OwedReceiptRow.NextAttemptAt"/> of each.</summary>
    IReadOnlyList<(string ToNode, DateTimeOffset Earliest)> OwedNodes();

    /// <summary>Reports about a message of this sender, oldest first.</summary>
    IReadOnlyList<ReportRow> ReportsOf(Guid sender, Guid messageId);

    /// <summary>The messages that a reporter's report is about, as far as it was entered with any.</summary>
    IReadOnlyList<Guid> DocumentsReported(Guid reporter, Guid reportMessageId);

    /// <summary>What the sender of a document asked one recipient for, or null.</summary>
    SubscriptionRow? FindSubscription(Guid sender, Guid messageId, Guid recipient);

    /// <summary>Subscriptions whose <see cref="SubscriptionRow.LookAt"/> has come, oldest first.</summary>
    IReadOnlyList<SubscriptionRow> DueSubscriptions(DateTimeOffset now, int max);

    /// <summary>When the next subscription is to be looked at; null: none is.</summary>
    DateTimeOffset? NextSubscription();

    /// <summary>Reports to make whose attempt is due, oldest due first.</summary>
    IReadOnlyList<ReportToMakeRow> DueReportsToMake(DateTimeOffset now, int max);

    /// <summary>When the next report is to be made; null: none is.</summary>
    DateTimeOffset? NextReportToMake();

    /// <summary>The evidence gathered or owed for a container, or null: none ever was. One that is owed keeps everything of its deliveries from being purged.</summary>
    CaptureRow? FindCapture(DigestValue container);

    /// <summary>Captures whose attempt is due, oldest due first.</summary>
    IReadOnlyList<CaptureRow> DueCaptures(DateTimeOffset now, int max);

    /// <summary>When the next capture is to be attempted; null: nothing is owed.</summary>
    DateTimeOffset? NextCapture();

    /// <summary>Captures that are owed. MUST NOT cost more the more are done.</summary>
    OwedCaptures OwedCaptures();

    /// <summary>What was gathered for a container, by name.</summary>
    IReadOnlyList<CapturedPartRow> CapturedParts(DigestValue container);

    /// <summary>Octets that were gathered, by their SHA-256 (lower-case hexadecimal), or null.</summary>
    byte[]? FindCapturedOctets(string sha256);

    /// <summary>The task as this organisation knows it, or null.</summary>
    TaskRow? FindTask(Guid organisation, Guid giver, string uid);

    /// <summary>What was reported of a task, in this organisation's knowledge, by reporter.</summary>
    IReadOnlyList<TaskReportRow> TaskReportsOf(Guid organisation, Guid giver, string uid);

    /// <summary>
    /// Tasks that a message told, or that were told in reports about it, in the knowledge of these organisations (null: of all), in the order of
    /// <see cref="TaskKey"/>.
    /// </summary>
    IReadOnlyList<TaskRow> TasksOf(Guid messageId, IReadOnlyCollection<Guid>? organisations);

    /// <summary>
    /// Tasks in the order of <see cref="TaskKey"/>, after one of them. MUST NOT cost more the more tasks are ended or of other organisations.
    /// </summary>
    IReadOnlyList<TaskRow> Tasks(TaskQuery query, TaskKey? after, int max);

    /// <summary>The submission with this key, or null.</summary>
    IdempotencyRow? FindIdempotency(Guid sender, string key);

    /// <summary>Events after a number, in order; with <paramref name="organisations"/>, only of their feeds.</summary>
    IReadOnlyList<EventRow> EventsAfter(long number, IReadOnlyCollection<Guid>? organisations, int max);

    /// <summary>
    /// True when an organisation's feed has a line of this receipt that names no delivery: its message was sent from another node. MUST NOT cost more the more
    /// events there are.
    /// </summary>
    bool IsToldWithoutDelivery(Guid organisation, Guid receiptId);

    /// <summary>Number of the last event there ever was; 0: there was none. Never goes back.</summary>
    long LastEvent();

    /// <summary>Every receiver of a feed, by id.</summary>
    IReadOnlyList<WebhookRow> Webhooks();

    /// <summary>The receiver with this id, or null.</summary>
    WebhookRow? FindWebhook(string id);

    /// <summary>
    /// Receivers that were not given up and have events after their cursor, by id, with when they may be called: at <see cref="WebhookRow.NextAttemptAt"/>,
    /// else at once. MUST NOT cost more the more events there are.
    /// </summary>
    IReadOnlyList<(string Id, DateTimeOffset Due)> WaitingWebhooks();

    /// <summary>Every client, by id.</summary>
    IReadOnlyList<ClientRow> Clients();

    /// <summary>The announced blob, or null.</summary>
    BlobIntentRow? FindBlobIntent(string name);

    /// <summary>Blobs in this state announced at or before <paramref name="before"/>.</summary>
    IReadOnlyList<BlobIntentRow> BlobIntents(BlobIntentState state, DateTimeOffset before, int max);

    /// <summary>The directory with the highest serial, or null.</summary>
    DirectoryRow? LatestDirectory();

    /// <summary>The directory with this serial, or null.</summary>
    DirectoryRow? FindDirectory(long serial);

    /// <summary>The one with the highest serial that is not above this one; null: there is none.</summary>
    DirectoryRow? DirectoryAtOrBelow(long serial);

    /// <summary>The one with the lowest serial above this one; null: there is none.</summary>
    DirectoryRow? DirectoryAbove(long serial);

    /// <summary>How many receipts became durable after the last that a stamp was made over, at most <paramref name="max"/>, and since when the first of them waits; null: none waits.</summary>
    (long Count, DateTimeOffset? Since) UnstampedReceipts(int max);

    /// <summary>The number of the last receipt that a stamp was made over or passed by; 0 at first. Numbers are those of <see cref="ReceiptsSince"/>.</summary>
    long StampedUpTo();

    /// <summary>The stamp over this receipt, or null.</summary>
    StampRow? StampOf(Guid receiptId);

    /// <summary>The stamp over this container, or null.</summary>
    StampRow? StampOf(DigestValue container);

    /// <summary>The stamp with this id, or null.</summary>
    StampRow? FindStamp(Guid stampId);

    /// <summary>Stamps without a token whose attempt is due, oldest due first.</summary>
    IReadOnlyList<StampRow> DueStamps(DateTimeOffset now, int max);

    /// <summary>When the next attempt at a token is due, and since when the oldest stamp waits for its token; nulls: none waits.</summary>
    (DateTimeOffset? Next, DateTimeOffset? Since) OpenStamps();

    /// <summary>Stamps whose <see cref="StampRow.RenewAt"/> has come and that no other was made over, oldest due first.</summary>
    IReadOnlyList<StampRow> StampsToRenew(DateTimeOffset now, int max);

    /// <summary>When the next stamp is to be renewed; null: none is.</summary>
    DateTimeOffset? NextRenewal();

    /// <summary>Everything, for audits and checks: streams rows of one table in key order.</summary>
    IEnumerable<ContainerRow> AllContainers();

    /// <inheritdoc cref="AllContainers"/>
    IEnumerable<DeliveryRow> AllDeliveries();

    /// <inheritdoc cref="AllContainers"/>
    IEnumerable<ReceiptRow> AllReceipts();

    /// <inheritdoc cref="AllContainers"/>
    IEnumerable<RefusalRow> AllRefusals();

    /// <inheritdoc cref="AllContainers"/>
    IEnumerable<HeldRow> AllHeld();

    /// <inheritdoc cref="AllContainers"/>
    IEnumerable<OwedReceiptRow> AllOwedReceipts();

    /// <inheritdoc cref="AllContainers"/>
    IEnumerable<ReportRow> AllReports();

    /// <inheritdoc cref="AllContainers"/>
    IEnumerable<SubscriptionRow> AllSubscriptions();

    /// <inheritdoc cref="AllContainers"/>
    IEnumerable<ParkedReportRow> AllParkedReports();

    /// <inheritdoc cref="AllContainers"/>
    IEnumerable<ReportToMakeRow> AllReportsToMake();

    /// <inheritdoc cref="AllContainers"/>
    IEnumerable<CaptureRow> AllCaptures();

    /// <inheritdoc cref="AllContainers"/>
    IEnumerable<TaskRow> AllTasks();

    /// <inheritdoc cref="AllContainers"/>
    IEnumerable<DirectoryRow> AllDirectories();

    /// <inheritdoc cref="AllContainers"/>
    IEnumerable<BlobIntentRow> AllBlobs();

    /// <inheritdoc cref="AllContainers"/>
    IEnumerable<StampRow> AllStamps();
}
