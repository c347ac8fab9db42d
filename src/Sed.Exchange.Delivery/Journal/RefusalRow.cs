using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// A container refused here for a recipient, under its own digest alone: it claims no dedupe key and never stands in the way of
/// the intact one. Key: (<see cref="Container"/>, <see cref="Recipient"/>).
/// </summary>
/// <param name="Container">Digest of the refused octets.</param>
/// <param name="Recipient">The recipient it was sent for.</param>
/// <param name="MessageId">The message id its carrier or envelope claimed.</param>
/// <param name="From">The peer that carried it.</param>
/// <param name="ReceiptId">The Refused receipt.</param>
/// <param name="Blob">The octets, kept as evidence and never released; null when they were not kept (again), or are purged.</param>
/// <param name="At">When.</param>
/// <param name="PurgedAt">When the octets were purged, or null.</param>
public sealed record RefusalRow(
    DigestValue Container, Guid Recipient, Guid MessageId, string From, Guid ReceiptId, string? Blob, DateTimeOffset At, DateTimeOffset? PurgedAt = null);
