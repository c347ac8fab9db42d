using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <content>Receipts, the debts of passing them on, and refusals.</content>
internal sealed partial class SqliteTransaction
{
    private const string ReceiptColumns =
        "receipt_id, kind, message_id, recipient, container, issuer_node, issued_at, stored_at, counts, reason, bytes";

    private const string OwedColumns = "receipt_id, to_node, sender, previous_hop, since, attempts, next_attempt_at, last_error";

    private const string RefusalColumns = "container, recipient, message_id, from_node, receipt_id, blob, at, purged_at";

    public ReceiptRow? FindReceipt(Guid receiptId) =>
        Session.First($"SELECT {ReceiptColumns} FROM receipts WHERE receipt_id = ?1", Receipt, receiptId);

    public IReadOnlyList<ReceiptRow> ReceiptsOf(Guid messageId) =>
        Session.List($"SELECT {ReceiptColumns} FROM receipts WHERE message_id = ?1 ORDER BY number", Receipt, messageId);

    public IReadOnlyList<ReceiptRow> ReceiptsOf(Guid messageId, Guid recipient) => Session.List(
        $"SELECT {ReceiptColumns} FROM receipts WHERE message_id = ?1 AND recipient = ?2 ORDER BY number", Receipt, messageId, recipient);

    public IReadOnlyList<(long Number, ReceiptRow Receipt)> ReceiptsSince(DateTimeOffset since, long after, int max)
    {
        CheckMax(max);
        return Session.List(
            $"SELECT {ReceiptColumns}, number FROM receipts WHERE number > ?1 AND stored_at >= ?2 ORDER BY number LIMIT ?3",
            row => (row.Number(11), Receipt(row)), BeforeFirst(since, after), since, (long)max);
    }

    public IReadOnlyList<(long Number, ReceiptRow Receipt, bool WasHanded)> ReceiptsExchanged(string peer, DateTimeOffset since, long after, int max)
    {
        CheckMax(max);
        return Session.List(
            $"""
             WITH found (number) AS (
                 SELECT number FROM (SELECT number FROM receipts WHERE number > ?1 AND stored_at >= ?2 ORDER BY number LIMIT ?3)
                 UNION
                 SELECT number FROM (SELECT number FROM handed_receipts WHERE number > ?4 AND to_node = ?5 AND at >= ?2 ORDER BY number LIMIT ?3))
             SELECT {ReceiptColumns}, number,
                 EXISTS (SELECT 1 FROM handed_receipts AS handed WHERE handed.number = found.number AND handed.to_node = ?5 AND handed.at >= ?2)
             FROM found JOIN receipts USING (number) ORDER BY number LIMIT ?3
             """,
            row => (row.Number(11), Receipt(row), row.Flag(12)), BeforeFirst(since, after), since, (long)max, after, peer);
    }

    public IEnumerable<ReceiptRow> AllReceipts() => Stream($"SELECT {ReceiptColumns} FROM receipts ORDER BY receipt_id", Receipt);

    public void Add(ReceiptRow row) => Session.Execute(
        $"""
         INSERT INTO receipts ({ReceiptColumns}, number) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,
             max(coalesce((SELECT max(number) FROM receipts), 0), coalesce((SELECT value FROM state WHERE name = '{ReceiptsRemoved}'), 0)) + 1)
         """,
        row.ReceiptId, row.Kind, row.MessageId, row.Recipient, row.Container, row.IssuerNode, row.IssuedAt, row.StoredAt, row.Counts,
        row.Reason, row.Bytes);

    public void Believe(Guid receiptId)
    {
        if (Session.Execute("UPDATE receipts SET counts = ?2 WHERE receipt_id = ?1", receiptId, true) == 0)
            throw new JournalConflictException($"Receipt {receiptId} is not here.");
    }

    public IReadOnlyList<OwedReceiptRow> DueOwedReceipts(string toNode, DateTimeOffset now, int max)
    {
        CheckMax(max);
        return Session.List(
            $"SELECT {OwedColumns} FROM owed_receipts WHERE to_node = ?1 AND next_attempt_at <= ?2 ORDER BY next_attempt_at, receipt_id LIMIT ?3",
            Owed, toNode, now, (long)max);
    }

    public OwedReceiptRow? FindOwedReceipt(Guid receiptId) =>
        Session.First($"SELECT {OwedColumns} FROM owed_receipts WHERE receipt_id = ?1", Owed, receiptId);

    /// <summary>From node to node along the index, like <see cref="QueuedHops"/>.</summary>
    public IReadOnlyList<(string ToNode, DateTimeOffset Earliest)> OwedNodes() => Session.List(
        """
        WITH RECURSIVE nodes (node) AS (
            SELECT min(to_node) FROM owed_receipts
            UNION ALL
            SELECT (SELECT min(to_node) FROM owed_receipts WHERE to_node > node) FROM nodes WHERE node IS NOT NULL)
        SELECT node, (SELECT min(next_attempt_at) FROM owed_receipts WHERE to_node = node)
        FROM nodes WHERE node IS NOT NULL ORDER BY node
        """,
        row => (row.Text(0), row.Time(1)));

    public IEnumerable<OwedReceiptRow> AllOwedReceipts() => Stream($"SELECT {OwedColumns} FROM owed_receipts ORDER BY receipt_id", Owed);

    public void Put(OwedReceiptRow row) => Session.Execute(
        $"""
         INSERT INTO owed_receipts ({OwedColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (receipt_id) DO UPDATE SET to_node = excluded.to_node, sender = excluded.sender, previous_hop = excluded.previous_hop,
             since = excluded.since, attempts = excluded.attempts, next_attempt_at = excluded.next_attempt_at, last_error = excluded.last_error
         """,
        row.ReceiptId, row.ToNode, row.Sender, row.PreviousHop, row.Since, (long)row.Attempts, row.NextAttemptAt, row.LastError);

    public void RemoveOwedReceipt(Guid receiptId) => Session.Execute("DELETE FROM owed_receipts WHERE receipt_id = ?1", receiptId);

    public void Put(HandedReceiptRow row) => Session.Execute(
        "INSERT OR REPLACE INTO handed_receipts (number, to_node, at) SELECT number, ?2, ?3 FROM receipts WHERE receipt_id = ?1",
        row.ReceiptId, row.ToNode, row.At);

    public RefusalRow? FindRefusal(DigestValue container, Guid recipient) => Session.First(
        $"SELECT {RefusalColumns} FROM refusals WHERE container = ?1 AND recipient = ?2", RefusalOf, container, recipient);

    public IEnumerable<RefusalRow> AllRefusals() => Stream($"SELECT {RefusalColumns} FROM refusals ORDER BY container, recipient", RefusalOf);

    public void Add(RefusalRow row) => Session.Execute(
        $"INSERT INTO refusals ({RefusalColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        row.Container, row.Recipient, row.MessageId, row.From, row.ReceiptId, row.Blob, row.At, row.PurgedAt);

    // Numbers follow the clock but for its corrections: the index finds the first one, from there on their own order serves.
    private long BeforeFirst(DateTimeOffset since, long after) =>
        after > 0 ? after : (Session.Number("SELECT min(number) FROM receipts WHERE stored_at >= ?1", since) ?? 1) - 1;

    private static ReceiptRow Receipt(SqliteRow row) => new()
    {
        ReceiptId = row.Id(0),
        Kind = row.Name<ReceiptKind>(1),
        MessageId = row.Id(2),
        Recipient = row.Id(3),
        Container = row.Digest(4),
        IssuerNode = row.Text(5),
        IssuedAt = row.Time(6),
        StoredAt = row.Time(7),
        Counts = row.Flag(8),
        Reason = row.TextOrNull(9),
        Bytes = row.Bytes(10),
    };

    private static OwedReceiptRow Owed(SqliteRow row) => new()
    {
        ReceiptId = row.Id(0),
        ToNode = row.Text(1),
        Sender = row.Id(2),
        PreviousHop = row.TextOrNull(3),
        Since = row.Time(4),
        Attempts = row.Count(5),
        NextAttemptAt = row.Time(6),
        LastError = row.TextOrNull(7),
    };

    private static RefusalRow RefusalOf(SqliteRow row) =>
        new(row.Digest(0), row.Id(1), row.Id(2), row.Text(3), row.Id(4), row.TextOrNull(5), row.Time(6), row.TimeOrNull(7));
}
