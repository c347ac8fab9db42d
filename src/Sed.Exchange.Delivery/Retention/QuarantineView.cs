using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Retention;

/// <summary>
/// What is kept apart from the mail: refused copies and what is held. A copy that is refused is never released, whatever is found of it later: its sender
/// was told, and a new message is the remedy (DESIGN section 4). What is held is verified again until it is concluded, and may be hurried.
/// </summary>
public static class QuarantineView
{
    /// <summary>Everything held, then the newest refusals, at most <paramref name="max"/> of each.</summary>
    public static IReadOnlyList<QuarantineItem> List(IJournalReader journal, int max, DateTimeOffset now)
    {
        var parked = Parked(journal);
        return [.. journal.AllHeld().Take(max).Select(row => Of(row, parked)), .. journal.RecentRefusals(max).Select(row => Of(journal, row, now))];
    }

    /// <summary>
    /// What is held for want of a verdict, of the first <paramref name="max"/> that are due until <paramref name="dueBy"/>. A report that waits for its document
    /// has had its verdict, unless the last one could not be concluded.
    /// </summary>
    public static IReadOnlyList<HeldRow> Unverified(IJournalReader journal, DateTimeOffset dueBy, int max)
    {
        var parked = Parked(journal);
        return [.. journal.DueHeld(dueBy, max).Where(row => row.LastError is not null || !parked.Contains((row.Container, row.Recipient)))];
    }

    /// <summary>What is kept apart under this receipt, or of this message; empty: nothing is.</summary>
    public static IReadOnlyList<QuarantineItem> Find(IJournalReader journal, Guid id, DateTimeOffset now)
    {
        var parked = Parked(journal);
        IReadOnlyList<ReceiptRow> receipts = journal.FindReceipt(id) is { } one ? [one] : journal.ReceiptsOf(id);
        return
        [
            .. receipts.Where(receipt => receipt.Kind is ReceiptKind.Relayed or ReceiptKind.Refused)
                .Select(receipt => journal.FindHeld(receipt.Container, receipt.Recipient) is { } held && held.ReceiptId == receipt.ReceiptId ? Of(held, parked)
                    : journal.FindRefusal(receipt.Container, receipt.Recipient) is { } refusal && refusal.ReceiptId == receipt.ReceiptId ? Of(journal, refusal, now)
                    : null)
                .OfType<QuarantineItem>(),
        ];
    }

    /// <summary>Makes the verification of held octets due now, for everybody they came for together.</summary>
    /// <returns>False: they are not held, or no longer.</returns>
    public static bool Retry(IJournalTransaction journal, QuarantineItem item, DateTimeOffset now)
    {
        if (journal.FindHeld(item.Container, item.Recipient) is null) return false;
        foreach (var row in journal.HeldOf(item.Container)) journal.Update(row with { NextAttemptAt = now });
        return true;
    }

    // Few at any time, and no more than delivery.parkReports lets in.
    private static HashSet<(DigestValue, Guid)> Parked(IJournalReader journal) => [.. journal.AllParkedReports().Select(row => (row.Container, row.Recipient))];

    private static QuarantineItem Of(HeldRow row, HashSet<(DigestValue, Guid)> parked)
    {
        var isParked = parked.Contains((row.Container, row.Recipient));
        var (code, detail) = row.LastError is { } error ? Split(error) : (null, null);
        return new QuarantineItem(
            row.ReceiptId, isParked ? QuarantineKind.Parked : QuarantineKind.Held, row.MessageId, row.Recipient, row.From, row.At, row.Container, row.Blob, code, detail,
            row.Attempts, row.NextAttemptAt, null);
    }

    private static QuarantineItem Of(IJournalReader journal, RefusalRow row, DateTimeOffset now)
    {
        var receipt = journal.FindReceipt(row.ReceiptId);
        var detail = receipt is null ? null : ReceiptFile.OpenCryptoOnly(receipt.Bytes, now).Receipt?.ReasonDetail;
        return new QuarantineItem(
            row.ReceiptId, QuarantineKind.Refused, row.MessageId, row.Recipient, row.From, row.At, row.Container, row.Blob, receipt?.Reason, detail, 0, null, row.PurgedAt);
    }

    private static (string Code, string? Detail) Split(string error)
    {
        var colon = error.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? (error, null) : (error[..colon], error[(colon + 2)..]);
    }
}
