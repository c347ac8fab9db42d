using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Tests.Doubles;

/// <content>What is kept, and its removal.</content>
internal sealed partial class MemoryTransaction
{
    public IReadOnlyList<ContainerRow> ContainersLeft(Remains remains, DateTimeOffset storedBy, ContainerRow? after, int max) =>
        [.. Disk.ContainerRows.Where(row => row.Remains == remains && row.StoredAt <= Milliseconds(storedBy)
                && (after is null || Compare(row, after) > 0))
            .OrderBy(row => row.StoredAt).ThenBy(row => row.Digest.ToString(), StringComparer.Ordinal).Take(Checked(max))];

    public Debts DebtsOf(DigestValue container, Guid messageId, DateTimeOffset now)
    {
        var receipts = ReceiptsOf(messageId).Where(row => row.Container == container).ToList();
        return (receipts.Exists(row => Disk.Owed.ContainsKey(row.ReceiptId)) ? Debts.Receipt : Debts.None)
            | (Disk.ToMake.Values.Any(row => row.MessageId == messageId) ? Debts.Report : Debts.None)
            | (FindCapture(container)?.State == CaptureState.Owed ? Debts.Capture : Debts.None)
            | (Disk.Subscriptions.Values.Any(row => row.MessageId == messageId && (row.LookAt is not null || row.Since.AddDays(row.Days) > Milliseconds(now)))
                ? Debts.Subscription : Debts.None)
            | (TasksOf(messageId, null).Any(row => row.IsOpen) ? Debts.Task : Debts.None)
            | (HeldOf(container).Count > 0 ? Debts.Held : Debts.None)
            | (receipts.Exists(row => StampOf(row.ReceiptId)?.Token is null) ? Debts.Stamp : Debts.None);
    }

    public IReadOnlyList<RefusalRow> RefusalsOf(DigestValue container) => [.. Disk.Refusals.Values.Where(row => row.Container == container)];

    public IReadOnlyList<RefusalRow> RefusalsLeft(bool withOctets, DateTimeOffset by, RefusalRow? after, int max) =>
        [.. InOrder(Disk.Refusals.Values.Where(row => row.Blob is not null == withOctets && row.At <= Milliseconds(by)))
            .SkipWhile(row => after is not null && InOrder([row, after]).First() == row).Where(row => row != after).Take(Checked(max))];

    public IReadOnlyList<RefusalRow> RecentRefusals(int max) => [.. InOrder(Disk.Refusals.Values).Reverse().Take(Checked(max))];

    public HoldRow? FindHold(Guid messageId) => Disk.Holds.GetValueOrDefault(messageId);

    public IReadOnlyList<HoldRow> Holds() => [.. Disk.Holds.Values];

    public long EventsRemovedUpTo() => Disk.EventsRemovedUpTo;

    public void Update(ContainerRow row)
    {
        if (FindContainer(row.Digest) is not { } known) throw new JournalConflictException($"Container {row.Digest} is not there.");
        known = known with
        {
            Blob = row.Blob,
            ContentPurgedAt = Milliseconds(row.ContentPurgedAt),
            MetadataPurgedAt = Milliseconds(row.MetadataPurgedAt),
            Subject = row.Subject,
            ClientReference = row.ClientReference,
            SubmittedBy = row.SubmittedBy,
            PackageMessageId = row.PackageMessageId,
            DocumentUid = row.DocumentUid,
            ReturnCode = row.ReturnCode,
        };
        Disk = Disk with { Containers = Disk.Containers.SetItem(row.Digest.ToString(), known) };
    }

    public void Update(RefusalRow row)
    {
        var key = MemoryDisk.RefusalKey(row.Container, row.Recipient);
        if (Disk.Refusals.GetValueOrDefault(key) is not { } known) throw new JournalConflictException($"Container {row.Container} is not refused.");
        Disk = Disk with { Refusals = Disk.Refusals.SetItem(key, known with { Blob = row.Blob, PurgedAt = Milliseconds(row.PurgedAt) }) };
    }

    public void RemoveTasksOf(Guid messageId)
    {
        var left = Disk.TaskMessages.Where(row => row.Message != messageId).ToHashSet();
        var gone = Disk.TaskMessages.Select(row => row.Task).Distinct().Where(task => left.All(row => row.Task != task)).ToHashSet();
        Disk = Disk with
        {
            TaskMessages = [.. left],
            Tasks = Disk.Tasks.RemoveRange(gone),
            TaskReports = Disk.TaskReports.RemoveRange(Disk.TaskReports
                .Where(row => gone.Contains(MemoryDisk.TaskKey(row.Value.Organisation, row.Value.Giver, row.Value.Uid))).Select(row => row.Key)),
        };
    }

    public void RemoveMetadataOf(ContainerRow container)
    {
        var deliveries = DeliveriesOf(container.MessageId).Where(row => row.Container == container.Digest).Select(row => row.DeliveryId).ToHashSet();
        foreach (var source in CapturedParts(container.Digest).Select(part => part.Source).Distinct())
            PutCaptured(container.Digest, source, new Dictionary<string, byte[]>());
        Disk = Disk with
        {
            Leases = Disk.Leases.RemoveRange(Disk.Leases.Keys.Where(key => deliveries.Contains(key.Delivery))),
            Reports = Disk.Reports.RemoveRange(Of(Disk.Reports, row => row.MessageId == container.MessageId && row.Sender == container.Sender)),
            Subscriptions = Disk.Subscriptions.RemoveRange(Of(Disk.Subscriptions, row => row.MessageId == container.MessageId && row.Sender == container.Sender)),
            Captures = Disk.Captures.Remove(container.Digest.ToString()),
        };
    }

    public void RemoveMessage(ContainerRow container)
    {
        RemoveMetadataOf(container);
        Disk = Disk with
        {
            Deliveries = Disk.Deliveries.RemoveRange(DeliveriesOf(container.MessageId).Where(row => row.Container == container.Digest).Select(row => row.DeliveryId)),
            Submissions = Disk.Submissions.RemoveRange(
                Disk.Submissions.Where(row => row.Value.MessageId == container.MessageId && row.Value.Sender == container.Sender).Select(row => row.Key)),
        };
        Require(!Disk.DeliveryRows.Any(row => row.Container == container.Digest), "Deliveries of another message refer to the container.");
        var refused = RefusalsOf(container.Digest).Select(row => row.ReceiptId).ToHashSet();
        RemoveReceipts(row => row.MessageId == container.MessageId && row.Container == container.Digest && !refused.Contains(row.ReceiptId));
        Disk = Disk with { Containers = Disk.Containers.Remove(container.Digest.ToString()) };
        ForgetStampOf(container.Digest);
    }

    public void RemoveRefusal(RefusalRow row)
    {
        if (!DeliveriesOf(row.MessageId).Any(delivery => delivery.Container == row.Container && delivery.Recipient == row.Recipient))
            RemoveReceipts(receipt => receipt.MessageId == row.MessageId && receipt.Container == row.Container && receipt.Recipient == row.Recipient);
        Disk = Disk with { Refusals = Disk.Refusals.Remove(MemoryDisk.RefusalKey(row.Container, row.Recipient)) };
        ForgetStampOf(row.Container);
    }

    public void Put(HoldRow row) => Disk = Disk with
    {
        Holds = Disk.Holds.SetItem(row.MessageId, row with { Since = FindHold(row.MessageId)?.Since ?? Milliseconds(row.Since) }),
    };

    public void RemoveHold(Guid messageId) => Disk = Disk with { Holds = Disk.Holds.Remove(messageId) };

    public int RemoveEvents(DateTimeOffset before, long? owed, int max)
    {
        bool IsInDispute(EventRow row) => row.MessageId is { } message && FindHold(message) is not null;
        if (!Disk.Events.IsEmpty && Disk.Events[0].Number <= Disk.EventsRemovedUpTo)
            Disk = Disk with { Events = Disk.Events.RemoveAll(row => row.Number <= Disk.EventsRemovedUpTo && !(row.Number >= owed) && !IsInDispute(row)) };
        var old = Disk.EventRows.Where(row => row.Number > Disk.EventsRemovedUpTo).Take(Checked(max)).TakeWhile(row => row.At <= Milliseconds(before) && !(row.Number >= owed)).ToList();
        if (old.Count == 0) return 0;
        Disk = Disk with
        {
            Events = Disk.Events.RemoveAll(row => row.Number >= old[0].Number && row.Number <= old[^1].Number && !IsInDispute(row)),
            EventsRemovedUpTo = old[^1].Number,
        };
        return old.Count;
    }

    // Their places in the order stay, so that no number is given twice.
    private void RemoveReceipts(Func<ReceiptRow, bool> which)
    {
        var gone = Disk.Receipts.Values.Where(which).Select(row => row.ReceiptId).ToList();
        Require(!gone.Exists(Disk.Owed.ContainsKey) && !gone.Exists(Disk.ToMake.ContainsKey) && !Disk.Held.Values.Any(row => gone.Contains(row.ReceiptId)), "The receipt is owed, or held for.");
        Disk = Disk with { Receipts = Disk.Receipts.RemoveRange(gone), Handed = Disk.Handed.RemoveRange(gone), Stamped = Disk.Stamped.RemoveRange(gone.Select(id => id.ToString())) };
    }

    private void ForgetStampOf(DigestValue container)
    {
        if (FindContainer(container) is null && RefusalsOf(container).Count == 0) Disk = Disk with { Stamped = Disk.Stamped.Remove(container.ToString()) };
    }

    private static IEnumerable<string> Of<T>(IEnumerable<KeyValuePair<string, T>> rows, Func<T, bool> which) => [.. rows.Where(row => which(row.Value)).Select(row => row.Key)];

    private static int Compare(ContainerRow first, ContainerRow second) =>
        first.StoredAt != second.StoredAt ? first.StoredAt.CompareTo(second.StoredAt) : string.CompareOrdinal(first.Digest.ToString(), second.Digest.ToString());

    private static IOrderedEnumerable<RefusalRow> InOrder(IEnumerable<RefusalRow> rows) =>
        rows.OrderBy(row => row.At).ThenBy(row => MemoryDisk.RefusalKey(row.Container, row.Recipient), StringComparer.Ordinal);
}
