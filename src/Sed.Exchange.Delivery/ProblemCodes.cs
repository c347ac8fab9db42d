namespace Sed.Exchange.Delivery;

/// <summary>
/// Every code a door answers with when it does not take something. Stable; texts in both languages are in the text catalogue,
/// HTTP status in the node's table of problems.
/// </summary>
public static class ProblemCodes
{
    /// <summary>The package itself is wrong: findings say why.</summary>
    public const string PackageInvalid = "package-invalid";

    /// <summary>A file has signatures and all of them failed.</summary>
    public const string DocumentSignatureFailed = "document-signature-failed";

    /// <summary>The package names another sender than the client may speak for.</summary>
    public const string SenderMismatch = "sender-mismatch";

    /// <summary>The directory does not know the sender or its seal is not held here.</summary>
    public const string SenderUnknown = "sender-unknown";

    /// <summary>What was sealed here does not verify by the directory in force: findings say why. An administrator must act.</summary>
    public const string SealUnusable = "seal-unusable";

    /// <summary>An address of the package is not in the directory.</summary>
    public const string RecipientUnknown = "recipient-unknown";

    /// <summary>An address of the package names several organisations.</summary>
    public const string RecipientAmbiguous = "recipient-ambiguous";

    /// <summary>A recipient is closed and has no single successor.</summary>
    public const string RecipientClosed = "recipient-closed";

    /// <summary>The recipient's node does not take the format.</summary>
    public const string FormatNotAccepted = "format-not-accepted";

    /// <summary>The recipient's node cannot verify the seal's suite.</summary>
    public const string SuiteNotAccepted = "suite-not-accepted";

    /// <summary>Larger than this node or the recipient's takes.</summary>
    public const string TooLarge = "too-large";

    /// <summary>No way to the recipient's node.</summary>
    public const string NoRoute = "no-route";

    /// <summary>A restricted document has no route that may carry its mark.</summary>
    public const string NoProtectedRoute = "no-protected-route";

    /// <summary>deliverBy is in the past or too far ahead.</summary>
    public const string DeliverByInvalid = "deliver-by-invalid";

    /// <summary>The same key was used for other content.</summary>
    public const string IdempotencyConflict = "idempotency-conflict";

    /// <summary>Too much is queued for this destination.</summary>
    public const string DestinationFull = "destination-full";

    /// <summary>Too many uploads at once, of this caller or of all.</summary>
    public const string Busy = "busy";

    /// <summary>The disk has no room.</summary>
    public const string NoRoom = "no-room";

    /// <summary>The store of containers does not answer, or does not let this node in.</summary>
    public const string StoreUnreachable = "store-unreachable";

    /// <summary>A key of this node cannot sign now: its token or HSM does not answer.</summary>
    public const string KeyUnavailable = "key-unavailable";

    /// <summary>This node was restored from a backup and asks its peers what is missing; until then its doors are shut.</summary>
    public const string Restoring = "restoring";

    /// <summary>The journal or the blob store cannot promise durability now.</summary>
    public const string NotDurable = "not-durable";

    /// <summary>The container's seal, coverage or format failed: findings say why.</summary>
    public const string ContainerInvalid = "container-invalid";

    /// <summary>The octets are not those of Content-Digest: damaged on the wire.</summary>
    public const string DigestMismatch = "digest-mismatch";

    /// <summary>The container already passed this node.</summary>
    public const string Loop = "loop";

    /// <summary>The caller's directory is newer; ours is being fetched.</summary>
    public const string DirectoryBehind = "directory-behind";

    /// <summary>The caller is not a node of the directory.</summary>
    public const string PeerUnknown = "peer-unknown";

    /// <summary>Headers are missing or contradict each other or the envelope.</summary>
    public const string HeadersInvalid = "headers-invalid";

    /// <summary>The receipt cannot be opened or its signature is not right.</summary>
    public const string ReceiptInvalid = "receipt-invalid";

    /// <summary>No such message, delivery or receipt, or it is not the caller's.</summary>
    public const string NotFound = "not-found";

    /// <summary>A stored container is gone, unreadable or no longer what was stored.</summary>
    public const string StoreDamaged = "store-damaged";

    /// <summary>The message is known, and its octets were purged when their life was over; receipts and timeline are here.</summary>
    public const string ContentPurged = "content-purged";

    /// <summary>The lease named was never given for this delivery.</summary>
    public const string LeaseUnknown = "lease-unknown";

    /// <summary>The lease named ran out; the message waits again or was leased anew.</summary>
    public const string LeaseExpired = "lease-expired";

    /// <summary>The lease named was renewed for as long as one may be held.</summary>
    public const string LeaseLimit = "lease-limit";

    /// <summary>The delivery is already settled otherwise.</summary>
    public const string AlreadySettled = "already-settled";

    /// <summary>The directory offered is not the rightful successor of the one in force.</summary>
    public const string DirectoryInvalid = "directory-invalid";

    /// <summary>This node is not sure of its clock and asks its neighbours; until then it neither seals nor says that something is too late.</summary>
    public const string ClockUnsure = "clock-unsure";

    /// <summary>sentAt lies in the future.</summary>
    public const string SentAtInFuture = "sent-at-in-future";
}
