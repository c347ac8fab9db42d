using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Adapters.Sqlite;

/// <content>Reports, what senders asked to be reported, and what this node has to report itself.</content>
internal sealed partial class SqliteTransaction
{
    private const string ReportColumns = "sender, message_id, recipient, event, kinds, report_message_id, node, at, number, number_date";

    private const string SubscriptionColumns = "sender, message_id, recipient, kinds, days, since, look_at, told_at";

    private const string ToMakeColumns = "receipt_id, sender, message_id, recipient, since, attempts, next_attempt_at, last_error";

    public IReadOnlyList<ReportRow> ReportsOf(Guid sender, Guid messageId) => Session.List(
        $"SELECT {ReportColumns} FROM reports WHERE message_id = ?1 AND sender = ?2 ORDER BY at, recipient, report_message_id, event", Report, messageId, sender);

    public IReadOnlyList<Guid> DocumentsReported(Guid reporter, Guid reportMessageId) =>
        [.. Session.List("SELECT message_id FROM reports WHERE recipient = ?1 AND report_message_id = ?2", row => row.Id(0), reporter, reportMessageId).Distinct()];

    public IEnumerable<ReportRow> AllReports() => Stream($"SELECT {ReportColumns} FROM reports ORDER BY recipient, report_message_id, event", Report);

    public void Put(ReportRow row) => Session.Execute(
        $"INSERT INTO reports ({ReportColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (recipient, report_message_id, event) DO NOTHING",
        row.Sender, row.MessageId, row.Recipient, row.Event, row.Kinds, row.ReportMessageId, row.Node, row.At, row.Number?.Number, row.Number?.Date);

    public SubscriptionRow? FindSubscription(Guid sender, Guid messageId, Guid recipient) => Session.First(
        $"SELECT {SubscriptionColumns} FROM subscriptions WHERE message_id = ?1 AND sender = ?2 AND recipient = ?3", Subscription, messageId, sender, recipient);

    public IReadOnlyList<SubscriptionRow> DueSubscriptions(DateTimeOffset now, int max)
    {
        CheckMax(max);
        return Session.List(
            $"SELECT {SubscriptionColumns} FROM subscriptions WHERE look_at <= ?1 ORDER BY look_at, message_id, sender, recipient LIMIT ?2",
            Subscription, now, (long)max);
    }

    public DateTimeOffset? NextSubscription() => Session.Number("SELECT min(look_at) FROM subscriptions WHERE look_at IS NOT NULL") is { } next
        ? DateTimeOffset.FromUnixTimeMilliseconds(next)
        : null;

    public IEnumerable<SubscriptionRow> AllSubscriptions() =>
        Stream($"SELECT {SubscriptionColumns} FROM subscriptions ORDER BY message_id, sender, recipient", Subscription);

    public void Put(SubscriptionRow row) => Session.Execute(
        $"""
         INSERT INTO subscriptions ({SubscriptionColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (message_id, sender, recipient) DO UPDATE SET kinds = excluded.kinds, days = excluded.days, since = excluded.since,
             look_at = excluded.look_at, told_at = excluded.told_at
         """,
        row.Sender, row.MessageId, row.Recipient, row.Kinds, (long)row.Days, row.Since, row.LookAt, row.ToldAt);

    public IReadOnlyList<ReportToMakeRow> DueReportsToMake(DateTimeOffset now, int max)
    {
        CheckMax(max);
        return Session.List(
            $"SELECT {ToMakeColumns} FROM reports_to_make WHERE next_attempt_at <= ?1 ORDER BY next_attempt_at, receipt_id LIMIT ?2", ToMake, now, (long)max);
    }

    public DateTimeOffset? NextReportToMake() => Session.Number("SELECT min(next_attempt_at) FROM reports_to_make") is { } next
        ? DateTimeOffset.FromUnixTimeMilliseconds(next)
        : null;

    public IEnumerable<ReportToMakeRow> AllReportsToMake() => Stream($"SELECT {ToMakeColumns} FROM reports_to_make ORDER BY receipt_id", ToMake);

    public void Put(ReportToMakeRow row) => Session.Execute(
        $"""
         INSERT INTO reports_to_make ({ToMakeColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (receipt_id) DO UPDATE SET attempts = excluded.attempts, next_attempt_at = excluded.next_attempt_at, last_error = excluded.last_error
         """,
        row.ReceiptId, row.Sender, row.MessageId, row.Recipient, row.Since, (long)row.Attempts, row.NextAttemptAt, row.LastError);

    public void RemoveReportToMake(Guid receiptId) => Session.Execute("DELETE FROM reports_to_make WHERE receipt_id = ?1", receiptId);

    private static ReportToMakeRow ToMake(SqliteRow row) => new()
    {
        ReceiptId = row.Id(0),
        Sender = row.Id(1),
        MessageId = row.Id(2),
        Recipient = row.Id(3),
        Since = row.Time(4),
        Attempts = row.Count(5),
        NextAttemptAt = row.Time(6),
        LastError = row.TextOrNull(7),
    };

    private static ReportRow Report(SqliteRow row) => new(
        row.Id(0), row.Id(1), row.Id(2), row.Name<ReportEvent>(3), row.Name<ReportKinds>(4), row.Id(5), row.Text(6), row.Time(7),
        row.TextOrNull(8) is { } number && row.DayOrNull(9) is { } date ? new PackageNumber(number, date) : null);

    private static SubscriptionRow Subscription(SqliteRow row) => new(
        row.Id(0), row.Id(1), row.Id(2), row.Name<ReportKinds>(3), row.Count(4), row.Time(5), row.TimeOrNull(6), row.TimeOrNull(7));
}
