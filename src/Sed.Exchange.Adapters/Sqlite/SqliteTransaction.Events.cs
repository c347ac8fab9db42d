using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <content>Events, submissions and clients.</content>
internal sealed partial class SqliteTransaction
{
    private const string EventColumns = "number, at, kind, organisation, message_id, delivery_id, counterpart, receipt_id, detail";

    private const string ClientColumns = "id, organisations, administrator, key_hash, certificate_thumbprint, added_at, revoked_at";

    public bool IsToldWithoutDelivery(Guid organisation, Guid receiptId) => Session.Number(
        """
        SELECT EXISTS (SELECT 1 FROM events
        WHERE receipt_id = ?1 AND organisation = ?2 AND delivery_id IS NULL AND receipt_id IS NOT NULL AND organisation IS NOT NULL)
        """,
        receiptId, organisation) == 1;

    public IReadOnlyList<EventRow> EventsAfter(long number, IReadOnlyCollection<Guid>? organisations, int max)
    {
        CheckMax(max);
        if (organisations is null)
            return Session.List($"SELECT {EventColumns} FROM events WHERE number > ?1 ORDER BY number LIMIT ?2", Event, number, (long)max);

        // One search per feed, then merged: see WaitingFor.
        var rows = new List<EventRow>();
        foreach (var organisation in organisations.Distinct())
        {
            rows.AddRange(Session.List(
                $"SELECT {EventColumns} FROM events WHERE organisation = ?1 AND number > ?2 ORDER BY number LIMIT ?3",
                Event, organisation, number, (long)max));
        }

        return [.. rows.OrderBy(row => row.Number).Take(max)];
    }

    public void Append(EventRow row) => Session.Execute(
        "INSERT INTO events (at, kind, organisation, message_id, delivery_id, counterpart, receipt_id, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        row.At, row.Kind, row.Organisation, row.MessageId, row.DeliveryId, row.Counterpart, row.ReceiptId, row.Detail);

    public IdempotencyRow? FindIdempotency(Guid sender, string key) => Session.First(
        "SELECT sender, key, value, message_id, at FROM submissions WHERE sender = ?1 AND key = ?2",
        row => new IdempotencyRow(row.Id(0), row.Text(1), row.Text(2), row.Id(3), row.Time(4)),
        sender, key);

    public void Add(IdempotencyRow row) => Session.Execute(
        "INSERT INTO submissions (sender, key, value, message_id, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        row.Sender, row.Key, row.Value, row.MessageId, row.At);

    public IReadOnlyList<ClientRow> Clients() => Session.List($"SELECT {ClientColumns} FROM clients ORDER BY id", Client);

    public void Put(ClientRow row) => Session.Execute(
        $"""
         INSERT INTO clients ({ClientColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (id) DO UPDATE SET organisations = excluded.organisations, administrator = excluded.administrator,
             key_hash = excluded.key_hash, certificate_thumbprint = excluded.certificate_thumbprint, added_at = excluded.added_at,
             revoked_at = excluded.revoked_at
         """,
        row.Id, SqliteRow.ToColumn(row.Organisations), row.Administrator, row.KeyHash, row.CertificateThumbprint, row.AddedAt, row.RevokedAt);

    private static EventRow Event(SqliteRow row) => new()
    {
        Number = row.Number(0),
        At = row.Time(1),
        Kind = row.Text(2),
        Organisation = row.IdOrNull(3),
        MessageId = row.IdOrNull(4),
        DeliveryId = row.IdOrNull(5),
        Counterpart = row.IdOrNull(6),
        ReceiptId = row.IdOrNull(7),
        Detail = row.TextOrNull(8),
    };

    private static ClientRow Client(SqliteRow row) => new()
    {
        Id = row.Text(0),
        Organisations = row.Ids(1),
        Administrator = row.Flag(2),
        KeyHash = row.TextOrNull(3),
        CertificateThumbprint = row.TextOrNull(4),
        AddedAt = row.Time(5),
        RevokedAt = row.TimeOrNull(6),
    };
}
