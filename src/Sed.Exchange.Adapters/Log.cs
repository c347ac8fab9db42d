using Microsoft.Extensions.Logging;

namespace Sed.Exchange.Adapters;

/// <summary>Every log line of this room: number, name, one home. Numbers 3000 to 3999. No content, no persons' names.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Warning, "ALARM {Peer} showed a TLS key that the directory does not pin now: {Pin}. Compare it with the node's certificate; publish a directory if it was renewed")]
    public static partial void PeerNotPinned(ILogger logger, string peer, string pin);

    [LoggerMessage(3002, LogLevel.Information, "The directory could not be fetched from {Peer}: {Code} ({Detail})")]
    public static partial void DirectoryNotFetched(ILogger logger, string peer, string code, string? detail);
}
