using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Demo.Audit;

/// <summary>A container that a journal speaks of, its octets verified again.</summary>
/// <param name="Row">What the journal says.</param>
/// <param name="Envelope">The proven envelope; null when something is wrong.</param>
/// <param name="Fault">What is wrong with the octets; null: they are there, verify, and are the ones of the row.</param>
internal sealed record ContainerRecord(ContainerRow Row, Envelope? Envelope, string? Fault);
