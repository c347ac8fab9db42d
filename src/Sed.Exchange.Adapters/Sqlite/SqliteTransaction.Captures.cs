using System.Security.Cryptography;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <content>Evidence that is owed, and what was gathered of it.</content>
internal sealed partial class SqliteTransaction
{
    private const string CaptureColumns = "container, message_id, state, state_since, since, attempts, next_attempt_at, told_at";

    private const string PartColumns = "container, name, source, sha256, length";

    public CaptureRow? FindCapture(DigestValue container) =>
        Session.First($"SELECT {CaptureColumns} FROM captures WHERE container = ?1", Capture, container) is { } row ? WithGaps(row) : null;

    public IReadOnlyList<CaptureRow> DueCaptures(DateTimeOffset now, int max)
    {
        CheckMax(max);
        return
        [
            .. Session.List($"SELECT {CaptureColumns} FROM captures WHERE next_attempt_at <= ?1 ORDER BY next_attempt_at, container LIMIT ?2", Capture, now, (long)max)
                .Select(WithGaps),
        ];
    }

    public DateTimeOffset? NextCapture() => Session.Number("SELECT min(next_attempt_at) FROM captures WHERE next_attempt_at IS NOT NULL") is { } next
        ? DateTimeOffset.FromUnixTimeMilliseconds(next)
        : null;

    public OwedCaptures OwedCaptures() => Session.First(
        "SELECT count(*), min(since) FROM captures WHERE next_attempt_at IS NOT NULL", row => new OwedCaptures(row.Number(0), row.TimeOrNull(1)))!;

    public IReadOnlyList<CapturedPartRow> CapturedParts(DigestValue container) =>
        Session.List($"SELECT {PartColumns} FROM captured_parts WHERE container = ?1 ORDER BY name", Part, container);

    public byte[]? FindCapturedOctets(string sha256) => Session.First("SELECT octets FROM captured_octets WHERE sha256 = ?1", row => row.Bytes(0), sha256);

    public IEnumerable<CaptureRow> AllCaptures() => Stream($"SELECT {CaptureColumns} FROM captures ORDER BY container", Capture).Select(WithGaps);

    public void Put(CaptureRow row)
    {
        Session.Execute(
            $"""
             INSERT INTO captures ({CaptureColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (container) DO UPDATE SET state = excluded.state, state_since = excluded.state_since, since = excluded.since,
                 attempts = excluded.attempts, next_attempt_at = excluded.next_attempt_at, told_at = excluded.told_at
             """,
            row.Container, row.MessageId, row.State, row.StateSince, row.Since, (long)row.Attempts, row.NextAttemptAt, row.ToldAt);
        Session.Execute("DELETE FROM capture_gaps WHERE container = ?1", row.Container);
        for (var position = 0; position < row.Gaps.Count; position++)
        {
            var gap = row.Gaps[position];
            Session.Execute(
                "INSERT INTO capture_gaps (container, position, source, code, seen, owed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                row.Container, (long)position, gap.Source, gap.Code, gap.Seen, gap.IsOwed);
        }
    }

    public void PutCaptured(DigestValue container, string source, IReadOnlyDictionary<string, byte[]> parts)
    {
        var before = Session.List("SELECT sha256 FROM captured_parts WHERE container = ?1 AND source = ?2", row => row.Text(0), container, source);
        Session.Execute("DELETE FROM captured_parts WHERE container = ?1 AND source = ?2", container, source);
        foreach (var (name, octets) in parts)
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(octets));
            Session.Execute("INSERT INTO captured_octets (sha256, octets) VALUES (?1, ?2) ON CONFLICT (sha256) DO NOTHING", sha256, octets);
            Session.Execute($"INSERT INTO captured_parts ({PartColumns}) VALUES (?1, ?2, ?3, ?4, ?5)", container, name, source, sha256, (long)octets.Length);
        }

        foreach (var sha256 in before)
        {
            Session.Execute(
                "DELETE FROM captured_octets WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM captured_parts WHERE captured_parts.sha256 = captured_octets.sha256)", sha256);
        }
    }

    private CaptureRow WithGaps(CaptureRow row) => row with
    {
        Gaps = Session.List(
            "SELECT source, code, seen, owed FROM capture_gaps WHERE container = ?1 ORDER BY position",
            gap => new CaptureGap(gap.Text(0), gap.Text(1), gap.TextOrNull(2), gap.Flag(3)),
            row.Container),
    };

    private static CaptureRow Capture(SqliteRow row) => new()
    {
        Container = row.Digest(0),
        MessageId = row.Id(1),
        State = row.Name<CaptureState>(2),
        StateSince = row.Time(3),
        Since = row.Time(4),
        Attempts = row.Count(5),
        NextAttemptAt = row.TimeOrNull(6),
        ToldAt = row.TimeOrNull(7),
    };

    private static CapturedPartRow Part(SqliteRow row) => new(row.Digest(0), row.Text(1), row.Text(2), row.Text(3), row.Number(4));
}
