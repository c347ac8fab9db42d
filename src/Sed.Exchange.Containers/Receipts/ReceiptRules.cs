namespace Sed.Exchange.Containers.Receipts;

/// <summary>Who may issue which receipt: the table of DESIGN 3.3 in one expression. A new kind is one line here and one in <see cref="ReceiptKind"/>.</summary>
public static class ReceiptRules
{
    /// <summary>True when <paramref name="issuer"/> may say <paramref name="kind"/>.</summary>
    /// <param name="kind">What is said.</param>
    /// <param name="issuer">Node id of the issuer.</param>
    /// <param name="origin">Node id of the origin.</param>
    /// <param name="recipientNode">Node id that serves the recipient, or null when the directory does not know it.</param>
    public static bool MayIssue(ReceiptKind kind, string issuer, string origin, string? recipientNode) => kind switch
    {
        ReceiptKind.Accepted or ReceiptKind.Undelivered => issuer == origin,
        ReceiptKind.Delivered or ReceiptKind.Collected or ReceiptKind.Declined => issuer == recipientNode,
        ReceiptKind.Relayed or ReceiptKind.Refused => true,
        _ => false,
    };

    /// <summary>True for the kinds that must carry a reason.</summary>
    public static bool NeedsReason(ReceiptKind kind) =>
        kind is ReceiptKind.Declined or ReceiptKind.Refused or ReceiptKind.Undelivered;
}
