using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Stamping;

/// <summary>
/// Has receipts and containers stamped by authorities of time, many by one token, and stamps renewed before they end. The objects are never touched: manifest and
/// token lie beside them. Each step is one commit, so that a crash repeats at most a question:
/// <code>
/// receipts ──manifest──▶ stamp without token ──token──▶ stamp ──before it ends──▶ manifest over stamps ──token──▶ …
/// </code>
/// While one stamp waits for its token no other is begun: an outage ends with one large stamp, not with thousands.
/// </summary>
internal sealed class StampWork(GatewayParts parts)
{
    // A token that is to be renewed at once would be renewed by the next, and that again.
    private static readonly TimeSpan SoonestRenewal = TimeSpan.FromHours(1);

    private readonly ILogger _logger = parts.Logging.CreateLogger<StampWork>();

    private Suite Suite => parts.Stamping.Suite ?? parts.Identity.Keys.Receipts[0].Suite;

    /// <summary>When something is due; null: nothing is, or nobody is there to ask.</summary>
    public DateTimeOffset? Next(IJournalReader journal)
    {
        if (parts.TimeAuthorities is null) return null;
        if (journal.OpenStamps().Next is { } open) return open;
        var (count, since) = journal.UnstampedReceipts(parts.Stamping.Receipts);

        // Stored by a clock that was ahead: waited for, it would keep all that came after it as well.
        if (since > parts.Time.GetUtcNow()) since = DateTimeOffset.MinValue;
        DateTimeOffset? batch = count >= parts.Stamping.Receipts ? since : since + parts.Stamping.Every;
        return batch is null || journal.NextRenewal() < batch ? journal.NextRenewal() : batch;
    }

    /// <summary>Does what is due.</summary>
    /// <returns>When to come back; null: when the journal says.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var now = parts.Time.GetUtcNow();
            if (await parts.Journal.ReadAsync(Next, cancel).ConfigureAwait(false) is not { } next || next > now) return null;
            var due = await parts.Journal.ReadAsync(journal => journal.DueStamps(now, 1), cancel).ConfigureAwait(false);
            if (due is [var row]) await AskAsync(row, cancel).ConfigureAwait(false);
            else if (!await RenewAsync(now, cancel).ConfigureAwait(false)) await BeginAsync(now, cancel).ConfigureAwait(false);
        }

        return null;
    }

    // 1. One manifest over what has come since the last one.
    private async Task BeginAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var (receipts, containers, upTo) = await parts.Journal.ReadAsync(
            journal =>
            {
                var rows = journal.ReceiptsSince(DateTimeOffset.MinValue, journal.StampedUpTo(), parts.Stamping.Receipts);
                var own = rows.Select(row => row.Receipt.Container).Distinct().Where(digest => journal.StampOf(digest) is null).ToList();
                return (rows, own, journal.StampedUpTo());
            },
            cancel).ConfigureAwait(false);
        var manifest = StampManifest.Write(receipts.Select(row => Suite.Digest(row.Receipt.Bytes)), containers);
        var stamp = Made(manifest, now, receipts[^1].Number);
        await parts.Journal.CommitAsync(
            journal =>
            {
                if (journal.StampedUpTo() == upTo) journal.Add(stamp, new StampedObjects([.. receipts.Select(row => row.Receipt.ReceiptId)], containers, []));
                return true;
            },
            cancel).ConfigureAwait(false);
    }

    // 2. One manifest over stamps that end. False: none does.
    private async Task<bool> RenewAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var ending = await parts.Journal.ReadAsync(journal => journal.StampsToRenew(now, parts.Stamping.Renewed), cancel).ConfigureAwait(false);
        if (ending.Count == 0) return false;
        var stamp = Made(StampManifest.Renew(Suite, ending.Select(row => (row.Manifest, row.Token!))), now, receiptsUpTo: 0);
        await parts.Journal.CommitAsync(
            journal =>
            {
                journal.Add(stamp, new StampedObjects([], [], [.. ending.Select(row => row.StampId)]));
                return true;
            },
            cancel).ConfigureAwait(false);
        Log.StampsRenewed(_logger, stamp.StampId, ending.Count, ending.Min(row => row.Ends)!.Value);
        return true;
    }

    // 3. A token over a manifest that is durable already: asked for again after a crash, stored once.
    private async Task AskAsync(StampRow row, CancellationToken cancel)
    {
        var answer = await parts.TimeAuthorities!.StampAsync(Suite.Digest(row.Manifest), cancel).ConfigureAwait(false);
        if (answer is StampAnswer.Granted { Grant: var grant })
        {
            var renewAt = grant.Ends - Earlier(parts.Stamping.Lead, (grant.Ends - grant.Time) / 2);
            if (renewAt <= parts.Time.GetUtcNow()) renewAt = parts.Time.GetUtcNow() + SoonestRenewal;
            await UpdateAsync(
                row with { Token = grant.Token, StampedAt = grant.Time, Ends = grant.Ends, RenewAt = renewAt, Attempts = row.Attempts + 1, NextAttemptAt = null, LastError = null },
                alarm: null,
                cancel).ConfigureAwait(false);
            Log.Stamped(_logger, row.StampId, StampManifest.Read(row.Manifest)?.Count ?? 0, grant.Time, grant.Ends);
            return;
        }

        var none = (StampAnswer.None)answer;
        var now = parts.Time.GetUtcNow();
        var isLate = row.ToldAt is null && now - row.MadeAt >= parts.Stamping.Overdue;
        var next = RetrySchedule.Next(parts, row.Attempts + 1, retryAfter: null, parts.Stamping.LongestPause);
        var owed = row with { Attempts = row.Attempts + 1, NextAttemptAt = next, LastError = $"{none.Code}: {none.Detail}", ToldAt = isLate ? now : row.ToldAt };
        await UpdateAsync(owed, isLate ? $"no time-stamp since {row.MadeAt:u}: {owed.LastError}" : null, cancel).ConfigureAwait(false);
        Log.StampOwed(_logger, row.StampId, owed.Attempts, none.Code, none.Detail, next);
        if (isLate) Log.StampLate(_logger, row.StampId, row.MadeAt, none.Code, none.Detail);
    }

    private Task<bool> UpdateAsync(StampRow row, string? alarm, CancellationToken cancel) => parts.Journal.CommitAsync(
        journal =>
        {
            journal.Update(row);
            if (alarm is not null) journal.Append(new EventRow { At = parts.Time.GetUtcNow(), Kind = EventKinds.Alarm, Detail = alarm });
            return true;
        },
        cancel);

    private StampRow Made(byte[] manifest, DateTimeOffset now, long receiptsUpTo) =>
        new() { StampId = parts.Entropy.NewId(), Manifest = manifest, MadeAt = now, ReceiptsUpTo = receiptsUpTo, NextAttemptAt = now };

    private static TimeSpan Earlier(TimeSpan first, TimeSpan second) => first < second ? first : second;
}
