using Sed.Exchange.Delivery.Journal;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Directories in which somebody has moved, and what is looked at afterwards.</summary>
internal static class Moves
{
    /// <summary>The first directory with one mailbox elsewhere, and everybody reachable by everybody.</summary>
    public static byte[] Moved(long serial, Guid organisation, string node) =>
        Successor(serial, entry => entry with { ThroughParentOnly = false }, row => row.Id == organisation ? row with { Node = node } : row);

    public static Task<List<string>> FeedAsync(VirtualNode node, Guid organisation, Guid message) => node.ReadAsync(journal =>
        journal.EventsAfter(0, [organisation], 1000).Where(line => line.MessageId == message && line.ReceiptId is not null).Select(line => line.Kind).ToList());

    public static async Task<List<string?>> AlarmsAsync(VirtualRegion region)
    {
        var alarms = new List<string?>();
        foreach (var node in region.Nodes)
            alarms.AddRange(await node.ReadAsync(journal => journal.EventsAfter(0, null, 1000).Where(line => line.Kind == EventKinds.Alarm).Select(line => line.Detail).ToList()));
        return alarms;
    }

    public static async Task IsPaidAsync(VirtualRegion region)
    {
        foreach (var node in region.Nodes) Assert.Empty(await node.ReadAsync(journal => journal.AllOwedReceipts().ToList()));
    }
}
