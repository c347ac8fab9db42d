namespace Sed.Exchange.Scenarios.Kills;

/// <summary>One round: who is killed, and when.</summary>
/// <param name="Victims">Ids of the nodes that die in the same moment.</param>
/// <param name="After">How long the load has flowed by then.</param>
/// <param name="Again">How long the victims live when they are started, before they are killed once more; null: they stay.</param>
/// <param name="Away">How long nobody starts them for good.</param>
internal sealed record KillRound(IReadOnlyList<string> Victims, TimeSpan After, TimeSpan? Again, TimeSpan Away)
{
    /// <summary>Draws a round: mostly one node, at times two or all; one round in four kills again while they start.</summary>
    public static KillRound Draw(Random chance, IReadOnlyList<string> nodes)
    {
        var count = chance.Next(10) switch { 0 => nodes.Count, 1 or 2 => 2, _ => 1 };
        var victims = nodes.ToArray();
        chance.Shuffle(victims);
        return new KillRound(
            victims[..count],
            TimeSpan.FromMilliseconds(chance.Next(100, 1200)),
            chance.Next(4) == 0 ? TimeSpan.FromMilliseconds(chance.Next(50, 900)) : null,
            TimeSpan.FromMilliseconds(chance.Next(500)));
    }

    public override string ToString() =>
        $"{string.Join('+', Victims)} after {After.TotalMilliseconds:0} ms{(Again is { } again ? $", again {again.TotalMilliseconds:0} ms after its start" : "")}";
}
