using System.Globalization;
using Sed.Exchange.Scenarios.Live;

namespace Sed.Exchange.Scenarios.Kills;

/// <summary>What all rounds of a run counted.</summary>
internal sealed class KillCount
{
    private readonly SortedDictionary<string, int> _kills = new(StringComparer.Ordinal);

    /// <summary>Rounds played to their end.</summary>
    public int Rounds { get; private set; }

    /// <summary>What came of the letters.</summary>
    public Reckoning Reckoning { get; } = new();

    /// <summary>Letters that had no answer for a while, because their sender's node was dead.</summary>
    public int Unanswered { get; set; }

    /// <summary>Of those: taken before the death, so that handing in again was answered with what had been promised.</summary>
    public int Repeated { get; set; }

    /// <summary>Adds a round.</summary>
    public void Add(KillRound round)
    {
        Rounds++;
        foreach (var victim in round.Victims) _kills[victim] = _kills.GetValueOrDefault(victim) + (round.Again is null ? 1 : 2);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        {Rounds} rounds, {_kills.Values.Sum()} kills ({string.Join(", ", _kills.Select(pair => $"{pair.Key} {pair.Value}"))})
        {Unanswered} letters without an answer at first, {Repeated} of them had been taken
        {Reckoning}
        """);
}
