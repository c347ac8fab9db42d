using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;

namespace Sed.Exchange.Adapters.Sqlite;

/// <content>Deliveries. Conditions on lane and state are literals, because partial indexes are chosen by them.</content>
internal sealed partial class SqliteTransaction
{
    private const string DeliveryColumns =
        "delivery_id, lane, message_id, sender, recipient, container, state, state_since, created_at, deliver_by, previous_hop, next_hop, "
        + "attempts, next_attempt_at, last_error, lease_id, leased_until, perhaps_seen, unmatched, leases, poison_since, warn_at, version";

    // A value to compare, so that the container is looked up row by row, in the order of the index that finds the rows.
    private const string IsOfKind = "?3 = (SELECT containers.kind FROM containers WHERE containers.digest = deliveries.container)";

    public DeliveryRow? FindDelivery(Guid deliveryId) =>
        Session.First($"SELECT {DeliveryColumns} FROM deliveries WHERE delivery_id = ?1", Delivery, deliveryId);

    public DeliveryRow? FindDelivery(Lane lane, Guid sender, Guid messageId, Guid recipient) => Session.First(
        $"SELECT {DeliveryColumns} FROM deliveries WHERE message_id = ?1 AND lane = ?2 AND sender = ?3 AND recipient = ?4",
        Delivery, messageId, lane, sender, recipient);

    public IReadOnlyList<DeliveryRow> DeliveriesOf(Guid messageId) => Session.List(
        $"SELECT {DeliveryColumns} FROM deliveries WHERE message_id = ?1 ORDER BY lane, sender, recipient", Delivery, messageId);

    public IReadOnlyList<DeliveryRow> DueDeliveries(string nextHop, DateTimeOffset now, int max)
    {
        CheckMax(max);
        return Session.List(
            $"""
             SELECT {DeliveryColumns} FROM deliveries
             WHERE lane <> 'In' AND state = 'Queued' AND next_hop = ?1 AND next_attempt_at <= ?2
             ORDER BY next_attempt_at, delivery_id LIMIT ?3
             """,
            Delivery, nextHop, now, (long)max);
    }

    public IReadOnlyList<DeliveryRow> DueChases(DateTimeOffset now, int max)
    {
        CheckMax(max);
        return Session.List(
            $"""
             SELECT {DeliveryColumns} FROM deliveries
             WHERE lane <> 'In' AND state IN ('Sent', 'Undelivered', 'Refused') AND next_attempt_at <= ?1
             ORDER BY next_attempt_at, delivery_id LIMIT ?2
             """,
            Delivery, now, (long)max);
    }

    public DateTimeOffset? NextChase() => Session.Number(
        "SELECT min(next_attempt_at) FROM deliveries WHERE lane <> 'In' AND state IN ('Sent', 'Undelivered', 'Refused') AND next_attempt_at IS NOT NULL") is { } next
        ? DateTimeOffset.FromUnixTimeMilliseconds(next)
        : null;

    /// <summary>Hops from index entry to index entry: the cost grows with the hops, not with what is queued for them.</summary>
    public IReadOnlyList<(string NextHop, DateTimeOffset Earliest)> QueuedHops() => Session.List(
        """
        WITH RECURSIVE hops (hop) AS (
            SELECT min(next_hop) FROM deliveries
            WHERE lane <> 'In' AND state = 'Queued' AND next_attempt_at IS NOT NULL
            UNION ALL
            SELECT (SELECT min(next_hop) FROM deliveries
                    WHERE lane <> 'In' AND state = 'Queued' AND next_attempt_at IS NOT NULL AND next_hop > hop)
            FROM hops WHERE hop IS NOT NULL)
        SELECT hop, (SELECT min(next_attempt_at) FROM deliveries
                     WHERE lane <> 'In' AND state = 'Queued' AND next_attempt_at IS NOT NULL AND next_hop = hop)
        FROM hops WHERE hop IS NOT NULL ORDER BY hop
        """,
        row => (row.Text(0), row.Time(1)));

    public long QueuedBytes(string nextHop) => Session.Number("SELECT octets FROM queued_octets WHERE next_hop = ?1", nextHop) ?? 0;

    public DateTimeOffset? NextDeadline(Lane lane, DateTimeOffset after) => Session.Number(
        lane switch
        {
            Lane.Out => "SELECT min(deliver_by) FROM deliveries WHERE lane = 'Out' AND state IN ('Queued', 'Sent') AND deliver_by > ?1",
            Lane.Relay => "SELECT min(deliver_by) FROM deliveries WHERE lane = 'Relay' AND state = 'Queued' AND deliver_by > ?1",
            _ => throw new ArgumentOutOfRangeException(nameof(lane)),
        },
        after) is { } next ? DateTimeOffset.FromUnixTimeMilliseconds(next) : null;

    public IReadOnlyList<DeliveryRow> Overdue(Lane lane, DateTimeOffset deadline, int max, DeliveryRow? after = null)
    {
        CheckMax(max);
        var (time, id) = after is null ? (DateTimeOffset.MinValue, Guid.Empty) : (after.DeliverBy, after.DeliveryId);
        return lane switch
        {
            Lane.Out => Session.List(
                $"""
                 SELECT {DeliveryColumns} FROM deliveries
                 WHERE lane = 'Out' AND state IN ('Queued', 'Sent') AND deliver_by <= ?1 AND (deliver_by, delivery_id) > (?3, ?4)
                 ORDER BY deliver_by, delivery_id LIMIT ?2
                 """,
                Delivery, deadline, (long)max, time, id),
            Lane.Relay => Session.List(
                $"""
                 SELECT {DeliveryColumns} FROM deliveries
                 WHERE lane = 'Relay' AND state = 'Queued' AND deliver_by <= ?1 AND (deliver_by, delivery_id) > (?3, ?4)
                 ORDER BY deliver_by, delivery_id LIMIT ?2
                 """,
                Delivery, deadline, (long)max, time, id),
            _ => [],
        };
    }

    public IReadOnlyList<DeliveryRow> Waiting(IReadOnlyCollection<Guid> recipients, int max, EnvelopeKind? kind = null) =>
        [.. WaitingFor(recipients, max, kind, "poison_since IS NULL", "created_at").OrderBy(row => row.CreatedAt).ThenBy(row => row.DeliveryId).Take(max)];

    public IReadOnlyList<DeliveryRow> Unscheduled(int max)
    {
        CheckMax(max);
        return Session.List(
            $"""
             SELECT {DeliveryColumns} FROM deliveries
             WHERE (lane <> 'In' AND state = 'Queued' AND (next_attempt_at IS NULL OR next_hop IS NULL)) OR (lane = 'In' AND state = 'Leased' AND leased_until IS NULL)
             ORDER BY delivery_id LIMIT ?1
             """,
            Delivery, (long)max);
    }

    public IReadOnlyList<DeliveryRow> Poisoned(IReadOnlyCollection<Guid> recipients, int max, EnvelopeKind? kind = null) =>
        [.. WaitingFor(recipients, max, kind, "poison_since IS NOT NULL", "state_since").OrderBy(row => row.StateSince).ThenBy(row => row.DeliveryId).Take(max)];

    // One search per recipient, each along its own index entries, to be merged: one search for all would sort every waiting row.
    private List<DeliveryRow> WaitingFor(IReadOnlyCollection<Guid> recipients, int max, EnvelopeKind? kind, string which, string order)
    {
        CheckMax(max);
        var rows = new List<DeliveryRow>();
        foreach (var recipient in recipients.Distinct())
        {
            object[] values = kind is null ? [recipient, (long)max] : [recipient, (long)max, kind.Value];
            rows.AddRange(Session.List(
                $"""
                 SELECT {DeliveryColumns} FROM deliveries
                 WHERE lane = 'In' AND state = 'Waiting' AND {which} AND recipient = ?1{(kind is null ? string.Empty : $" AND {IsOfKind}")}
                 ORDER BY {order}, delivery_id LIMIT ?2
                 """,
                Delivery, values));
        }

        return rows;
    }

    public IReadOnlyList<DeliveryRow> DueWarnings(DateTimeOffset now, int max)
    {
        CheckMax(max);
        return Session.List(
            $"SELECT {DeliveryColumns} FROM deliveries WHERE warn_at <= ?1 ORDER BY warn_at, delivery_id LIMIT ?2", Delivery, now, (long)max);
    }

    public DateTimeOffset? NextWarning() =>
        Session.Number("SELECT min(warn_at) FROM deliveries WHERE warn_at IS NOT NULL") is { } next ? DateTimeOffset.FromUnixTimeMilliseconds(next) : null;

    public IReadOnlyList<DeliveryRow> ExpiredLeases(DateTimeOffset now, int max)
    {
        CheckMax(max);
        return Session.List(
            $"""
             SELECT {DeliveryColumns} FROM deliveries
             WHERE lane = 'In' AND state = 'Leased' AND leased_until <= ?1
             ORDER BY leased_until, delivery_id LIMIT ?2
             """,
            Delivery, now, (long)max);
    }

    public IEnumerable<DeliveryRow> AllDeliveries() => Stream($"SELECT {DeliveryColumns} FROM deliveries ORDER BY delivery_id", Delivery);

    public LeaseRow? FindLease(Guid deliveryId, Guid leaseId) => Session.First(
        "SELECT delivery_id, lease_id, client, given_at, held_until FROM leases WHERE delivery_id = ?1 AND lease_id = ?2",
        row => new LeaseRow(row.Id(0), row.Id(1), row.Text(2), row.Time(3), row.Time(4)),
        deliveryId, leaseId);

    public void Add(LeaseRow row) => Session.Execute(
        "INSERT INTO leases (delivery_id, lease_id, client, given_at, held_until) VALUES (?1, ?2, ?3, ?4, ?5)",
        row.DeliveryId, row.LeaseId, row.Client, row.From, row.Until);

    public void Add(DeliveryRow row) => Session.Execute(
        $"""
         INSERT INTO deliveries ({DeliveryColumns})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, 0)
         """,
        row.DeliveryId, row.Lane, row.MessageId, row.Sender, row.Recipient, row.Container, row.State, row.StateSince, row.CreatedAt,
        row.DeliverBy, row.PreviousHop, row.NextHop, (long)row.Attempts, row.NextAttemptAt, row.LastError, row.LeaseId, row.LeasedUntil,
        row.PerhapsSeen, row.Unmatched, (long)row.Leases, row.PoisonSince, row.WarnAt);

    public void Update(DeliveryRow row)
    {
        var changed = Session.Execute(
            """
            UPDATE deliveries SET state = ?2, state_since = ?3, next_hop = ?4, attempts = ?5, next_attempt_at = ?6, last_error = ?7, lease_id = ?8,
                leased_until = ?9, perhaps_seen = ?10, unmatched = ?11, leases = ?12, poison_since = ?13, warn_at = ?14, version = version + 1
            WHERE delivery_id = ?1 AND version = ?15
            """,
            row.DeliveryId, row.State, row.StateSince, row.NextHop, (long)row.Attempts, row.NextAttemptAt, row.LastError, row.LeaseId,
            row.LeasedUntil, row.PerhapsSeen, row.Unmatched, (long)row.Leases, row.PoisonSince, row.WarnAt, row.Version);
        if (changed == 0) throw new JournalConflictException($"Delivery {row.DeliveryId} is not there in version {row.Version}: it has moved on.");
    }

    private static DeliveryRow Delivery(SqliteRow row) => new()
    {
        DeliveryId = row.Id(0),
        Lane = row.Name<Lane>(1),
        MessageId = row.Id(2),
        Sender = row.Id(3),
        Recipient = row.Id(4),
        Container = row.Digest(5),
        State = row.Name<DeliveryState>(6),
        StateSince = row.Time(7),
        CreatedAt = row.Time(8),
        DeliverBy = row.Time(9),
        PreviousHop = row.TextOrNull(10),
        NextHop = row.TextOrNull(11),
        Attempts = row.Count(12),
        NextAttemptAt = row.TimeOrNull(13),
        LastError = row.TextOrNull(14),
        LeaseId = row.IdOrNull(15),
        LeasedUntil = row.TimeOrNull(16),
        PerhapsSeen = row.Flag(17),
        Unmatched = row.Flag(18),
        Leases = row.Count(19),
        PoisonSince = row.TimeOrNull(20),
        WarnAt = row.TimeOrNull(21),
        Version = row.Number(22),
    };
}
