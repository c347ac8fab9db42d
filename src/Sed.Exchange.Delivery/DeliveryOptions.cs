namespace Sed.Exchange.Delivery;

/// <summary>Options of this room; ranges are checked by the configuration of the node.</summary>
public sealed record DeliveryOptions
{
    /// <summary>Time to deliver when the sender sets none: the legal limit, 72 hours. 1 minute to 30 days.</summary>
    public TimeSpan DeliverBy { get; init; } = TimeSpan.FromHours(72);

    /// <summary>Longest time to deliver a sender may set.</summary>
    public TimeSpan DeliverByLimit { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How far ahead of our clock sentAt may be.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>After deliverBy, how long the origin waits for a late proof before Undelivered.</summary>
    public TimeSpan UndeliveredGrace { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>First pause between attempts; doubles up to <see cref="LongestPause"/>, with jitter.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between attempts.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time for one attempt, transfer included; large containers add their transfer time at 256 KiB/s.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a peer is kept waiting for the verdict on a container after its last octet; then it is held: Relayed now, Delivered later. Keeps
    /// connections and callers' timeouts from being used up by large containers.
    /// </summary>
    public TimeSpan VerifyWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Attempts under way to one peer at once; keeps a slow peer from taking more than its share.</summary>
    public int AttemptsPerPeer { get; init; } = 4;

    /// <summary>Failures in a row that open a peer's circuit breaker.</summary>
    public int BreakerFailures { get; init; } = 5;

    /// <summary>How long an open breaker stays open.</summary>
    public TimeSpan BreakerPause { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Queued octets per next hop before new mail for it meets 503 <c>destination-full</c>: one dead destination must not fill the disk.</summary>
    public long QueueBytesPerDestination { get; init; } = 10L * 1024 * 1024 * 1024;

    /// <summary>Octets of refused copies that are kept of one peer in a day; of what is more only what was said of it, and its digest.</summary>
    public long RefusedBytesPerDay { get; init; } = 1024L * 1024 * 1024;

    /// <summary>
    /// How long a node doubts its clock when no neighbour answers, or as many agree as contradict: then it believes the clock it has. Long, because a wrong
    /// Undelivered for everything harms more than a late one.
    /// </summary>
    public TimeSpan ClockPatience { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a lease holds.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a client may hold one lease by renewing it: a client that hangs in the midst of its work and goes on renewing must not hold mail for ever.</summary>
    public TimeSpan LeaseLimit { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Octets of the containers in one batch of leases, but at least one container: whoever leases more than it can fetch in time has leased in vain.</summary>
    public long LeaseBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>After how many leases that ran out a message is handed out last and alone: one that kills its reader must not take the others' turn.</summary>
    public int PoisonAfter { get; init; } = 10;

    /// <summary>How long before deliverBy the sender is told that a message is not delivered yet; at most a quarter of its whole time.</summary>
    public TimeSpan WarnLate { get; init; } = TimeSpan.FromHours(18);

    /// <summary>How long a message may lie in a mailbox before both sides are told.</summary>
    public TimeSpan Uncollected { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long owed receipts are retried before only the alarm remains.</summary>
    public TimeSpan OwedReceipts { get; init; } = TimeSpan.FromDays(90);

    /// <summary>
    /// How long a report is kept back whose document is not known here; then it is handed over, marked. Less when its deliverBy is nearer. Zero: not at
    /// all, for installations that also send past this gateway and would wait for every report about what they sent so.
    /// </summary>
    public TimeSpan ParkReports { get; init; } = TimeSpan.FromHours(72);

    /// <summary>
    /// How many reports of one organisation to another are kept back at once; more are handed over as they come, marked. Every document between the two
    /// looks through them in its commit, and nobody may make that long.
    /// </summary>
    public int ParkedAtOnce { get; init; } = 500;

    /// <summary>Whether this node makes reports of its own from receipts, for organisations that asked for Reception or Registration.</summary>
    public bool NodeReports { get; init; } = true;

    /// <summary>Containers whose evidence is gathered at once; each may verify signatures again, and mail comes first.</summary>
    public int CapturesAtOnce { get; init; } = 2;

    /// <summary>Time for one attempt to gather the evidence of one container: a responder that hangs must not hold the others'.</summary>
    public TimeSpan CapturePatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest pause between attempts to gather what is missing.</summary>
    public TimeSpan CapturePause { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long evidence may be owed before administrators are told: shorter than revocation lists are kept at their places.</summary>
    public TimeSpan CaptureAlarm { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long evidence is looked for. What could not be had by then is a gap for good, and no longer keeps its mail from ending its life.</summary>
    public TimeSpan CaptureGiveUp { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Longest pause between calls of a receiver of a feed that does not confirm.</summary>
    public TimeSpan WebhookPause { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a receiver of a feed may fail before it is not called any more; its cursor stays.</summary>
    public TimeSpan WebhookGiveUp { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Age at which an intended blob without a commit is given up.</summary>
    public TimeSpan BlobIntent { get; init; } = TimeSpan.FromHours(6);
}
