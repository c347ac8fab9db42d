using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Reports;

/// <summary>One kind of report that a sender asked for, as it stands.</summary>
/// <param name="Kind">One kind.</param>
/// <param name="State">How it stands.</param>
/// <param name="Until">
/// Until when it is asked for: so many days of 24 hours as the sender asked, from Delivered by the recipient's node; before that from sentAt.
/// </param>
/// <param name="ReceivedAt">When the first one was sent, by the clock of the one who says it; null: none has come.</param>
/// <param name="ReportMessageId">The message that carried the first one.</param>
/// <param name="ReceiptId">The receipt that answers it, when no report does.</param>
public sealed record OwedReport(
    ReportKinds Kind, OwedReportState State, DateTimeOffset Until, DateTimeOffset? ReceivedAt = null, Guid? ReportMessageId = null, Guid? ReceiptId = null);
