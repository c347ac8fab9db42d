using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>
/// Who hands in which package. It is known before anything else is judged, because what was accepted once is answered as it was, though it would not be taken
/// today: its deadline is over, a directory has come, a queue is full.
/// </summary>
/// <param name="Facts">The package.</param>
/// <param name="Sender">Whom the client speaks for.</param>
/// <param name="Findings">Remarks so far.</param>
internal sealed record AdmissionClaim(PackageFacts Facts, Organisation Sender, IReadOnlyList<Finding> Findings);
