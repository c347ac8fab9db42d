using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>A container whose seal holds, as reception needs it.</summary>
/// <param name="Row">The row it becomes.</param>
/// <param name="Envelope">The proven envelope.</param>
/// <param name="Events">For a report to a mailbox here: what it says.</param>
/// <param name="Signatures">For a mailbox here: one indication per document signature.</param>
internal sealed record Arrival(
    ContainerRow Row, Envelope Envelope, IReadOnlyList<ReportEvent> Events, IReadOnlyList<DocumentSignatureIndication> Signatures);
