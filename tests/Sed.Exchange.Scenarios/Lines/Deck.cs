namespace Sed.Exchange.Scenarios.Lines;

/// <summary>Cards in the order of a seed. All are dealt before one comes again, so that a short run meets every kind.</summary>
/// <param name="chance">Where the order comes from; the deck alone uses it.</param>
/// <param name="cards">The cards.</param>
internal sealed class Deck<T>(Random chance, IEnumerable<T> cards)
{
    private readonly Lock _turn = new();
    private readonly T[] _cards = [.. cards];
    private int _dealt = int.MaxValue;

    /// <summary>The next card, and a seed for whatever else is to be drawn about it.</summary>
    public (T Card, int Seed) Deal()
    {
        lock (_turn)
        {
            if (_dealt >= _cards.Length)
            {
                chance.Shuffle(_cards);
                _dealt = 0;
            }

            return (_cards[_dealt++], chance.Next());
        }
    }
}
