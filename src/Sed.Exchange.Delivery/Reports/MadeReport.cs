using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Reports;

/// <summary>A report that this node made from a receipt.</summary>
/// <param name="Organisation">The sender of the document: whose mailbox it goes into.</param>
/// <param name="Files">The package.</param>
/// <param name="InReplyTo">The document.</param>
/// <param name="ReceiptId">The receipt.</param>
/// <param name="Key">Idempotency key: one for each delivery and kind of receipt.</param>
/// <param name="PerhapsSeen">True: it may have been made in a life that a restored node forgot.</param>
internal sealed record MadeReport(
    Organisation Organisation, IReadOnlyList<PackageFile> Files, Guid InReplyTo, Guid ReceiptId, string Key, bool PerhapsSeen)
{
    /// <summary>The key of the report about a delivery; no client's key has a blank in front.</summary>
    public static string KeyOf(Guid messageId, Guid recipient, string kind) => $" report/{messageId}/{recipient}/{kind}";
}
