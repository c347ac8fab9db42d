namespace Sed.Exchange.Delivery.Journal;

/// <summary>
/// To whom an owed receipt was handed last. Who took it answers for it from then on; if he loses his disk, only this tells that it must be given to him again.
/// Key: the receipt.
/// </summary>
/// <param name="ReceiptId">The receipt.</param>
/// <param name="ToNode">The peer.</param>
/// <param name="At">When.</param>
public sealed record HandedReceiptRow(Guid ReceiptId, string ToNode, DateTimeOffset At);
