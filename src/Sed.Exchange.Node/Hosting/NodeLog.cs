using System.Net;

namespace Sed.Exchange.Node.Hosting;

/// <summary>Every line this room logs, numbered from 4001. No secrets, no content, no persons' names.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(4001, LogLevel.Information, "Node {Node} listens: exchange {Exchange}, api {Api}, console {Console}; directory serial {Serial}, epoch {Epoch}")]
    public static partial void Listening(ILogger log, string node, string exchange, string api, string console, long serial, int epoch);

    [LoggerMessage(4002, LogLevel.Information, "Node {Node} stops: requests and attempts under way end first")]
    public static partial void Stopping(ILogger log, string node);

    [LoggerMessage(4003, LogLevel.Critical, "FAIL-STOP: the store cannot be believed any more; the process ends, the next start reads back what is there")]
    public static partial void FailStop(ILogger log, Exception accident);

    [LoggerMessage(4019, LogLevel.Warning, "Requests under way were cut off: after fail-stop nobody waits for them")]
    public static partial void StoppedHard(ILogger log, Exception late);

    [LoggerMessage(4004, LogLevel.Warning, "Peer at {Address} refused: {Reason}")]
    public static partial void PeerRefused(ILogger log, IPAddress? address, string reason);

    [LoggerMessage(4005, LogLevel.Information, "Client at {Address} not authenticated: {Reason}")]
    public static partial void ClientNotAuthenticated(ILogger log, IPAddress? address, string reason);

    [LoggerMessage(4006, LogLevel.Error, "{Method} {Route} failed")]
    public static partial void RequestFailed(ILogger log, string method, string route, Exception accident);

    [LoggerMessage(4007, LogLevel.Debug, "{Method} was given up by its caller: {Reason}")]
    public static partial void RequestAborted(ILogger log, string method, string reason);

    [LoggerMessage(4008, LogLevel.Critical, "ALARM a stored container cannot be read or is not what was stored ({Route}); put it back from a backup (sedx restore --octets)")]
    public static partial void StoreDamaged(ILogger log, string route, Exception damage);

    [LoggerMessage(4030, LogLevel.Error, "ALARM blob store: {Message}; mail meets 503 until it answers")]
    public static partial void StoreUnreachable(ILogger log, string message);

    [LoggerMessage(4031, LogLevel.Error, "ALARM key: {Message}; mail that needs it meets 503 until it can be used")]
    public static partial void KeyUnavailable(ILogger log, string message);

    [LoggerMessage(4032, LogLevel.Information, "Key of {Purpose} can be used again")]
    public static partial void KeyBack(ILogger log, string purpose);

    [LoggerMessage(4033, LogLevel.Information, "In use for {Purpose}: certificate {Thumbprint}, valid until {NotAfter:u}")]
    public static partial void KeyInUse(ILogger log, string purpose, string thumbprint, DateTimeOffset notAfter);

    [LoggerMessage(4034, LogLevel.Critical, "ALARM directory serial {Serial} lists none of the keys held for {Purpose} now: what they sign is believed by nobody")]
    public static partial void KeyNotListed(ILogger log, long serial, string purpose);

    [LoggerMessage(4035, LogLevel.Information, "Keys were read again: {Count} held")]
    public static partial void KeysRead(ILogger log, int count);

    [LoggerMessage(4036, LogLevel.Error, "Changed keys are not taken, the old ones stay in use: {Path}: {Kind} {Detail}")]
    public static partial void KeysNotTaken(ILogger log, string path, string kind, string? detail);

    [LoggerMessage(4037, LogLevel.Warning, "Of the changed configuration tls, keys and directory.file were taken; the rest counts from the next start")]
    public static partial void RestAtNextStart(ILogger log);

    [LoggerMessage(4038, LogLevel.Warning, "Directory of directory.file not taken: {Code} ({Detail})")]
    public static partial void DirectoryFileNotTaken(ILogger log, string code, string? detail);

    [LoggerMessage(4040, LogLevel.Warning, "What has changed on disk cannot be entered now ({Message}); it is looked at again")]
    public static partial void LookPutOff(ILogger log, string message);

    [LoggerMessage(4009, LogLevel.Warning, "Directory expired at {Expires:O}; mail goes on, ask the region for a new one")]
    public static partial void DirectoryExpired(ILogger log, DateTimeOffset expires);

    [LoggerMessage(4010, LogLevel.Warning, "Peer at {Address}, certificate pin {Pin}, is not in the directory; only the directory is shown to it")]
    public static partial void StrangerAskedForDirectory(ILogger log, IPAddress? address, string pin);

    [LoggerMessage(4041, LogLevel.Warning, "Connections from {Address}: {Count} are open at the listener for nodes; further ones are closed until some end")]
    public static partial void TooManyConnections(ILogger log, string address, int count);

    [LoggerMessage(4043, LogLevel.Warning, "{Message} It is given up, and its sender, who has the octets still, begins it anew; look at the disk")]
    public static partial void UploadGivenUp(ILogger log, string message);

    [LoggerMessage(4042, LogLevel.Warning, "Message {MessageId} is taken, and could not be noted with its upload ({Message}); handed in again, it is known by what it says")]
    public static partial void UploadNotNoted(ILogger log, Guid messageId, string message);

    [LoggerMessage(4039, LogLevel.Warning, "The directory could not be asked for at {Peer}; it is asked again")]
    public static partial void DirectoryNotAsked(ILogger log, string peer, Exception accident);

    [LoggerMessage(4011, LogLevel.Warning, "{Count} request(s) refused for their caller's limits since the last such line; the latest of {Caller}: {Limit}")]
    public static partial void CallerLimited(ILogger log, int count, string caller, string limit);

    [LoggerMessage(4021, LogLevel.Information, "{Count} resumable upload(s) nobody came back for were deleted")]
    public static partial void UploadsSwept(ILogger log, int count);
}
