using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Lanes;

namespace Sed.Exchange.Tests.Delivery;

public sealed class LaneTableTests
{
    [Fact]
    public void The_state_is_the_same_in_whatever_order_receipts_come()
    {
        var kinds = Enum.GetValues<ReceiptKind>();
        for (var set = 0; set < 1 << kinds.Length; set++)
        {
            var receipts = kinds.Where((_, bit) => (set & (1 << bit)) != 0).ToList();
            var forward = LaneTable.StateOf(receipts);
            Assert.Equal(forward, LaneTable.StateOf(Enumerable.Reverse(receipts)));
            Assert.Equal(forward, LaneTable.StateOf(receipts.Concat(receipts)));
        }
    }

    [Theory]
    [InlineData(DeliveryState.Delivered, ReceiptKind.Undelivered, ReceiptKind.Delivered)]
    [InlineData(DeliveryState.Delivered, ReceiptKind.Refused, ReceiptKind.Delivered)]
    [InlineData(DeliveryState.Refused, ReceiptKind.Relayed, ReceiptKind.Refused)]
    [InlineData(DeliveryState.Undelivered, ReceiptKind.Refused, ReceiptKind.Undelivered)]
    [InlineData(DeliveryState.Collected, ReceiptKind.Collected, ReceiptKind.Delivered)]
    [InlineData(DeliveryState.Declined, ReceiptKind.Delivered, ReceiptKind.Declined)]
    [InlineData(DeliveryState.Queued, ReceiptKind.Collected)]
    [InlineData(DeliveryState.Sent, ReceiptKind.Declined, ReceiptKind.Relayed)]
    [InlineData(DeliveryState.Queued, ReceiptKind.Accepted)]
    public void Proof_outranks_its_absence(DeliveryState expected, params ReceiptKind[] receipts) =>
        Assert.Equal(expected, LaneTable.StateOf(receipts));

    [Theory]
    [InlineData(Lane.Out)]
    [InlineData(Lane.Relay)]
    public void Every_state_that_receipts_lead_to_is_in_the_table_of_the_lanes_that_they_move(Lane lane)
    {
        var reachable = LaneTable.Steps.Where(step => step.Lane == lane).Select(step => step.To).ToHashSet();
        foreach (var kind in Enum.GetValues<ReceiptKind>()) Assert.Contains(LaneTable.StateOf([kind]), reachable);
    }

    [Theory]
    [InlineData(Lane.Out)]
    [InlineData(Lane.Relay)]
    public void Whatever_receipt_comes_next_makes_a_step_of_the_table_or_none(Lane lane)
    {
        var kinds = Enum.GetValues<ReceiptKind>();
        for (var set = 0; set < 1 << kinds.Length; set++)
        {
            var receipts = kinds.Where((_, bit) => (set & (1 << bit)) != 0).ToList();
            var from = LaneTable.StateOf(receipts);
            foreach (var next in kinds)
            {
                // The origin alone says Undelivered, and only of what has not ended.
                if (lane == Lane.Out && next == ReceiptKind.Undelivered && from is not (DeliveryState.Queued or DeliveryState.Sent)) continue;
                var to = LaneTable.StateOf([.. receipts, next]);
                if (to != from) Assert.Contains(LaneTable.Steps, step => step.Lane == lane && step.From == from && step.To == to);
            }
        }
    }

    [Fact]
    public void No_step_stands_twice() =>
        Assert.Equal(LaneTable.Steps.Count, LaneTable.Steps.Select(step => (step.Lane, step.From, step.To)).Distinct().Count());
}
