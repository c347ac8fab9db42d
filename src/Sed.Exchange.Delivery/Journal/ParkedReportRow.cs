using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// A verified report whose document is not known here: its container stays <see cref="HeldRow">held</see>, Relayed was said for it, until its document
/// comes or its time is over. What it names stands here so that a document finds it. Key: (<see cref="Container"/>, <see cref="Recipient"/>).
/// </summary>
/// <param name="Container">Digest of the octets.</param>
/// <param name="Recipient">The addressee: the sender of the document that is missing.</param>
/// <param name="Reporter">The sender of the report, proven by the seal.</param>
/// <param name="InReplyTo">The message it names.</param>
/// <param name="ReturnCode">The return code it names.</param>
/// <param name="DocumentUid">The UID it names.</param>
/// <param name="Subject">Number and date of the document, as <see cref="ContainerRow.Subject"/> has them.</param>
/// <param name="At">When it became durable here: the order in which reports are released.</param>
/// <param name="Until">When it is handed over without its document.</param>
public sealed record ParkedReportRow(
    DigestValue Container,
    Guid Recipient,
    Guid Reporter,
    Guid? InReplyTo,
    string? ReturnCode,
    string? DocumentUid,
    string? Subject,
    DateTimeOffset At,
    DateTimeOffset Until);
