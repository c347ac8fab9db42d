using Sed.Exchange.Tests.Node;

namespace Sed.Exchange.Tests.Access;

/// <summary>A running node with limits that a test can meet.</summary>
public sealed class LimitedNode : RunningNode
{
    /// <summary>Twice as many in a burst.</summary>
    internal const int Rate = 2;

    internal const int Strangers = 6;

    internal const int Polls = 2;

    internal const int Connections = 30;

    private protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["limits__requestsPerSecond"] = $"{Rate}",
        ["limits__peerRequestsPerSecond"] = $"{Rate}",
        ["limits__pollsAtOnce"] = $"{Polls}",
        ["limits__strangersPerMinute"] = $"{Strangers}",
        ["limits__connections"] = $"{Connections}",
    };
}
