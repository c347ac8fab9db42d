using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Evidence;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Capture;

/// <summary>
/// Gathers the evidence that is owed, a few containers at a time, and comes back to what could not be had, until <see cref="DeliveryOptions.CaptureGiveUp"/>.
/// What others do, or fail to do, is a gap of one container and nothing else.
/// </summary>
internal sealed class CaptureWork(GatewayParts parts, DirectoryKeeper directory, ClockWatch clock)
{
    private const int Batch = 32;

    /// <summary>Attempts before anything is given up: two days of them at least, so that an outage of this node's own lines is none of a year.</summary>
    private const int FewestAttempts = 48;

    /// <summary>What this node does not manage is no service's, and never given up.</summary>
    private static readonly IReadOnlyList<string> Own = [CaptureCodes.Defect, CaptureCodes.Unreadable, CaptureCodes.TimedOut];

    /// <summary>Slowest reading that the patience for services allows for, octets per second: a container is digested up to four times.</summary>
    private const double SlowestReading = 2 * 1024 * 1024;

    private readonly ILogger _logger = parts.Logging.CreateLogger<CaptureWork>();

    /// <summary>Gathers what is due.</summary>
    /// <returns>When to come back; null: when the journal says.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var now = parts.Time.GetUtcNow();
            var due = await parts.Journal.ReadAsync(journal => journal.DueCaptures(now, Batch), cancel).ConfigureAwait(false);
            if (due.Count == 0) break;
            var waiting = new ConcurrentQueue<CaptureRow>(due);
            await Task.WhenAll(Enumerable.Range(0, parts.Options.CapturesAtOnce).Select(_ => TakeAsync(waiting, cancel))).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>One container after the other: what was had is entered at once, so that nobody waits for one that takes minutes, and a stop costs the work of the moment.</summary>
    private async Task TakeAsync(ConcurrentQueue<CaptureRow> waiting, CancellationToken cancel)
    {
        try
        {
            while (waiting.TryDequeue(out var row))
            {
                var gathered = await GatherAsync(row, cancel).ConfigureAwait(false);
                cancel.ThrowIfCancellationRequested();
                await CommitAsync(gathered, cancel).ConfigureAwait(false);
            }
        }
        catch (JournalException)
        {
            // A journal that takes nothing takes nothing of the others either: their work would be for nothing.
            waiting.Clear();
            throw;
        }
    }

    private async Task<Gathered> GatherAsync(CaptureRow row, CancellationToken cancel)
    {
        var isLast = IsLast(row);
        var harvests = new List<(string, CaptureHarvest)>();
        var asked = parts.Captures.Where(source => row.Attempts == 0 || row.Gaps.Any(gap => gap.Source == source.Name && gap.IsOwed)).ToList();
        foreach (var source in asked) harvests.Add((source.Name, await AskAsync(source, row, isLast, cancel).ConfigureAwait(false)));
        var gaps = row.Gaps.Where(gap => asked.All(source => source.Name != gap.Source)).Concat(harvests.SelectMany(harvest => harvest.Item2.Gaps)).ToList();

        // Of a source that this node has no more nothing can be had.
        gaps = [.. gaps.Select(gap => gap with { IsOwed = gap.IsOwed && parts.Captures.Any(source => source.Name == gap.Source) })];
        var givenUp = string.Empty;
        if (isLast && gaps.TrueForAll(gap => !gap.IsOwed || !Own.Contains(gap.Code)))
        {
            givenUp = Codes(gaps);
            gaps = [.. gaps.Select(gap => gap.IsOwed ? gap with { Code = CaptureCodes.GivenUp, Seen = $"{gap.Code} {gap.Seen}".Trim(), IsOwed = false } : gap)];
        }

        var owing = harvests.Where(harvest => harvest.Item2.Gaps.Any(gap => gap.IsOwed)).Select(harvest => harvest.Item2.AskAgain).ToList();
        var askAgain = owing.Contains(null) ? null : owing.Min();
        return new Gathered(Judged(row with { Attempts = row.Attempts + 1, Gaps = gaps }, askAgain), harvests, givenUp);
    }

    /// <summary>
    /// An authority that is gone answers nobody any more. By a clock in doubt nothing is given up, nor after the first attempt of a node that was off when it was
    /// due: its own lines may not be up yet.
    /// </summary>
    private bool IsLast(CaptureRow row) =>
        clock.SureNow is { } sure
        && sure - row.Since >= parts.Options.CaptureGiveUp
        && row.Attempts >= FewestAttempts
        && sure - row.NextAttemptAt <= parts.Options.CapturePause;

    private async Task<CaptureHarvest> AskAsync(ICaptureSource source, CaptureRow row, bool isLast, CancellationToken cancel)
    {
        var (container, gathered) = await parts.Journal.ReadAsync(
            journal => (journal.FindContainer(row.Container)!, journal.CapturedParts(row.Container)
                .Where(part => part.Source == source.Name)
                .ToDictionary(part => part.Name, part => journal.FindCapturedOctets(part.Sha256)!, StringComparer.Ordinal)),
            cancel).ConfigureAwait(false);
        var longest = parts.Options.CapturePatience + TimeSpan.FromSeconds(container.Length / SlowestReading);
        using var patience = new CancellationTokenSource(longest, parts.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return await source.GatherAsync(new CaptureSubject(container, row.Since, directory.Current, gathered) { IsLast = isLast }, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Nothing(CaptureCodes.TimedOut, $"{longest}");
        }
        catch (BlobException unreadable)
        {
            return Nothing(CaptureCodes.Unreadable, unreadable.Message);
        }
        catch (Exception defect) when (defect is not (OperationCanceledException or JournalException))
        {
            // What strangers wrote is read here; what it shows to be wrong is one container's trouble, and a person's to look at.
            Log.CaptureDefect(_logger, row.MessageId, source.Name, defect);
            return Nothing(CaptureCodes.Defect, defect.GetType().Name);
        }

        CaptureHarvest Nothing(string code, string seen) => new(gathered, [new CaptureGap(source.Name, code, seen, IsOwed: true)]);
    }

    private CaptureRow Judged(CaptureRow row, DateTimeOffset? askAgain)
    {
        var now = parts.Time.GetUtcNow();
        if (!row.Gaps.Any(gap => gap.IsOwed)) return row with { State = CaptureState.Done, StateSince = now, NextAttemptAt = null };
        var next = RetrySchedule.Next(parts, row.Attempts, retryAfter: null, parts.Options.CapturePause);
        var isLate = row.ToldAt is null && now - row.Since >= parts.Options.CaptureAlarm;
        return row with
        {
            NextAttemptAt = askAgain > next ? askAgain : next,
            ToldAt = isLate ? now : row.ToldAt,
        };
    }

    private async Task CommitAsync(Gathered gathered, CancellationToken cancel)
    {
        var (row, harvests, givenUp) = gathered;
        var isLate = await parts.Journal.CommitAsync(
            journal =>
            {
                var isNews = row.ToldAt is not null && journal.FindCapture(row.Container)?.ToldAt is null;
                if (isNews) Tell(row.ToldAt!.Value, $"evidence is not complete: {Codes(row.Gaps)}");
                if (givenUp.Length > 0) Tell(row.StateSince, $"evidence is given up: {givenUp}");
                journal.Put(row);
                foreach (var (source, harvest) in harvests) journal.PutCaptured(row.Container, source, harvest.Parts);
                return isNews;

                void Tell(DateTimeOffset at, string what) => journal.Append(new EventRow { At = at, Kind = EventKinds.Alarm, MessageId = row.MessageId, Detail = what });
            },
            cancel).ConfigureAwait(false);
        if (givenUp.Length > 0) Log.CaptureGivenUp(_logger, row.MessageId, row.Since, givenUp);
        else if (row.State == CaptureState.Done) Log.Captured(_logger, row.MessageId, row.Attempts, harvests.Sum(harvest => harvest.Harvest.Parts.Count));
        else Log.CaptureOwed(_logger, row.MessageId, row.Attempts, Codes(row.Gaps), row.NextAttemptAt!.Value);
        if (isLate) Log.CaptureLate(_logger, row.MessageId, row.Since, Codes(row.Gaps));
    }

    private static string Codes(IEnumerable<CaptureGap> gaps) => string.Join(", ", gaps.Where(gap => gap.IsOwed).Select(gap => gap.Code).Distinct());

    /// <summary>What one attempt brought.</summary>
    /// <param name="Row">How it stands with the container now.</param>
    /// <param name="Harvests">What each source that was asked gave.</param>
    /// <param name="GivenUp">Codes of what is looked for no more; empty: nothing.</param>
    private sealed record Gathered(CaptureRow Row, IReadOnlyList<(string Source, CaptureHarvest Harvest)> Harvests, string GivenUp);
}
