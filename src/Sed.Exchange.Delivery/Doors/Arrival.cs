using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>A container whose seal holds, as reception needs it.</summary>
/// <param name="Directory">The directory in force when it was looked at: what was read of it, and what becomes of it, must be by the same one.</param>
/// <param name="Row">The row it becomes.</param>
/// <param name="Envelope">The proven envelope.</param>
/// <param name="Facts">For a mailbox here: what the package says; null at a relay, which does not read packages.</param>
/// <param name="Signatures">For a mailbox here: one indication per document signature.</param>
internal sealed record Arrival(
    ExchangeDirectory Directory, ContainerRow Row, Envelope Envelope, PackageFacts? Facts, IReadOnlyList<DocumentSignatureIndication> Signatures);
