using System.Diagnostics;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>
/// Promise 6: a bad peer delays only its own mail. Ефремов has a queue for Лобаново, which is bad in one way after the other, and meanwhile writes to
/// the government: each of those letters is delivered before any time has passed at all.
/// </summary>
public sealed class IsolationTests
{
    private const string Bad = "lobanovo";
    private const int Queue = 12;

    private static readonly TimeSpan WhileItIsBad = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData("dead", 2013, PeerCodes.Unreachable, null)]
    [InlineData("hangs", 2013, PeerCodes.Timeout, null)]
    [InlineData("slow", 2013, PeerCodes.Timeout, null)]
    [InlineData("rejects everything", 2011, "too-large", "lobanovo rejects: too-large")]
    [InlineData("answers garbage", 2012, PeerCodes.Garbage, "answer of lobanovo is not usable")]
    [InlineData("receipt for another message", 2012, PeerCodes.Garbage, "a receipt about another message")]
    [InlineData("old receipt", 2012, PeerCodes.Garbage, "a receipt about another message")]
    [InlineData("lying digest", 2007, PeerCodes.Garbage, "about another container")]
    [InlineData("issuer may not say it", 2007, PeerCodes.Garbage, "issuer may not say it")]
    public async Task A_bad_peer_delays_its_own_mail_alone_and_is_named(string how, int line, string code, string? alarm)
    {
        var region = await OpenAsync();
        var node = region.EfremovNode;
        var earlier = await SendAsync(node, Efremov, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var old = await node.ReadAsync(journal => journal.ReceiptsOf(earlier.Container.MessageId).Single(receipt => receipt.Kind == ReceiptKind.Delivered));
        var fault = Fault(how, region, earlier.Container, old.Bytes);
        node.Link.Fault = peer => peer == Bad ? fault : null;
        var delayed = new List<AdmissionResult.Accepted>();
        for (var letter = 0; letter < Queue; letter++) delayed.Add(await SendAsync(node, Efremov, [Lobanovo]));

        await WriteToOthersAsync(region);

        // Its own mail waits and says why; nothing was believed; the log and the journal name who it is.
        foreach (var letter in delayed)
        {
            var waiting = await node.ReadAsync(journal => journal.FindDelivery(letter.Deliveries[0].DeliveryId)!);
            Assert.Equal(DeliveryState.Queued, waiting.State);
            Assert.True(waiting.Attempts == 0 || waiting.LastError!.StartsWith(code, StringComparison.Ordinal), waiting.LastError);
        }

        Assert.Contains(region.Log.Of(line), text => text.Contains(Bad, StringComparison.Ordinal));
        Assert.Contains(region.Log.Of(line == 2011 ? 2011 : 2010), text => text.Contains(code, StringComparison.Ordinal));
        var alarms = await node.ReadAsync(journal => journal.EventsAfter(0, null, 1000).Where(row => row.Kind == EventKinds.Alarm).ToList());
        if (alarm is null) Assert.Empty(alarms);
        else Assert.Contains(alarms, row => row.Detail!.Contains(alarm, StringComparison.Ordinal) && delayed.Any(letter => letter.Container.MessageId == row.MessageId));

        // However often it was tried: told once of each letter.
        Assert.All(
            alarms.Where(row => row.Detail!.Contains("is not usable", StringComparison.Ordinal)).GroupBy(row => row.MessageId),
            told => Assert.Single(told));

        // It comes to its senses: everything is there, once.
        node.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromMinutes(30));
        foreach (var letter in delayed) Assert.Equal(DeliveryState.Delivered, await node.StateAsync(letter.Container.MessageId, Lobanovo));
        var taken = await region.LobanovoNode.TakeAllAsync(Lobanovo);
        Assert.Equal(
            delayed.Append(earlier).Select(letter => letter.Container.MessageId).Order(), taken.Select(item => item.Delivery.MessageId).Order());
    }

    [Fact]
    public async Task A_peer_that_answers_rubbish_is_paused_like_one_that_does_not_answer()
    {
        var region = await OpenAsync();
        var node = region.EfremovNode;
        node.Link.Fault = peer => peer == Bad ? Fault("answers garbage", region, null!, []) : null;
        var letters = new List<AdmissionResult.Accepted>();
        for (var letter = 0; letter < 200; letter++) letters.Add(await SendAsync(node, Efremov, [Lobanovo]));
        await region.RunAsync(TimeSpan.FromMinutes(2));

        // Five make it paused; then one in a quarter of a minute.
        Assert.InRange(node.Link.Tried.Count(tried => tried == $"{Bad} container"), 5, 30);
        Assert.Contains(region.Log.Of(2013), text => text.Contains(Bad, StringComparison.Ordinal));

        node.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromMinutes(30));
        foreach (var letter in letters) Assert.Equal(DeliveryState.Delivered, await node.StateAsync(letter.Container.MessageId, Lobanovo));
    }

    [Fact]
    public async Task A_peer_that_hangs_holds_no_more_than_its_places()
    {
        var options = new DeliveryOptions();
        var region = await OpenAsync(options);
        var node = region.EfremovNode;
        node.Link.Fault = peer => peer == Bad ? new WireFault.Late(TimeSpan.FromDays(1), region.Time) : null;
        for (var queued = 0; queued < Queue; queued++) await SendAsync(node, Efremov, [Lobanovo]);
        using var stop = new CancellationTokenSource();
        var loop = node.Gateway.Dispatcher.RunAsync(stop.Token);

        // No time passes.
        var letter = await SendAsync(node, Efremov, [Government]);
        var began = Stopwatch.GetTimestamp();
        while (await node.StateAsync(letter.Container.MessageId, Government) != DeliveryState.Delivered)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(10), "Mail for another peer is delayed.");
            await Task.Yield();
        }

        Assert.Equal(options.AttemptsPerPeer, node.Link.Tried.Count(tried => tried == $"{Bad} container"));
        await stop.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task A_letter_that_takes_long_keeps_one_place_and_holds_up_no_other_to_the_same_peer()
    {
        var region = await OpenAsync();
        var node = region.EfremovNode;
        var tries = 0;
        node.Link.Fault = peer => peer == "tula" && tries++ == 0 ? new WireFault.Late(TimeSpan.FromSeconds(20), region.Time) : null;
        var letters = new List<AdmissionResult.Accepted>();
        for (var letter = 0; letter < Queue; letter++) letters.Add(await SendAsync(node, Efremov, [Government]));
        await InOneThread(() => TurnAsync(node));

        // No time has passed; the first is still under way, and so it is when others come.
        await AssertOneWaitsAsync();
        for (var letter = 0; letter < Queue; letter++) letters.Add(await SendAsync(node, Efremov, [Government]));
        await InOneThread(() => TurnAsync(node));
        await AssertOneWaitsAsync();

        async Task AssertOneWaitsAsync()
        {
            var states = new List<DeliveryState>();
            foreach (var letter in letters) states.Add(await node.StateAsync(letter.Container.MessageId, Government));
            Assert.Equal([DeliveryState.Queued, .. Enumerable.Repeat(DeliveryState.Delivered, letters.Count - 1)], states);
        }
    }

    [Fact]
    public async Task A_peer_that_may_be_back_is_tried_with_the_smallest_letter_and_words_do_not_wait_for_it()
    {
        var region = await OpenAsync();
        var node = region.EfremovNode;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var heard = await SendAsync(region.LobanovoNode, Lobanovo, [Efremov]);
        var sizes = new List<long>();
        node.Link.Fault = peer => peer == Bad ? new WireFault.QuestionLost() : null;
        for (var letter = 0; letter < Queue; letter++)
            sizes.Add((await AcceptAsync(region, Letter(Efremov, [Lobanovo], text: new string('a', 200_000 - (10_000 * letter))))).Container.Length);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.NotEmpty(region.Log.Of(2013));

        // It is back, and every letter is due.
        var tried = new List<long>();
        node.Link.Sending = transfer => tried.Add(transfer.Length);
        node.Link.Fault = null;
        region.Time.Advance(TimeSpan.FromMinutes(15));
        await region.RunAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(sizes.Min(), tried[0]);
        Assert.Equal(Queue, tried.Count);
        Assert.Equal(DeliveryState.Delivered, await region.LobanovoNode.StateAsync(heard.Container.MessageId, Efremov));
    }

    [Fact]
    public async Task A_peer_that_may_be_back_is_tried_although_a_transfer_from_before_lasts()
    {
        var region = await OpenAsync();
        var node = region.EfremovNode;
        var tries = 0;
        node.Link.Fault = peer => peer != "tula" ? null : tries++ == 0 ? new WireFault.Late(TimeSpan.FromSeconds(14), region.Time) : new WireFault.QuestionLost();
        var letters = new List<AdmissionResult.Accepted>();
        for (var letter = 0; letter < Queue; letter++) letters.Add(await SendAsync(node, Efremov, [Government]));

        await PassAsync(seconds: 3);
        Assert.NotEmpty(region.Log.Of(2013));
        node.Link.Fault = null;
        await PassAsync(seconds: 22);

        var states = new List<DeliveryState>();
        foreach (var letter in letters) states.Add(await node.StateAsync(letter.Container.MessageId, Government));
        Assert.Equal([DeliveryState.Queued, .. Enumerable.Repeat(DeliveryState.Delivered, Queue - 1)], states);

        Task PassAsync(int seconds) => InOneThread(async () =>
        {
            for (var second = 0; second < seconds; second++)
            {
                await TurnAsync(node);
                region.Time.Advance(TimeSpan.FromSeconds(1));
            }

            await TurnAsync(node);
        });
    }

    [Fact]
    public async Task A_letter_to_many_goes_once_and_leaves_places_for_others()
    {
        var region = await OpenAsync();
        var node = region.LobanovoNode;
        var message = (await SendAsync(node, Lobanovo, [Government, Moscow, Efremov])).Container.MessageId;
        await region.RunAsync(TimeSpan.FromSeconds(1));

        Assert.Single(node.Link.Tried, "efremov container");
        foreach (var recipient in new[] { Government, Moscow, Efremov }) Assert.NotEqual(DeliveryState.Queued, await node.StateAsync(message, recipient));
    }

    [Fact]
    public async Task A_dead_peer_is_not_asked_for_each_letter_of_its_queue()
    {
        var region = await OpenAsync();
        var node = region.EfremovNode;
        node.Link.Fault = peer => peer == Bad ? new WireFault.QuestionLost() : null;
        for (var letter = 0; letter < 100; letter++) await SendAsync(node, Efremov, [Lobanovo]);

        await WriteToOthersAsync(region);

        // Ten minutes: the breaker lets one attempt through every fifteen seconds, which tries twice. Without it each of a hundred letters would ask some ten times.
        Assert.InRange(node.Link.Tried.Count(tried => tried == $"{Bad} container"), 10, 150);
    }

    [Fact]
    public async Task A_dead_peer_is_asked_ever_more_rarely_and_every_attempt_counts()
    {
        var region = await OpenAsync();
        var node = region.EfremovNode;
        node.Link.Fault = peer => peer == Bad ? new WireFault.QuestionLost() : null;
        var letters = new List<AdmissionResult.Accepted>();
        for (var letter = 0; letter < 3; letter++) letters.Add(await SendAsync(node, Efremov, [Lobanovo]));

        await region.RunAsync(TimeSpan.FromHours(6));

        // Each attempt tries twice; what the breaker did not let through is none.
        var rows = await node.ReadAsync(journal => letters.Select(letter => journal.FindDelivery(letter.Deliveries[0].DeliveryId)!).ToList());
        Assert.Equal(2 * rows.Sum(row => row.Attempts), node.Link.Tried.Count(tried => tried == $"{Bad} container"));
        Assert.All(rows, row => Assert.InRange(row.Attempts, 10, 60));
    }

    [Fact]
    public async Task A_full_queue_shuts_the_doors_for_its_destination_alone_and_opens_them_again_by_itself()
    {
        var region = await OpenAsync(new DeliveryOptions { QueueBytesPerDestination = 20_000 });
        var node = region.EfremovNode;
        node.Link.Fault = peer => peer == Bad ? new WireFault.QuestionLost() : null;
        var taken = 0;
        while (await node.Gateway.Admission.SubmitAsync(Letter(Efremov, [Lobanovo]), CancellationToken.None) is AdmissionResult.Accepted) Assert.InRange(++taken, 1, 20);
        var full = Letter(Efremov, [Lobanovo]);
        var refused = Assert.IsType<AdmissionResult.NotTaken>(await node.Gateway.Admission.SubmitAsync(full, CancellationToken.None));
        Assert.Equal(ProblemCodes.DestinationFull, refused.Problem.Code);
        Assert.Contains(Bad, refused.Problem.Detail, StringComparison.Ordinal);
        Assert.NotNull(refused.Problem.RetryAfter);

        // Nothing of it was half-taken: neither a row nor octets; and who brings mail for there from another node keeps it.
        Assert.Equal(taken, await node.ReadAsync(journal => journal.AllContainers().Count()));
        var blobs = 0;
        await foreach (var _ in node.Blobs.ListAsync(CancellationToken.None)) blobs++;
        Assert.Equal(taken, blobs);
        var through = await SendAsync(region.Tula, Government, [Lobanovo, Efremov]);
        await WriteToOthersAsync(region);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var kept = await region.Tula.ReadAsync(journal => journal.DeliveriesOf(through.Container.MessageId));
        Assert.All(kept, delivery => Assert.StartsWith(ProblemCodes.DestinationFull, delivery.LastError, StringComparison.Ordinal));

        // The way is free again: nobody else does anything.
        node.Link.Fault = null;
        await region.RunAsync(TimeSpan.FromMinutes(30));
        Assert.IsType<AdmissionResult.Accepted>(await node.Gateway.Admission.SubmitAsync(full, CancellationToken.None));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(through.Container.MessageId, Lobanovo));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(through.Container.MessageId, Efremov));
    }

    private static async Task<AdmissionResult.Accepted> AcceptAsync(VirtualRegion region, Submission letter) =>
        Assert.IsType<AdmissionResult.Accepted>(await region.EfremovNode.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));

    private static WireFault Fault(string how, VirtualRegion region, ContainerRow earlier, byte[] old) => how switch
    {
        "dead" => new WireFault.QuestionLost(),
        "hangs" => new WireFault.Late(TimeSpan.FromDays(1), region.Time),

        // Longer there and back than an attempt may take: it arrives, and nobody hears so.
        "slow" => new WireFault.Late(TimeSpan.FromSeconds(20), region.Time),
        "rejects everything" => new WireFault.Instead(new PeerAnswer.Rejected("too-large", null)),
        "answers garbage" => new WireFault.Instead(new PeerAnswer.Answered([[1, 2, 3]])),
        "receipt for another message" => new WireFault.Forged(asked => Receipt(region, asked, receipt => receipt with { MessageId = Guid.NewGuid() })),
        "old receipt" => new WireFault.Forged(_ => old),
        "lying digest" => new WireFault.Forged(asked => Receipt(region, asked, receipt => receipt with { Container = earlier.Digest })),
        "issuer may not say it" => new WireFault.Forged(asked => Receipt(
            region, asked, receipt => receipt with { Kind = ReceiptKind.Undelivered, Reason = ReasonCodes.DeadlinePassed })),
        _ => throw new ArgumentOutOfRangeException(nameof(how)),
    };

    /// <summary>A Delivered of the bad peer, rightly signed, about what it was asked, with one thing changed.</summary>
    internal static byte[] Receipt(VirtualRegion region, ContainerTransfer asked, Func<Receipt, Receipt> change) => ReceiptFile.Write(
        change(new Receipt
        {
            ReceiptId = Guid.NewGuid(),
            Kind = ReceiptKind.Delivered,
            MessageId = asked.MessageId,
            Container = asked.Container,
            Sender = asked.Sender,
            OriginNode = asked.Path[0],
            Recipient = asked.Recipients[0],
            IssuerNode = Bad,
            Epoch = 1,
            IssuedAt = region.Time.GetUtcNow(),
            DirectorySerial = InForce.Serial,
            Policy = "test",
        }),
        ReceiptKeyOf(Bad));

    // A letter a minute, while the node does what its loop would.
    private static Task WriteToOthersAsync(VirtualRegion region) => InOneThread(async () =>
    {
        for (var end = region.Time.GetUtcNow() + WhileItIsBad; region.Time.GetUtcNow() < end;)
        {
            var letter = await SendAsync(region.EfremovNode, Efremov, [Government]);
            await TurnAsync(region.EfremovNode);
            Assert.Equal(DeliveryState.Delivered, await region.EfremovNode.StateAsync(letter.Container.MessageId, Government));
            for (var second = 0; second < 60; second++)
            {
                region.Time.Advance(TimeSpan.FromSeconds(1));
                await TurnAsync(region.EfremovNode);
            }
        }
    });
}
