namespace Sed.Exchange.Client;

/// <summary>A page of the feed.</summary>
/// <param name="Items">In order of their numbers; empty at the end of the feed.</param>
/// <param name="Next">Cursor for the next call. Store it together with what you did about the items.</param>
public sealed record EventPage(IReadOnlyList<ExchangeEvent> Items, string Next);
