namespace Sed.Exchange.Node.Api.Documents;

/// <summary>A page of a feed.</summary>
/// <param name="Items">In order of their numbers.</param>
/// <param name="Next">Cursor for the next call.</param>
public sealed record EventPage(IReadOnlyList<EventDocument> Items, string Next);
