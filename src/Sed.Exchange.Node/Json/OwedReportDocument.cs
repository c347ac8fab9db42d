using Sed.Exchange.Delivery.Reports;

namespace Sed.Exchange.Node.Json;

/// <summary>A report that the sender asked a recipient for.</summary>
/// <param name="Kind">
/// <c>Reception</c>, <c>Registration</c>, <c>Forwarding</c>, <c>Consideration</c>, <c>Execution</c>, <c>Redirection</c>, <c>Answer</c>,
/// <c>VisaDirection</c>, <c>SignDirection</c>, <c>VisaInformation</c>, <c>SignInformation</c> or <c>ProjectRegistration</c>.
/// </param>
/// <param name="State"><c>Owed</c>, <c>Received</c>, <c>Overdue</c> or <c>Ended</c>.</param>
/// <param name="Until">Until when it is asked for.</param>
/// <param name="ReceivedAt">When the first one was said; null: none has come.</param>
/// <param name="ReportMessageId">The message that carried it.</param>
/// <param name="ReceiptId">The receipt that answers it, when no report does.</param>
public sealed record OwedReportDocument(
    string Kind, string State, DateTimeOffset Until, DateTimeOffset? ReceivedAt, Guid? ReportMessageId, Guid? ReceiptId)
{
    /// <summary>Writes it.</summary>
    public static OwedReportDocument From(OwedReport owed) =>
        new(owed.Kind.ToString(), owed.State.ToString(), owed.Until, owed.ReceivedAt, owed.ReportMessageId, owed.ReceiptId);
}
