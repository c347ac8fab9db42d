using System.Globalization;

namespace Sed.Exchange.Scenarios.Kills;

/// <summary>What all rounds of a run counted.</summary>
internal sealed class KillCount
{
    private readonly SortedDictionary<string, int> _kills = new(StringComparer.Ordinal);

    /// <summary>Rounds played to their end.</summary>
    public int Rounds { get; private set; }

    /// <summary>What was found wrong, one line each.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Messages that a sender was told to be taken.</summary>
    public int Acknowledged { get; set; }

    /// <summary>Of those: never handed to their recipient.</summary>
    public int Lost { get; set; }

    /// <summary>Handed over as new more than once, or under an id that no sender was ever told.</summary>
    public int Doubled { get; set; }

    /// <summary>Receipts that the senders lack, or have twice.</summary>
    public int MissingReceipts { get; set; }

    /// <summary>Letters that had no answer for a while, because their sender's node was dead.</summary>
    public int Unanswered { get; set; }

    /// <summary>Of those: taken before the death, so that handing in again was answered with what had been promised.</summary>
    public int Repeated { get; set; }

    /// <summary>Messages that were leased again, as perhaps seen.</summary>
    public int PerhapsSeen { get; set; }

    /// <summary>Checks of the audit of the disks.</summary>
    public int Checks { get; set; }

    /// <summary>Adds a round.</summary>
    public void Add(KillRound round)
    {
        Rounds++;
        foreach (var victim in round.Victims) _kills[victim] = _kills.GetValueOrDefault(victim) + (round.Again is null ? 1 : 2);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        {Rounds} rounds, {_kills.Values.Sum()} kills ({string.Join(", ", _kills.Select(pair => $"{pair.Key} {pair.Value}"))})
        {Acknowledged} messages acknowledged, {Unanswered} letters without an answer at first, {Repeated} of them had been taken, {PerhapsSeen} messages leased again as perhaps seen
        {Lost} lost, {Doubled} doubled, {MissingReceipts} missing receipts; audit: {Checks} checks, {Violations.Count} violations
        """);
}
