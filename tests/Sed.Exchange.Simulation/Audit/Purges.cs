using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Simulation.Region;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Simulation.Audit;

/// <summary>
/// What purges took from one node. Each is judged when it becomes durable: it must have been needed by nobody (written again here, so that a mistake in the rule
/// itself is seen). What it took is remembered, so that in the end everything can be judged that ever was.
/// </summary>
internal sealed class Purges(SimulatedRegion region, string node)
{
    private static readonly TimeSpan Slack = TimeSpan.FromHours(6);

    private readonly Dictionary<Guid, DateTimeOffset> _takenAt = [];
    private MemoryDisk _taken = MemoryDisk.Empty;
    private (MemoryDisk Journal, MemoryDisk Whole)? _whole;

    /// <summary>A commit became durable.</summary>
    public void Note(MemoryDisk before, MemoryDisk after)
    {
        if (!ReferenceEquals(before.Containers, after.Containers)) JudgeContent(before, after);
        if (after.Deliveries.Count < before.Deliveries.Count) JudgeMessages(before, after);
        if (after.Events.Count < before.Events.Count) JudgeEvents(before, after);
        if (!ReferenceEquals(before.Refusals, after.Refusals)) JudgeRefusals(before, after);
        if (after.Refusals.Count < before.Refusals.Count) Take(taken => taken with { Refusals = taken.Refusals.AddRange(Gone(before.Refusals, after.Refusals)) });
        if (after.Reports.Count < before.Reports.Count) Take(taken => taken with { Reports = taken.Reports.AddRange(Gone(before.Reports, after.Reports)) });
        if (after.Receipts.Count < before.Receipts.Count) JudgeReceipts(before, after);
        if (after.Containers.Count < before.Containers.Count) Take(taken => taken with { Containers = taken.Containers.AddRange(Gone(before.Containers, after.Containers)) });
    }

    /// <summary>A journal with what was taken from it.</summary>
    public MemoryDisk PutBack(MemoryDisk journal)
    {
        if (ReferenceEquals(_taken, MemoryDisk.Empty)) return journal;
        if (!ReferenceEquals(_whole?.Journal, journal)) _whole = (journal, Whole(journal));
        return _whole!.Value.Whole;
    }

    /// <summary>When, in true time, the last of a delivery went; null: it is here.</summary>
    public DateTimeOffset? TakenAt(Guid delivery) => _takenAt.TryGetValue(delivery, out var at) ? at : null;

    /// <summary>In the end: what has lived its time long since is gone, where nothing keeps it.</summary>
    public void JudgeLeft(MemoryDisk journal)
    {
        if (!region.Plan.IsPurging || region.Plan.ReportDays is not null || region.Plan.Weather.ClockJump > 0) return;
        foreach (var container in journal.Containers.Values.Where(row => row.ContentPurgedAt is null))
        {
            var deliveries = journal.Deliveries.Values.Where(row => row.Container == container.Digest).ToList();
            var end = deliveries.Select(row => row.StateSince).Append(container.DeliverBy).Max();
            if (end + region.Plan.Retention.Content + Slack < region.Turns.Now && deliveries.TrueForAll(row => IsOver(row) && row.State != DeliveryState.Sent && row.NextAttemptAt is null))
                region.Violate($"{node}: message {container.MessageId} has lived its time and is still whole");
        }
    }

    private MemoryDisk Whole(MemoryDisk journal) => journal with
    {
        Containers = _taken.Containers.SetItems(journal.Containers),
        Deliveries = _taken.Deliveries.SetItems(journal.Deliveries),
        Receipts = _taken.Receipts.SetItems(journal.Receipts),
        Refusals = _taken.Refusals.SetItems(journal.Refusals),
        Reports = _taken.Reports.SetItems(journal.Reports),
        Events = [.. _taken.Events.Concat(journal.Events).OrderBy(line => line.Number)],
    };

    private void Take(Func<MemoryDisk, MemoryDisk> what) => _taken = what(_taken);

    private void JudgeContent(MemoryDisk before, MemoryDisk after)
    {
        foreach (var container in after.Containers.Values.Where(row => row.ContentPurgedAt is not null))
        {
            if (before.Containers.GetValueOrDefault(container.Digest.ToString()) is not { } was) continue;
            var isContent = was.ContentPurgedAt is null;
            if (!isContent && (container.MetadataPurgedAt is null || was.MetadataPurgedAt is not null)) continue;
            JudgeNeed(before, container, after.Deliveries.Values.Where(row => row.Container == container.Digest));
            var (at, life) = isContent ? (container.ContentPurgedAt!.Value, region.Plan.Retention.Content) : (container.MetadataPurgedAt!.Value, region.Plan.Retention.Metadata);
            if (at < container.DeliverBy + life) region.Violate($"{node}: message {container.MessageId} is purged {container.DeliverBy + life - at} before its time");
            if (before.Subscriptions.Values.Any(row => row.MessageId == container.MessageId && row.Sender == container.Sender && row.Since.AddDays(row.Days) > at))
                region.Violate($"{node}: message {container.MessageId} is purged while reports about it are asked for");
        }
    }

    // By true time, where every clock is right.
    private bool IsEarly(DateTimeOffset from, TimeSpan life) => region.Plan.Weather.ClockJump == 0 && region.Turns.Now < from + life;

    private void JudgeRefusals(MemoryDisk before, MemoryDisk after)
    {
        foreach (var (key, was) in before.Refusals)
        {
            var still = after.Refusals.GetValueOrDefault(key);
            if (was.Blob is not null && still?.Blob is null && IsEarly(was.At, region.Plan.Retention.Quarantine)) region.Violate($"{node}: the octets of refused container {was.Container} are purged before their time");
            if (still is null && IsEarly(was.At, region.Plan.Retention.Evidence)) region.Violate($"{node}: the refusal of container {was.Container} is purged before its time");
        }
    }

    // What was said of octets stays as long as anything of them that it was said about.
    private void JudgeReceipts(MemoryDisk before, MemoryDisk after)
    {
        var gone = Gone(before.Receipts, after.Receipts);
        foreach (var (id, receipt) in gone)
        {
            if (after.Refusals.Values.Any(row => row.ReceiptId == id)
                || after.Deliveries.Values.Any(row => row.MessageId == receipt.MessageId && row.Container == receipt.Container && row.Recipient == receipt.Recipient))
                region.Violate($"{node}: receipt {receipt.Kind} {id} is purged, and what it is about is here");
        }

        Take(taken => taken with { Receipts = taken.Receipts.AddRange(gone) });
    }

    private void JudgeMessages(MemoryDisk before, MemoryDisk after)
    {
        var gone = Gone(before.Deliveries, after.Deliveries);
        foreach (var deliveries in gone.Select(row => row.Value).GroupBy(row => row.Container))
        {
            var container = before.Containers[deliveries.Key.ToString()];
            JudgeNeed(before, container, deliveries);
            if (IsEarly(container.DeliverBy, region.Plan.Retention.Evidence)) region.Violate($"{node}: the last of message {container.MessageId} is purged before its time");
        }

        foreach (var (id, _) in gone) _takenAt[id] = region.Turns.Now;
        Take(taken => taken with { Deliveries = taken.Deliveries.AddRange(gone) });
    }

    private void JudgeNeed(MemoryDisk journal, ContainerRow container, IEnumerable<DeliveryRow> deliveries)
    {
        foreach (var delivery in deliveries.Where(delivery => !IsOver(delivery)))
            region.Violate($"{node}: message {container.MessageId} is purged, and is {delivery.State} for {delivery.Recipient}");
        if (journal.Held.Values.Any(row => row.Container == container.Digest)) region.Violate($"{node}: message {container.MessageId} is purged while it is held");
        if (journal.Owed.Values.Any(row => journal.Receipts[row.ReceiptId].Container == container.Digest))
            region.Violate($"{node}: message {container.MessageId} is purged while a receipt about it is owed");
        if (journal.ToMake.Values.Any(row => row.MessageId == container.MessageId && row.Sender == container.Sender))
            region.Violate($"{node}: message {container.MessageId} is purged while a report about it is to be made");
    }

    private void JudgeEvents(MemoryDisk before, MemoryDisk after)
    {
        var left = after.Events.Select(line => line.Number).ToHashSet();
        var gone = before.Events.Where(line => !left.Contains(line.Number)).ToList();
        foreach (var line in gone.Where(line => IsEarly(line.At, region.Plan.Retention.Metadata))) region.Violate($"{node}: event {line.Number} is purged before its time");
        foreach (var hook in before.Webhooks.Values)
        {
            foreach (var line in gone.Where(line => line.Organisation == hook.Organisation && line.Number > hook.Cursor))
                region.Violate($"{node}: event {line.Number} is purged, and receiver {hook.Id} has not confirmed it");
        }

        Take(taken => taken with { Events = taken.Events.AddRange(gone) });
    }

    private static List<KeyValuePair<TKey, TRow>> Gone<TKey, TRow>(IReadOnlyDictionary<TKey, TRow> before, IReadOnlyDictionary<TKey, TRow> after) =>
        [.. before.Where(row => !after.ContainsKey(row.Key))];

    private static bool IsOver(DeliveryRow delivery) => delivery.Lane switch
    {
        Lane.In => delivery.State is DeliveryState.Collected or DeliveryState.Declined,
        Lane.Relay => delivery.State is not DeliveryState.Queued,
        _ => delivery.State is not (DeliveryState.Queued or DeliveryState.Sent),
    };
}
