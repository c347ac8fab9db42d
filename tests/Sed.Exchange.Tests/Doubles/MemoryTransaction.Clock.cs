using System.Collections.Immutable;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;

namespace Sed.Exchange.Tests.Doubles;

/// <content>The clock, and what a wrong one put off.</content>
internal sealed partial class MemoryTransaction
{
    public void Put(ClockRow row) => Disk = Disk with { Clock = row with { At = Milliseconds(row.At), Behind = TimeSpan.FromMilliseconds(Math.Ceiling(row.Behind.TotalMilliseconds)) } };

    public void Hasten(DateTimeOffset latest, DateTimeOffset lease, DateTimeOffset uncollected)
    {
        latest = Milliseconds(latest);
        lease = Milliseconds(lease);
        uncollected = Milliseconds(uncollected);
        Disk = Disk with
        {
            Deliveries = Each(Disk.Deliveries, row => Hastened(row, latest, lease, uncollected)),
            Owed = Each(Disk.Owed, row => row.NextAttemptAt > latest ? row with { NextAttemptAt = latest } : row),
            Held = Each(Disk.Held, row => row.NextAttemptAt > latest ? row with { NextAttemptAt = latest } : row),
            ToMake = Each(Disk.ToMake, row => row.NextAttemptAt > latest ? row with { NextAttemptAt = latest } : row),
            Captures = Each(Disk.Captures, row => row.NextAttemptAt > latest ? row with { NextAttemptAt = latest } : row),
            Webhooks = Each(Disk.Webhooks, row => row.NextAttemptAt > latest ? row with { NextAttemptAt = latest } : row),
            Stamps = Each(Disk.Stamps, row => row.NextAttemptAt > latest ? row with { NextAttemptAt = latest } : row),
            Blobs = Each(Disk.Blobs, row => row.State == BlobIntentState.Intended && row.At > latest ? row with { At = latest } : row),
        };
    }

    private static DeliveryRow Hastened(DeliveryRow row, DateTimeOffset latest, DateTimeOffset lease, DateTimeOffset uncollected)
    {
        if (row is { Lane: Lane.In, State: DeliveryState.Waiting or DeliveryState.Leased } or { Lane: Lane.Out, State: DeliveryState.Delivered } && row.WarnAt > uncollected)
            row = row with { WarnAt = uncollected, Version = row.Version + 1 };
        var due = row switch
        {
            { Lane: Lane.In } => DateTimeOffset.MaxValue,
            { State: DeliveryState.Queued } => latest,
            { State: DeliveryState.Sent or DeliveryState.Undelivered or DeliveryState.Refused } => row.DeliverBy > latest ? row.DeliverBy : latest,
            _ => DateTimeOffset.MaxValue,
        };
        if (row.NextAttemptAt > due) return row with { NextAttemptAt = latest, Version = row.Version + 1 };
        return row is { Lane: Lane.In, State: DeliveryState.Leased } && row.LeasedUntil > lease ? row with { LeasedUntil = lease, Version = row.Version + 1 } : row;
    }

    private static ImmutableSortedDictionary<TKey, T> Each<TKey, T>(ImmutableSortedDictionary<TKey, T> rows, Func<T, T> change)
        where TKey : notnull
        where T : class
    {
        foreach (var (key, row) in rows)
        {
            var changed = change(row);
            if (!ReferenceEquals(changed, row)) rows = rows.SetItem(key, changed);
        }

        return rows;
    }
}
