using Sed.Exchange.Adapters.Folders;
using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Adapters.Resumable;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Delivery;
using Sed.Exchange.Packages;
using static Sed.Exchange.Node.Configuration.KeyShapes;

namespace Sed.Exchange.Node.Configuration;

/// <summary>
/// Every key of <c>node.json</c>. <c>docs/configuration.md</c> shows the same table, and a test compares them. A new key is one line here
/// and one in <see cref="ConfigurationFile"/>.
/// </summary>
public static class ConfigurationKeys
{
    private const long Tebibyte = 1L << 40;

    private static readonly DeliveryOptions Delivery = new();
    private static readonly ListeningLimits Listening = new();
    private static readonly ResumableOptions Pieces = new();
    private static readonly HttpPeerOptions Peers = new();
    private static readonly FolderOptions Folders = new();

    /// <summary>Id in the directory.</summary>
    public static readonly ConfigurationKey<string?> NodeId = Required("node.id", ValueTypes.NodeId, "Id of this node in the directory.");

    /// <summary>Data folder.</summary>
    public static readonly ConfigurationKey<string?> NodeData =
        Required("node.data", ValueTypes.FilePath, "Folder of journal, blobs and uploads under way; made with mode 0700; one process at a time.");

    /// <summary>Listener for nodes.</summary>
    public static readonly ConfigurationKey<ListenAddress?> ListenExchange = Required(
        "listen.exchange", ValueTypes.Address("`https://IP:port`", address => address.IsHttps), "Listener for other nodes; demands client certificates.");

    /// <summary>Listener for installations.</summary>
    public static readonly ConfigurationKey<ListenAddress?> ListenApi = Required(
        "listen.api",
        ValueTypes.Address("`https://IP:port`; `http` only on 127.0.0.1 or [::1]", address => address.IsHttps || address.IsLoopback),
        "Listener for installations, TLS 1.2 and 1.3; never plain HTTP off loopback.");

    /// <summary>Listener of the page.</summary>
    public static readonly ConfigurationKey<ListenAddress?> ListenConsole = Optional(
        "listen.console",
        ValueTypes.Address("`http://127.0.0.1:port` or `http://[::1]:port`", address => !address.IsHttps && address.IsLoopback),
        "The administrator's read-only page; loopback only; absent: no page.");

    /// <summary>Names of the node.</summary>
    public static readonly ConfigurationKey<IReadOnlyList<string>?> ListenHosts = Optional(
        "listen.hosts",
        ValueTypes.HostNames,
        "Names under which exchange and API are reached, besides addresses; others meet 421 `host-not-served`. Absent: any name, since keys and certificates guard both.");

    /// <summary>TLS key.</summary>
    public static readonly ConfigurationKey<string?> TlsFile =
        Required("tls.file", ValueTypes.FilePath, "PKCS#12 (RSA or ECDSA) of the TLS certificate, as server and as client of other nodes.");

    /// <summary>Its password.</summary>
    public static readonly ConfigurationKey<string?> TlsPassword = Required("tls.passwordFile", ValueTypes.FilePath, "File whose first line is its password.");

    /// <summary>The TLS key that is to follow.</summary>
    public static readonly ConfigurationKey<string?> TlsNextFile = Optional(
        "tls.next.file", ValueTypes.FilePath, "PKCS#12 of the TLS certificate that is to follow; shown as soon as the directory pins it.");

    /// <summary>Its password.</summary>
    public static readonly ConfigurationKey<string?> TlsNextPassword =
        Optional("tls.next.passwordFile", ValueTypes.FilePath, "File whose first line is its password.");

    /// <summary>Organisation of a seal.</summary>
    public static readonly ConfigurationKey<Guid> SealOrganisation =
        Required("keys.seals[].organisation", ValueTypes.Organisation, "Organisation whose seal this node holds.");

    /// <summary>How often keys are looked at.</summary>
    public static readonly ConfigurationKey<TimeSpan> KeyLook = Time(
        "keys.look", TimeSpan.FromSeconds(1), Hours(1), TimeSpan.FromSeconds(30),
        "How often the files of keys and directory are looked at for a change, and a key that failed is tried again; SIGHUP looks at once.");

    /// <summary>Receipt key.</summary>
    internal static readonly KeyPlaceKeys NodeKey = new("keys.node", "the key that signs receipts");

    /// <summary>The receipt key that is to follow.</summary>
    internal static readonly KeyPlaceKeys NodeKeyNext = new("keys.node.next", "the receipt key that is to follow, used as soon as the directory lists it");

    /// <summary>Seal key.</summary>
    internal static readonly KeyPlaceKeys Seal = new("keys.seals[]", "its seal");

    /// <summary>The seal key that is to follow.</summary>
    internal static readonly KeyPlaceKeys SealNext = new("keys.seals[].next", "the seal that is to follow, used as soon as the directory lists it");

    /// <summary>First directory.</summary>
    public static readonly ConfigurationKey<string?> DirectoryFile =
        Required("directory.file", ValueTypes.FilePath, "The signed directory; taken at start, and when the file changes, if it is newer than the one in the journal.");

    /// <summary>Fingerprint of its signer.</summary>
    public static readonly ConfigurationKey<string?> DirectoryFingerprint = Required(
        "directory.fingerprint", ValueTypes.Fingerprint, "SHA-256 of the certificate that signs the first directory, told out of band.");

    /// <summary>How often the node above is asked for a directory.</summary>
    public static readonly ConfigurationKey<TimeSpan> DirectoryAsk = Time(
        "directory.ask", Minutes(1), Days(1), Hours(1), "How often the node above is asked for a newer directory; letters bring it as well.");

    /// <summary>Trust folder.</summary>
    public static readonly ConfigurationKey<string?> TrustFolder =
        Optional("trust.folder", ValueTypes.FilePath, "Certificates of authorities trusted for officials' signatures; absent: their paths cannot be told.");

    /// <summary>Verification policy.</summary>
    public static readonly ConfigurationKey<string?> Policy = Standard(
        "policy", ValueTypes.PolicySource, "ru-63fz", "ru-63fz", "Verification policy for officials' signatures (`docs/policies.md`); named in verdicts and receipts.");

    /// <summary>Journal.</summary>
    public static readonly ConfigurationKey<string?> JournalKind =
        Standard("journal.kind", ValueTypes.Choice("sqlite"), "sqlite", "sqlite", "Where the journal is kept.");

    /// <summary>Blobs.</summary>
    public static readonly ConfigurationKey<string?> BlobKind =
        Standard(
            "blobs.kind", ValueTypes.Choice(BlobPlace.Files, BlobPlace.Azure), BlobPlace.Files, BlobPlace.Files,
            "Where containers are kept: files of the data folder, or a container of Azure Blob Storage.");

    /// <summary>Connection string.</summary>
    public static readonly ConfigurationKey<string?> BlobConnectionString = Optional(
        "blobs.connectionStringFile", ValueTypes.FilePath,
        "`azure`: file whose first line is the connection string of the storage account; this or `blobs.account`.");

    /// <summary>Account.</summary>
    public static readonly ConfigurationKey<Uri?> BlobAccount = Optional(
        "blobs.account", ValueTypes.HttpsAddress, "`azure`: address of the storage account, entered with the machine's managed identity.");

    /// <summary>Identity.</summary>
    public static readonly ConfigurationKey<string?> BlobIdentity = Optional(
        "blobs.identity", ValueTypes.ClientId, "`azure`: client id of a user-assigned managed identity; absent: the system-assigned one.");

    /// <summary>Container.</summary>
    public static readonly ConfigurationKey<string?> BlobContainer = Optional(
        "blobs.container", ValueTypes.BlobContainer, "`azure`: the container; required then; it must be there, only `--dev` with a connection string makes it.");

    /// <summary>Prefix.</summary>
    public static readonly ConfigurationKey<string?> BlobPrefix = Optional(
        "blobs.prefix", ValueTypes.BlobPrefix, "`azure`: put before every blob's name, for nodes that share a container.");

    /// <summary>Default time to deliver.</summary>
    public static readonly ConfigurationKey<TimeSpan> DeliverBy = Time(
        "delivery.deliverBy", Minutes(1), Days(30), Delivery.DeliverBy, "Time to deliver when the sender sets none; the law allows 72 hours.");

    /// <summary>Longest time to deliver.</summary>
    public static readonly ConfigurationKey<TimeSpan> DeliverByLimit = Time(
        "delivery.deliverByLimit", Minutes(1), Days(30), Delivery.DeliverByLimit, "Longest time to deliver a sender may set.");

    /// <summary>Clock tolerance.</summary>
    public static readonly ConfigurationKey<TimeSpan> ClockTolerance = Time(
        "delivery.clockTolerance", TimeSpan.Zero, Hours(1), Delivery.ClockTolerance, "How far ahead of this node's clock a container's sentAt may be.");

    /// <summary>Patience with a clock in doubt.</summary>
    public static readonly ConfigurationKey<TimeSpan> ClockPatience = Time(
        "delivery.clockPatience", Minutes(1), Days(30), Delivery.ClockPatience, "How long the node doubts its clock after a jump or a long stop when no neighbour answers; then it believes it.");

    /// <summary>Grace.</summary>
    public static readonly ConfigurationKey<TimeSpan> UndeliveredGrace = Time(
        "delivery.undeliveredGrace", TimeSpan.Zero, Hours(1), Delivery.UndeliveredGrace, "After deliverBy, how long a late proof is waited for before Undelivered is said.");

    /// <summary>First pause.</summary>
    public static readonly ConfigurationKey<TimeSpan> FirstPause = Time(
        "delivery.firstPause", TimeSpan.FromMilliseconds(100), Hours(1), Delivery.FirstPause, "First pause between attempts; doubles, with jitter.");

    /// <summary>Longest pause.</summary>
    public static readonly ConfigurationKey<TimeSpan> LongestPause = Time(
        "delivery.longestPause", TimeSpan.FromSeconds(1), Days(1), Delivery.LongestPause, "Longest pause between attempts; after rejections that go on, up to six times as long.");

    /// <summary>Attempt timeout.</summary>
    public static readonly ConfigurationKey<TimeSpan> AttemptTimeout = Time(
        "delivery.attemptTimeout", TimeSpan.FromSeconds(1), Hours(1), Delivery.AttemptTimeout, "Time for one attempt; a container adds its transfer time at 256 KiB/s.");

    /// <summary>Time for a verdict while the caller waits.</summary>
    public static readonly ConfigurationKey<TimeSpan> VerifyWithin = Time(
        "delivery.verifyWithin",
        TimeSpan.FromSeconds(1),
        Hours(1),
        Delivery.VerifyWithin,
        "How long a peer waits for the verdict on its container; then it is held: Relayed now, Delivered later. Keeps large containers from using up timeouts.");

    /// <summary>Attempts per peer.</summary>
    public static readonly ConfigurationKey<long> AttemptsPerPeer = Count(
        "delivery.attemptsPerPeer", 1, 64, Delivery.AttemptsPerPeer, "Attempts under way to one peer at once; a slow peer takes no more than its share.");

    /// <summary>Breaker.</summary>
    public static readonly ConfigurationKey<long> BreakerFailures = Count(
        "delivery.breakerFailures", 1, 1000, Delivery.BreakerFailures, "Failures in a row that open a peer's circuit breaker.");

    /// <summary>Breaker pause.</summary>
    public static readonly ConfigurationKey<TimeSpan> BreakerPause = Time(
        "delivery.breakerPause", TimeSpan.FromSeconds(1), Hours(1), Delivery.BreakerPause, "How long an open breaker stays open.");

    /// <summary>Queue limit.</summary>
    public static readonly ConfigurationKey<long> QueueBytes = Count(
        "delivery.queueBytesPerDestination", 1024 * 1024, Tebibyte, Delivery.QueueBytesPerDestination, "Octets queued for one next hop before new mail for it meets `destination-full`; one dead destination must not fill the disk.");

    /// <summary>Lease.</summary>
    public static readonly ConfigurationKey<TimeSpan> Lease = Time(
        "delivery.lease", TimeSpan.FromSeconds(10), Days(1), Delivery.Lease, "How long a client that leased a message holds it.");

    /// <summary>Owed receipts.</summary>
    public static readonly ConfigurationKey<TimeSpan> OwedReceipts = Time(
        "delivery.owedReceipts", Days(1), Days(365), Delivery.OwedReceipts, "How long owed receipts are retried before only the alarm remains.");

    /// <summary>Parked reports.</summary>
    public static readonly ConfigurationKey<TimeSpan> ParkReports = Time(
        "delivery.parkReports",
        TimeSpan.Zero,
        Days(30),
        Delivery.ParkReports,
        "How long a report whose document is not known here is kept back, then handed over marked `unmatched`. Zero hands over at once: for installations that also send past this gateway, and would wait for every report about what they sent so.");

    /// <summary>Reports made from receipts.</summary>
    public static readonly ConfigurationKey<string?> NodeReports = Standard(
        "delivery.nodeReports",
        ValueTypes.Choice("on", "off"),
        "on",
        "on",
        "Whether this node makes `Report.xml` from receipts for organisations that asked for Reception or Registration; `off` for installations that cannot take what a node writes.");

    /// <summary>Blob intents.</summary>
    public static readonly ConfigurationKey<TimeSpan> BlobIntent = Time(
        "delivery.blobIntent", Minutes(10), Days(7), Delivery.BlobIntent, "Age at which an announced blob without a commit is given up.");

    /// <summary>Containers sent in pieces.</summary>
    public static readonly ConfigurationKey<long> ResumableFrom = Count(
        "delivery.resumableFrom", 64 * 1024, Tebibyte, Peers.ResumableFrom, "Octets from which a container goes to a peer in pieces that survive cut connections; smaller ones go in one request.");

    /// <summary>Organisations of a folder channel.</summary>
    public static readonly ConfigurationKey<IReadOnlyList<Guid>?> FolderOrganisations = Required<IReadOnlyList<Guid>?>(
        "channels.folders[].organisations", ValueTypes.Organisations, "Organisations of one installation that exchanges files instead of calling the API.");

    /// <summary>Outbox.</summary>
    public static readonly ConfigurationKey<string?> FolderOut = Required(
        "channels.folders[].out", ValueTypes.FilePath, "Its outbox: pairs `<guid>.env` and `<guid>` there, or one minute-stamp folder deeper, are sent.");

    /// <summary>Input for documents.</summary>
    public static readonly ConfigurationKey<string?> FolderDocuments = Required(
        "channels.folders[].documents", ValueTypes.FilePath, "Its input for documents (`DocumentIn`).");

    /// <summary>Input for reports.</summary>
    public static readonly ConfigurationKey<string?> FolderReports = Required(
        "channels.folders[].reports", ValueTypes.FilePath, "Its input for reports (`ReportIn`).");

    /// <summary>Refused pairs.</summary>
    public static readonly ConfigurationKey<string?> FolderErrors = Optional(
        "channels.folders[].errors", ValueTypes.FilePath, "Where refused pairs go, each with the reason beside it; same file system as `out`; absent: `errors` in `out`.");

    /// <summary>Taken pairs.</summary>
    public static readonly ConfigurationKey<string?> FolderTaken = Optional(
        "channels.folders[].taken", ValueTypes.FilePath, "Where taken pairs go, by day; same file system as `out`; absent: `taken` in `out`.");

    /// <summary>Mail address of the installation's channel.</summary>
    public static readonly ConfigurationKey<string?> FolderAddress = Optional(
        "channels.folders[].address", ValueTypes.MailAddress, "Mail address of the installation's channel for `Address` in every `.env`; absent: that of the passport.");

    /// <summary>Pause between looks.</summary>
    public static readonly ConfigurationKey<TimeSpan> FolderLook = Time(
        "channels.look", TimeSpan.FromMilliseconds(100), Minutes(10), Folders.Look, "Pause between looks at folders. Polling is what counts: notifications get lost, and shares on a network send none.");

    /// <summary>Looks that must agree.</summary>
    public static readonly ConfigurationKey<long> FolderStableLooks = Count(
        "channels.stableLooks", 2, 100, Folders.StableLooks, "Looks in a row that must see a pair with the same files, sizes and times before it is read; stops halves of what is still being copied.");

    /// <summary>Patience with halves.</summary>
    public static readonly ConfigurationKey<TimeSpan> FolderPatience = Time(
        "channels.patience", TimeSpan.FromSeconds(1), Days(1), Folders.Patience, "How long half a pair, or one whose files are not all there, may lie unchanged before it is an error; and how long an input's folder without its `.env` before the message counts as collected.");

    /// <summary>Life of taken pairs.</summary>
    public static readonly ConfigurationKey<TimeSpan> FolderTakenKept = Time(
        "channels.takenKept", TimeSpan.Zero, Days(3650), Folders.TakenKept, "How long taken pairs are kept; zero: they are deleted at once, the container has every octet.");

    /// <summary>Messages lying at once.</summary>
    public static readonly ConfigurationKey<long> FolderOffered = Count(
        "channels.offeredAtOnce", 1, 100000, Folders.OfferedAtOnce, "Messages of one installation that lie in one input at once, the others wait in the mailbox; stops a sleeping installation from filling its disk.");

    /// <summary>Container size.</summary>
    public static readonly ConfigurationKey<long> ContainerBytes = Count(
        "limits.containerBytes", 64 * 1024, Tebibyte, ContainerLimits.Default.ContainerBytes, "Largest container taken; stops one message from filling the disk.");

    /// <summary>Metadata size.</summary>
    public static readonly ConfigurationKey<long> MetadataBytes = Count(
        "limits.metadataBytes", 64 * 1024, 256 * 1024 * 1024, ContainerLimits.Default.MetadataBytes, "Largest envelope, manifest or signature; stops metadata that exhausts memory.");

    /// <summary>Files of a package.</summary>
    public static readonly ConfigurationKey<long> PackageFiles = Count(
        "limits.packageFiles", 1, 10000, PackageLimits.Default.Files, "Files in one package; stops lists that cost more to keep than to send.");

    /// <summary>Passport size.</summary>
    public static readonly ConfigurationKey<long> PassportBytes = Count(
        "limits.passportBytes", 64 * 1024, 256 * 1024 * 1024, PackageLimits.Default.PassportBytes, "Largest passport; stops documents that exhaust memory when parsed.");

    /// <summary>Connections.</summary>
    public static readonly ConfigurationKey<long> Connections = Count(
        "limits.connections", 10, 100000, 1000, "Open connections of each listener; stops clients that only connect, and leaves the other listeners alone.");

    /// <summary>Uploads.</summary>
    public static readonly ConfigurationKey<long> Uploads = Count(
        "limits.uploads", 1, 10000, 64, "Packages and containers being received at once; beyond it 503 `busy`. Stops the disk from being filled by half-sent mail.");

    /// <summary>Body rate.</summary>
    public static readonly ConfigurationKey<long> BodyRate = Count(
        "limits.bodyBytesPerSecond", 1, 1024 * 1024, 240, "Slowest request body; stops clients that hold a connection by sending a drop at a time.");

    /// <summary>Grace of bodies.</summary>
    public static readonly ConfigurationKey<TimeSpan> BodyGrace = Time(
        "limits.bodyGrace", TimeSpan.FromSeconds(2), Minutes(10), Listening.BodyGrace, "How long a body, or the reader of an answer, may stand still before its rate counts; then 408 `request-too-slow`.");

    /// <summary>Small bodies.</summary>
    public static readonly ConfigurationKey<long> RequestBytes = Count(
        "limits.requestBytes", 1024, 16 * 1024 * 1024, Listening.RequestBytes, "Largest body of a request that carries no file; it is parsed in memory.");

    /// <summary>Octets of headers.</summary>
    public static readonly ConfigurationKey<long> HeaderBytes = Count(
        "limits.headerBytes", 16 * 1024, 1024 * 1024, Listening.HeaderBytes, "Headers of one request, kept in memory for every connection; 2000 recipients of one container need 74 KB.");

    /// <summary>Number of headers.</summary>
    public static readonly ConfigurationKey<long> Headers = Count(
        "limits.headers", 20, 1000, Listening.Headers, "Headers of one request, in number; stops floods of small ones.");

    /// <summary>Time for headers.</summary>
    public static readonly ConfigurationKey<TimeSpan> HeaderTime = Time(
        "limits.headerTime", TimeSpan.FromSeconds(1), Minutes(10), Listening.HeaderTime, "Time for the headers of one request; stops clients that hold a connection by sending a header at a time.");

    /// <summary>Idle connections.</summary>
    public static readonly ConfigurationKey<TimeSpan> IdleTime = Time(
        "limits.idleTime", TimeSpan.FromSeconds(5), Hours(1), Listening.IdleTime, "How long a connection without a request is kept; handshakes are dear, idle connections take places.");

    /// <summary>Headers of parts.</summary>
    public static readonly ConfigurationKey<long> PartHeaderBytes = Count(
        "limits.partHeaderBytes", 1024, 64 * 1024, Listening.PartHeaderBytes, "Headers of one part of a multipart body, at most 16 of them; they are kept in memory. Parts are limited by `limits.packageFiles`.");

    /// <summary>Rate of a client.</summary>
    public static readonly ConfigurationKey<long> RequestRate = Count(
        "limits.requestsPerSecond", 1, 1000000, 200, "Requests of one client in a second, twice as many after a rest; beyond it 429 `too-many-requests`. Stops a looping client from taking the node; collect and decline are counted apart.");

    /// <summary>Requests at once.</summary>
    public static readonly ConfigurationKey<long> RequestsAtOnce = Count(
        "limits.requestsAtOnce", 1, 100000, 32, "Requests of one client or peer under way; beyond it 429 `too-many-requests`. Stops one caller's slow requests from holding the node; collect, decline and receipts are counted apart.");

    /// <summary>Polls at once.</summary>
    public static readonly ConfigurationKey<long> PollsAtOnce = Count(
        "limits.pollsAtOnce", 1, 100000, 16, "Requests of one client that wait for mail (`wait`); counted apart, so that waiting leaves room for work.");

    /// <summary>Rate of a peer.</summary>
    public static readonly ConfigurationKey<long> PeerRequestRate = Count(
        "limits.peerRequestsPerSecond", 1, 1000000, 1000, "Requests of one peer in a second, twice as many after a rest; beyond it 429, which the peer repeats later. Stops one node's mail from delaying the others'; receipts are counted apart.");

    /// <summary>Rate of strangers.</summary>
    public static readonly ConfigurationKey<long> StrangerRate = Count(
        "limits.strangersPerMinute", 1, 1000000, 60, "Requests of one address in a minute without a valid key or certificate; beyond it 429 and no line in the log. Stops guessing from costing more than it does the guesser; valid keys from that address still pass.");

    /// <summary>Uploads in pieces.</summary>
    public static readonly ConfigurationKey<long> ResumableUploads = Count(
        "limits.resumableUploads", 1, 10000, Pieces.UploadsPerCaller, "Unfinished uploads in pieces of one caller; stops a caller that only begins.");

    /// <summary>Octets of uploads in pieces.</summary>
    public static readonly ConfigurationKey<long> ResumableBytes = Count(
        "limits.resumableBytes", 1024 * 1024, Tebibyte, Pieces.BytesPerCaller, "Octets announced by one caller's unfinished uploads in pieces; stops one caller from reserving the disk.");

    /// <summary>Life of uploads in pieces.</summary>
    public static readonly ConfigurationKey<TimeSpan> ResumableKept = Time(
        "limits.resumableKept", Minutes(1), Days(30), Pieces.Kept, "How long an unfinished upload is kept after its last octet; stops halves nobody comes back for.");

    /// <summary>Every key in the order of the documentation.</summary>
    public static IReadOnlyList<ConfigurationKey> All { get; } =
    [
        NodeId, NodeData,
        ListenExchange, ListenApi, ListenConsole, ListenHosts,
        TlsFile, TlsPassword, TlsNextFile, TlsNextPassword,
        .. NodeKey.All, .. NodeKeyNext.All, SealOrganisation, .. Seal.All, .. SealNext.All, KeyLook,
        DirectoryFile, DirectoryFingerprint, DirectoryAsk, TrustFolder, Policy, .. EvidenceKeys.All,
        .. TimestampKeys.All,
        JournalKind, BlobKind, BlobConnectionString, BlobAccount, BlobIdentity, BlobContainer, BlobPrefix,
        DeliverBy, DeliverByLimit, ClockTolerance, ClockPatience, UndeliveredGrace, FirstPause, LongestPause, AttemptTimeout, VerifyWithin, AttemptsPerPeer,
        BreakerFailures, BreakerPause, QueueBytes, Lease, OwedReceipts, ParkReports, NodeReports, BlobIntent, ResumableFrom,
        .. MailboxKeys.All, .. WebhookKeys.All,
        .. RetentionKeys.All,
        .. RouteKeys.All,
        FolderOrganisations, FolderOut, FolderDocuments, FolderReports, FolderErrors, FolderTaken, FolderAddress,
        FolderLook, FolderStableLooks, FolderPatience, FolderTakenKept, FolderOffered,
        ContainerBytes, MetadataBytes, PackageFiles, PassportBytes, Connections, Uploads, BodyRate, BodyGrace,
        RequestBytes, HeaderBytes, Headers, HeaderTime, IdleTime, PartHeaderBytes,
        RequestRate, RequestsAtOnce, PollsAtOnce, PeerRequestRate, StrangerRate, ResumableUploads, ResumableBytes, ResumableKept,
    ];

    /// <summary>Keys that mean something for Azure Blob Storage only.</summary>
    internal static IReadOnlyList<ConfigurationKey> OfAzure { get; } = [BlobConnectionString, BlobAccount, BlobIdentity, BlobContainer, BlobPrefix];
}
