using System.Globalization;

namespace Sed.Exchange.Scenarios.Live;

/// <summary>
/// What must add up whatever was done to a region: everything acknowledged was taken by its recipient, once, each sender holds a receipt per event, no node
/// ended by itself, and the disks agree.
/// </summary>
internal sealed class Reckoning
{
    /// <summary>What was found wrong, one line each.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Messages that a sender was told to be taken.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Of those: never handed to their recipient.</summary>
    public int Lost { get; private set; }

    /// <summary>Handed over as new more than once, or under an id that no sender was ever told.</summary>
    public int Doubled { get; private set; }

    /// <summary>Receipts that the senders lack, or have twice.</summary>
    public int MissingReceipts { get; private set; }

    /// <summary>Messages that were leased again, as perhaps seen.</summary>
    public int PerhapsSeen { get; private set; }

    /// <summary>Checks of the audit of the disks.</summary>
    public int Checks { get; private set; }

    /// <summary>Waits until everything has come to rest by itself, and looks at what the senders hold.</summary>
    public async Task SettleAsync(LiveRegion region, IReadOnlyList<Correspondence> ways)
    {
        foreach (var way in ways)
        {
            foreach (var line in (await way.DrainAsync()).SelectMany(OneReceiptPerEvent.Violations))
            {
                MissingReceipts++;
                Violations.Add(line);
            }
        }

        await region.QuietAsync();
        foreach (var node in region.Nodes.Where(node => node.Exits.Count > 0))
            Violations.Add($"{node.Made.Id} ended by itself with {string.Join(", ", node.Exits)}: {node.Tail}");
    }

    /// <summary>Ends a settled region: counts what both ends were told, stops the nodes and audits their disks.</summary>
    public async Task CloseAsync(LiveRegion region, IReadOnlyList<Correspondence> ways)
    {
        // Settled: whatever the recipients will ever be given, they have. What comes now is one too many, and is counted for it.
        foreach (var way in ways)
        {
            await way.TakeAsync();
            Acknowledged += way.Acknowledged.Count;
            Lost += way.Acknowledged.Except(way.Registered).Count();
            Doubled += way.Registered.Except(way.Acknowledged).Count();
        }

        Doubled += region.Observations.HandedOver.Where(item => !item.PerhapsSeen).GroupBy(item => item.MessageId).Count(seen => seen.Count() > 1);
        PerhapsSeen += region.Observations.HandedOver.Count(item => item.PerhapsSeen);
        var audit = await region.AuditAsync();
        Checks += audit.Checks;
        Violations.AddRange(audit.Violations);
    }

    /// <summary>Fails unless all of it adds up.</summary>
    /// <param name="again">How to play it again.</param>
    public void MustAddUp(string again)
    {
        Assert.True(Violations.Count == 0, $"{again}\n{string.Join('\n', Violations)}");
        Assert.Equal((0, 0, 0), (Lost, Doubled, MissingReceipts));
        Assert.True(Acknowledged > 0 && Checks > 0, $"{again}\nNothing was tried.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        {Acknowledged} messages acknowledged, {PerhapsSeen} leased again as perhaps seen
        {Lost} lost, {Doubled} doubled, {MissingReceipts} missing receipts; audit: {Checks} checks, {Violations.Count} violations
        """);
}
