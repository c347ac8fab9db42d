using Sed.Exchange.Client;

namespace Sed.Exchange.Scenarios.Live;

/// <summary>One exchange, from handing in to collected.</summary>
/// <param name="Submitted">What the sender was told in the end.</param>
/// <param name="Tries">What it was told, try by try.</param>
/// <param name="Status">How it stands at the sender's node.</param>
internal sealed record Played(Submitted Submitted, IReadOnlyList<string> Tries, MessageStatus Status);
