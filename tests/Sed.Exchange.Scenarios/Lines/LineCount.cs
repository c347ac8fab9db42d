using System.Globalization;

namespace Sed.Exchange.Scenarios.Lines;

/// <summary>What lines did, counted by name.</summary>
internal sealed class LineCount
{
    private readonly SortedDictionary<string, int> _connections = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _exchanges = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _copies = new(StringComparer.Ordinal);
    private readonly Lock _turn = new();

    /// <summary>Receipts that a doubled request was answered with, and how many of them were not those of the first answer, octet for octet.</summary>
    public (int Compared, int Otherwise) Receipts { get; private set; }

    /// <summary>Exchanges that really were overtaken.</summary>
    public int Overtaken { get; private set; }

    /// <summary>Everything that can become of connections and exchanges has, and copies of both kinds were judged.</summary>
    public bool HasMetAll
    {
        get
        {
            lock (_turn)
            {
                return Enum.GetNames<ConnectionFate>().All(_connections.ContainsKey)
                    && Enum.GetNames<ExchangeFate>().All(_exchanges.ContainsKey)
                    && Overtaken > 0
                    && _copies.ContainsKey("200")
                    && _copies.ContainsKey(SealedConnection.TurnedDown);
            }
        }
    }

    /// <summary>Enters a connection.</summary>
    public void Add(ConnectionFate fate) => Add(_connections, fate.ToString());

    /// <summary>Enters an exchange.</summary>
    public void Add(ExchangeFate fate) => Add(_exchanges, fate.ToString());

    /// <summary>Enters what became of a copy: a status, or that it was turned down before it could say anything.</summary>
    public void AddCopy(string outcome) => Add(_copies, outcome);

    /// <summary>Enters what was said to a request and to its copy: what was held first may be delivered by then, but no receipt is signed a second time.</summary>
    public void Compare(HttpMessage first, HttpMessage copy)
    {
        if (first.Receipts is not { } said || copy.Receipts is not { } again) return;
        var both = said.Where(one => again.ContainsKey(one.Key)).ToList();
        lock (_turn) Receipts = (Receipts.Compared + both.Count, Receipts.Otherwise + both.Count(one => again[one.Key] != one.Value));
    }

    /// <summary>Enters that another exchange was answered before one that was held.</summary>
    public void AddOvertaken()
    {
        lock (_turn) Overtaken++;
    }

    /// <summary>How often this became of a copy.</summary>
    public int OfCopies(string outcome)
    {
        lock (_turn) return _copies.GetValueOrDefault(outcome);
    }

    public override string ToString()
    {
        lock (_turn) return $"connections: {Show(_connections)}\nexchanges: {Show(_exchanges)}\ncopies: {Show(_copies)}; {Overtaken} overtaken; {Receipts.Compared} receipts said twice, {Receipts.Otherwise} of them otherwise";
    }

    private static string Show(SortedDictionary<string, int> counts) =>
        $"{counts.Values.Sum().ToString(CultureInfo.InvariantCulture)} ({string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"))})";

    private void Add(SortedDictionary<string, int> counts, string name)
    {
        lock (_turn) counts[name] = counts.GetValueOrDefault(name) + 1;
    }
}
