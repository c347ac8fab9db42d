using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Retention;

namespace Sed.Exchange.Node.Doctor;

/// <summary>What <c>sedx doctor</c> reads from a journal, in one view, with a bounded number of rows.</summary>
internal sealed record JournalView
{
    private const int Rows = 1000;
    private static readonly TimeSpan AlarmAge = TimeSpan.FromDays(7);

    /// <summary>SQLite's own check: <c>ok</c>, or what is wrong.</summary>
    public required string Integrity { get; init; }

    /// <summary>The epoch.</summary>
    public required int Epoch { get; init; }

    /// <summary>When the last line was written; null: none was.</summary>
    public required DateTimeOffset? LastEvent { get; init; }

    /// <summary>What the node noted of its clock; null: nothing yet.</summary>
    public required ClockRow? Clock { get; init; }

    /// <summary>Deliveries that have not ended, out and relayed, nearest deadline first; at most a thousand of each.</summary>
    public required IReadOnlyList<DeliveryRow> Underway { get; init; }

    /// <summary>The message that waits longest in a mailbox here, or null.</summary>
    public required DeliveryRow? OldestWaiting { get; init; }

    /// <summary>Messages that were leased often and never settled, at most a thousand.</summary>
    public required IReadOnlyList<DeliveryRow> Poisoned { get; init; }

    /// <summary>What this node answers for and has not verified yet, at most a thousand.</summary>
    public required IReadOnlyList<HeldRow> Held { get; init; }

    /// <summary>Receipts owed, at most a thousand for each node.</summary>
    public required IReadOnlyList<OwedReceiptRow> Owed { get; init; }

    /// <summary>Receivers of feeds.</summary>
    public required IReadOnlyList<WebhookRow> Webhooks { get; init; }

    /// <summary>Evidence that is owed.</summary>
    public required OwedCaptures Captures { get; init; }

    /// <summary>The stamp that waits longest for its token, or null.</summary>
    public required StampRow? OldestUnstamped { get; init; }

    /// <summary>Alarms of the last seven days.</summary>
    public required IReadOnlyList<EventRow> Alarms { get; init; }

    /// <summary>Reads it.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    public static async Task<JournalView> ReadAsync(string file, DateTimeOffset now, CancellationToken cancel)
    {
        using var journal = SqliteJournal.OpenReadOnly(file);
        var integrity = journal.CheckQuickly();
        return await journal.ReadAsync(
            reader => new JournalView
            {
                Integrity = integrity,
                Epoch = reader.Epoch,
                LastEvent = LastOf(reader)?.At,
                Clock = reader.Clock(),
                Underway = [.. reader.Overdue(Lane.Out, Ever(now), Rows), .. reader.Overdue(Lane.Relay, Ever(now), Rows)],
                OldestWaiting = reader.Waiting(HostedBy(reader, now), 1) is [var oldest, ..] ? oldest : null,
                Poisoned = reader.Poisoned(HostedBy(reader, now), Rows),
                Held = QuarantineView.Unverified(reader, Ever(now), Rows),
                Owed = [.. reader.OwedNodes().SelectMany(node => reader.DueOwedReceipts(node.ToNode, Ever(now), Rows))],
                Webhooks = reader.Webhooks(),
                Captures = reader.OwedCaptures(),
                OldestUnstamped = reader.DueStamps(Ever(now), Rows).MinBy(stamp => stamp.MadeAt),
                Alarms = AlarmsOf(reader, now - AlarmAge),
            },
            cancel);
    }

    private static DateTimeOffset Ever(DateTimeOffset now) => now.AddYears(100);

    private static IReadOnlyList<Guid> HostedBy(IJournalReader reader, DateTimeOffset now) =>
        reader.LatestDirectory() is null || Hosting.NodeStore.DirectoryInForce(reader, now) is not { } directory
            ? []
            : [.. directory.Organisations.Select(row => row.Id)];

    private static EventRow? LastOf(IJournalReader reader)
    {
        var number = FirstWhere(reader, _ => false) - 1;
        return number > 0 && reader.EventsAfter(number - 1, null, 1) is [var last, ..] ? last : null;
    }

    private static List<EventRow> AlarmsOf(IJournalReader reader, DateTimeOffset since)
    {
        var alarms = new List<EventRow>();
        var after = FirstWhere(reader, row => row.At >= since) - 1;
        while (reader.EventsAfter(after, null, Rows) is { Count: > 0 } page && alarms.Count < Rows)
        {
            alarms.AddRange(page.Where(row => row.Kind == EventKinds.Alarm && row.At >= since));
            after = page[^1].Number;
        }

        return alarms;
    }

    // The number of the first event that satisfies a condition which, once true, stays true: forty questions instead of all events of ten years.
    private static long FirstWhere(IJournalReader reader, Func<EventRow, bool> holds)
    {
        bool IsBefore(long number) => reader.EventsAfter(number - 1, null, 1) is [var row] && !holds(row);
        long high = 1;
        while (IsBefore(high)) high *= 2;
        var low = high / 2;
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (IsBefore(middle)) low = middle;
            else high = middle;
        }

        return high;
    }
}
