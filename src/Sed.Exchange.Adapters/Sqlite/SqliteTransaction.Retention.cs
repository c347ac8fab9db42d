using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <content>What is kept, and its removal. Conditions on what is left are literals, because partial indexes are chosen by them.</content>
internal sealed partial class SqliteTransaction
{
    private const string EventsRemoved = "events removed up to";

    private const string ReceiptsRemoved = "receipts removed up to";

    public IReadOnlyList<ContainerRow> ContainersLeft(Remains remains, DateTimeOffset storedBy, ContainerRow? after, int max)
    {
        CheckMax(max);
        var left = remains switch
        {
            Remains.Everything => "content_purged_at IS NULL",
            Remains.Metadata => "content_purged_at IS NOT NULL AND metadata_purged_at IS NULL",
            _ => "metadata_purged_at IS NOT NULL",
        };
        return Session.List(
            $"SELECT {ContainerColumns} FROM containers WHERE {left} AND stored_at <= ?1 AND (stored_at, digest) > (?2, ?3) ORDER BY stored_at, digest LIMIT ?4",
            Container, storedBy, after?.StoredAt.ToUnixTimeMilliseconds() ?? long.MinValue, after?.Digest.ToString() ?? string.Empty, (long)max);
    }

    public Debts DebtsOf(DigestValue container, Guid messageId, DateTimeOffset now)
    {
        const string About = "WHERE r.message_id = ?2 AND r.container = ?1";
        return (Debts)Session.Number(
            $"""
             SELECT EXISTS (SELECT 1 FROM receipts r JOIN owed_receipts o USING (receipt_id) {About})
                 + 2 * EXISTS (SELECT 1 FROM reports_to_make WHERE message_id = ?2)
                 + 4 * EXISTS (SELECT 1 FROM captures WHERE container = ?1 AND state = 'Owed')
                 + 8 * EXISTS (SELECT 1 FROM subscriptions WHERE message_id = ?2 AND (look_at IS NOT NULL OR since + days * 86400000 > ?3))
                 + 16 * EXISTS (SELECT 1 FROM task_messages m CROSS JOIN tasks t USING (organisation, giver, uid) WHERE m.message_id = ?2 AND t.open = 1)
                 + 32 * EXISTS (SELECT 1 FROM held WHERE container = ?1)
                 + 64 * EXISTS (SELECT 1 FROM receipts r LEFT JOIN stamped_receipts s USING (receipt_id) LEFT JOIN stamps t USING (stamp_id) {About} AND t.token IS NULL)
             """,
            container, messageId, now)!.Value;
    }

    public IReadOnlyList<RefusalRow> RefusalsOf(DigestValue container) =>
        Session.List($"SELECT {RefusalColumns} FROM refusals WHERE container = ?1 ORDER BY recipient", RefusalOf, container);

    public IReadOnlyList<RefusalRow> RefusalsLeft(bool withOctets, DateTimeOffset by, RefusalRow? after, int max)
    {
        CheckMax(max);
        return Session.List(
            $"""
             SELECT {RefusalColumns} FROM refusals WHERE blob IS {(withOctets ? "NOT NULL" : "NULL")} AND at <= ?1 AND (at, container, recipient) > (?2, ?3, ?4)
             ORDER BY at, container, recipient LIMIT ?5
             """,
            RefusalOf, by, after?.At.ToUnixTimeMilliseconds() ?? long.MinValue, after?.Container.ToString() ?? string.Empty,
            after?.Recipient.ToString() ?? string.Empty, (long)max);
    }

    public IReadOnlyList<RefusalRow> RecentRefusals(int max)
    {
        CheckMax(max);
        return Session.List($"SELECT {RefusalColumns} FROM refusals ORDER BY at DESC, container DESC, recipient DESC LIMIT ?1", RefusalOf, (long)max);
    }

    public HoldRow? FindHold(Guid messageId) => Session.First("SELECT message_id, reason, since FROM holds WHERE message_id = ?1", Hold, messageId);

    public IReadOnlyList<HoldRow> Holds() => Session.List("SELECT message_id, reason, since FROM holds ORDER BY message_id", Hold);

    public long EventsRemovedUpTo() => Session.Number("SELECT value FROM state WHERE name = ?1", EventsRemoved) ?? 0;

    public void Update(ContainerRow row)
    {
        var changed = Session.Execute(
            """
            UPDATE containers SET content_purged_at = ?2, metadata_purged_at = ?3, subject = ?4, client_reference = ?5, submitted_by = ?6,
                package_message_id = ?7, document_uid = ?8, return_code = ?9, blob = ?10
            WHERE digest = ?1
            """,
            row.Digest, row.ContentPurgedAt, row.MetadataPurgedAt, row.Subject, row.ClientReference, row.SubmittedBy, row.PackageMessageId, row.DocumentUid,
            row.ReturnCode, row.Blob);
        if (changed == 0) throw new JournalConflictException($"Container {row.Digest} is not there.");
    }

    public void Update(RefusalRow row)
    {
        var changed = Session.Execute(
            "UPDATE refusals SET blob = ?3, purged_at = ?4 WHERE container = ?1 AND recipient = ?2", row.Container, row.Recipient, row.Blob, row.PurgedAt);
        if (changed == 0) throw new JournalConflictException($"Container {row.Container} is not refused for {row.Recipient}.");
    }

    public void RemoveTasksOf(Guid messageId)
    {
        var tasks = Session.List(
            "SELECT organisation, giver, uid FROM task_messages WHERE message_id = ?1", row => (row.Id(0), row.Id(1), row.Text(2)), messageId);
        Session.Execute("DELETE FROM task_messages WHERE message_id = ?1", messageId);
        foreach (var (organisation, giver, uid) in tasks)
        {
            if (Session.Number("SELECT EXISTS (SELECT 1 FROM task_messages WHERE organisation = ?1 AND giver = ?2 AND uid = ?3)", organisation, giver, uid) == 1) continue;
            foreach (var table in (string[])["task_reports", "task_executors", "tasks"])
                Session.Execute($"DELETE FROM {table} WHERE organisation = ?1 AND giver = ?2 AND uid = ?3", organisation, giver, uid);
        }
    }

    public void RemoveMetadataOf(ContainerRow container)
    {
        Session.Execute(
            "DELETE FROM leases WHERE delivery_id IN (SELECT delivery_id FROM deliveries WHERE message_id = ?1 AND container = ?2)", container.MessageId, container.Digest);
        Session.Execute("DELETE FROM reports WHERE message_id = ?1 AND sender = ?2", container.MessageId, container.Sender);
        Session.Execute("DELETE FROM subscriptions WHERE message_id = ?1 AND sender = ?2", container.MessageId, container.Sender);
        foreach (var source in Session.List("SELECT source FROM captured_parts WHERE container = ?1", row => row.Text(0), container.Digest).Distinct())
            PutCaptured(container.Digest, source, new Dictionary<string, byte[]>());
        Session.Execute("DELETE FROM capture_gaps WHERE container = ?1", container.Digest);
        Session.Execute("DELETE FROM captures WHERE container = ?1", container.Digest);
    }

    public void RemoveMessage(ContainerRow container)
    {
        RemoveMetadataOf(container);
        Session.Execute("DELETE FROM deliveries WHERE message_id = ?1 AND container = ?2", container.MessageId, container.Digest);

        // The same octets may have been refused for another recipient; what was said of them goes with the refusal.
        RemoveReceipts("message_id = ?1 AND container = ?2 AND receipt_id NOT IN (SELECT receipt_id FROM refusals WHERE container = ?2)", container.MessageId, container.Digest);

        // Left to itself SQLite deletes by the primary key's first column: it reads every submission the sender ever made.
        Session.Execute("DELETE FROM submissions INDEXED BY submissions_by_message WHERE message_id = ?1 AND sender = ?2", container.MessageId, container.Sender);
        if (RefusalsOf(container.Digest).Count == 0) Session.Execute("DELETE FROM stamped_containers WHERE container = ?1", container.Digest);
        Session.Execute("DELETE FROM containers WHERE digest = ?1", container.Digest);
    }

    public void RemoveRefusal(RefusalRow row)
    {
        // What was passed on and came back may be refused here while the delivery lives: its receipts are the delivery's.
        if (Session.Number("SELECT EXISTS (SELECT 1 FROM deliveries WHERE message_id = ?1 AND container = ?2 AND recipient = ?3)", row.MessageId, row.Container, row.Recipient) == 0)
            RemoveReceipts("message_id = ?1 AND container = ?2 AND recipient = ?3", row.MessageId, row.Container, row.Recipient);
        Session.Execute("DELETE FROM refusals WHERE container = ?1 AND recipient = ?2", row.Container, row.Recipient);
        if (RefusalsOf(row.Container).Count == 0 && FindContainer(row.Container) is null)
            Session.Execute("DELETE FROM stamped_containers WHERE container = ?1", row.Container);
    }

    public void Put(HoldRow row) => Session.Execute(
        "INSERT INTO holds (message_id, reason, since) VALUES (?1, ?2, ?3) ON CONFLICT (message_id) DO UPDATE SET reason = excluded.reason",
        row.MessageId, row.Reason, row.Since);

    public void RemoveHold(Guid messageId) => Session.Execute("DELETE FROM holds WHERE message_id = ?1", messageId);

    public int RemoveEvents(DateTimeOffset before, long? owed, int max)
    {
        CheckMax(max);
        const string NotInDispute = "(message_id IS NULL OR message_id NOT IN (SELECT message_id FROM holds))";

        // Up to this number nothing is left but what was in dispute: whose dispute is over by now, it goes.
        Session.Execute($"DELETE FROM events WHERE number <= ?1 AND number < ?2 AND {NotInDispute}", EventsRemovedUpTo(), owed ?? long.MaxValue);
        var next = Session.List("SELECT number, at FROM events WHERE number > ?1 ORDER BY number LIMIT ?2", row => (Number: row.Number(0), At: row.Time(1)), EventsRemovedUpTo(), (long)max);
        var old = next.TakeWhile(row => row.At <= before && !(row.Number >= owed)).ToList();
        if (old.Count == 0) return 0;
        Session.Execute($"DELETE FROM events WHERE number BETWEEN ?1 AND ?2 AND {NotInDispute}", old[0].Number, old[^1].Number);
        PutState(EventsRemoved, old[^1].Number);
        return old.Count;
    }

    private void RemoveReceipts(string which, params ReadOnlySpan<object?> values)
    {
        // Numbers are given by the highest that is there: one that was given must not be given again, because stamps and peers count by it.
        if (Session.Number($"SELECT max(number) FROM receipts WHERE {which}", values) is not { } highest) return;
        if (highest > (Session.Number("SELECT value FROM state WHERE name = ?1", ReceiptsRemoved) ?? 0)) PutState(ReceiptsRemoved, highest);
        Session.Execute($"DELETE FROM handed_receipts WHERE number IN (SELECT number FROM receipts WHERE {which})", values);
        Session.Execute($"DELETE FROM stamped_receipts WHERE receipt_id IN (SELECT receipt_id FROM receipts WHERE {which})", values);
        Session.Execute($"DELETE FROM receipts WHERE {which}", values);
    }

    private static HoldRow Hold(SqliteRow row) => new(row.Id(0), row.Text(1), row.Time(2));
}
