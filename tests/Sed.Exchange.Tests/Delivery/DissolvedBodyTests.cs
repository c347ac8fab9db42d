using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Lanes;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>
/// A body is dissolved and another takes over (DESIGN section 1): the settlement of Lobanovo becomes part of the district of Efremov. Its mailbox stays where
/// it was for what was sent before; what is sent after goes to the successor, and without one to nobody.
/// </summary>
public sealed class DissolvedBodyTests
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task What_was_sent_before_reaches_its_mailbox_and_what_is_sent_after_reaches_the_successor()
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        var before = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(Minutes);
        await TakeAsync(Dissolved(Start.AddMinutes(20), Efremov), region.Tula, region.EfremovNode);
        await region.RestartAsync("lobanovo");
        var after = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(Minutes);

        Assert.Equal(Efremov, Assert.Single(after.Deliveries).Recipient);
        Assert.Contains(after.Findings, finding => finding.Code == ReasonCodes.RecipientClosed);
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(after.Container.MessageId, Efremov));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(before.Container.MessageId, Lobanovo));

        // Whoever winds the body up still empties its mailbox.
        Assert.Single(await region.LobanovoNode.TakeAllAsync(Lobanovo));
        await region.RunAsync(Minutes);
        Assert.Equal(DeliveryState.Collected, await region.Tula.StateAsync(before.Container.MessageId, Lobanovo));
    }

    [Fact]
    public async Task Its_mailbox_may_move_to_the_successors_node_with_what_is_under_way()
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        var sent = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(Minutes);
        await TakeAsync(Dissolved(Start.AddMinutes(20), Efremov, node: "efremov"), region.Tula, region.EfremovNode);
        await region.RunAsync(Minutes);

        // A client of the successor that speaks for both takes it.
        var items = await region.EfremovNode.Gateway.Mailbox.LeaseAsync([Efremov, Lobanovo], "successor", 10, CancellationToken.None);
        Assert.Equal(Lobanovo, Assert.Single(items).Delivery.Recipient);
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(sent.Container.MessageId, Lobanovo));
    }

    [Fact]
    public async Task A_letter_that_comes_home_to_its_own_origin_and_is_refused_there_ends_for_its_sender()
    {
        var region = await OpenAsync();
        region.Stop("lobanovo");
        var sent = await SendAsync(region.Tula, Government, [Lobanovo]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await TakeAsync(Dissolved(Start.AddHours(-1), Efremov, node: "tula"), region.Tula, region.EfremovNode);
        await region.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(["Accepted tula", "Relayed efremov", "Refused tula"], await region.Tula.TimelineAsync(sent.Container.MessageId, Lobanovo));
        Assert.Equal(DeliveryState.Refused, await region.Tula.StateAsync(sent.Container.MessageId, Lobanovo));
        Assert.Single(
            await region.Tula.ReadAsync(journal => journal.EventsAfter(0, [Government], 100)),
            line => line.MessageId == sent.Container.MessageId && line.Kind == nameof(ReceiptKind.Refused));
    }

    [Fact]
    public async Task A_sender_that_did_not_know_is_refused_and_sends_again_to_the_successor()
    {
        var region = await OpenAsync();
        await TakeAsync(Dissolved(Start.AddHours(-1), Efremov), region.LobanovoNode);
        var sent = await SendAsync(region.EfremovNode, Efremov, [Lobanovo]);
        await region.RunAsync(Minutes);

        Assert.Equal(DeliveryState.Refused, await region.EfremovNode.StateAsync(sent.Container.MessageId, Lobanovo));
        var refused = await region.EfremovNode.ReadAsync(journal => journal.ReceiptsOf(sent.Container.MessageId, Lobanovo).Single(receipt => receipt.Kind == ReceiptKind.Refused));
        Assert.Equal(ReasonCodes.RecipientClosed, refused.Reason);

        // The refusal brought the directory along: the next letter finds its way.
        Assert.Equal(2, region.EfremovNode.Gateway.Directory.Current.Serial);
        Assert.Equal(Government, Assert.Single((await SendAsync(region.Tula, Moscow, [Government])).Deliveries).Recipient);
    }

    [Fact]
    public async Task Without_a_successor_or_with_several_nobody_is_sent_anything()
    {
        var region = await OpenAsync();
        await TakeAsync(Dissolved(Start.AddHours(-1)), region.Tula);
        var none = await region.Tula.Gateway.Admission.SubmitAsync(Letter(Government, [Lobanovo]), CancellationToken.None);
        Assert.Equal(ProblemCodes.RecipientClosed, Assert.IsType<AdmissionResult.NotTaken>(none).Problem.Code);

        await TakeAsync(Dissolved(3, Start.AddHours(-1), null, Efremov, Moscow), region.Tula);
        var several = await region.Tula.Gateway.Admission.SubmitAsync(Letter(Government, [Lobanovo]), CancellationToken.None);
        Assert.Equal(ProblemCodes.RecipientClosed, Assert.IsType<AdmissionResult.NotTaken>(several).Problem.Code);
    }

    [Fact]
    public async Task What_it_wrote_before_it_ended_is_delivered_and_its_receipts_come_home()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var sent = await SendAsync(region.LobanovoNode, Lobanovo, [Government]);
        await region.RunAsync(Minutes);
        await TakeAsync(Dissolved(Start.AddMinutes(20), Efremov), region.Tula, region.LobanovoNode);
        await region.RestartAsync("efremov");
        await region.RunAsync(Minutes);

        Assert.Single(await region.Tula.TakeAllAsync(Government));
        await region.RunAsync(Minutes);
        Assert.Equal(DeliveryState.Collected, await region.LobanovoNode.StateAsync(sent.Container.MessageId, Government));
    }

    [Fact]
    public async Task A_successor_that_keeps_the_index_is_written_to_and_writes_by_it()
    {
        var region = await OpenAsync();
        await TakeAsync(
            Successor(2, entry => entry, row => row.Id == Lobanovo ? row with { ValidTo = Start.AddMinutes(-5), Successors = [Efremov] }
                : row.Id == Efremov ? row with { SevIndexes = [Lobanovo.ToString("D")] } : row),
            [.. region.Nodes]);

        Assert.Equal(Efremov, Assert.Single((await SendAsync(region.Tula, Government, [Lobanovo])).Deliveries).Recipient);

        // Its client speaks for both while one is wound up.
        var own = Letter(Lobanovo, [Government]) with { Organisations = [Efremov, Lobanovo] };
        var accepted = Assert.IsType<AdmissionResult.Accepted>(await region.EfremovNode.Gateway.Admission.SubmitAsync(own, CancellationToken.None));
        Assert.Equal(Efremov, accepted.Container.Sender);
    }

    private static byte[] Dissolved(DateTimeOffset at, params Guid[] successors) => Dissolved(2, at, null, successors);

    private static byte[] Dissolved(DateTimeOffset at, Guid successor, string node) => Dissolved(2, at, node, successor);

    private static byte[] Dissolved(long serial, DateTimeOffset at, string? node, params Guid[] successors) => Successor(
        serial, entry => entry, row => row.Id == Lobanovo ? row with { ValidTo = at, Successors = successors, Node = node ?? row.Node } : row);
}
