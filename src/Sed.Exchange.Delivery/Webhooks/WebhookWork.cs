using Microsoft.Extensions.Logging;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Webhooks;

/// <summary>
/// Tells receivers the feeds of their organisations: one event a call, in order, the next after the last was confirmed. The cursor moves in a commit after
/// the confirmation, so a crash repeats an event and leaves none out. Each receiver is called by itself; one that is dead delays nobody else.
/// </summary>
internal sealed class WebhookWork(GatewayParts parts)
{
    // A long backlog must not keep a receiver's task from noticing that the node stops or that somebody changed the webhook.
    private const int Turn = 200;
    private readonly ILogger _logger = parts.Logging.CreateLogger<WebhookWork>();

    /// <summary>Receivers that have something to hear, and when they may be called; none without a link.</summary>
    public IReadOnlyList<(string Id, DateTimeOffset Due)> Waiting(IJournalReader journal) => parts.Webhooks is null ? [] : journal.WaitingWebhooks();

    /// <summary>Tells one receiver what it has not confirmed, until it fails or all is told.</summary>
    public async Task<DateTimeOffset?> RunAsync(string id, CancellationToken cancel)
    {
        for (var told = 0; told < Turn; told++)
        {
            var now = parts.Time.GetUtcNow();
            var call = await parts.Journal.ReadAsync(journal => NextCall(journal, id, now), cancel).ConfigureAwait(false);
            if (call is null) return null;
            var answer = await parts.Webhooks!.CallAsync(call, cancel).ConfigureAwait(false);
            if (!await EnterAsync(call, answer, cancel).ConfigureAwait(false)) return null;
        }

        return null;
    }

    private static WebhookCall? NextCall(IJournalReader journal, string id, DateTimeOffset now) =>
        journal.FindWebhook(id) is { DisabledAt: null } hook && !(hook.NextAttemptAt > now) && journal.EventsAfter(hook.Cursor, [hook.Organisation], 1) is [var next]
            ? new WebhookCall(hook, next, journal.Epoch)
            : null;

    /// <summary>True: the next event may follow at once.</summary>
    private async Task<bool> EnterAsync(WebhookCall call, WebhookAnswer answer, CancellationToken cancel)
    {
        var now = parts.Time.GetUtcNow();
        var (entered, disabled) = await parts.Journal.CommitAsync(
            journal =>
            {
                // An administrator may have removed, replaced or moved it meanwhile: then what he wrote stands.
                if (journal.FindWebhook(call.Hook.Id) is not { DisabledAt: null } hook || hook.AddedAt != call.Hook.AddedAt || hook.Cursor != call.Hook.Cursor)
                    return ((WebhookRow?)null, false);
                if (answer is not WebhookAnswer.Failed failed)
                {
                    hook = hook with { Cursor = call.Event.Number, ConfirmedAt = now, Attempts = 0, NextAttemptAt = null, FailingSince = null, LastError = null };
                    journal.Put(hook);
                    return (hook, false);
                }

                var since = hook.FailingSince ?? now;

                // Days that the clock jumped over, or that this node was off, were no days of calling.
                var givesUp = now - since >= parts.Options.WebhookGiveUp && hook.Attempts + 1 >= parts.Options.WebhookGiveUp / parts.Options.WebhookPause;
                hook = hook with
                {
                    Attempts = hook.Attempts + 1,
                    FailingSince = since,
                    LastError = $"{failed.Code}: {failed.Detail}",
                    NextAttemptAt = givesUp ? null : RetrySchedule.Next(parts, hook.Attempts + 1, failed.RetryAfter, parts.Options.WebhookPause),
                    DisabledAt = givesUp ? now : null,
                };
                journal.Put(hook);
                if (givesUp) journal.Append(Alarm(hook, now));
                return (hook, givesUp);
            },
            cancel).ConfigureAwait(false);
        if (entered is null) return false;
        if (answer is WebhookAnswer.Failed why)
        {
            if (disabled) Log.WebhookDisabled(_logger, entered.Id, entered.Organisation, entered.FailingSince!.Value, why.Code, why.Detail);
            else Log.WebhookFailed(_logger, entered.Id, call.Id, entered.Attempts, why.Code, why.Detail, entered.NextAttemptAt!.Value);
            return false;
        }

        if (call.Hook.FailingSince is { } wasFailing) Log.WebhookBack(_logger, entered.Id, wasFailing, call.Hook.Attempts);
        return true;
    }

    private static EventRow Alarm(WebhookRow hook, DateTimeOffset now) => new()
    {
        At = now,
        Kind = EventKinds.Alarm,
        Counterpart = hook.Organisation,
        Detail = $"webhook {hook.Id} is not called any more: failing since {hook.FailingSince!.Value.UtcDateTime:u}, {hook.LastError!.Split(':')[0]}",
    };
}
