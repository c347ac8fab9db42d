using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Webhooks;
using Sed.Exchange.Simulation.Region;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Simulation.People;

/// <summary>Who is told the feed of one organisation by its node, and remembers all of it.</summary>
internal sealed class Receiver(SimulatedRegion region, SimulatedNode node, Guid organisation)
{
    private const string Id = "receiver";

    private readonly List<(int Epoch, long Number)> _heard = [];
    private long _from;

    /// <summary>An administrator adds it to a node's disk before the node's first start.</summary>
    public void Add()
    {
        using var transaction = new MemoryTransaction(node.Disk.Journal);
        transaction.Put(new WebhookRow
        {
            Id = Id,
            Organisation = organisation,
            Url = new Uri("https://receiver.example.test/"),
            Secret = WebhookSecret.Of(new byte[32]),
            AddedAt = region.Turns.Now,
            Cursor = 0,
        });
        node.Disk.Journal = transaction.Disk;
    }

    /// <summary>The node begins another epoch on what a backup holds.</summary>
    public void BeginEpoch() => _from = node.Disk.Journal.Webhooks[Id].Cursor;

    /// <summary>It is told an event.</summary>
    public void Hear(WebhookCall call)
    {
        if (call.Event.Organisation != organisation) region.Violate($"{node.Id}: a receiver was told the feed of {call.Event.Organisation}");
        if (_heard.Count > 0 && (call.Epoch, call.Event.Number).CompareTo(_heard[^1]) < 0) region.Violate($"{node.Id}: a receiver was told {call.Id} after {_heard[^1]}");
        _heard.Add((call.Epoch, call.Event.Number));
    }

    /// <summary>In the end it has heard the whole feed of this life.</summary>
    public void Judge()
    {
        var epoch = node.Disk.Journal.Epoch;
        var heard = _heard.Where(told => told.Epoch == epoch).Select(told => told.Number).ToHashSet();
        foreach (var line in node.Everything.Events.Where(line => line.Organisation == organisation && line.Number > _from && !heard.Contains(line.Number)))
            region.Violate($"{node.Id}: its receiver was never told event {line.Number}, {line.Kind}");
        if (node.Disk.Journal.Webhooks[Id].DisabledAt is not null) region.Violate($"{node.Id}: its receiver is not called any more");
    }
}
