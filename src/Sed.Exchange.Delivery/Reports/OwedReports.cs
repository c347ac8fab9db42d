using System.Globalization;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Reports;

/// <summary>
/// Keeps what senders asked for and says how it stands: a function of the reports and receipts that are here, whatever order they came in. Reception
/// and Registration are due; the others tell of what may happen or not (a resolution, a redirection, an answer), are asked for until a date, and
/// then end.
/// </summary>
internal static class OwedReports
{
    /// <summary>The kinds that must come: every delivered document is received and registered or refused.</summary>
    public const ReportKinds Due = ReportKinds.Reception | ReportKinds.Registration;

    private static readonly IReadOnlyList<ReportKinds> EveryKind = [.. Enum.GetValues<ReportKinds>().Where(kind => kind != ReportKinds.None)];

    /// <summary>Writes down what the sender of a document asks a recipient for, in the commit that makes the delivery.</summary>
    public static void Ask(IJournalTransaction journal, ContainerRow document, Guid recipient, PackageSubscription? asked)
    {
        if (asked is null) return;

        // One node may be the origin and the recipient's too.
        if (journal.FindSubscription(document.Sender, document.MessageId, recipient) is not null) return;
        journal.Put(new SubscriptionRow(document.Sender, document.MessageId, recipient, asked.Kinds, asked.Days, document.SentAt));
    }

    /// <summary>At the origin, when the document is delivered: from now on reports are due, and the node looks when their time is over.</summary>
    public static void Arm(IJournalTransaction journal, DeliveryRow outgoing)
    {
        if (journal.FindSubscription(outgoing.Sender, outgoing.MessageId, outgoing.Recipient) is not { LookAt: null, ToldAt: null } asked) return;
        if ((asked.Kinds & Due) != ReportKinds.None) journal.Put(asked with { LookAt = Until(asked, Counted(journal, outgoing)) });
    }

    /// <summary>
    /// True when the sender asked for what this receipt says: Reception for Collected; Reception or Registration for what tells that there will be
    /// neither. Nobody asks for reports about reports, so a report that is made causes none.
    /// </summary>
    public static bool IsAskedAsReport(IJournalReader journal, ReceiptRow receipt, DeliveryRow outgoing)
    {
        var kinds = receipt.Kind switch
        {
            ReceiptKind.Collected => ReportKinds.Reception,
            ReceiptKind.Declined or ReceiptKind.Refused or ReceiptKind.Undelivered => Due,
            _ => ReportKinds.None,
        };
        return kinds != ReportKinds.None
            && journal.FindSubscription(outgoing.Sender, outgoing.MessageId, outgoing.Recipient) is { } asked
            && (asked.Kinds & kinds) != ReportKinds.None;
    }

    /// <summary>Tells the sender's feed what is overdue of one subscription, once for each kind.</summary>
    /// <returns>The kinds told.</returns>
    public static ReportKinds Tell(IJournalTransaction journal, SubscriptionRow asked, DateTimeOffset now)
    {
        var told = ReportKinds.None;
        if (journal.FindDelivery(Lane.Out, asked.Sender, asked.MessageId, asked.Recipient) is { } outgoing)
        {
            foreach (var owed in Of(journal, outgoing, now).Where(owed => owed.State == OwedReportState.Overdue))
            {
                told |= owed.Kind;
                journal.Append(new EventRow
                {
                    At = now,
                    Kind = EventKinds.ReportOverdue,
                    Organisation = asked.Sender,
                    MessageId = asked.MessageId,
                    DeliveryId = outgoing.DeliveryId,
                    Counterpart = asked.Recipient,
                    Detail = string.Create(CultureInfo.InvariantCulture, $"{owed.Kind} was due by {owed.Until.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"),
                });
            }
        }

        journal.Put(asked with { LookAt = null, ToldAt = told == ReportKinds.None ? null : now });
        return told;
    }

    /// <summary>How everything that was asked of a recipient stands, in the order of the format; empty when nothing was.</summary>
    /// <param name="journal">A consistent view.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="now">By which reports are owed or overdue.</param>
    /// <param name="said">What this recipient reported, when it was read already.</param>
    public static IReadOnlyList<OwedReport> Of(IJournalReader journal, DeliveryRow delivery, DateTimeOffset now, IEnumerable<ReportRow>? said = null)
    {
        if (journal.FindSubscription(delivery.Sender, delivery.MessageId, delivery.Recipient) is not { } asked) return [];
        var receipts = Counted(journal, delivery);
        var reports = (said ?? journal.ReportsOf(delivery.Sender, delivery.MessageId).Where(report => report.Recipient == delivery.Recipient)).ToList();
        var until = Until(asked, receipts);
        return [.. EveryKind.Where(kind => asked.Kinds.HasFlag(kind)).Select(kind => Of(kind, until, reports, receipts, now))];
    }

    /// <summary>Until when reports are asked for: the days count from when the recipient's node had the document, and both nodes know that alike.</summary>
    public static DateTimeOffset Until(SubscriptionRow asked, IReadOnlyList<ReceiptRow> receipts)
    {
        var delivered = receipts.FirstOrDefault(receipt => receipt.Kind == ReceiptKind.Delivered);

        // Its issuer writes any time it likes, up to the last there is; here nothing was issued after it came.
        var from = delivered is null ? asked.Since : delivered.IssuedAt < delivered.StoredAt ? delivered.IssuedAt : delivered.StoredAt;
        return from.AddDays(asked.Days);
    }

    /// <summary>Receipts that count about a delivery.</summary>
    public static IReadOnlyList<ReceiptRow> Counted(IJournalReader journal, DeliveryRow delivery) =>
        [.. journal.ReceiptsOf(delivery.MessageId, delivery.Recipient).Where(receipt => receipt.Counts && receipt.Container == delivery.Container)];

    private static OwedReport Of(
        ReportKinds kind, DateTimeOffset until, List<ReportRow> reports, IReadOnlyList<ReceiptRow> receipts, DateTimeOffset now)
    {
        if (reports.Where(report => report.Kinds.HasFlag(kind)).MinBy(report => report.At) is { } first)
            return new OwedReport(kind, OwedReportState.Received, until, first.At, first.ReportMessageId);
        if (AnsweredBy(kind, receipts) is { } receipt)
            return new OwedReport(kind, OwedReportState.Received, until, receipt.IssuedAt, ReceiptId: receipt.ReceiptId);
        return new OwedReport(kind, StateOf(kind, until, receipts, now), until);
    }

    private static OwedReportState StateOf(ReportKinds kind, DateTimeOffset until, IReadOnlyList<ReceiptRow> receipts, DateTimeOffset now)
    {
        // Nobody owes a report about what he has not got; a refusal may still be outranked by proof.
        if (receipts.All(receipt => receipt.Kind != ReceiptKind.Delivered))
            return receipts.Any(receipt => receipt.Kind is ReceiptKind.Refused or ReceiptKind.Undelivered) ? OwedReportState.Ended : OwedReportState.Owed;
        if (now < until) return OwedReportState.Owed;
        return Due.HasFlag(kind) ? OwedReportState.Overdue : OwedReportState.Ended;
    }

    /// <summary>
    /// A receipt of the recipient's node says what these two reports would: taken by the installation, or refused by it (DESIGN 3.3: Collected is СЭВ's
    /// Reception, Declined its Failure).
    /// </summary>
    private static ReceiptRow? AnsweredBy(ReportKinds kind, IReadOnlyList<ReceiptRow> receipts) => kind switch
    {
        ReportKinds.Reception => receipts.FirstOrDefault(receipt => receipt.Kind == ReceiptKind.Collected),
        ReportKinds.Registration => receipts.FirstOrDefault(receipt => receipt.Kind == ReceiptKind.Declined),
        _ => null,
    };
}
