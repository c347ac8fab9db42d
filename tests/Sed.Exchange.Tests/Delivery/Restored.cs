using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Checking;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>What tests of a restored node share: a backup of the town in the middle, and what must hold after whatever happened.</summary>
internal static class Restored
{
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>A backup of the town in the middle, older than the margin that clocks are allowed: what it holds is not told again by chance.</summary>
    public static async Task<VirtualBackup> AgedAsync(VirtualRegion region)
    {
        await region.RunAsync(Minute);
        var backup = region.BackUp("efremov");
        await region.RunAsync(TimeSpan.FromHours(2));
        return backup;
    }

    public static Task TakeAsync(VirtualRegion region, Func<NodeEntry, NodeEntry> change) =>
        VirtualRegion.TakeAsync(Successor(change, organisation => organisation), [.. region.Nodes]);

    public static async Task<AdmissionResult.Accepted> SubmitAsync(VirtualRegion region, Submission submission) =>
        Assert.IsType<AdmissionResult.Accepted>(await region.EfremovNode.Gateway.Admission.SubmitAsync(submission, CancellationToken.None));

    public static Task<DeliveryRow> InAsync(VirtualRegion region, AdmissionResult.Accepted accepted) =>
        region.EfremovNode.ReadAsync(journal => journal.FindDelivery(Lane.In, accepted.Container.Sender, accepted.Container.MessageId, Efremov)!);

    public static Task<Dictionary<Guid, byte[]>> OwnReceiptsAsync(VirtualNode node) => node.ReadAsync(journal =>
        journal.AllReceipts().Where(row => row.IssuerNode == node.Id && row.Kind != ReceiptKind.Accepted).ToDictionary(row => row.ReceiptId, row => row.Bytes));

    public static void AssertSame(Dictionary<Guid, byte[]> before, Dictionary<Guid, byte[]> after)
    {
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.All(before, pair => Assert.Equal(pair.Value, after[pair.Key]));
    }

    /// <summary>
    /// After whatever happened: every store is sound, a receipt has the same octets wherever it lies, nobody said one thing twice, and nobody owes
    /// anything for ever.
    /// </summary>
    public static async Task AgreeAsync(VirtualRegion region)
    {
        await region.RunAsync(Minute);
        var receipts = new List<ReceiptRow>();
        foreach (var node in region.Nodes)
        {
            var check = new StoreCheck(node.Journal, node.Blobs, node.Id, region.Time, new DeliveryOptions(), ContainerLimits.Default);
            Assert.Empty((await check.RunAsync(deep: true, CancellationToken.None)).Findings);
            receipts.AddRange(await node.ReadAsync(journal => journal.AllReceipts().ToList()));
        }

        Assert.All(receipts, row => Assert.True(row.Counts));
        Assert.All(receipts.GroupBy(row => row.ReceiptId), copies => Assert.Single(copies.Select(row => Convert.ToHexString(row.Bytes)).Distinct()));
        Assert.All(
            receipts.GroupBy(row => (row.IssuerNode, row.Kind, row.MessageId, row.Recipient, row.Container)),
            said => Assert.Single(said.Select(row => row.ReceiptId).Distinct()));
    }
}
