using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <content>Containers whose verification is not finished, and reports that wait for their document.</content>
internal sealed partial class SqliteTransaction
{
    private const string HeldColumns =
        "container, recipient, message_id, sender, from_node, path, directory_serial, blob, length, receipt_id, at, attempts, next_attempt_at, last_error";

    private const string ParkedColumns = "container, recipient, reporter, in_reply_to, return_code, document_uid, subject, at, until";

    public HeldRow? FindHeld(DigestValue container, Guid recipient) =>
        Session.First($"SELECT {HeldColumns} FROM held WHERE container = ?1 AND recipient = ?2", Held, container, recipient);

    public IReadOnlyList<HeldRow> HeldOf(DigestValue container) =>
        Session.List($"SELECT {HeldColumns} FROM held WHERE container = ?1 ORDER BY recipient", Held, container);

    public IReadOnlyList<HeldRow> DueHeld(DateTimeOffset now, int max)
    {
        CheckMax(max);
        return Session.List(
            $"SELECT {HeldColumns} FROM held WHERE next_attempt_at <= ?1 ORDER BY next_attempt_at, container, recipient LIMIT ?2", Held, now, (long)max);
    }

    public IReadOnlyList<string> HeldPeers() => Session.List(
        """
        WITH RECURSIVE nodes (node) AS (
            SELECT min(from_node) FROM held
            UNION ALL
            SELECT (SELECT min(from_node) FROM held WHERE from_node > node) FROM nodes WHERE node IS NOT NULL)
        SELECT node FROM nodes WHERE node IS NOT NULL ORDER BY node
        """,
        row => row.Text(0));

    public HeldRow? FirstHeld(string from, DateTimeOffset now) => Session.First(
        $"SELECT {HeldColumns} FROM held WHERE from_node = ?1 AND next_attempt_at <= ?2 ORDER BY next_attempt_at, container, recipient LIMIT 1", Held, from, now);

    public DateTimeOffset? NextHeld() => Session.Number("SELECT min(next_attempt_at) FROM held") is { } next ? DateTimeOffset.FromUnixTimeMilliseconds(next) : null;

    public long HeldBytes(string from) =>
        Session.Number("SELECT sum(length) FROM (SELECT DISTINCT blob, length FROM held WHERE from_node = ?1)", from) ?? 0;

    public IEnumerable<HeldRow> AllHeld() => Stream($"SELECT {HeldColumns} FROM held ORDER BY container, recipient", Held);

    public void Add(HeldRow row) => Session.Execute(
        $"INSERT INTO held ({HeldColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        row.Container, row.Recipient, row.MessageId, row.Sender, row.From, SqliteRow.ToColumn(row.Path), row.DirectorySerial, row.Blob, row.Length,
        row.ReceiptId, row.At, (long)row.Attempts, row.NextAttemptAt, row.LastError);

    public void Update(HeldRow row)
    {
        var changed = Session.Execute(
            "UPDATE held SET attempts = ?3, next_attempt_at = ?4, last_error = ?5, blob = ?6 WHERE container = ?1 AND recipient = ?2",
            row.Container, row.Recipient, (long)row.Attempts, row.NextAttemptAt, row.LastError, row.Blob);
        if (changed == 0) throw new JournalConflictException($"Container {row.Container} is not held for {row.Recipient}: it has been concluded.");
    }

    public void RemoveHeld(DigestValue container, Guid recipient)
    {
        Session.Execute("DELETE FROM parked_reports WHERE container = ?1 AND recipient = ?2", container, recipient);
        Session.Execute("DELETE FROM held WHERE container = ?1 AND recipient = ?2", container, recipient);
    }

    public IReadOnlyList<ParkedReportRow> ParkedReports(Guid reporter, Guid recipient) => Session.List(
        $"SELECT {ParkedColumns} FROM parked_reports WHERE reporter = ?1 AND recipient = ?2 ORDER BY at, container", Parked, reporter, recipient);

    public IEnumerable<ParkedReportRow> AllParkedReports() => Stream($"SELECT {ParkedColumns} FROM parked_reports ORDER BY container, recipient", Parked);

    public void Put(ParkedReportRow row) => Session.Execute(
        $"""
         INSERT INTO parked_reports ({ParkedColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (container, recipient) DO UPDATE SET reporter = excluded.reporter, in_reply_to = excluded.in_reply_to,
             return_code = excluded.return_code, document_uid = excluded.document_uid, subject = excluded.subject, at = excluded.at, until = excluded.until
         """,
        row.Container, row.Recipient, row.Reporter, row.InReplyTo, row.ReturnCode, row.DocumentUid, row.Subject, row.At, row.Until);

    private static ParkedReportRow Parked(SqliteRow row) => new(
        row.Digest(0), row.Id(1), row.Id(2), row.IdOrNull(3), row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6), row.Time(7), row.Time(8));

    private static HeldRow Held(SqliteRow row) => new()
    {
        Container = row.Digest(0),
        Recipient = row.Id(1),
        MessageId = row.Id(2),
        Sender = row.Id(3),
        From = row.Text(4),
        Path = row.Texts(5),
        DirectorySerial = row.Number(6),
        Blob = row.Text(7),
        Length = row.Number(8),
        ReceiptId = row.Id(9),
        At = row.Time(10),
        Attempts = row.Count(11),
        NextAttemptAt = row.Time(12),
        LastError = row.TextOrNull(13),
    };
}
