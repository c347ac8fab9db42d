using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <content>Epoch, restores and the clock: rows of the table of state.</content>
internal sealed partial class SqliteTransaction
{
    private const string RestoredSince = "restored since";
    private const string RestoredAt = "restored at";
    private const string RestoreEnded = "restore ended";
    private const string Reconciled = "reconciled ";
    private const string SureAt = "clock sure at";
    private const string InDoubt = "clock in doubt";
    private const string Behind = "clock set back by";
    private const string GivenUp = "given up ";

    public RestoreRow? LastRestore() => State(RestoredSince) is { } since && State(RestoredAt) is { } at
        ? new RestoreRow(since, at, State(RestoreEnded))
        : null;

    public IReadOnlyList<ReconciledPeerRow> ReconciledPeers()
    {
        var rows = Peers(Reconciled, givenUp: false);
        rows.AddRange(Peers(GivenUp, givenUp: true));
        return [.. rows.OrderBy(row => row.Peer, StringComparer.Ordinal)];
    }

    public void BeginRestore(int epoch, DateTimeOffset since, DateTimeOffset at)
    {
        if (epoch <= Epoch) throw new JournalConflictException($"Epoch {epoch} is not higher than {Epoch}.");
        Session.Execute("DELETE FROM state WHERE name = ?1 OR substr(name, 1, 11) = ?2 OR substr(name, 1, 9) = ?3", RestoreEnded, Reconciled, GivenUp);
        PutState("epoch", (long)epoch);
        PutState(RestoredSince, since);
        PutState(RestoredAt, at);
        Session.Execute("UPDATE deliveries SET perhaps_seen = ?1, version = version + 1 WHERE lane = 'In' AND state IN ('Waiting', 'Leased') AND perhaps_seen = ?2", true, false);
        _epoch = epoch;
    }

    public void Put(ReconciledPeerRow row)
    {
        Session.Execute("DELETE FROM state WHERE name = ?1 OR name = ?2", Reconciled + row.Peer, GivenUp + row.Peer);
        PutState((row.GivenUp ? GivenUp : Reconciled) + row.Peer, row.At);
    }

    public ClockRow? Clock() => State(SureAt) is { } at
        ? new ClockRow(at, State(InDoubt) is null, TimeSpan.FromMilliseconds(Session.Number("SELECT value FROM state WHERE name = ?1", Behind) ?? 0))
        : null;

    public void Put(ClockRow row)
    {
        PutState(SureAt, row.At);
        PutState(Behind, (long)Math.Ceiling(row.Behind.TotalMilliseconds));
        if (row.IsSure) Session.Execute("DELETE FROM state WHERE name = ?1", InDoubt);
        else PutState(InDoubt, row.At);
    }

    public void Hasten(DateTimeOffset latest, DateTimeOffset lease, DateTimeOffset uncollected)
    {
        // Only what was put off beyond is touched; a chase up to deliverBy was put off on purpose.
        Session.Execute("UPDATE deliveries SET next_attempt_at = ?1, version = version + 1 WHERE lane <> 'In' AND state = 'Queued' AND next_attempt_at > ?1", latest);
        Session.Execute(
            """
            UPDATE deliveries SET next_attempt_at = ?1, version = version + 1
            WHERE lane <> 'In' AND state IN ('Sent', 'Undelivered', 'Refused') AND next_attempt_at > max(?1, deliver_by)
            """,
            latest);
        Session.Execute("UPDATE deliveries SET leased_until = ?1, version = version + 1 WHERE lane = 'In' AND state = 'Leased' AND leased_until > ?1", lease);
        Session.Execute(
            """
            UPDATE deliveries SET warn_at = ?1, version = version + 1
            WHERE warn_at > ?1 AND ((lane = 'In' AND state IN ('Waiting', 'Leased')) OR (lane = 'Out' AND state = 'Delivered'))
            """,
            uncollected);
        foreach (var table in new[] { "owed_receipts", "held", "reports_to_make", "captures", "stamps", "webhooks" })
            Session.Execute($"UPDATE {table} SET next_attempt_at = ?1 WHERE next_attempt_at > ?1", latest);
        Session.Execute("UPDATE blobs SET at = ?1 WHERE state = 'Intended' AND at > ?1", latest);
    }

    public void EndRestore(DateTimeOffset at)
    {
        if (LastRestore() is { EndedAt: null }) PutState(RestoreEnded, at);
    }

    private DateTimeOffset? State(string name) =>
        Session.Number("SELECT value FROM state WHERE name = ?1", name) is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    private void PutState(string name, object value) => Session.Execute(
        "INSERT INTO state (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value);

    private List<ReconciledPeerRow> Peers(string kind, bool givenUp) => Session.List(
        "SELECT substr(name, length(?1) + 1), value FROM state WHERE substr(name, 1, length(?1)) = ?1",
        row => new ReconciledPeerRow(row.Text(0), row.Time(1), givenUp),
        kind);
}
