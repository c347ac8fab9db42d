using System.Collections.Immutable;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Tests.Doubles;

/// <content>Evidence that is gathered, and stamps.</content>
internal sealed partial class MemoryTransaction
{
    public CaptureRow? FindCapture(DigestValue container) => Disk.Captures.GetValueOrDefault(container.ToString());

    public IReadOnlyList<CaptureRow> DueCaptures(DateTimeOffset now, int max) =>
        [.. Disk.CaptureRows.Where(row => row.NextAttemptAt <= Milliseconds(now))
            .OrderBy(row => row.NextAttemptAt).ThenBy(row => row.Container.ToString(), StringComparer.Ordinal).Take(Checked(max))];

    public DateTimeOffset? NextCapture() => Disk.CaptureRows.Min(row => row.NextAttemptAt);

    public OwedCaptures OwedCaptures()
    {
        var owed = Disk.CaptureRows.Where(row => row.NextAttemptAt is not null).ToList();
        return new OwedCaptures(owed.Count, owed.Count == 0 ? null : owed.Min(row => row.Since));
    }

    public IReadOnlyList<CapturedPartRow> CapturedParts(DigestValue container) =>
        [.. Disk.Captured.Values.Where(row => row.Container == container).OrderBy(row => row.Name, StringComparer.Ordinal)];

    public byte[]? FindCapturedOctets(string sha256) => Disk.CapturedOctets.GetValueOrDefault(sha256);

    public (long Count, DateTimeOffset? Since) UnstampedReceipts(int max)
    {
        var unstamped = ReceiptsSince(DateTimeOffset.MinValue, StampedUpTo(), int.MaxValue);
        return (Math.Min(max, unstamped.Count), unstamped.Count > 0 ? unstamped[0].Receipt.StoredAt : null);
    }

    public long StampedUpTo() => Disk.Stamps.IsEmpty ? 0 : Disk.Stamps.Values.Max(row => row.ReceiptsUpTo);

    public StampRow? StampOf(Guid receiptId) => Disk.Stamped.TryGetValue(receiptId.ToString(), out var stamp) ? Disk.Stamps[stamp] : null;

    public StampRow? StampOf(DigestValue container) => Disk.Stamped.TryGetValue(container.ToString(), out var stamp) ? Disk.Stamps[stamp] : null;

    public StampRow? FindStamp(Guid stampId) => Disk.Stamps.GetValueOrDefault(stampId);

    public IReadOnlyList<StampRow> DueStamps(DateTimeOffset now, int max) =>
        [.. Disk.Stamps.Values.Where(row => row.NextAttemptAt <= Milliseconds(now)).OrderBy(row => row.NextAttemptAt).ThenBy(row => row.StampId).Take(Checked(max))];

    public (DateTimeOffset? Next, DateTimeOffset? Since) OpenStamps()
    {
        var open = Disk.Stamps.Values.Where(row => row.NextAttemptAt is not null).ToList();
        return (open.Min(row => row.NextAttemptAt), open.Min(row => (DateTimeOffset?)row.MadeAt));
    }

    public IReadOnlyList<StampRow> StampsToRenew(DateTimeOffset now, int max) =>
        [.. Disk.Stamps.Values.Where(row => row.RenewedBy is null && row.RenewAt <= Milliseconds(now)).OrderBy(row => row.RenewAt).ThenBy(row => row.StampId).Take(Checked(max))];

    public DateTimeOffset? NextRenewal() => Disk.Stamps.Values.Where(row => row.RenewedBy is null).Min(row => row.RenewAt);

    public void Put(CaptureRow row)
    {
        Require(Disk.Containers.ContainsKey(row.Container.ToString()), "The container is added before its capture.");
        row = row with
        {
            StateSince = Milliseconds(row.StateSince),
            Since = Milliseconds(row.Since),
            NextAttemptAt = Milliseconds(row.NextAttemptAt),
            ToldAt = Milliseconds(row.ToldAt),
            Gaps = [.. row.Gaps],
        };
        Disk = Disk with { Captures = Disk.Captures.SetItem(row.Container.ToString(), row) };
    }

    public void PutCaptured(DigestValue container, string source, IReadOnlyDictionary<string, byte[]> parts)
    {
        Require(Disk.Captures.ContainsKey(container.ToString()), "The capture is put before what was gathered.");
        var rows = Disk.Captured.RemoveRange(Disk.Captured.Where(row => row.Value.Container == container && row.Value.Source == source).Select(row => row.Key));
        var octets = Disk.CapturedOctets;
        foreach (var (name, part) in parts)
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(part));
            rows = Added(rows, $"{container} {name}", new CapturedPartRow(container, name, source, sha256, part.Length));
            octets = octets.SetItem(sha256, [.. part]);
        }

        var kept = rows.Values.Select(row => row.Sha256).ToHashSet();
        Disk = Disk with { Captured = rows, CapturedOctets = octets.RemoveRange(octets.Keys.Where(sha256 => !kept.Contains(sha256))) };
    }

    public void Add(StampRow row, StampedObjects over)
    {
        foreach (var renewed in over.Renewed)
            if (FindStamp(renewed) is not { Token: not null, RenewedBy: null }) throw new JournalConflictException($"Stamp {renewed} has no token, or another is over it.");
        foreach (var receipt in over.Receipts) Require(Disk.Receipts.ContainsKey(receipt), "The receipt is added before its stamp.");
        var stamps = Added(Disk.Stamps, row.StampId, Milliseconds(row));
        foreach (var renewed in over.Renewed) stamps = stamps.SetItem(renewed, stamps[renewed] with { RenewedBy = row.StampId });
        var stamped = Disk.Stamped;
        foreach (var key in over.Receipts.Select(id => id.ToString()).Concat(over.Containers.Select(digest => digest.ToString())))
            if (!stamped.ContainsKey(key)) stamped = stamped.Add(key, row.StampId);
        Disk = Disk with { Stamps = stamps, Stamped = stamped };
    }

    public void Update(StampRow row)
    {
        if (FindStamp(row.StampId) is not { Token: null } before) throw new JournalConflictException($"Stamp {row.StampId} is not there, or has its token.");
        row = Milliseconds(row) with { Manifest = before.Manifest, MadeAt = before.MadeAt, ReceiptsUpTo = before.ReceiptsUpTo, RenewedBy = before.RenewedBy };
        Disk = Disk with { Stamps = Disk.Stamps.SetItem(row.StampId, row) };
    }

    private static StampRow Milliseconds(StampRow row) => row with
    {
        Manifest = [.. row.Manifest],
        Token = row.Token is null ? null : [.. row.Token],
        MadeAt = Milliseconds(row.MadeAt),
        StampedAt = Milliseconds(row.StampedAt),
        Ends = Milliseconds(row.Ends),
        RenewAt = Milliseconds(row.RenewAt),
        NextAttemptAt = Milliseconds(row.NextAttemptAt),
        ToldAt = Milliseconds(row.ToldAt),
    };
}
