using System.Security.Cryptography;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Checking;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Retention;
using Sed.Exchange.Packages;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>What has lived its time goes, tombstone first; what is owed, uncollected or in dispute does not; a duplicate is answered all the same.</summary>
public sealed class RetentionTests
{
    private static readonly RetentionOptions Short = new()
    {
        Content = TimeSpan.FromDays(14),
        Metadata = TimeSpan.FromDays(20),
        Evidence = TimeSpan.FromDays(30),
        Quarantine = TimeSpan.FromDays(14),
    };

    // The life of octets counts from deliverBy at the earliest.
    private static readonly TimeSpan Over = TimeSpan.FromHours(72) + TimeSpan.FromDays(14) + TimeSpan.FromHours(2);

    [Fact]
    public async Task Octets_go_after_their_life_and_receipts_answer_for_them()
    {
        var region = await OpenKeepingAsync(Short);
        var message = await DeliveredAsync(region);
        await LetPassAsync(region, Over - TimeSpan.FromHours(6));
        foreach (var node in region.Nodes) Assert.NotEmpty(await BlobsOf(node));

        await LetPassAsync(region, TimeSpan.FromHours(6));
        foreach (var node in new[] { region.Tula, region.EfremovNode, region.LobanovoNode })
        {
            Assert.Empty(await BlobsOf(node));
            var status = (await node.ReadAsync(journal => StatusView.Read(journal, message.MessageId, region.Time.GetUtcNow())))!;
            Assert.Equal(Remains.Metadata, status.Container.Remains);
            Assert.NotNull(status.Container.ContentPurgedAt);
            Assert.All(status.Deliveries, delivery => Assert.Equal(DeliveryState.Collected, delivery.Delivery.State));
            Assert.All(status.Deliveries, delivery => Assert.Contains(delivery.Timeline, entry => entry.Event == nameof(ReceiptKind.Delivered)));
            Assert.Empty((await CheckAsync(node, region)).Findings);
        }
    }

    [Fact]
    public async Task A_duplicate_of_what_was_purged_gets_the_same_receipt_and_no_other_container_gets_its_key()
    {
        var region = await OpenKeepingAsync(Short);
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        var octets = await OctetsOf(region.Tula, accepted.Container.Blob);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await region.EfremovNode.TakeAllAsync(Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var said = await region.EfremovNode.ReadAsync(journal => journal.ReceiptsOf(accepted.Container.MessageId).Single(receipt => receipt.Kind == ReceiptKind.Delivered));
        await LetPassAsync(region, TimeSpan.FromDays(24));
        Assert.Equal(Remains.Tombstone, (await region.EfremovNode.ReadAsync(journal => journal.FindContainer(accepted.Container.Digest)))!.Remains);

        var again = await ReceiveAsync(region, accepted.Container.MessageId, octets);
        Assert.Equal(said.Bytes, Assert.Single(Assert.IsType<ReceptionResult.Answered>(again).Receipts).Bytes);

        var other = new MemoryStream();
        var letter = Letter(Government, [Efremov], text: "%PDF-1.4 another letter");
        ContainerFile.Write(other, new Envelope
        {
            MessageId = accepted.Container.MessageId,
            Sender = Government,
            SenderNode = "tula",
            Recipients = [Efremov],
            SentAt = region.Time.GetUtcNow(),
            DeliverBy = region.Time.GetUtcNow().AddHours(1),
            PackageFormat = accepted.Container.PackageFormat,
            Kind = EnvelopeKind.Document,
            Files = [],
        }, letter.Files, SealOf(Government), CancellationToken.None);
        var refused = Assert.Single(Assert.IsType<ReceptionResult.Answered>(await ReceiveAsync(region, accepted.Container.MessageId, other.ToArray())).Receipts);
        Assert.Equal((ReceiptKind.Refused, ReasonCodes.OtherContainerKnown), (refused.Kind, refused.Reason));
        var detail = ReceiptFile.Open(refused.Bytes, InForce, region.Time.GetUtcNow()).Receipt!.ReasonDetail;
        Assert.Contains(accepted.Container.Digest.ToString(), detail, StringComparison.Ordinal);
        Assert.Contains(refused.Container.ToString(), detail, StringComparison.Ordinal);
        Assert.Empty(await region.EfremovNode.TakeAllAsync(Efremov));
    }

    [Fact]
    public async Task A_submission_repeated_after_its_octets_went_is_answered_as_it_was()
    {
        var region = await OpenKeepingAsync(Short);
        var accepted = await SendAsync(region.Tula, Government, [Efremov], messageId: "0123456789abcdef0123456789abcdef");
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await region.EfremovNode.TakeAllAsync(Efremov);
        await LetPassAsync(region, TimeSpan.FromDays(24));

        var again = await SendAsync(region.Tula, Government, [Efremov], messageId: "0123456789abcdef0123456789abcdef");
        Assert.True(again.Repeated);
        Assert.Equal(accepted.Receipts.Select(receipt => receipt.Bytes), again.Receipts.Select(receipt => receipt.Bytes));
    }

    [Fact]
    public async Task At_last_nothing_is_left_but_the_directory()
    {
        var region = await OpenKeepingAsync(Short);
        var message = await DeliveredAsync(region);
        await LetPassAsync(region, TimeSpan.FromDays(24));
        foreach (var node in region.Nodes)
        {
            var (container, events, removed) = await node.ReadAsync(journal => (journal.FindContainer(message.Digest)!, journal.EventsAfter(0, null, 10), journal.EventsRemovedUpTo()));
            Assert.Equal((Remains.Tombstone, null), (container.Remains, container.Subject));
            Assert.Empty(events);
            Assert.True(removed > 0);
            Assert.NotEmpty(await node.ReadAsync(journal => journal.ReceiptsOf(message.MessageId)));
        }

        await LetPassAsync(region, TimeSpan.FromDays(10));
        foreach (var node in region.Nodes)
        {
            Assert.Empty(await node.ReadAsync(journal => journal.AllContainers().ToList()));
            Assert.Empty(await node.ReadAsync(journal => journal.AllDeliveries().ToList()));
            Assert.Empty(await node.ReadAsync(journal => journal.AllReceipts().ToList()));
            Assert.Empty(await node.ReadAsync(journal => journal.AllBlobs().ToList()));
        }
    }

    [Fact]
    public async Task What_nobody_collected_stays_and_stays_readable()
    {
        var region = await OpenKeepingAsync(Short);
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await LetPassAsync(region, TimeSpan.FromDays(100));

        Assert.Equal(Remains.Everything, await RemainsAt(region.EfremovNode, accepted.Container));
        var item = Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        await using var content = await region.EfremovNode.Gateway.Mailbox.OpenAsync([Efremov], item.Delivery.DeliveryId, CancellationToken.None);
        Assert.NotNull(content);

        // From now on its life counts.
        await LetPassAsync(region, TimeSpan.FromDays(13));
        Assert.Equal(Remains.Everything, await RemainsAt(region.EfremovNode, accepted.Container));
        await LetPassAsync(region, TimeSpan.FromDays(2));
        Assert.Equal(Remains.Metadata, await RemainsAt(region.EfremovNode, accepted.Container));
        Assert.Null(await region.EfremovNode.Gateway.Mailbox.OpenAsync([Efremov], item.Delivery.DeliveryId, CancellationToken.None));
    }

    [Fact]
    public async Task The_reports_about_a_document_in_dispute_stay_with_it()
    {
        var region = await OpenKeepingAsync(Short);
        var document = VirtualMail.Document(Government, [Efremov], null);
        var sent = (await VirtualMail.SendAsync(region.Tula, document, Government)).Container;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await region.EfremovNode.TakeAllAsync(Efremov);
        var report = (await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.Registration(document, Efremov), Efremov)).Container;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await region.Tula.TakeAllAsync(Government);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await ChangeAsync(region.Tula, journal => journal.Put(new HoldRow(sent.MessageId, "case 7", region.Time.GetUtcNow())));
        await LetPassAsync(region, TimeSpan.FromDays(100));

        Assert.Equal(Remains.Everything, await RemainsAt(region.Tula, sent));
        Assert.Equal(Remains.Everything, await RemainsAt(region.Tula, report));
        Assert.Null(await region.EfremovNode.ReadAsync(journal => journal.FindContainer(report.Digest)));
    }

    [Fact]
    public async Task A_collect_repeated_after_the_metadata_went_is_answered_as_it_was()
    {
        var region = await OpenKeepingAsync(Short);
        var sent = (await SendAsync(region.Tula, Government, [Efremov])).Container;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var mailbox = region.EfremovNode.Gateway.Mailbox;
        var item = Assert.Single(await mailbox.LeaseAsync([Efremov], "one", 10, CancellationToken.None));
        var (delivery, lease) = (item.Delivery.DeliveryId, item.Delivery.LeaseId!.Value);
        var first = Assert.IsType<SettlementResult.Settled>(await mailbox.CollectAsync([Efremov], delivery, lease, CancellationToken.None));
        await LetPassAsync(region, TimeSpan.FromDays(24));
        Assert.Equal(Remains.Tombstone, await RemainsAt(region.EfremovNode, sent));

        var again = Assert.IsType<SettlementResult.Settled>(await mailbox.CollectAsync([Efremov], delivery, lease, CancellationToken.None));
        Assert.True(again.Already);
        Assert.Equal(first.Receipt.Bytes, again.Receipt.Bytes);
        Assert.IsType<SettlementResult.NotDone>(await mailbox.DeclineAsync([Efremov], delivery, lease, DeclineCodes.All[0], CancellationToken.None));
    }

    [Theory]
    [InlineData(Debts.Receipt)]
    [InlineData(Debts.Report)]
    [InlineData(Debts.Capture)]
    [InlineData(Debts.Subscription)]
    [InlineData(Debts.Task)]
    [InlineData(Debts.Held)]
    public async Task While_something_is_owed_about_it_nothing_goes(Debts debt)
    {
        var region = await OpenKeepingAsync(Short);
        var message = await DeliveredAsync(region);
        var never = region.Time.GetUtcNow().AddYears(1);
        await ChangeAsync(region.EfremovNode, journal => Owe(journal, debt, message, never));
        Assert.Equal(debt, await region.EfremovNode.ReadAsync(journal => journal.DebtsOf(message.Digest, message.MessageId, never) & debt));
        await LetPassAsync(region, TimeSpan.FromDays(100));
        Assert.Equal(Remains.Everything, await RemainsAt(region.EfremovNode, message));
        Assert.NotEmpty(await BlobsOf(region.EfremovNode));

        await ChangeAsync(region.EfremovNode, journal => Pay(journal, debt, message));
        await LetPassAsync(region, TimeSpan.FromHours(2));
        Assert.Null(await region.EfremovNode.ReadAsync(journal => journal.FindContainer(message.Digest)));
    }

    [Fact]
    public async Task While_a_stamp_is_owed_over_its_receipts_nothing_goes()
    {
        var town = new StampingTown(Suite.Ecdsa, Start.AddDays(-1), Start.AddYears(5)) { Answers = false };
        var region = await OpenKeepingAsync(Short, time => new LocalTimeAuthorities(
            question => town.Answers ? town.Authority.Answer(question, time.GetUtcNow()) : null, () => town.Trust, time, new SeededEntropy(7, time)));
        var message = await DeliveredAsync(region);
        await LetPassAsync(region, TimeSpan.FromDays(25));
        Assert.Equal(Remains.Everything, await RemainsAt(region.EfremovNode, message));

        town.Answers = true;
        await LetPassAsync(region, TimeSpan.FromHours(3));
        Assert.Equal(Remains.Tombstone, await RemainsAt(region.EfremovNode, message));
    }

    [Fact]
    public async Task What_is_in_dispute_stays_whole_until_the_dispute_is_over()
    {
        var region = await OpenKeepingAsync(Short);
        var message = await DeliveredAsync(region);
        var other = await DeliveredAsync(region);
        await ChangeAsync(region.Tula, journal => journal.Put(new HoldRow(message.MessageId, "case 7", region.Time.GetUtcNow())));
        await LetPassAsync(region, TimeSpan.FromDays(100));
        Assert.Equal(Remains.Everything, await RemainsAt(region.Tula, message));
        Assert.Null(await region.Tula.ReadAsync(journal => journal.FindContainer(other.Digest)));
        Assert.NotEmpty(await region.Tula.ReadAsync(journal => journal.EventsAfter(0, null, 100)));

        await ChangeAsync(region.Tula, journal => journal.RemoveHold(message.MessageId));
        await LetPassAsync(region, TimeSpan.FromHours(2));
        Assert.Null(await region.Tula.ReadAsync(journal => journal.FindContainer(message.Digest)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lines_of_the_feed_stay_until_their_receiver_confirmed_them_or_is_removed(bool isDisabled)
    {
        var region = await OpenKeepingAsync(Short);
        await DeliveredAsync(region);
        var feed = await FeedAsync();
        var confirmed = feed.First(row => row.Organisation == Government);
        var hook = Rows.Webhook("delo", 1) with { Organisation = Government, Cursor = confirmed.Number, DisabledAt = isDisabled ? Start : null };
        await ChangeAsync(region.Tula, journal =>
        {
            journal.Put(hook);

            // One to whom nothing was ever to be told keeps nothing.
            journal.Put(Rows.Webhook("idle", 1) with { Organisation = Efremov });
        });
        await LetPassAsync(region, TimeSpan.FromDays(100));
        var owed = feed.Where(row => row.Organisation == Government && row.Number > confirmed.Number).ToList();
        Assert.NotEmpty(owed);
        Assert.Equal(feed.Where(row => row.Number >= owed[0].Number), await FeedAsync());

        await ChangeAsync(region.Tula, journal => journal.Put(hook with { Cursor = owed[0].Number }));
        await LetPassAsync(region, TimeSpan.FromHours(2));
        Assert.Equal(feed.Where(row => row.Number >= owed[1].Number), await FeedAsync());

        await ChangeAsync(region.Tula, journal => journal.RemoveWebhook(hook.Id));
        await LetPassAsync(region, TimeSpan.FromHours(2));
        Assert.Empty(await FeedAsync());

        Task<List<EventRow>> FeedAsync() => region.Tula.ReadAsync(journal => journal.EventsAfter(0, null, 100).ToList());
    }

    [Fact]
    public async Task What_is_still_asked_for_stays()
    {
        var region = await OpenKeepingAsync(Short with { Content = TimeSpan.FromMinutes(1), Metadata = TimeSpan.FromMinutes(1) });
        region.Stop("efremov");
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromHours(74));
        Assert.Equal(DeliveryState.Undelivered, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        await LetPassAsync(region, TimeSpan.FromDays(10));
        Assert.Equal(Remains.Everything, await RemainsAt(region.Tula, accepted.Container));

        // The last question was in vain.
        for (var day = 0; day < 8; day++) await LetPassAsync(region, TimeSpan.FromDays(1));
        Assert.Equal(Remains.Tombstone, await RemainsAt(region.Tula, accepted.Container));
    }

    [Fact]
    public async Task A_refused_copy_goes_after_its_life_and_its_receipt_after_the_evidences()
    {
        var region = await OpenKeepingAsync(Short);
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        var octets = await OctetsOf(region.Tula, accepted.Container.Blob);
        octets[octets.AsSpan().IndexOf("a letter"u8)] ^= 1;
        var first = Assert.Single(Assert.IsType<ReceptionResult.Answered>(await ReceiveAsync(region, accepted.Container.MessageId, octets)).Receipts);
        await LetPassAsync(region, TimeSpan.FromDays(13));
        Assert.NotNull((await region.EfremovNode.ReadAsync(journal => journal.FindRefusal(first.Container, Efremov)))!.Blob);

        await LetPassAsync(region, TimeSpan.FromDays(2));
        var refusal = (await region.EfremovNode.ReadAsync(journal => journal.FindRefusal(first.Container, Efremov)))!;
        Assert.Null(refusal.Blob);
        Assert.NotNull(refusal.PurgedAt);
        Assert.Equal(first.Bytes, Assert.Single(Assert.IsType<ReceptionResult.Answered>(await ReceiveAsync(region, accepted.Container.MessageId, octets)).Receipts).Bytes);

        await LetPassAsync(region, TimeSpan.FromDays(16));
        Assert.Null(await region.EfremovNode.ReadAsync(journal => journal.FindReceipt(first.ReceiptId)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_node_that_dies_between_tombstone_and_octets_finishes_and_never_has_octets_less_than_it_says(int survives)
    {
        var region = await OpenKeepingAsync(Short with { MessagesAtOnce = 1 });
        var messages = new[] { await DeliveredAsync(region), await DeliveredAsync(region) };
        region.Time.Advance(Over);
        var commits = 0;
        region.EfremovNode.Journal.Fault = () => commits++ < survives ? null : new JournalException("the power went", isTransient: false);
        var step = region.EfremovNode.Gateway.Dispatcher.StepAsync(CancellationToken.None);
        await region.PassUntilAsync(() => step.IsCompleted);

        // The loop's next look would end the process.
        await Record.ExceptionAsync(() => step);
        Assert.True(commits > survives);
        region.EfremovNode.Journal.Fault = null;

        // Whatever it says is here, is here.
        await AssertWholeAsync(region.EfremovNode);
        await region.RestartAsync("efremov");
        await AssertWholeAsync(region.EfremovNode);
        await region.RunAsync(TimeSpan.FromHours(2));
        Assert.Empty(await BlobsOf(region.EfremovNode));
        foreach (var message in messages) Assert.Equal(Remains.Metadata, await RemainsAt(region.EfremovNode, message));
    }

    private static void Owe(IJournalTransaction journal, Debts debt, ContainerRow message, DateTimeOffset never)
    {
        var receipt = journal.ReceiptsOf(message.MessageId).First(row => row.Container == message.Digest).ReceiptId;
        switch (debt)
        {
            case Debts.Receipt:
                journal.Put(new OwedReceiptRow { ReceiptId = receipt, ToNode = "tula", Sender = Government, Since = Start, NextAttemptAt = never });
                break;
            case Debts.Report:
                journal.Put(new ReportToMakeRow { ReceiptId = receipt, Sender = Government, MessageId = message.MessageId, Recipient = Efremov, Since = Start, NextAttemptAt = never });
                break;
            case Debts.Capture:
                journal.Put(journal.FindCapture(message.Digest)! with { State = CaptureState.Owed, NextAttemptAt = never });
                break;
            case Debts.Subscription:
                journal.Put(new SubscriptionRow(Government, message.MessageId, Efremov, ReportKinds.Reception, 1, Start, LookAt: never));
                break;
            case Debts.Task:
                var task = Rows.Task(1, 900) with { MessageId = message.MessageId };
                journal.Put(task);
                journal.PutTaskOf(message.MessageId, task);
                break;
            default:
                journal.Add(Rows.Held(1, 1000, 1) with { Container = message.Digest, Blob = message.Blob, ReceiptId = receipt, NextAttemptAt = never });
                break;
        }
    }

    private static void Pay(IJournalTransaction journal, Debts debt, ContainerRow message)
    {
        var receipt = journal.ReceiptsOf(message.MessageId).First(row => row.Container == message.Digest).ReceiptId;
        switch (debt)
        {
            case Debts.Receipt:
                journal.RemoveOwedReceipt(receipt);
                break;
            case Debts.Report:
                journal.RemoveReportToMake(receipt);
                break;
            case Debts.Capture:
                journal.Put(journal.FindCapture(message.Digest)! with { State = CaptureState.Done, NextAttemptAt = null });
                break;
            case Debts.Subscription:
                journal.Put(journal.FindSubscription(Government, message.MessageId, Efremov)! with { LookAt = null });
                break;
            case Debts.Task:
                journal.Put(Rows.Task(1, 900) with { MessageId = message.MessageId, IsOpen = false });
                break;
            default:
                journal.RemoveHeld(message.Digest, Rows.Id(1000));
                break;
        }
    }

    private static async Task<ContainerRow> DeliveredAsync(VirtualRegion region)
    {
        var accepted = await SendAsync(region.Tula, Government, [Efremov, Lobanovo]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo));
        await region.RunAsync(TimeSpan.FromMinutes(1));
        return accepted.Container;
    }

    // Time passes at once: nothing happens in between but what is due then.
    private static async Task LetPassAsync(VirtualRegion region, TimeSpan time)
    {
        region.Time.Advance(time);
        await region.RunAsync(TimeSpan.FromMinutes(10));
    }

    private static Task<Remains> RemainsAt(VirtualNode node, ContainerRow container) => node.ReadAsync(journal => journal.FindContainer(container.Digest)!.Remains);

    private static Task<bool> ChangeAsync(VirtualNode node, Action<IJournalTransaction> change) => node.Journal.CommitAsync(
        journal =>
        {
            change(journal);
            return true;
        },
        CancellationToken.None);

    private static async Task AssertWholeAsync(VirtualNode node)
    {
        var blobs = await BlobsOf(node);
        foreach (var row in await node.ReadAsync(journal => journal.AllContainers().Where(row => row.Remains == Remains.Everything).ToList()))
            Assert.Contains(row.Blob, blobs);
    }

    private static Task<CheckResult> CheckAsync(VirtualNode node, VirtualRegion region) =>
        new StoreCheck(node.Journal, node.Blobs, node.Id, region.Time, new DeliveryOptions(), ContainerLimits.Default).RunAsync(deep: true, CancellationToken.None);

    private static async Task<List<string>> BlobsOf(VirtualNode node)
    {
        var names = new List<string>();
        await foreach (var name in node.Blobs.ListAsync(CancellationToken.None)) names.Add(name);
        return names;
    }

    private static async Task<byte[]> OctetsOf(VirtualNode node, string blob)
    {
        await using var octets = await node.Blobs.OpenAsync(blob, CancellationToken.None);
        var all = new byte[octets.Length];
        octets.ReadExactly(all);
        return all;
    }

    private static Task<ReceptionResult> ReceiveAsync(VirtualRegion region, Guid messageId, byte[] octets) => region.EfremovNode.Gateway.Reception.ReceiveAsync(
        new IncomingContainer("tula", messageId, Government, [Efremov], ["tula"], DirectorySerial: 1, SHA256.HashData(octets), new MemoryStream(octets, writable: false)),
        CancellationToken.None);
}
