using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <content>What is kept, and its removal.</content>
public abstract partial class JournalContract
{
    private static readonly DateTimeOffset Late = Rows.Noon.AddYears(1);

    [Fact]
    public async Task Containers_are_found_by_what_is_left_of_them_oldest_first()
    {
        await Commit(journal =>
        {
            foreach (var number in new[] { 3, 1, 2, 4 }) journal.Add(Rows.Container(number));
        });
        await Commit(journal =>
        {
            journal.Update(Rows.Container(2) with { ContentPurgedAt = Late });
            journal.Update(Rows.Container(4) with { ContentPurgedAt = Late, MetadataPurgedAt = Late.AddDays(1) });
        });

        Assert.Equal([1001L, 1003], await Left(Remains.Everything));
        Assert.Equal([1002L], await Left(Remains.Metadata));
        Assert.Equal([1004L], await Left(Remains.Tombstone));
        Assert.Equal([1001L], await Read(journal => journal.ContainersLeft(Remains.Everything, Rows.Noon.AddSeconds(2), null, 10).Select(row => row.Length).ToList()));
        Assert.Equal([1003L], await Read(journal => journal.ContainersLeft(Remains.Everything, Late, Rows.Container(1), 10).Select(row => row.Length).ToList()));
        Assert.Equal([1001L], await Read(journal => journal.ContainersLeft(Remains.Everything, Late, null, 1).Select(row => row.Length).ToList()));
        Assert.Equal(Remains.Tombstone, (await Read(journal => journal.FindContainer(Rows.Digest(4))))!.Remains);
        await Assert.ThrowsAsync<JournalConflictException>(() => Commit(journal => journal.Update(Rows.Container(9))));

        Task<List<long>> Left(Remains remains) => Read(journal => journal.ContainersLeft(remains, Late, null, 10).Select(row => row.Length).ToList());
    }

    [Fact]
    public async Task What_is_left_of_a_container_keeps_its_key_and_loses_its_texts()
    {
        var row = Rows.Container(1) with { Subject = "№ 1", ClientReference = "ref", SubmittedBy = "client", PackageMessageId = "P", DocumentUid = "U", ReturnCode = "R", MadeFrom = Rows.Id(5) };
        await Commit(journal => journal.Add(row));
        var left = row with { ContentPurgedAt = Late, MetadataPurgedAt = Late, Subject = null, ClientReference = null, SubmittedBy = null, PackageMessageId = null, DocumentUid = null, ReturnCode = null };
        await Commit(journal => journal.Update(left));
        var read = (await Read(journal => journal.FindContainer(row.Digest)))!;
        Assert.Equal(left, read with { Path = left.Path });

        // The same octets come once more.
        await Commit(journal => journal.Update(row with { Blob = "blob-again" }));
        read = (await Read(journal => journal.FindContainer(row.Digest)))!;
        Assert.Equal(row with { Blob = "blob-again" }, read with { Path = row.Path });
    }

    [Fact]
    public async Task Whatever_is_owed_about_a_message_is_a_debt_of_it_and_of_no_other()
    {
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(Rows.Container(2));
            journal.Add(Rows.Receipt(10, 1));
        });
        Assert.Equal(Debts.Stamp, await DebtsOf(1));
        Assert.Equal(Debts.None, await DebtsOf(2));

        await Commit(journal => journal.Put(Rows.Owed(10, "tula")));
        Assert.Equal(Debts.Stamp | Debts.Receipt, await DebtsOf(1));
        await Commit(journal =>
        {
            journal.RemoveOwedReceipt(Rows.Id(10));
            journal.Put(Rows.ToMake(10));
        });
        Assert.Equal(Debts.Stamp | Debts.Report, await DebtsOf(1));
        await Commit(journal =>
        {
            journal.RemoveReportToMake(Rows.Id(10));
            journal.Put(Owed(1));
        });
        Assert.Equal(Debts.Stamp | Debts.Capture, await DebtsOf(1));
        await Commit(journal =>
        {
            journal.Put(Owed(1) with { State = CaptureState.Done, NextAttemptAt = null });
            journal.Put(Rows.Subscription(1, 1000) with { LookAt = Rows.Noon });
        });
        Assert.Equal(Debts.Stamp | Debts.Subscription, await DebtsOf(1));
        await Commit(journal => journal.Put(Rows.Subscription(1, 1000)));
        Assert.Equal(Debts.Stamp, await DebtsOf(1));
        Assert.Equal(Debts.Stamp | Debts.Subscription, await Read(journal => journal.DebtsOf(Rows.Digest(1), Rows.Id(1), Rows.Noon.AddDays(29))));
        await Commit(journal =>
        {
            var task = Rows.Task(1, 900);
            journal.Put(task);
            journal.PutTaskOf(Rows.Id(1), task);
        });
        Assert.Equal(Debts.Stamp | Debts.Task, await DebtsOf(1));
        await Commit(journal =>
        {
            journal.Put(Rows.Task(1, 900) with { IsOpen = false });
            journal.Add(Rows.Held(1, 1000, 10));
        });
        Assert.Equal(Debts.Stamp | Debts.Held, await DebtsOf(1));
        await Commit(journal =>
        {
            journal.RemoveHeld(Rows.Digest(1), Rows.Id(1000));
            journal.Add(StampOver(1), new StampedObjects([Rows.Id(10)], [], []));
        });
        Assert.Equal(Debts.Stamp, await DebtsOf(1));
        await Commit(journal => journal.Update(StampOver(1) with { Token = [9], NextAttemptAt = null }));
        Assert.Equal(Debts.None, await DebtsOf(1));
        Assert.Equal(Debts.None, await DebtsOf(2));

        Task<Debts> DebtsOf(int number) => Read(journal => journal.DebtsOf(Rows.Digest(number), Rows.Id(number), Late));
    }

    [Fact]
    public async Task Metadata_goes_and_what_answers_a_duplicate_stays()
    {
        byte[] list = [1, 2, 3];
        await Commit(journal =>
        {
            foreach (var number in new[] { 1, 2 })
            {
                journal.Add(Rows.Container(number));
                journal.Add(Rows.Delivery(100 + number, number) with { State = DeliveryState.Collected, NextAttemptAt = null });
                journal.Add(Rows.Receipt(10 + number, number));
                journal.Add(new LeaseRow(Rows.Id(100 + number), Rows.Id(7), "client", Rows.Noon, Rows.Noon));
                journal.Add(new IdempotencyRow(Rows.Id(900), $"key-{number}", "value", Rows.Id(number), Rows.Noon));
                journal.Put(Rows.Subscription(number, 1000));
                journal.Put(new ReportRow(Rows.Id(900), Rows.Id(number), Rows.Id(1000), default, default, Rows.Id(60 + number), "efremov", Rows.Noon));
                journal.Put(Owed(number));
                journal.PutCaptured(Rows.Digest(number), "officials", new Dictionary<string, byte[]> { ["revocation/a.crl"] = list, [$"revocation/{number}.crl"] = [(byte)number] });
            }

            journal.RemoveMetadataOf(journal.FindContainer(Rows.Digest(1))!);
        });

        Assert.Null(await Read(journal => journal.FindLease(Rows.Id(101), Rows.Id(7))));
        Assert.NotNull(await Read(journal => journal.FindLease(Rows.Id(102), Rows.Id(7))));
        Assert.Equal([Rows.Id(2)], await Read(journal => journal.AllSubscriptions().Select(row => row.MessageId).ToList()));
        Assert.Equal([Rows.Id(2)], await Read(journal => journal.AllReports().Select(row => row.MessageId).ToList()));
        Assert.Equal([Rows.Digest(2)], await Read(journal => journal.AllCaptures().Select(row => row.Container).ToList()));
        Assert.Empty(await Read(journal => journal.CapturedParts(Rows.Digest(1))));
        var parts = await Read(journal => journal.CapturedParts(Rows.Digest(2)).Select(part => journal.FindCapturedOctets(part.Sha256)!.Length).ToList());
        Assert.Equal([1, 3], parts.Order());

        Assert.Equal("key-1", (await Read(journal => journal.FindIdempotency(Rows.Id(900), "key-1")))!.Key);
        Assert.NotNull(await Read(journal => journal.FindDelivery(Lane.Out, Rows.Id(900), Rows.Id(1), Rows.Id(1101))));
        Assert.Equal([1, 2, 3, 11], Assert.Single(await Read(journal => journal.ReceiptsOf(Rows.Id(1)))).Bytes);
    }

    [Fact]
    public async Task The_last_of_a_message_goes_and_leaves_the_others()
    {
        await Commit(journal =>
        {
            foreach (var number in new[] { 1, 2 })
            {
                journal.Add(Rows.Container(number));
                journal.Add(Rows.Delivery(100 + number, number) with { State = DeliveryState.Delivered, NextAttemptAt = null });
                journal.Add(Rows.Receipt(10 + number, number));
                journal.Add(new IdempotencyRow(Rows.Id(900), $"key-{number}", "value", Rows.Id(number), Rows.Noon));
            }

            journal.Add(StampOver(1), new StampedObjects([Rows.Id(11), Rows.Id(12)], [Rows.Digest(1), Rows.Digest(2)], []));
        });
        await Commit(journal => journal.RemoveMessage(journal.FindContainer(Rows.Digest(1))!));

        Assert.Equal([Rows.Digest(2)], await Read(journal => journal.AllContainers().Select(row => row.Digest).ToList()));
        Assert.Equal([Rows.Id(102)], await Read(journal => journal.AllDeliveries().Select(row => row.DeliveryId).ToList()));
        Assert.Equal([Rows.Id(12)], await Read(journal => journal.AllReceipts().Select(row => row.ReceiptId).ToList()));
        Assert.Null(await Read(journal => journal.FindIdempotency(Rows.Id(900), "key-1")));
        Assert.NotNull(await Read(journal => journal.FindIdempotency(Rows.Id(900), "key-2")));
        Assert.Null(await Read(journal => journal.StampOf(Rows.Digest(1))));
        Assert.NotNull(await Read(journal => journal.StampOf(Rows.Id(12))));

        // The key is free again.
        await Commit(journal => journal.Add(Rows.Container(1)));
    }

    [Fact]
    public async Task What_somebody_else_refers_to_is_not_removed()
    {
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(Rows.Receipt(10, 1));
            journal.Put(Rows.Owed(10, "tula"));
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => Commit(journal => journal.RemoveMessage(Rows.Container(1))));
        Assert.NotNull(await Read(journal => journal.FindContainer(Rows.Digest(1))));
    }

    [Fact]
    public async Task A_number_of_a_removed_receipt_is_not_given_again()
    {
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(Rows.Receipt(10, 2));
            journal.Add(Rows.Receipt(11, 1));
        });
        var before = (await Read(journal => journal.ReceiptsSince(DateTimeOffset.MinValue, 0, 10)))[^1].Number;
        await Commit(journal => journal.RemoveMessage(Rows.Container(1)));
        await Commit(journal => journal.Add(Rows.Receipt(12, 3)));

        var after = await Read(journal => journal.ReceiptsSince(DateTimeOffset.MinValue, 0, 10));
        Assert.Equal([Rows.Id(10), Rows.Id(12)], after.Select(row => row.Receipt.ReceiptId));
        Assert.True(after[^1].Number > before);
        Assert.Equal(2, (await Read(journal => journal.UnstampedReceipts(10))).Count);
    }

    [Fact]
    public async Task Tasks_go_with_the_last_message_that_told_of_them()
    {
        await Commit(journal =>
        {
            foreach (var number in new[] { 1, 2 })
            {
                var task = Rows.Task(number, 900) with { IsOpen = false, Executors = [new TaskExecutor(Rows.Id(5), null, null, true, null, null, null)] };
                journal.Put(task);
                journal.PutTaskOf(Rows.Id(1), task);
            }

            journal.PutTaskOf(Rows.Id(9), Rows.Task(2, 900));
            journal.RemoveTasksOf(Rows.Id(1));
        });
        Assert.Equal(["task-2"], await Read(journal => journal.AllTasks().Select(row => row.Uid).ToList()));
        Assert.Empty(await Read(journal => journal.TasksOf(Rows.Id(1), null)));
        Assert.Single(await Read(journal => journal.TasksOf(Rows.Id(9), null)));
    }

    [Fact]
    public async Task Refusals_are_found_by_age_with_their_octets_or_without()
    {
        await Commit(journal =>
        {
            foreach (var number in new[] { 3, 1, 2 })
            {
                journal.Add(Rows.Receipt(10 + number, number) with { Kind = ReceiptKind.Refused });
                journal.Add(Refusal(number));
            }

            journal.Update(Refusal(2) with { Blob = null, PurgedAt = Late });
        });
        Assert.Equal([Refusal(1), Refusal(3)], await Read(journal => journal.RefusalsLeft(true, Late, null, 10)));
        Assert.Equal([Refusal(3)], await Read(journal => journal.RefusalsLeft(true, Late, Refusal(1), 10)));
        Assert.Equal([Refusal(1)], await Read(journal => journal.RefusalsLeft(true, Rows.Noon.AddSeconds(1), null, 10)));
        Assert.Equal([Refusal(2) with { Blob = null, PurgedAt = Late }], await Read(journal => journal.RefusalsLeft(false, Late, null, 10)));
        Assert.Equal([Rows.Digest(3), Rows.Digest(2)], await Read(journal => journal.RecentRefusals(2).Select(row => row.Container).ToList()));
        Assert.Equal([Refusal(1)], await Read(journal => journal.RefusalsOf(Rows.Digest(1))));

        await Commit(journal => journal.RemoveRefusal(Refusal(1)));
        Assert.Null(await Read(journal => journal.FindReceipt(Rows.Id(11))));
        Assert.Null(await Read(journal => journal.FindRefusal(Rows.Digest(1), Rows.Id(1000))));
        Assert.NotNull(await Read(journal => journal.FindReceipt(Rows.Id(13))));
        await Assert.ThrowsAsync<JournalConflictException>(() => Commit(journal => journal.Update(Refusal(1))));
    }

    [Fact]
    public async Task What_is_said_of_a_delivery_and_of_a_refusal_of_the_same_octets_goes_with_each_of_them()
    {
        var elsewhere = Refusal(1) with { Recipient = Rows.Id(2000), ReceiptId = Rows.Id(12) };
        await Commit(journal =>
        {
            journal.Add(Rows.Container(1));
            journal.Add(Rows.Inbound(101, 1, Rows.Id(1000)) with { State = DeliveryState.Collected });
            journal.Add(Rows.Receipt(10, 1));
            journal.Add(Rows.Receipt(11, 1) with { Kind = ReceiptKind.Refused });
            journal.Add(Refusal(1));
            journal.Add(Rows.Receipt(12, 1) with { Kind = ReceiptKind.Refused, Recipient = elsewhere.Recipient });
            journal.Add(elsewhere);
        });

        await Commit(journal => journal.RemoveRefusal(Refusal(1)));
        Assert.Equal([10, 11, 12], await Left());
        await Commit(journal => journal.RemoveMessage(Rows.Container(1)));
        Assert.Equal([12], await Left());
        await Commit(journal => journal.RemoveRefusal(elsewhere));
        Assert.Empty(await Left());

        Task<List<int>> Left() => Read(journal => new[] { 10, 11, 12 }.Where(number => journal.FindReceipt(Rows.Id(number)) is not null).ToList());
    }

    [Fact]
    public async Task A_hold_is_put_changed_and_ended()
    {
        Assert.Null(await Read(journal => journal.FindHold(Rows.Id(1))));
        await Commit(journal =>
        {
            journal.Put(new HoldRow(Rows.Id(2), "case 7", Rows.Noon));
            journal.Put(new HoldRow(Rows.Id(1), "case 8", Rows.Noon));
            journal.Put(new HoldRow(Rows.Id(2), "case 9", Late));
        });
        Assert.Equal([new HoldRow(Rows.Id(1), "case 8", Rows.Noon), new HoldRow(Rows.Id(2), "case 9", Rows.Noon)], await Read(journal => journal.Holds()));
        await Commit(journal => journal.RemoveHold(Rows.Id(2)));
        Assert.Null(await Read(journal => journal.FindHold(Rows.Id(2))));
    }

    [Fact]
    public async Task Old_events_go_in_their_order_but_those_of_a_dispute()
    {
        await Commit(journal =>
        {
            journal.Put(new HoldRow(Rows.Id(2), "case", Rows.Noon));
            foreach (var (message, days) in new[] { (1, 0), (2, 0), (3, 1), (4, 3), (5, 0) })
                journal.Append(Rows.Event(1, $"{message}") with { MessageId = Rows.Id(message), At = Rows.Noon.AddDays(days) });
        });
        Assert.Equal(0, await Read(journal => journal.EventsRemovedUpTo()));
        Assert.Equal(2, await Remove(2));
        Assert.Equal(1, await Remove(2));
        Assert.Equal(0, await Remove(2));

        var left = await Read(journal => journal.EventsAfter(0, null, 10));
        Assert.Equal(["2", "4", "5"], left.Select(row => row.Detail));
        Assert.Equal(left[1].Number - 1, await Read(journal => journal.EventsRemovedUpTo()));
        await Commit(journal => journal.Append(Rows.Event(1, "6")));
        Assert.True((await Read(journal => journal.EventsAfter(0, null, 10)))[^1].Number > left[^1].Number);

        // The dispute is over: what it has kept beyond its time goes, once no receiver is owed it.
        await Commit(journal => journal.Append(Rows.Event(1, "7") with { MessageId = Rows.Id(2) }));
        Assert.Equal(0, await Remove(2));
        await Commit(journal => journal.RemoveHold(Rows.Id(2)));
        await Commit(journal => journal.RemoveEvents(Rows.Noon, left[0].Number, 2));
        Assert.Equal(left[0], (await Read(journal => journal.EventsAfter(0, null, 10)))[0]);
        Assert.Equal(0, await Remove(2));
        Assert.Equal(["4", "5", "6", "7"], (await Read(journal => journal.EventsAfter(0, null, 10))).Select(row => row.Detail));

        Task<int> Remove(int max) => _journal.CommitAsync(journal => journal.RemoveEvents(Rows.Noon.AddDays(2), null, max), CancellationToken.None);
    }

    [Fact]
    public async Task Old_events_go_up_to_one_that_is_owed()
    {
        await Commit(journal =>
        {
            for (var number = 1; number <= 4; number++) journal.Append(Rows.Event(1, $"{number}") with { At = Rows.Noon });
        });
        var third = (await Read(journal => journal.EventsAfter(0, null, 10)))[2].Number;
        Assert.Equal(2, await Remove(third));
        Assert.Equal(0, await Remove(third));
        Assert.Equal(0, await Remove(1));
        Assert.Equal(["3", "4"], (await Read(journal => journal.EventsAfter(0, null, 10))).Select(row => row.Detail));
        Assert.Equal(third - 1, await Read(journal => journal.EventsRemovedUpTo()));
        Assert.Equal(2, await Remove(null));

        Task<int> Remove(long? owed) => _journal.CommitAsync(journal => journal.RemoveEvents(Rows.Noon, owed, 10), CancellationToken.None);
    }

    private static RefusalRow Refusal(int number) =>
        new(Rows.Digest(number), Rows.Id(1000), Rows.Id(number), "tula", Rows.Id(10 + number), $"blob-{number}", Rows.Noon.AddSeconds(number));

    private static StampRow StampOver(int number) =>
        new() { StampId = Rows.Id(700 + number), Manifest = [1], MadeAt = Rows.Noon, ReceiptsUpTo = 0, NextAttemptAt = Rows.Noon };
}
