using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>A line of a timeline.</summary>
/// <param name="At">By the clock of the one who says it.</param>
/// <param name="Node">The node that says it.</param>
/// <param name="Event">A receipt kind, or Registered, RegistrationRefused, Progress, Answer.</param>
/// <param name="ReceiptId">The receipt, when one says it.</param>
/// <param name="Counts">False: recorded with an alarm, does not change states.</param>
/// <param name="Reason">Reason code of the negative kinds.</param>
/// <param name="ReportMessageId">The message that carried the report, when one says it.</param>
/// <param name="Kinds">What the report tells of: a Progress may be a forwarding, a resolution, an execution; none for a receipt.</param>
/// <param name="Number">The number and date that a report tells: of the registration, or of the answer.</param>
public sealed record TimelineEntry(
    DateTimeOffset At,
    string Node,
    string Event,
    Guid? ReceiptId,
    bool Counts,
    string? Reason,
    Guid? ReportMessageId,
    ReportKinds Kinds = ReportKinds.None,
    PackageNumber? Number = null);
