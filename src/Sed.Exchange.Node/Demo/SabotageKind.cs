namespace Sed.Exchange.Node.Demo;

/// <summary>What the demo spoils on purpose, so that anybody can see the audit fail.</summary>
internal enum SabotageKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An acknowledged container disappears from a node's disk (promise 1).</summary>
    Lose,

    /// <summary>A message is handed over twice (promise 3).</summary>
    Double,

    /// <summary>A receipt is replaced by a forged one (promise 4).</summary>
    Forge,
}
