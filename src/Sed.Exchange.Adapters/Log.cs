using Microsoft.Extensions.Logging;

namespace Sed.Exchange.Adapters;

/// <summary>Every log line of this room: number, name, one home. Numbers 3000 to 3999. No content, no persons' names.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Warning, "ALARM {Peer} showed a TLS key that the directory does not pin now: {Pin}. Compare it with the node's certificate; publish a directory if it was renewed")]
    public static partial void PeerNotPinned(ILogger logger, string peer, string pin);

    [LoggerMessage(3002, LogLevel.Information, "The directory could not be fetched from {Peer}: {Code} ({Detail})")]
    public static partial void DirectoryNotFetched(ILogger logger, string peer, string code, string? detail);

    [LoggerMessage(3010, LogLevel.Information, "Folder pair {Pair} taken as message {MessageId}")]
    public static partial void PairTaken(ILogger logger, string pair, Guid messageId);

    [LoggerMessage(3011, LogLevel.Information, "Folder pair {Pair} was taken before as message {MessageId}: not sent again")]
    public static partial void PairRepeated(ILogger logger, string pair, Guid messageId);

    [LoggerMessage(3012, LogLevel.Warning, "Folder pair {Pair} refused: {Code}; it lies among the errors with the reason beside it")]
    public static partial void PairRefused(ILogger logger, string pair, string code);

    [LoggerMessage(3013, LogLevel.Warning, "Folder pair {Pair} cannot be taken now: {Code}; again in {Pause}. {Waiting} pair(s) in the outbox; more of this kind within the hour are not logged")]
    public static partial void PairPostponed(ILogger logger, string pair, string code, TimeSpan pause, int waiting);

    [LoggerMessage(3014, LogLevel.Information, "Folder of pair {Pair} followed its .env, which had been moved before a stop")]
    public static partial void HalfFollowed(ILogger logger, string pair);

    [LoggerMessage(3015, LogLevel.Information, "Folder pair {Pair}: {Count} subfolder(s) are no part of the message")]
    public static partial void SubfoldersIgnored(ILogger logger, string pair, int count);

    [LoggerMessage(3016, LogLevel.Warning, "Outbox {Folder}: {Count} pairs are kept in mind, others wait until these are done")]
    public static partial void OutboxFull(ILogger logger, string folder, int count);

    [LoggerMessage(3017, LogLevel.Information, "Taken pairs in {Folder}: {Days} old day(s) deleted")]
    public static partial void TakenExpired(ILogger logger, string folder, int days);

    [LoggerMessage(3029, LogLevel.Warning, "Old taken pairs in {Folder} cannot be deleted: {Reason}; tried again in an hour")]
    public static partial void TakenNotDeleted(ILogger logger, string folder, string reason);

    [LoggerMessage(3018, LogLevel.Error, "Refused pairs cannot be moved to {Folder}: {Reason}. They stay in the outbox; give the node write access")]
    public static partial void ErrorsUnwritable(ILogger logger, string folder, string reason);

    [LoggerMessage(3019, LogLevel.Error, "Folder pair {Pair} failed; it stays in the outbox and is tried again")]
    public static partial void PairDefect(ILogger logger, string pair, Exception defect);

    [LoggerMessage(3028, LogLevel.Error, "Message {MessageId} could not be laid into its input; it is tried again in an hour")]
    public static partial void OfferDefect(ILogger logger, Guid messageId, Exception defect);

    [LoggerMessage(3020, LogLevel.Information, "Message {MessageId} lies in {Folder} for its installation")]
    public static partial void Offered(ILogger logger, Guid messageId, string folder);

    [LoggerMessage(3021, LogLevel.Information, "Message {MessageId} was taken from {Folder} by its installation")]
    public static partial void OfferTaken(ILogger logger, Guid messageId, string folder);

    [LoggerMessage(3022, LogLevel.Warning, "{Count} message(s) lie in {Folder} and nobody takes them, the oldest, {MessageId}, since {Since:u}: is the installation's exchange running?")]
    public static partial void OffersLie(ILogger logger, int count, string folder, Guid messageId, DateTimeOffset since);

    [LoggerMessage(3023, LogLevel.Warning, "Message {MessageId} cannot be laid into {Folder} now: {Reason}; tried again")]
    public static partial void OfferFailed(ILogger logger, Guid messageId, string folder, string reason);

    [LoggerMessage(3024, LogLevel.Warning, "Message {MessageId} is no longer in {Folder}, and neither is the note that it was laid there: somebody emptied or exchanged the folder. It is not collected and will be laid there again")]
    public static partial void OfferVanished(ILogger logger, Guid messageId, string folder);

    [LoggerMessage(3025, LogLevel.Warning, "Message {MessageId}: {Count} file(s) have names that the installation's disk cannot have; they lie under others, and the list beside them says which")]
    public static partial void NamesReplaced(ILogger logger, Guid messageId, int count);

    [LoggerMessage(3026, LogLevel.Critical, "ALARM stored container of message {MessageId} cannot be handed over: {Reason}")]
    public static partial void OfferDamaged(ILogger logger, Guid messageId, string reason);

    [LoggerMessage(3027, LogLevel.Warning, "Message {MessageId} in {Folder} is settled otherwise: {Code}; it is left there as it is")]
    public static partial void OfferSettledOtherwise(ILogger logger, Guid messageId, string folder, string code);

    [LoggerMessage(3030, LogLevel.Warning, "Folder channel of {Client}: {Folder} cannot be used: {Reason}; looked at again")]
    public static partial void FolderUnusable(ILogger logger, string client, string folder, string reason);

    [LoggerMessage(3031, LogLevel.Information, "Folder channel of {Client}: out {Out}, documents {Documents}, reports {Reports}")]
    public static partial void ChannelOpened(ILogger logger, string client, string @out, string documents, string reports);

    [LoggerMessage(3032, LogLevel.Debug, "No notifications of {Folder}: {Reason}; it is looked at as before")]
    public static partial void NoHints(ILogger logger, string folder, string reason);

    [LoggerMessage(3040, LogLevel.Warning, "Revocation is not told by {Host}: {Reason} It is left alone for a while; verdicts say what is not known")]
    public static partial void RevocationNotFetched(ILogger logger, string host, string reason);

    [LoggerMessage(3041, LogLevel.Warning, "Copy {File} of what was told about revocation is damaged; it is dropped and asked for again")]
    public static partial void RevocationCopyDamaged(ILogger logger, string file);

    [LoggerMessage(3042, LogLevel.Warning, "Folder {Folder} of copies about revocation cannot be used: {Reason}; every question is asked anew")]
    public static partial void RevocationFolderUnusable(ILogger logger, string folder, string reason);

    [LoggerMessage(3043, LogLevel.Warning, "No certificate of an issuer from {Host}: {Reason} It is left alone for a while; the path may stay unknown")]
    public static partial void IssuerNotFetched(ILogger logger, string host, string reason);

    [LoggerMessage(3050, LogLevel.Warning, "No time-stamp of {Host}: {Code} ({Detail})")]
    public static partial void NotStamped(ILogger logger, string host, string code, string detail);
}
