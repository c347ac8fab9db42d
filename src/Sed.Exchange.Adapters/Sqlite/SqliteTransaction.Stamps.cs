using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <content>Time-stamps.</content>
internal sealed partial class SqliteTransaction
{
    private const string StampColumns =
        "stamp_id, manifest, made_at, receipts_up_to, token, stamped_at, ends, renew_at, renewed_by, attempts, next_attempt_at, last_error, told_at";

    public (long Count, DateTimeOffset? Since) UnstampedReceipts(int max) => Session.List(
        """
        SELECT (SELECT count(*) FROM (SELECT 1 FROM receipts WHERE number > ?1 LIMIT ?2)), (SELECT stored_at FROM receipts WHERE number > ?1 ORDER BY number LIMIT 1)
        """,
        row => (row.Number(0), row.TimeOrNull(1)), StampedUpTo(), (long)max)[0];

    public long StampedUpTo() => Session.Number("SELECT max(receipts_up_to) FROM stamps") ?? 0;

    public StampRow? StampOf(Guid receiptId) => Session.First(
        $"SELECT {StampColumns} FROM stamps WHERE stamp_id = (SELECT stamp_id FROM stamped_receipts WHERE receipt_id = ?1)", Stamp, receiptId);

    public StampRow? StampOf(DigestValue container) => Session.First(
        $"SELECT {StampColumns} FROM stamps WHERE stamp_id = (SELECT stamp_id FROM stamped_containers WHERE container = ?1)", Stamp, container);

    public StampRow? FindStamp(Guid stampId) => Session.First($"SELECT {StampColumns} FROM stamps WHERE stamp_id = ?1", Stamp, stampId);

    public IReadOnlyList<StampRow> DueStamps(DateTimeOffset now, int max)
    {
        CheckMax(max);
        return Session.List($"SELECT {StampColumns} FROM stamps WHERE next_attempt_at <= ?1 ORDER BY next_attempt_at, stamp_id LIMIT ?2", Stamp, now, (long)max);
    }

    public (DateTimeOffset? Next, DateTimeOffset? Since) OpenStamps() => Session.List(
        "SELECT min(next_attempt_at), min(made_at) FROM stamps WHERE next_attempt_at IS NOT NULL", row => (row.TimeOrNull(0), row.TimeOrNull(1)))[0];

    public IReadOnlyList<StampRow> StampsToRenew(DateTimeOffset now, int max)
    {
        CheckMax(max);
        return Session.List(
            $"SELECT {StampColumns} FROM stamps WHERE renew_at <= ?1 AND renewed_by IS NULL ORDER BY renew_at, stamp_id LIMIT ?2", Stamp, now, (long)max);
    }

    public DateTimeOffset? NextRenewal() => Session.Number("SELECT min(renew_at) FROM stamps WHERE renew_at IS NOT NULL AND renewed_by IS NULL") is { } next
        ? DateTimeOffset.FromUnixTimeMilliseconds(next)
        : null;

    public IEnumerable<StampRow> AllStamps() => Stream($"SELECT {StampColumns} FROM stamps ORDER BY stamp_id", Stamp);

    public void Add(StampRow row, StampedObjects over)
    {
        foreach (var renewed in over.Renewed)
        {
            if (FindStamp(renewed) is not { Token: not null, RenewedBy: null }) throw new JournalConflictException($"Stamp {renewed} has no token, or another is over it.");
        }

        Session.Execute(
            $"INSERT INTO stamps ({StampColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            row.StampId, row.Manifest, row.MadeAt, row.ReceiptsUpTo, row.Token, row.StampedAt, row.Ends, row.RenewAt, row.RenewedBy, (long)row.Attempts,
            row.NextAttemptAt, row.LastError, row.ToldAt);
        foreach (var receipt in over.Receipts)
            Session.Execute("INSERT INTO stamped_receipts (receipt_id, stamp_id) VALUES (?1, ?2) ON CONFLICT (receipt_id) DO NOTHING", receipt, row.StampId);
        foreach (var container in over.Containers)
            Session.Execute("INSERT INTO stamped_containers (container, stamp_id) VALUES (?1, ?2) ON CONFLICT (container) DO NOTHING", container, row.StampId);
        foreach (var renewed in over.Renewed) Session.Execute("UPDATE stamps SET renewed_by = ?2 WHERE stamp_id = ?1", renewed, row.StampId);
    }

    public void Update(StampRow row)
    {
        var changed = Session.Execute(
            """
            UPDATE stamps SET token = ?2, stamped_at = ?3, ends = ?4, renew_at = ?5, attempts = ?6, next_attempt_at = ?7, last_error = ?8, told_at = ?9
            WHERE stamp_id = ?1 AND token IS NULL
            """,
            row.StampId, row.Token, row.StampedAt, row.Ends, row.RenewAt, (long)row.Attempts, row.NextAttemptAt, row.LastError, row.ToldAt);
        if (changed == 0) throw new JournalConflictException($"Stamp {row.StampId} is not there, or has its token.");
    }

    private static StampRow Stamp(SqliteRow row) => new()
    {
        StampId = row.Id(0),
        Manifest = row.Bytes(1),
        MadeAt = row.Time(2),
        ReceiptsUpTo = row.Number(3),
        Token = row.BytesOrNull(4),
        StampedAt = row.TimeOrNull(5),
        Ends = row.TimeOrNull(6),
        RenewAt = row.TimeOrNull(7),
        RenewedBy = row.IdOrNull(8),
        Attempts = row.Count(9),
        NextAttemptAt = row.TimeOrNull(10),
        LastError = row.TextOrNull(11),
        ToldAt = row.TimeOrNull(12),
    };
}
