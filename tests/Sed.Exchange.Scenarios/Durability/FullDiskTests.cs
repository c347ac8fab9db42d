using Sed.Exchange.Scenarios.Live;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Durability;

/// <summary>A disk that really fills up under origin and recipient: mail is refused before the rest is needed, receipts and collects pass.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Receipts_and_collects_pass_when_mail_no_longer_does_and_everything_heals_by_itself()
    {
        using var folder = new TempFolder();
        await using var disk = await LoopDisk.MakeAsync(folder, "disk", 128);
        await using var region = await LiveRegion.StartAsync(prepare: made =>
        {
            disk.Hold(made.Node("tula"));
            disk.Hold(made.Node("lobanovskoe"));
            return Task.CompletedTask;
        });
        using var letters = new Correspondence(region);
        var waiting = new List<Guid>();
        for (var letter = 0; letter < 4; letter++) waiting.Add((await letters.SubmitAsync(letters.Letter(2000), []))!.MessageId);
        await region.QuietAsync();

        // 1. Less than the reserve is left: no more mail, but what waits can be taken, and the sender learns it.
        await disk.FillAsync(free: 0.04);
        List<string> told = [];
        Assert.Null(await letters.SubmitAsync(letters.Letter(2000), told));
        Assert.Equal(["503 no-room"], told);
        await letters.TakeAsync();
        Assert.Equal(waiting.Order(), letters.Registered.Order());
        foreach (var message in waiting) await Until.NotNull("the sender knows it as collected", () => letters.CollectedAsync(message));
        await region.QuietAsync();

        // 2. Nothing at all is left: nobody promises anything, and nobody falls over.
        await disk.FillAsync(free: 0);
        told.Clear();
        for (var time = 0; time < 3; time++) Assert.Null(await letters.SubmitAsync(letters.Letter(2000), told));
        Assert.All(told, answer => Assert.StartsWith("503 ", answer, StringComparison.Ordinal));
        await letters.TakeAsync();
        Assert.All(region.Nodes, node => Assert.Empty(node.Exits));

        // 3. Somebody makes room: nobody else does anything.
        disk.Relieve();
        await letters.PlayAsync(2000);
        Assert.All(region.Nodes, node => Assert.Empty(node.Exits));
        await region.QuietAsync();
        Assert.Empty((await region.AuditAsync()).Violations);
    }
}
