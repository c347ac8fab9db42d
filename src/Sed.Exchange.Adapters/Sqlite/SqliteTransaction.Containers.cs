using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <content>Containers.</content>
internal sealed partial class SqliteTransaction
{
    private const string ContainerColumns =
        "digest, message_id, sender, origin_node, blob, length, sent_at, deliver_by, stored_at, kind, package_format, package_message_id, "
        + "document_uid, return_code, in_reply_to, access_mark, priority, subject, client_reference, submitted_by, path, made_from, "
        + "content_purged_at, metadata_purged_at";

    // Along the dedupe key, once for each lane.
    private const string IsFor =
        "EXISTS (SELECT 1 FROM deliveries WHERE deliveries.message_id = containers.message_id AND deliveries.lane IN ('In', 'Out', 'Relay') "
        + "AND deliveries.sender = containers.sender AND deliveries.recipient = ?2)";

    public ContainerRow? FindContainer(DigestValue digest) =>
        Session.First($"SELECT {ContainerColumns} FROM containers WHERE digest = ?1", Container, digest);

    public IReadOnlyList<ContainerRow> ContainersOf(Guid messageId) =>
        Session.List($"SELECT {ContainerColumns} FROM containers WHERE message_id = ?1 ORDER BY stored_at, digest", Container, messageId);

    public IReadOnlyList<ContainerRow> DocumentsByReturnCode(Guid recipient, string returnCode, IReadOnlyCollection<Guid>? senders = null) =>
        Documents("return_code = ?1", returnCode, recipient, senders);

    public IReadOnlyList<ContainerRow> DocumentsByUid(Guid recipient, string documentUid, IReadOnlyCollection<Guid>? senders = null) =>
        Documents("lower(replace(document_uid, '-', '')) = lower(replace(?1, '-', '')) AND document_uid IS NOT NULL", documentUid, recipient, senders);

    // One search per sender, then merged: whoever learns a code must not crowd out by letters of its own what another sent under it.
    private List<ContainerRow> Documents(string named, string name, Guid recipient, IReadOnlyCollection<Guid>? senders)
    {
        if (senders is null)
        {
            return Session.List(
                $"SELECT {ContainerColumns} FROM containers WHERE {named} AND kind = 'Document' AND {IsFor} ORDER BY stored_at DESC, digest DESC LIMIT 100",
                Container, name, recipient);
        }

        return [.. senders.Distinct()
            .SelectMany(sender => Session.List(
                $"SELECT {ContainerColumns} FROM containers WHERE {named} AND kind = 'Document' AND sender = ?3 AND {IsFor} ORDER BY stored_at DESC, digest DESC LIMIT 100",
                Container, name, recipient, sender))
            .OrderByDescending(row => row.StoredAt).ThenByDescending(row => row.Digest.ToString(), StringComparer.Ordinal).Take(100)];
    }

    public IReadOnlyList<ContainerRow> ContainersByClientReference(string clientReference, IReadOnlyCollection<Guid>? senders)
    {
        if (senders is null)
        {
            return Session.List(
                $"SELECT {ContainerColumns} FROM containers WHERE client_reference = ?1 ORDER BY stored_at DESC, digest DESC LIMIT 100",
                Container, clientReference);
        }

        // One search per sender, then merged: references of others must not crowd out one's own.
        return [.. senders.Distinct()
            .SelectMany(sender => Session.List(
                $"SELECT {ContainerColumns} FROM containers WHERE client_reference = ?1 AND sender = ?2 ORDER BY stored_at DESC, digest DESC LIMIT 100",
                Container, clientReference, sender))
            .OrderByDescending(row => row.StoredAt).ThenByDescending(row => row.Digest.ToString(), StringComparer.Ordinal).Take(100)];
    }

    public IReadOnlyList<ContainerRow> RecentContainers(int max)
    {
        CheckMax(max);
        return Session.List($"SELECT {ContainerColumns} FROM containers ORDER BY stored_at DESC, digest DESC LIMIT ?1", Container, (long)max);
    }

    public IEnumerable<ContainerRow> AllContainers() => Stream($"SELECT {ContainerColumns} FROM containers ORDER BY digest", Container);

    public void Add(ContainerRow row) => Session.Execute(
        $"""
         INSERT INTO containers ({ContainerColumns})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)
         """,
        row.Digest, row.MessageId, row.Sender, row.OriginNode, row.Blob, row.Length, row.SentAt, row.DeliverBy, row.StoredAt, row.Kind,
        row.PackageFormat, row.PackageMessageId, row.DocumentUid, row.ReturnCode, row.InReplyTo, row.AccessMark, (long)row.Priority, row.Subject,
        row.ClientReference, row.SubmittedBy, SqliteRow.ToColumn(row.Path), row.MadeFrom, row.ContentPurgedAt, row.MetadataPurgedAt);

    private static ContainerRow Container(SqliteRow row) => new()
    {
        Digest = row.Digest(0),
        MessageId = row.Id(1),
        Sender = row.Id(2),
        OriginNode = row.Text(3),
        Blob = row.Text(4),
        Length = row.Number(5),
        SentAt = row.Time(6),
        DeliverBy = row.Time(7),
        StoredAt = row.Time(8),
        Kind = row.Name<EnvelopeKind>(9),
        PackageFormat = row.Text(10),
        PackageMessageId = row.TextOrNull(11),
        DocumentUid = row.TextOrNull(12),
        ReturnCode = row.TextOrNull(13),
        InReplyTo = row.IdOrNull(14),
        AccessMark = row.TextOrNull(15),
        Priority = row.Count(16),
        Subject = row.TextOrNull(17),
        ClientReference = row.TextOrNull(18),
        SubmittedBy = row.TextOrNull(19),
        Path = row.Texts(20),
        MadeFrom = row.IdOrNull(21),
        ContentPurgedAt = row.TimeOrNull(22),
        MetadataPurgedAt = row.TimeOrNull(23),
    };
}
