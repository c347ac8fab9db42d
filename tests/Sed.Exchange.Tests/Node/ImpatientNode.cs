namespace Sed.Exchange.Tests.Node;

/// <summary>A node that waits as little as it may, and is known under one name.</summary>
public sealed class ImpatientNode : RunningNode
{
    internal const string Name = "edo.tula.example";

    private protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["listen__hosts"] = Name,
        ["limits__headerTime"] = "00:00:01",
        ["limits__bodyGrace"] = "00:00:02",
    };
}
