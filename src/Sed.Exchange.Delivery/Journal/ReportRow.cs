using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// What a recipient's installation said of a document in a report that passed through this node: a line of the document's timeline. Ids are chosen by
/// senders and prove nothing alone, so document and report each stand with their sender. Key: (<see cref="Recipient"/>,
/// <see cref="ReportMessageId"/>, <see cref="Event"/>).
/// </summary>
/// <param name="Sender">The sender of the document reported about.</param>
/// <param name="MessageId">The message reported about.</param>
/// <param name="Recipient">The organisation that reports: a recipient of that message.</param>
/// <param name="Event">What it says.</param>
/// <param name="Kinds">Which reports asked for it is.</param>
/// <param name="ReportMessageId">The message that carried the report.</param>
/// <param name="Node">The origin node of the report.</param>
/// <param name="At">sentAt of the report.</param>
/// <param name="Number">The number and date it tells: of the registration, or of the answer.</param>
public sealed record ReportRow(
    Guid Sender,
    Guid MessageId,
    Guid Recipient,
    ReportEvent Event,
    ReportKinds Kinds,
    Guid ReportMessageId,
    string Node,
    DateTimeOffset At,
    PackageNumber? Number = null);
