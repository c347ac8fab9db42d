using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Webhooks;

namespace Sed.Exchange.Adapters.Sqlite;

/// <content>Receivers of feeds.</content>
internal sealed partial class SqliteTransaction
{
    private const string WebhookColumns =
        "id, organisation, url, inner_address, secret, added_at, cursor, confirmed_at, attempts, next_attempt_at, failing_since, last_error, disabled_at";

    // Kept by AUTOINCREMENT whatever is removed from the table.
    public long LastEvent() => Session.Number("SELECT seq FROM sqlite_sequence WHERE name = 'events'") ?? 0;

    public IReadOnlyList<WebhookRow> Webhooks() => Session.List($"SELECT {WebhookColumns} FROM webhooks ORDER BY id", Webhook);

    public WebhookRow? FindWebhook(string id) => Session.First($"SELECT {WebhookColumns} FROM webhooks WHERE id = ?1", Webhook, id);

    /// <summary>One search for each along its feed's index: there are a few of them, and events grow.</summary>
    public IReadOnlyList<(string Id, DateTimeOffset Due)> WaitingWebhooks() =>
    [
        .. Webhooks()
            .Where(hook => hook.DisabledAt is null
                && Session.Number("SELECT min(number) FROM events WHERE organisation = ?1 AND number > ?2", hook.Organisation, hook.Cursor) is not null)
            .Select(hook => (hook.Id, hook.NextAttemptAt ?? DateTimeOffset.MinValue)),
    ];

    public void Put(WebhookRow row) => Session.Execute(
        $"""
         INSERT INTO webhooks ({WebhookColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
         ON CONFLICT (id) DO UPDATE SET organisation = excluded.organisation, url = excluded.url, inner_address = excluded.inner_address,
             secret = excluded.secret, added_at = excluded.added_at, cursor = excluded.cursor, confirmed_at = excluded.confirmed_at,
             attempts = excluded.attempts, next_attempt_at = excluded.next_attempt_at, failing_since = excluded.failing_since,
             last_error = excluded.last_error, disabled_at = excluded.disabled_at
         """,
        row.Id, row.Organisation, row.Url.AbsoluteUri, row.Inner, row.Secret.Reveal(), row.AddedAt, row.Cursor, row.ConfirmedAt, (long)row.Attempts,
        row.NextAttemptAt, row.FailingSince, row.LastError, row.DisabledAt);

    public void RemoveWebhook(string id) => Session.Execute("DELETE FROM webhooks WHERE id = ?1", id);

    private static WebhookRow Webhook(SqliteRow row) => new()
    {
        Id = row.Text(0),
        Organisation = row.Id(1),
        Url = new Uri(row.Text(2)),
        Inner = row.Flag(3),
        Secret = WebhookSecret.Parse(row.Text(4)) ?? throw new FormatException("No secret of a webhook."),
        AddedAt = row.Time(5),
        Cursor = row.Number(6),
        ConfirmedAt = row.TimeOrNull(7),
        Attempts = row.Count(8),
        NextAttemptAt = row.TimeOrNull(9),
        FailingSince = row.TimeOrNull(10),
        LastError = row.TextOrNull(11),
        DisabledAt = row.TimeOrNull(12),
    };
}
