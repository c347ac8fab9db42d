using Microsoft.Extensions.Logging;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Receipts;

namespace Sed.Exchange.Delivery.Retention;

/// <summary>
/// Purges what has lived its time, a few messages in a commit and a pause after each, so that mail never waits for more than one of them. Order (DESIGN
/// section 4): the commit that leaves the tombstone and says that the octets are dead; then the octets. A crash in between is finished by the sweeper.
/// </summary>
internal sealed class PurgeWork(GatewayParts parts, ClockWatch clock)
{
    private const int Page = 200;
    private static readonly TimeSpan DoubtPause = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = parts.Logging.CreateLogger<PurgeWork>();
    private readonly Sweeper _sweeper = new(parts);
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    private RetentionOptions Options => parts.Retention;

    private bool IsStamping => parts.TimeAuthorities is not null;

    /// <summary>When to look next; at once, when a clock that was ahead put it off.</summary>
    public DateTimeOffset? Next(IJournalReader journal) => _next > parts.Time.GetUtcNow() + Options.Every ? DateTimeOffset.MinValue : _next;

    /// <summary>Goes through everything once.</summary>
    /// <returns>When to come back; null: when <see cref="Next"/> says.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancel)
    {
        var contents = await WalkAsync(Remains.Everything, Options.Content, PurgeContent, cancel).ConfigureAwait(false);
        var refused = await WalkRefusedAsync(withOctets: true, Options.Quarantine, PurgeRefused, cancel).ConfigureAwait(false);
        var metadata = await WalkAsync(Remains.Metadata, Options.Metadata, PurgeMetadata, cancel).ConfigureAwait(false);
        var messages = await WalkAsync(Remains.Tombstone, Options.Evidence, PurgeTombstone, cancel).ConfigureAwait(false);
        var refusals = await WalkRefusedAsync(withOctets: false, Options.Evidence, PurgeRefusal, cancel).ConfigureAwait(false);
        var events = await PurgeEventsAsync(cancel).ConfigureAwait(false);
        await SweepAsync(cancel).ConfigureAwait(false);
        if (contents + refused + metadata + messages + refusals + events > 0) Log.Purged(_logger, contents, refused, metadata, messages + refusals, events);

        // A clock in doubt purges nothing; the next look comes when it may be right.
        _next = parts.Time.GetUtcNow() + (clock.IsSure ? Options.Every : DoubtPause);
        return null;
    }

    private async Task<long> WalkAsync(
        Remains remains, TimeSpan life, Action<IJournalTransaction, ContainerRow, DateTimeOffset> purge, CancellationToken cancel)
    {
        var purged = 0L;
        ContainerRow? after = null;
        while (true)
        {
            // Judged in a view, which nobody waits for: what must stay costs the writer nothing.
            if (clock.SureNow is not { } sure) return purged;
            var now = ReceiptDesk.Milliseconds(sure);
            var (last, old) = await parts.Journal.ReadAsync(
                journal =>
                {
                    var rows = journal.ContainersLeft(remains, now - life, after, Page);
                    return (rows.Count < Page ? null : rows[^1], rows.Where(row => RetentionRule.WhyKept(journal, row, life, IsStamping, now) is null)
                        .Select(row => (Row: row, Deliveries: journal.DeliveriesOf(row.MessageId).Count)).ToList());
                },
                cancel).ConfigureAwait(false);
            foreach (var few in InFew(old))
            {
                purged += await parts.Journal.CommitAsync(
                    journal =>
                    {
                        var done = 0;
                        foreach (var row in few)
                        {
                            if (journal.FindContainer(row.Digest) is not { } still || still.Remains != remains) continue;
                            if (RetentionRule.WhyKept(journal, still, life, IsStamping, now) is not null) continue;
                            purge(journal, still, now);
                            done++;
                        }

                        return done;
                    },
                    cancel).ConfigureAwait(false);
                if (remains == Remains.Everything) await SweepAsync(cancel).ConfigureAwait(false);
                await Task.Delay(Options.Pause, parts.Time, cancel).ConfigureAwait(false);
            }

            if (last is null) return purged;

            // What must stay is walked through at every look, and is the oldest: nobody waits for more than a page of it.
            if (old.Count == 0) await Task.Delay(Options.Pause, parts.Time, cancel).ConfigureAwait(false);
            after = last;
        }
    }

    private async Task<long> WalkRefusedAsync(
        bool withOctets, TimeSpan life, Action<IJournalTransaction, RefusalRow, DateTimeOffset> purge, CancellationToken cancel)
    {
        var purged = 0L;
        RefusalRow? after = null;
        while (true)
        {
            if (clock.SureNow is not { } sure) return purged;
            var now = ReceiptDesk.Milliseconds(sure);
            var rows = await parts.Journal.ReadAsync(journal => journal.RefusalsLeft(withOctets, now - life, after, Options.MessagesAtOnce), cancel).ConfigureAwait(false);
            if (rows.Count == 0) return purged;
            purged += await parts.Journal.CommitAsync(
                journal =>
                {
                    var done = 0;
                    foreach (var row in rows)
                    {
                        if (journal.FindRefusal(row.Container, row.Recipient) is not { } still || still.Blob is not null != withOctets) continue;
                        if (RetentionRule.WhyKept(journal, still, life, IsStamping, now) is not null) continue;
                        purge(journal, still, now);
                        done++;
                    }

                    return done;
                },
                cancel).ConfigureAwait(false);
            after = rows[^1];
            await Task.Delay(Options.Pause, parts.Time, cancel).ConfigureAwait(false);
        }
    }

    private async Task<long> PurgeEventsAsync(CancellationToken cancel)
    {
        const int Lines = 500;
        var removed = 0L;
        while (true)
        {
            if (clock.SureNow is not { } sure) return removed;
            var before = ReceiptDesk.Milliseconds(sure) - Options.Metadata;
            var seen = await parts.Journal.CommitAsync(journal => journal.RemoveEvents(before, RetentionRule.FirstEventOwed(journal), Lines), cancel).ConfigureAwait(false);
            removed += seen;
            if (seen < Lines) return removed;
            await Task.Delay(Options.Pause, parts.Time, cancel).ConfigureAwait(false);
        }
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        while (await _sweeper.DeleteDeadAsync(Page, cancel).ConfigureAwait(false) == Page)
        {
        }
    }

    private static void PurgeContent(IJournalTransaction journal, ContainerRow container, DateTimeOffset now)
    {
        journal.Update(container with { ContentPurgedAt = now });
        BlobUse.ReleaseUnneeded(journal, container.Digest, container.Blob, now);

        RemoveTasks(journal, container);
    }

    // Another sender's message may have the same id: its tasks stand there, too. What reports told after the content was gone goes with the rest.
    private static void RemoveTasks(IJournalTransaction journal, ContainerRow container)
    {
        if (journal.ContainersOf(container.MessageId).All(other => other.Remains != Remains.Everything)) journal.RemoveTasksOf(container.MessageId);
    }

    private static void PurgeMetadata(IJournalTransaction journal, ContainerRow container, DateTimeOffset now)
    {
        journal.RemoveMetadataOf(container);
        RemoveTasks(journal, container);
        journal.Update(container with
        {
            MetadataPurgedAt = now,
            Subject = null,
            ClientReference = null,
            SubmittedBy = null,
            PackageMessageId = null,
            DocumentUid = null,
            ReturnCode = null,
        });
    }

    private static void PurgeTombstone(IJournalTransaction journal, ContainerRow container, DateTimeOffset now)
    {
        RemoveTasks(journal, container);
        journal.RemoveMessage(container);
    }

    private static void PurgeRefused(IJournalTransaction journal, RefusalRow refusal, DateTimeOffset now)
    {
        journal.Update(refusal with { Blob = null, PurgedAt = now });
        BlobUse.ReleaseUnneeded(journal, refusal.Container, refusal.Blob!, now);
    }

    private static void PurgeRefusal(IJournalTransaction journal, RefusalRow refusal, DateTimeOffset now) => journal.RemoveRefusal(refusal);

    private IEnumerable<List<ContainerRow>> InFew(List<(ContainerRow Row, int Deliveries)> rows)
    {
        var few = new List<ContainerRow>();
        var deliveries = 0;
        foreach (var (row, count) in rows)
        {
            few.Add(row);
            deliveries += count;
            if (few.Count < Options.MessagesAtOnce && deliveries < Options.DeliveriesAtOnce) continue;
            yield return few;
            few = [];
            deliveries = 0;
        }

        if (few.Count > 0) yield return few;
    }
}
