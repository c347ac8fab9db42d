using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

public sealed class LeaseTests
{
    private static readonly DeliveryOptions Quick = new() { PoisonAfter = 3, LeaseLimit = TimeSpan.FromMinutes(12) };

    [Fact]
    public async Task A_renewed_lease_is_held_on_but_no_longer_than_one_may_be()
    {
        var region = await OpenAsync(Quick);
        await SendAsync(region.Tula, Government, [Moscow]);
        var mailbox = region.Tula.Gateway.Mailbox;
        var item = Assert.Single(await LeaseAsync(region));
        var (delivery, lease) = (item.Delivery.DeliveryId, item.Delivery.LeaseId!.Value);

        await region.RunAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(Start.AddMinutes(9), Until(await mailbox.RenewAsync([Moscow], delivery, lease, CancellationToken.None)));
        await region.RunAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(Start.AddMinutes(12), Until(await mailbox.RenewAsync([Moscow], delivery, lease, CancellationToken.None)));
        Assert.Equal(ProblemCodes.LeaseLimit, Problem(await mailbox.RenewAsync([Moscow], delivery, lease, CancellationToken.None)));
        Assert.Empty(await LeaseAsync(region));

        await region.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(ProblemCodes.LeaseExpired, Problem(await mailbox.RenewAsync([Moscow], delivery, lease, CancellationToken.None)));
        Assert.True(Assert.Single(await LeaseAsync(region)).PerhapsSeen);
        Assert.Equal(ProblemCodes.LeaseExpired, Problem(await mailbox.RenewAsync([Moscow], delivery, lease, CancellationToken.None)));
    }

    [Fact]
    public async Task Nobody_renews_what_was_never_leased_to_him_or_is_settled()
    {
        var region = await OpenAsync(Quick);
        await SendAsync(region.Tula, Government, [Moscow]);
        var mailbox = region.Tula.Gateway.Mailbox;
        var item = Assert.Single(await LeaseAsync(region));
        var (delivery, lease) = (item.Delivery.DeliveryId, item.Delivery.LeaseId!.Value);

        Assert.Equal(ProblemCodes.NotFound, Problem(await mailbox.RenewAsync([Efremov], delivery, lease, CancellationToken.None)));
        Assert.Equal(ProblemCodes.LeaseUnknown, Problem(await mailbox.RenewAsync([Moscow], delivery, Guid.NewGuid(), CancellationToken.None)));
        await mailbox.CollectAsync([Moscow], delivery, lease, CancellationToken.None);
        Assert.Equal(ProblemCodes.AlreadySettled, Problem(await mailbox.RenewAsync([Moscow], delivery, lease, CancellationToken.None)));
    }

    [Fact]
    public async Task A_collect_that_is_said_again_needs_no_key_and_a_first_one_does()
    {
        var region = await OpenAsync();
        await SendAsync(region.Tula, Government, [Moscow]);
        await SendAsync(region.Tula, Government, [Moscow]);
        var items = await region.Tula.Gateway.Mailbox.LeaseAsync([Moscow], "test", 2, CancellationToken.None);
        Task<SettlementResult> CollectAsync(int item) => region.Tula.Gateway.Mailbox.CollectAsync([Moscow], items[item].Delivery.DeliveryId, items[item].Delivery.LeaseId!.Value, CancellationToken.None);
        var first = Assert.IsType<SettlementResult.Settled>(await CollectAsync(0));

        var held = region.IdentityOf("tula").Keys;
        region.IdentityOf("tula").Take(held with { Receipts = [new AbsentKey(ReceiptKeyOf("tula"))] });
        var again = Assert.IsType<SettlementResult.Settled>(await CollectAsync(0));
        Assert.True(again.Already);
        Assert.Equal(first.Receipt.Bytes, again.Receipt.Bytes);
        await Assert.ThrowsAsync<KeyUnavailableException>(() => CollectAsync(1));

        region.IdentityOf("tula").Take(held);
        Assert.False(Assert.IsType<SettlementResult.Settled>(await CollectAsync(1)).Already);
    }

    [Fact]
    public async Task Nobody_settles_what_was_never_leased_to_him()
    {
        var region = await OpenAsync(Quick);
        await SendAsync(region.Tula, Government, [Moscow]);
        var item = Assert.Single(await LeaseAsync(region));

        var settled = await region.Tula.Gateway.Mailbox.CollectAsync([Moscow], item.Delivery.DeliveryId, Guid.NewGuid(), CancellationToken.None);

        Assert.Equal(ProblemCodes.LeaseUnknown, Assert.IsType<SettlementResult.NotDone>(settled).Problem.Code);
        Assert.Equal(DeliveryState.Leased, (await region.Tula.ReadAsync(journal => journal.FindDelivery(item.Delivery.DeliveryId)))!.State);
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_not_renewed_though_nobody_has_looked_yet()
    {
        var region = await OpenAsync(Quick);
        await SendAsync(region.Tula, Government, [Moscow]);
        var item = Assert.Single(await LeaseAsync(region));
        region.Time.Advance(TimeSpan.FromMinutes(5));
        var result = await region.Tula.Gateway.Mailbox.RenewAsync([Moscow], item.Delivery.DeliveryId, item.Delivery.LeaseId!.Value, CancellationToken.None);
        Assert.Equal(ProblemCodes.LeaseExpired, Problem(result));
    }

    [Fact]
    public async Task A_batch_is_bounded_in_octets_but_never_empty_for_that()
    {
        var region = await OpenAsync();
        var first = await SendAsync(region.Tula, Government, [Moscow]);
        for (var i = 0; i < 3; i++) await SendAsync(region.Tula, Government, [Moscow]);
        var mailbox = region.Tula.Gateway.Mailbox;
        var two = (2 * first.Container.Length) + (first.Container.Length / 2);
        Assert.Equal(2, (await mailbox.LeaseAsync([Moscow], "one", 50, CancellationToken.None, two)).Count);
        Assert.Single(await mailbox.LeaseAsync([Moscow], "one", 50, CancellationToken.None, 1));
    }

    [Fact]
    public async Task Organisations_of_one_client_take_turns_when_more_waits_than_is_given()
    {
        var region = await OpenAsync();
        for (var i = 0; i < 20; i++) await SendAsync(region.Tula, Moscow, [Government]);
        region.Time.Advance(TimeSpan.FromMinutes(1));
        var late = await SendAsync(region.Tula, Government, [Moscow]);

        var leased = await region.Tula.Gateway.Mailbox.LeaseAsync([Government, Moscow], "registry", 10, CancellationToken.None);

        Assert.Equal(10, leased.Count);
        Assert.Equal(late.Container.MessageId, leased[^1].Delivery.MessageId);
        Assert.Equal(leased.OrderBy(item => item.Delivery.CreatedAt).Select(item => item.Delivery.DeliveryId), leased.Select(item => item.Delivery.DeliveryId));
    }

    [Fact]
    public async Task What_kills_its_reader_comes_last_and_alone_and_is_neither_lost_nor_in_the_way()
    {
        var region = await OpenAsync(Quick);
        var poison = await SendAsync(region.Tula, Government, [Moscow]);
        var also = await SendAsync(region.Tula, Government, [Moscow]);
        for (var lease = 1; lease <= 3; lease++)
        {
            Assert.Equal([lease, lease], (await LeaseAsync(region)).Select(item => item.Delivery.Leases));
            await region.RunAsync(TimeSpan.FromMinutes(6));
        }

        // What came meanwhile goes first, and without them; then each of them has its turn, alone.
        var later = await SendAsync(region.Tula, Government, [Moscow]);
        var listed = await region.Tula.Gateway.Mailbox.ListAsync([Moscow], 50, TimeSpan.Zero, CancellationToken.None);
        Assert.Equal(3, listed.Count);
        Assert.Equal(later.Container.MessageId, listed[0].Delivery.MessageId);
        Assert.Equal(later.Container.MessageId, Assert.Single(await LeaseAsync(region)).Delivery.MessageId);
        var one = Assert.Single(await LeaseAsync(region));
        var other = Assert.Single(await LeaseAsync(region));
        Assert.Empty(await LeaseAsync(region));
        Assert.NotNull(one.Delivery.PoisonSince);
        Assert.Equal(2, new[] { poison, also }.Count(sent => sent.Container.MessageId == one.Delivery.MessageId || sent.Container.MessageId == other.Delivery.MessageId));

        // The innocent one is settled as ever; the other has its turn again.
        var settled = await region.Tula.Gateway.Mailbox.CollectAsync([Moscow], one.Delivery.DeliveryId, one.Delivery.LeaseId!.Value, CancellationToken.None);
        Assert.IsType<SettlementResult.Settled>(settled);
        await region.RunAsync(TimeSpan.FromMinutes(6));
        await region.Tula.TakeAllAsync(Moscow);
        Assert.Equal(other.Delivery.DeliveryId, Assert.Single(await LeaseAsync(region)).Delivery.DeliveryId);
    }

    [Fact]
    public async Task What_is_marked_has_its_turn_once_an_hour_though_something_new_waits_at_every_call()
    {
        var region = await OpenAsync(Quick);
        var killer = (await SendAsync(region.Tula, Government, [Moscow])).Container.MessageId;
        var innocent = new List<Guid>();
        for (var i = 0; i < 5; i++) innocent.Add((await SendAsync(region.Tula, Government, [Moscow])).Container.MessageId);
        for (var lease = 1; lease <= 3; lease++)
        {
            Assert.Equal(6, (await LeaseAsync(region)).Count);
            await region.RunAsync(TimeSpan.FromMinutes(6));
        }

        var turns = new List<DateTimeOffset>();
        for (var quarter = 0; quarter < 24 * 4; quarter++)
        {
            await SendAsync(region.Tula, Government, [Moscow]);
            var leased = await LeaseAsync(region);
            Assert.NotEmpty(leased);
            if (leased.Any(item => item.Delivery.PoisonSince is not null))
            {
                Assert.Single(leased);
                turns.Add(region.Time.GetUtcNow());
            }

            foreach (var item in leased.Where(item => item.Delivery.MessageId != killer))
            {
                Assert.IsType<SettlementResult.Settled>(await region.Tula.Gateway.Mailbox.CollectAsync(
                    [Moscow], item.Delivery.DeliveryId, item.Delivery.LeaseId!.Value, CancellationToken.None));
            }

            await region.RunAsync(TimeSpan.FromMinutes(15));
        }

        Assert.InRange(turns.Count, innocent.Count + 1, 24);
        Assert.All(turns.Zip(turns.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromHours(1)));
        foreach (var message in innocent) Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(message, Moscow, Lane.In));
        Assert.Equal(DeliveryState.Waiting, await region.Tula.StateAsync(killer, Moscow, Lane.In));
    }

    [Fact]
    public async Task What_is_for_several_organisations_comes_whole_to_who_has_one_copy_for_them()
    {
        var region = await OpenAsync();
        for (var i = 0; i < 5; i++) await SendAsync(region.Tula, Moscow, [Government]);
        region.Time.Advance(TimeSpan.FromMinutes(1));
        var both = (await SendAsync(region.EfremovNode, Efremov, [Government, Moscow])).Container.MessageId;
        await region.RunAsync(TimeSpan.FromSeconds(1));
        var mailbox = region.Tula.Gateway.Mailbox;

        var leased = await mailbox.LeaseMessagesAsync([Government, Moscow], "folder", 2, null, CancellationToken.None);

        Assert.Equal(2, leased.Select(item => item.Delivery.MessageId).Distinct().Count());
        Assert.Equal([Government, Moscow], leased.Where(item => item.Delivery.MessageId == both).Select(item => item.Delivery.Recipient).Order());
        Assert.Empty(await mailbox.LeaseMessagesAsync([Government, Moscow], "folder", 10, EnvelopeKind.Report, CancellationToken.None));
        Assert.Equal(4, (await mailbox.LeaseMessagesAsync([Government, Moscow], "folder", 10, EnvelopeKind.Document, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Of_poison_both_the_feed_and_the_administrator_hear_once()
    {
        var region = await OpenAsync(Quick);
        var sent = await SendAsync(region.Tula, Government, [Moscow]);
        for (var lease = 0; lease < 6; lease++)
        {
            Assert.Single(await LeaseAsync(region));
            await region.RunAsync(TimeSpan.FromMinutes(6));
        }

        var told = await region.Tula.ReadAsync(journal => journal.EventsAfter(0, null, 1000));
        var poison = Assert.Single(told, row => row.Kind == EventKinds.Poison);
        Assert.Equal((Moscow, (Guid?)sent.Container.MessageId, "leased 3 times"), (poison.Organisation!.Value, poison.MessageId, poison.Detail));
        var alarm = Assert.Single(told, row => row.Kind == EventKinds.Alarm);
        Assert.StartsWith("poison: leased 3 times", alarm.Detail, StringComparison.Ordinal);
        Assert.Null(alarm.Organisation);
        Assert.Equal(DeliveryState.Waiting, await region.Tula.StateAsync(sent.Container.MessageId, Moscow, Lane.In));
    }

    private static Task<IReadOnlyList<MailboxItem>> LeaseAsync(VirtualRegion region) =>
        region.Tula.Gateway.Mailbox.LeaseAsync([Moscow], "one", 10, CancellationToken.None);

    private static DateTimeOffset Until(RenewalResult result) => Assert.IsType<RenewalResult.Renewed>(result).Until;

    private static string Problem(RenewalResult result) => Assert.IsType<RenewalResult.NotDone>(result).Problem.Code;
}
