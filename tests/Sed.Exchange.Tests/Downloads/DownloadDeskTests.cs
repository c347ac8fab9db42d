using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Node.Api;
using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Api.Downloads;
using Sed.Exchange.Tests.Delivery;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Downloads;

/// <summary>Large mail is verified once for questions that follow each other, and never on the word of what was found long ago.</summary>
public sealed class DownloadDeskTests
{
    private static readonly ApiClient Client = new("delo", [Moscow], IsAdministrator: false);

    [Fact]
    public async Task A_large_container_serves_the_next_question_and_two_at_once_have_one_each()
    {
        var (region, item) = await WaitingAsync((int)HeavyWork.Large);
        await using var desk = DeskOf(region);
        var first = await AskAsync(desk, item);
        Assert.Same(first, await AskAsync(desk, item));

        var loan = (await desk.OpenAsync(Client, item, CancellationToken.None))!;
        var other = (await desk.OpenAsync(Client, item, CancellationToken.None))!;
        Assert.Same(first, loan.Content);
        Assert.NotSame(first, other.Content);
        using var file = new StreamReader(loan.Content.Container.OpenFile(0));
        Assert.StartsWith("<?xml", await file.ReadToEndAsync(), StringComparison.Ordinal);
        await loan.DisposeAsync();
        await other.DisposeAsync();

        // Neither was given back as good.
        Assert.NotSame(first, await AskAsync(desk, item));
    }

    [Fact]
    public async Task What_was_found_counts_for_minutes_and_by_one_directory()
    {
        var (region, item) = await WaitingAsync((int)HeavyWork.Large);
        await using var desk = DeskOf(region);
        var first = await AskAsync(desk, item);
        region.Time.Advance(DownloadDesk.Kept / 2);
        Assert.Same(first, await AskAsync(desk, item));

        await TakeAsync(Successor(node => node, organisation => organisation), region.Tula);
        var second = await AskAsync(desk, item);
        Assert.NotSame(first, second);

        // Asked for again and again, and verified again all the same.
        for (var passed = TimeSpan.Zero; passed < DownloadDesk.Counts; passed += DownloadDesk.Kept / 2)
        {
            Assert.Same(second, await AskAsync(desk, item));
            region.Time.Advance(DownloadDesk.Kept / 2);
        }

        Assert.NotSame(second, await AskAsync(desk, item));
    }

    [Fact]
    public async Task What_nobody_asks_for_any_more_is_closed()
    {
        var (region, item) = await WaitingAsync((int)HeavyWork.Large);
        await using var desk = DeskOf(region);
        var content = await AskAsync(desk, item);
        region.Time.Advance(DownloadDesk.Kept);
        region.Time.Advance(DownloadDesk.Kept);

        Assert.False(content.Octets.CanRead);
    }

    [Fact]
    public async Task What_is_small_is_verified_each_time()
    {
        var (region, item) = await WaitingAsync(1000);
        await using var desk = DeskOf(region);

        Assert.NotSame(await AskAsync(desk, item), await AskAsync(desk, item));
    }

    private static DownloadDesk DeskOf(VirtualRegion region) => new(region.Tula.Gateway, new HeavyWork(region.Time, 2), region.Time);

    private static async Task<MailboxContent> AskAsync(DownloadDesk desk, MailboxItem item)
    {
        await using var loan = (await desk.OpenAsync(Client, item, CancellationToken.None))!;
        loan.Return();
        return loan.Content;
    }

    private static async Task<(VirtualRegion Region, MailboxItem Item)> WaitingAsync(int octets)
    {
        var region = await OpenAsync();
        var letter = Letter(Government, [Moscow], text: new string('a', octets));
        Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        return (region, (await region.Tula.Gateway.Mailbox.ListAsync([Moscow], 10, TimeSpan.Zero, CancellationToken.None))[0]);
    }
}
