using Microsoft.Extensions.Logging;

namespace Sed.Exchange.Delivery;

/// <summary>Every log line of this room: number, name, one home. Numbers 2000 to 2999. No content, no persons' names.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "Message {MessageId} accepted from {Sender} for {Recipients} recipient(s), container {Container}")]
    public static partial void Accepted(ILogger logger, Guid messageId, Guid sender, int recipients, string container);

    [LoggerMessage(2002, LogLevel.Information, "Submission of client {Client} not taken: {Code} ({Detail})")]
    public static partial void NotTaken(ILogger logger, string client, string code, string? detail);

    [LoggerMessage(2003, LogLevel.Information, "Message {MessageId} received from {Peer}: {Kinds}")]
    public static partial void Received(ILogger logger, Guid messageId, string peer, string kinds);

    [LoggerMessage(2004, LogLevel.Warning, "Message {MessageId} from {Peer} refused for {Recipient}: {Reason} ({Detail})")]
    public static partial void Refused(ILogger logger, Guid messageId, string peer, Guid recipient, string reason, string? detail);

    [LoggerMessage(2005, LogLevel.Warning, "Container of message {MessageId} from {Peer} not taken: {Code} ({Detail})")]
    public static partial void ContainerNotTaken(ILogger logger, Guid messageId, string peer, string code, string? detail);

    [LoggerMessage(2006, LogLevel.Information, "Receipt {ReceiptId} ({Kind}) of {Issuer} about message {MessageId} stored, delivery is {State}")]
    public static partial void ReceiptStored(ILogger logger, Guid receiptId, string kind, string issuer, Guid messageId, string state);

    [LoggerMessage(2007, LogLevel.Warning, "ALARM receipt {ReceiptId} ({Kind}) of {Issuer} about message {MessageId} does not count: {Why}")]
    public static partial void ReceiptDoesNotCount(ILogger logger, Guid receiptId, string kind, string issuer, Guid messageId, string why);

    [LoggerMessage(2008, LogLevel.Warning, "Receipt from {Peer} not taken: {Code} ({Detail})")]
    public static partial void ReceiptNotTaken(ILogger logger, string peer, string code, string? detail);

    [LoggerMessage(2009, LogLevel.Information, "Sent message {MessageId} to {Hop} in attempt {Attempt}: {Recipients} recipient(s) answered")]
    public static partial void Sent(ILogger logger, Guid messageId, string hop, int attempt, int recipients);

    [LoggerMessage(2010, LogLevel.Warning, "Attempt {Attempt} to send message {MessageId} to {Hop} failed: {Code} ({Detail}); next at {Next:O}")]
    public static partial void AttemptFailed(ILogger logger, int attempt, Guid messageId, string hop, string code, string? detail, DateTimeOffset next);

    [LoggerMessage(2011, LogLevel.Warning, "ALARM {Hop} rejects message {MessageId}: {Code} ({Detail}); this node keeps it and tries again at {Next:O}")]
    public static partial void Rejected(ILogger logger, string hop, Guid messageId, string code, string? detail, DateTimeOffset next);

    [LoggerMessage(2035, LogLevel.Error, "ALARM message {MessageId} cannot be handed to {Hop}: {Damage}. Check the disk and put the octets back from a backup (sedx restore --octets); tried again at {Next:O}")]
    public static partial void OctetsLost(ILogger logger, Guid messageId, string hop, string damage, DateTimeOffset next);

    [LoggerMessage(2012, LogLevel.Warning, "ALARM answer of {Hop} about message {MessageId} is not usable: {Why}")]
    public static partial void AnswerUnusable(ILogger logger, string hop, Guid messageId, string why);

    [LoggerMessage(2013, LogLevel.Warning, "Peer {Hop} gives no answer of use; its mail waits until {Until:O}, other peers are not affected")]
    public static partial void BreakerOpened(ILogger logger, string hop, DateTimeOffset until);

    [LoggerMessage(2014, LogLevel.Warning, "Message {MessageId} for {Recipient} ends as {Kind}, {Reason}: it was to be delivered by {Deadline:O}; last holder {Holder}")]
    public static partial void Undelivered(ILogger logger, Guid messageId, Guid recipient, string kind, string reason, DateTimeOffset deadline, string holder);

    [LoggerMessage(2015, LogLevel.Information, "Owed receipt {ReceiptId} handed to {Hop}")]
    public static partial void OwedReceiptPaid(ILogger logger, Guid receiptId, string hop);

    [LoggerMessage(2016, LogLevel.Warning, "Owed receipt {ReceiptId} not taken by {Hop}: {Code} ({Detail}); next at {Next:O}")]
    public static partial void OwedReceiptFailed(ILogger logger, Guid receiptId, string hop, string code, string? detail, DateTimeOffset next);

    [LoggerMessage(2017, LogLevel.Warning, "ALARM receipt {ReceiptId} is owed to {Node} for {Days} days and cannot be handed over")]
    public static partial void OwedReceiptGivenUp(ILogger logger, Guid receiptId, string node, int days);

    [LoggerMessage(2018, LogLevel.Information, "Delivery {DeliveryId} {State} by its installation")]
    public static partial void Settled(ILogger logger, Guid deliveryId, string state);

    [LoggerMessage(2019, LogLevel.Information, "Lease of delivery {DeliveryId} ran out; it waits again, perhaps seen")]
    public static partial void LeaseExpired(ILogger logger, Guid deliveryId);

    [LoggerMessage(2031, LogLevel.Warning, "ALARM message {MessageId} for {Recipient} was leased {Leases} times and never settled: from now on it is handed out last and alone. Look why its installation cannot take it; collect and decline are taken as ever")]
    public static partial void Poison(ILogger logger, Guid messageId, Guid recipient, int leases);

    [LoggerMessage(2032, LogLevel.Warning, "Message {MessageId} for {Recipient} is not delivered yet and due by {Deadline:O}: {Detail}; its sender was told")]
    public static partial void DeliveryLate(ILogger logger, Guid messageId, Guid recipient, DateTimeOffset deadline, string detail);

    [LoggerMessage(2033, LogLevel.Warning, "ALARM {Count} more message(s) for {Recipient} lie uncollected since {Since:O} or later, the first {MessageId}: does its installation pull?")]
    public static partial void Uncollected(ILogger logger, int count, Guid recipient, DateTimeOffset since, Guid messageId);

    [LoggerMessage(2034, LogLevel.Information, "Lease of delivery {DeliveryId} renewed until {Until:O}")]
    public static partial void LeaseRenewed(ILogger logger, Guid deliveryId, DateTimeOffset until);

    [LoggerMessage(2020, LogLevel.Information, "Directory {Serial} is in force")]
    public static partial void DirectoryInForce(ILogger logger, long serial);

    [LoggerMessage(2021, LogLevel.Warning, "Directory offered is not taken: {Code} ({Detail})")]
    public static partial void DirectoryNotTaken(ILogger logger, string code, string? detail);

    [LoggerMessage(2038, LogLevel.Information, "Directory {Serial} brought to {Peer}, which could not fetch it")]
    public static partial void DirectoryBrought(ILogger logger, long serial, string peer);

    [LoggerMessage(2039, LogLevel.Warning, "Directory {Serial} cannot be brought to {Peer}, which is behind: {Code} ({Detail})")]
    public static partial void DirectoryNotBrought(ILogger logger, long serial, string peer, string code, string? detail);

    [LoggerMessage(2022, LogLevel.Warning, "ALARM directory {Serial} expired at {Expires:O}; mail goes on")]
    public static partial void DirectoryExpired(ILogger logger, long serial, DateTimeOffset expires);

    [LoggerMessage(2023, LogLevel.Information, "{Count} blob(s) that nothing refers to are deleted")]
    public static partial void BlobsSwept(ILogger logger, int count);

    [LoggerMessage(2030, LogLevel.Warning, "Blob {Blob} is given up but cannot be deleted now: {Message}; it is tried again, at the next start at the latest")]
    public static partial void BlobNotDeleted(ILogger logger, string blob, string message);

    [LoggerMessage(2040, LogLevel.Information, "Peer {Peer} told everything that was exchanged since the backup")]
    public static partial void PeerReconciled(ILogger logger, string peer);

    [LoggerMessage(2041, LogLevel.Warning, "Doors stay shut: {Peer} does not tell what was exchanged since the backup: {Code} ({Detail}); asked again at {Next:O}. A node that is gone for good: sedx restore --give-up")]
    public static partial void PeerDoesNotTell(ILogger logger, string peer, string code, string? detail, DateTimeOffset next);

    [LoggerMessage(2042, LogLevel.Information, "Message {MessageId} for {Recipient} is known again by {Peer}: {What}")]
    public static partial void Rebuilt(ILogger logger, Guid messageId, Guid recipient, string peer, string what);

    [LoggerMessage(2043, LogLevel.Warning, "ALARM octets of message {MessageId} cannot be had back from {Peer}: {Code} ({Detail})")]
    public static partial void OctetsGone(ILogger logger, Guid messageId, string peer, string code, string? detail);

    [LoggerMessage(2044, LogLevel.Warning, "Restore ended, doors open: {Peers} peer(s) told or were given up. Submissions that no peer had and mail between mailboxes of this node cannot come back: installations should repeat what they sent since the backup")]
    public static partial void DoorsOpen(ILogger logger, int peers);

    [LoggerMessage(2051, LogLevel.Information, "Report {MessageId} from {Peer} came before its document and is parked until {Until:O}")]
    public static partial void ReportParked(ILogger logger, Guid messageId, string peer, DateTimeOffset until);

    [LoggerMessage(2052, LogLevel.Information, "Report {MessageId} about message {About} made for {Organisation} from receipt {ReceiptId} ({Kind})")]
    public static partial void ReportMade(ILogger logger, Guid messageId, Guid about, Guid organisation, Guid receiptId, string kind);

    [LoggerMessage(2053, LogLevel.Warning, "Report about message {About} cannot be made from receipt {ReceiptId} yet: {Code} ({Detail}); next at {Next:O}")]
    public static partial void ReportNotMade(ILogger logger, Guid about, Guid receiptId, string code, string? detail, DateTimeOffset next);

    [LoggerMessage(2054, LogLevel.Information, "No report about message {About} is made from receipt {ReceiptId}: {Why}")]
    public static partial void ReportNeedless(ILogger logger, Guid about, Guid receiptId, string why);

    [LoggerMessage(2055, LogLevel.Error, "ALARM held message {MessageId} from {Peer} cannot be verified by a defect of this program; everybody else's goes on")]
    public static partial void HeldDefect(ILogger logger, Guid messageId, string peer, Exception defect);

    [LoggerMessage(2056, LogLevel.Error, "ALARM the octets of held message {MessageId} from {Peer} have changed on this node's disk (blob {Blob}): it is refused, and the disk is to be checked")]
    public static partial void HeldDamaged(ILogger logger, Guid messageId, string peer, string blob);

    [LoggerMessage(2060, LogLevel.Information, "Evidence of message {MessageId} is gathered after {Attempts} attempt(s): {Parts} part(s)")]
    public static partial void Captured(ILogger logger, Guid messageId, int attempts, int parts);

    [LoggerMessage(2061, LogLevel.Information, "Evidence of message {MessageId} is not complete after {Attempts} attempt(s): {Codes}; next at {Next:O}")]
    public static partial void CaptureOwed(ILogger logger, Guid messageId, int attempts, string codes, DateTimeOffset next);

    [LoggerMessage(2062, LogLevel.Warning, "ALARM evidence of message {MessageId} is not complete since {Since:O}: {Codes}; mail goes on, what is missing may be gone soon")]
    public static partial void CaptureLate(ILogger logger, Guid messageId, DateTimeOffset since, string codes);

    [LoggerMessage(2089, LogLevel.Warning, "ALARM evidence of message {MessageId} is given up, looked for since {Since:O}: {Codes}. It is no longer asked for, and says for good that it is missing")]
    public static partial void CaptureGivenUp(ILogger logger, Guid messageId, DateTimeOffset since, string codes);

    [LoggerMessage(2063, LogLevel.Error, "Evidence of message {MessageId} cannot be gathered by {Source} by a defect of this program; tried again later")]
    public static partial void CaptureDefect(ILogger logger, Guid messageId, string source, Exception defect);

    [LoggerMessage(2037, LogLevel.Information, "Message {MessageId} for {Recipient} ends here, where its mailbox is by directory {Serial}: {Kind}")]
    public static partial void CameHome(ILogger logger, Guid messageId, Guid recipient, string kind, long serial);

    [LoggerMessage(2050, LogLevel.Information, "Reports {Kinds} about message {MessageId} are overdue from {Recipient}; its sender was told")]
    public static partial void ReportsOverdue(ILogger logger, string kinds, Guid messageId, Guid recipient);

    [LoggerMessage(2024, LogLevel.Warning, "Work for {Hop} is paused after a fault of this node's own store or key: {Message}")]
    public static partial void DispatchPaused(ILogger logger, string hop, string message, Exception exception);

    [LoggerMessage(2088, LogLevel.Error, "ALARM refused copies of {Peer} are not kept for now: more than {Octets} octets in a day. What was said of them is; look at its last ones in the quarantine")]
    public static partial void RefusedNotKept(ILogger logger, string peer, long octets);

    [LoggerMessage(2087, LogLevel.Critical, "The dispatcher ends by a fault that does not heal; the node stops with it")]
    public static partial void DispatchEnds(ILogger logger, Exception exception);

    [LoggerMessage(2025, LogLevel.Information, "Message {MessageId} from {Peer} held for {Recipients} recipient(s): {Length} octets are durable, verification goes on")]
    public static partial void Held(ILogger logger, Guid messageId, string peer, int recipients, long length);

    [LoggerMessage(2026, LogLevel.Information, "Held message {MessageId} from {Peer} verified: {Kinds}")]
    public static partial void HeldConcluded(ILogger logger, Guid messageId, string peer, string kinds);

    [LoggerMessage(2028, LogLevel.Information, "Proof of message {MessageId} for {Recipient} asked of {Hop}: {News} receipt(s) not known here")]
    public static partial void ProofAsked(ILogger logger, Guid messageId, Guid recipient, string hop, int news);

    [LoggerMessage(2029, LogLevel.Information, "Proof of message {MessageId} for {Recipient} cannot be had of {Hop} now: {Code}; asked again later")]
    public static partial void ProofNotTold(ILogger logger, Guid messageId, Guid recipient, string hop, string code);

    [LoggerMessage(2027, LogLevel.Warning, "Held message {MessageId} from {Peer} cannot be concluded yet: {Code} ({Detail}); next at {Next:O}")]
    public static partial void HeldPostponed(ILogger logger, Guid messageId, string peer, string code, string? detail, DateTimeOffset next);

    [LoggerMessage(2080, LogLevel.Warning, "Webhook {Hook} did not confirm event {Event}, attempt {Attempt}: {Code} ({Detail}); next at {Next:O}. Nobody's mail waits for it")]
    public static partial void WebhookFailed(ILogger logger, string hook, string @event, int attempt, string code, string detail, DateTimeOffset next);

    [LoggerMessage(2081, LogLevel.Error, "ALARM webhook {Hook} of {Organisation} has failed since {Since:O} and is not called any more: {Code} ({Detail}). When its receiver is mended: sedx webhook enable; it goes on where it stood")]
    public static partial void WebhookDisabled(ILogger logger, string hook, Guid organisation, DateTimeOffset since, string code, string detail);

    [LoggerMessage(2082, LogLevel.Information, "Webhook {Hook} confirms again, after {Attempts} failed attempt(s) since {Since:O}")]
    public static partial void WebhookBack(ILogger logger, string hook, DateTimeOffset since, int attempts);

    [LoggerMessage(2085, LogLevel.Error, "ALARM clock in doubt ({Kind}): it says {Now:O} and is ahead by {Ahead} s. Nothing is undelivered, refused for time or purged until neighbours agree; compare it with a time server")]
    public static partial void ClockInDoubt(ILogger logger, string kind, DateTimeOffset now, double ahead);

    [LoggerMessage(2086, LogLevel.Information, "Clock believed again at {Now:O}, in doubt since {Since:O}: {Agree} neighbour(s) agree")]
    public static partial void ClockBelieved(ILogger logger, DateTimeOffset now, DateTimeOffset since, int agree);

    [LoggerMessage(2070, LogLevel.Information, "Stamp {StampId} over {Count} object(s): token of {Time:O}, good until {Ends:O}")]
    public static partial void Stamped(ILogger logger, Guid stampId, int count, DateTimeOffset time, DateTimeOffset ends);

    [LoggerMessage(2071, LogLevel.Warning, "Stamp {StampId} has no token yet, attempt {Attempt}: {Code} ({Detail}); next at {Next:O}. Mail does not wait for it")]
    public static partial void StampOwed(ILogger logger, Guid stampId, int attempt, string code, string detail, DateTimeOffset next);

    [LoggerMessage(2072, LogLevel.Error, "ALARM stamp {StampId} has waited for its token since {Since:O}: {Code} ({Detail}). Until it comes, no time is proven for what it is over and what came later")]
    public static partial void StampLate(ILogger logger, Guid stampId, DateTimeOffset since, string code, string detail);

    [LoggerMessage(2073, LogLevel.Information, "Stamp {StampId} made over {Count} earlier stamp(s) whose tokens end from {Ends:O}")]
    public static partial void StampsRenewed(ILogger logger, Guid stampId, int count, DateTimeOffset ends);

    [LoggerMessage(2083, LogLevel.Information, "Purged after their lives: octets of {Contents} message(s) and {Refused} refused copies, metadata of {Metadata} message(s), {Tombstones} tombstone(s), {Events} line(s) of the feed")]
    public static partial void Purged(ILogger logger, long contents, long refused, long metadata, long tombstones, long events);

    [LoggerMessage(2079, LogLevel.Error, "ALARM message {MessageId} for {Recipient} was {State} and nothing would have moved it: {What}")]
    public static partial void Unscheduled(ILogger logger, Guid messageId, Guid recipient, string state, string what);
}
