using Sed.Exchange.Packages;

namespace Sed.Exchange.Node.Json;

/// <summary>A line of a timeline.</summary>
/// <param name="At">By the clock of the one who says it.</param>
/// <param name="Node">The node that says it.</param>
/// <param name="Event">A receipt kind, or a report's event.</param>
/// <param name="ReceiptId">The receipt, when one says it.</param>
/// <param name="Verified">True: its signature is right and its issuer may say it. False: recorded with an alarm, changes nothing.</param>
/// <param name="File">Where the API gives the signed receipt, or null.</param>
/// <param name="Reason">Reason code of the negative kinds.</param>
/// <param name="ReportMessageId">The message that carried the report.</param>
/// <param name="Kinds">What the report tells of, in the words of <see cref="OwedReportDocument.Kind"/>; empty for a receipt.</param>
/// <param name="Number">The number that the report tells: of the registration, or of the answer.</param>
/// <param name="Date">Its date.</param>
public sealed record TimelineDocument(
    DateTimeOffset At,
    string Node,
    string Event,
    Guid? ReceiptId,
    bool Verified,
    string? File,
    string? Reason,
    Guid? ReportMessageId,
    IReadOnlyList<string> Kinds,
    string? Number,
    DateOnly? Date)
{
    /// <summary>Names of the kinds, in the order of the format.</summary>
    public static IReadOnlyList<string> NamesOf(ReportKinds kinds) =>
        [.. Enum.GetValues<ReportKinds>().Where(kind => kind != ReportKinds.None && kinds.HasFlag(kind)).Select(kind => kind.ToString())];
}
