using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Demo.Audit;

/// <summary>A refusal, the octets kept as evidence counted again.</summary>
/// <param name="Row">What the journal says.</param>
/// <param name="Fault">What is wrong with the octets; null: they are there and have the digest of the row.</param>
internal sealed record RefusalRecord(RefusalRow Row, string? Fault);
