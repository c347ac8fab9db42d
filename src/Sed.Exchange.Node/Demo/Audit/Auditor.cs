using Sed.Exchange.Node.Demo.Audit.Promises;
using Sed.Exchange.Node.Demo.Observing;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Demo.Audit;

/// <summary>
/// Judges a run by what the stopped nodes left on their disks, not by what the demo thinks of it: every container, receipt and directory is
/// verified again, and the seven promises of DESIGN section 4 are checked against it and against what installations were told.
/// </summary>
internal static class Auditor
{
    /// <summary>The promises, in their order.</summary>
    private static readonly IReadOnlyList<Action<RegionRecords, Observations, Tally>> Promises =
    [
        NothingIsLost.Check,
        EveryDeliveryEndsOnce.Check,
        NewIsNewOnce.Check,
        SameContainerSameReceipt.Check,
        DeliveredIsDurable.Check,
        OthersAreNotDelayed.Check,
        DeathChangesNothing.Check,
    ];

    /// <summary>Audits stopped nodes.</summary>
    public static async Task<IReadOnlyList<PromiseResult>> AuditAsync(
        MadeRegion region, IReadOnlyList<MadeNode> nodes, Observations observations, bool english, DateTimeOffset at, CancellationToken cancel)
    {
        var reader = new RecordReader(region, at);
        var records = new RegionRecords(region.Directory, await Task.WhenAll(nodes.Select(node => Task.Run(() => reader.ReadAsync(node, cancel), cancel))));
        return [.. Promises.Select((promise, index) =>
        {
            var tally = new Tally(english);
            promise(records, observations, tally);
            return new PromiseResult(index + 1, tally.Checks, tally.Violations);
        })];
    }
}
