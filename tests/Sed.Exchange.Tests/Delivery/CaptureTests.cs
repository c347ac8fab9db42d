using Sed.Exchange.Containers.Evidence;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Capture;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Evidence is owed from the commit that says Accepted or Delivered, gathered beside the mail, and never holds it.</summary>
public sealed class CaptureTests
{
    private static readonly byte[] List = [1, 2, 3];

    [Fact]
    public async Task It_is_owed_with_Accepted_and_with_Delivered_and_not_on_the_way()
    {
        var region = await OpenAsync(captures: Right());
        var accepted = await SendAsync(region.Tula, Government, [Lobanovo]);
        Assert.Equal(CaptureState.Owed, (await CaptureOf(region.Tula, accepted.Container))!.State);

        await region.RunAsync(TimeSpan.FromMinutes(1));
        foreach (var node in new[] { region.Tula, region.LobanovoNode })
        {
            var capture = (await CaptureOf(node, accepted.Container))!;
            Assert.Equal((CaptureState.Done, 1, null), (capture.State, capture.Attempts, capture.NextAttemptAt));
            var part = Assert.Single(await node.ReadAsync(journal => journal.CapturedParts(accepted.Container.Digest)));
            Assert.Equal("revocation/a.crl", part.Name);
            Assert.Equal(List, await node.ReadAsync(journal => journal.FindCapturedOctets(part.Sha256)));
        }

        Assert.Null(await CaptureOf(region.EfremovNode, accepted.Container));
    }

    [Fact]
    public async Task A_letter_within_one_node_owes_it_once()
    {
        var source = Right();
        var region = await OpenAsync(captures: source);
        await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(1, source.Asked);
    }

    [Fact]
    public async Task An_outage_of_days_stops_no_mail_and_ends_with_complete_evidence()
    {
        var up = false;
        var source = new ScriptedCapture("officials", (_, _) => Task.FromResult(up ? Harvest() : Missing("officials")));
        var region = await OpenAsync(captures: source);
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromHours(40));

        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        var owed = (await CaptureOf(region.Tula, accepted.Container))!;
        Assert.Equal([new CaptureGap("officials", CaptureCodes.Revocation, "a.sig", true)], owed.Gaps);
        Assert.Equal(new OwedCaptures(1, owed.Since), await region.Tula.ReadAsync(journal => journal.OwedCaptures()));

        // Slower and slower, but not for ever: at most an hour apart, and an administrator is told once.
        Assert.InRange(owed.Attempts, 40, 120);
        var alarm = Assert.Single(await region.Tula.ReadAsync(journal => journal.EventsAfter(0, null, 1000)), entry => entry.Kind == EventKinds.Alarm);
        Assert.Contains(CaptureCodes.Revocation, alarm.Detail, StringComparison.Ordinal);

        up = true;
        await region.RestartAsync("tula");
        await region.RunAsync(TimeSpan.FromHours(2));
        Assert.Equal(CaptureState.Done, (await CaptureOf(region.Tula, accepted.Container))!.State);
        Assert.Empty((await CaptureOf(region.Tula, accepted.Container))!.Gaps);
    }

    [Fact]
    public async Task What_an_authority_that_is_gone_does_not_give_is_given_up_in_the_end()
    {
        var last = 0;
        var source = new ScriptedCapture("officials", (subject, _) =>
        {
            if (subject.IsLast) last++;
            return Task.FromResult(Missing("officials"));
        });
        var region = await OpenAsync(new DeliveryOptions { CaptureGiveUp = TimeSpan.FromDays(31) }, source);
        var accepted = await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromDays(31) - TimeSpan.FromHours(1));
        Assert.Equal(CaptureState.Owed, (await CaptureOf(region.Tula, accepted.Container))!.State);

        await region.RunAsync(TimeSpan.FromHours(3));
        var asked = source.Asked;
        await region.RunAsync(TimeSpan.FromDays(2));
        var capture = (await CaptureOf(region.Tula, accepted.Container))!;
        Assert.Equal((CaptureState.Done, null, asked), (capture.State, capture.NextAttemptAt, source.Asked));
        Assert.Equal([new CaptureGap("officials", CaptureCodes.GivenUp, $"{CaptureCodes.Revocation} a.sig", false)], capture.Gaps);
        Assert.Equal(1, last);
        Assert.Equal(0, (await region.Tula.ReadAsync(journal => journal.OwedCaptures())).Count);
        Assert.Equal(
            ["evidence is not complete: SEDX-CAPTURE_REVOCATION", "evidence is given up: SEDX-CAPTURE_REVOCATION"],
            (await region.Tula.ReadAsync(journal => journal.EventsAfter(0, null, 1000))).Where(entry => entry.Kind == EventKinds.Alarm && entry.Detail!.StartsWith("evidence", StringComparison.Ordinal)).Select(entry => entry.Detail));
    }

    [Fact]
    public async Task A_node_that_was_off_for_long_looks_more_than_once_before_it_gives_up()
    {
        var source = new ScriptedCapture("officials", (_, _) => Task.FromResult(Missing("officials")));
        var region = await OpenAsync(new DeliveryOptions { CaptureGiveUp = TimeSpan.FromDays(31) }, source);
        var accepted = await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromDays(4));
        region.Stop("tula");
        await region.RunAsync(TimeSpan.FromDays(40));
        var asked = source.Asked;
        await region.RestartAsync("tula");
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((asked + 1, CaptureState.Owed), (source.Asked, (await CaptureOf(region.Tula, accepted.Container))!.State));

        await region.RunAsync(TimeSpan.FromHours(3));
        Assert.Equal(CaptureState.Done, (await CaptureOf(region.Tula, accepted.Container))!.State);
    }

    [Theory]
    [InlineData(CaptureCodes.Defect)]
    [InlineData(CaptureCodes.Unreadable)]
    public async Task What_this_node_does_not_manage_is_not_given_up(string code)
    {
        var source = new ScriptedCapture("officials", (_, _) => Task.FromResult(new CaptureHarvest(new Dictionary<string, byte[]>(), [new CaptureGap("officials", code, null, true)])));
        var region = await OpenAsync(new DeliveryOptions { CaptureGiveUp = TimeSpan.FromDays(3) }, source);
        var accepted = await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromDays(5));
        Assert.Equal(CaptureState.Owed, (await CaptureOf(region.Tula, accepted.Container))!.State);
    }

    [Fact]
    public async Task By_a_clock_that_is_a_year_ahead_nothing_is_given_up()
    {
        var region = await OpenAsync(new DeliveryOptions { CaptureGiveUp = TimeSpan.FromDays(31) }, new ScriptedCapture("officials", (_, _) => Task.FromResult(Missing("officials"))));
        var accepted = await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromDays(4));
        region.Skews["tula"] = TimeSpan.FromDays(400);
        var before = (await CaptureOf(region.Tula, accepted.Container))!.Attempts;
        await region.RunAsync(TimeSpan.FromHours(3));
        var capture = (await CaptureOf(region.Tula, accepted.Container))!;
        Assert.Equal(CaptureState.Owed, capture.State);
        Assert.True(capture.Attempts > before + 1, $"{capture.Attempts} attempts after {before}.");
    }

    [Fact]
    public async Task What_was_had_is_entered_while_another_takes_its_time()
    {
        var hung = new TaskCompletionSource<CaptureHarvest>();
        var asked = 0;
        var source = new ScriptedCapture("officials", (_, _) => asked++ == 0 ? Task.FromResult(Harvest()) : hung.Task);
        var region = await OpenAsync(new DeliveryOptions { CapturesAtOnce = 1, CapturePatience = TimeSpan.FromDays(1) }, source);
        var first = await SendAsync(region.Tula, Government, [Moscow]);
        var second = await SendAsync(region.Tula, Government, [Moscow]);
        await TurnAsync(region.Tula);

        Assert.Equal(2, asked);
        var states = new[] { first, second }.Select(async sent => (await CaptureOf(region.Tula, sent.Container))!.State);
        Assert.Equal([CaptureState.Owed, CaptureState.Done], (await Task.WhenAll(states)).Order());
        hung.SetResult(Harvest());
    }

    [Fact]
    public async Task A_source_that_hangs_is_left_alone_after_its_time_and_holds_nothing()
    {
        var hangs = new ScriptedCapture("officials", async (_, cancel) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            return Harvest();
        });
        var region = await OpenAsync(new DeliveryOptions { CapturePatience = TimeSpan.FromSeconds(10) }, hangs);
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(accepted.Container.MessageId, Efremov));
        Assert.Equal(CaptureCodes.TimedOut, Assert.Single((await CaptureOf(region.Tula, accepted.Container))!.Gaps).Code);
    }

    [Fact]
    public async Task A_defect_of_one_source_is_named_and_the_other_is_not_asked_twice()
    {
        var (good, bad) = (Right("first"), new ScriptedCapture("second", (_, _) => throw new InvalidOperationException("a defect")));
        var region = await OpenAsync(captures: [good, bad]);
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromHours(1));

        var capture = (await CaptureOf(region.Tula, accepted.Container))!;
        Assert.Equal([new CaptureGap("second", CaptureCodes.Defect, nameof(InvalidOperationException), true)], capture.Gaps);
        Assert.True(bad.Asked > 2);
        Assert.Equal(2, good.Asked);
        Assert.Single(await region.Tula.ReadAsync(journal => journal.CapturedParts(accepted.Container.Digest)));
    }

    [Fact]
    public async Task What_cannot_be_had_is_named_and_not_looked_for_again()
    {
        var source = new ScriptedCapture("officials", (_, _) => Task.FromResult(new CaptureHarvest(
            new Dictionary<string, byte[]>(), [new CaptureGap("officials", CaptureCodes.NoPath, "a.sig", false)])));
        var region = await OpenAsync(captures: source);
        var accepted = await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromHours(5));

        var capture = (await CaptureOf(region.Tula, accepted.Container))!;
        Assert.Equal((CaptureState.Done, 1), (capture.State, capture.Attempts));
        Assert.Equal(CaptureCodes.NoPath, Assert.Single(capture.Gaps).Code);
    }

    [Fact]
    public async Task A_source_is_given_back_what_it_gathered_before()
    {
        var seen = new List<int>();
        var source = new ScriptedCapture("officials", (subject, _) =>
        {
            seen.Add(subject.Gathered.Count);
            var parts = subject.Gathered.Append(new($"revocation/{seen.Count}.crl", [(byte)seen.Count])).ToDictionary();
            return Task.FromResult(new CaptureHarvest(parts, seen.Count < 3 ? Missing("officials").Gaps : []));
        });
        var region = await OpenAsync(captures: source);
        var accepted = await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Equal([0, 1, 2], seen);
        Assert.Equal(3, (await region.Tula.ReadAsync(journal => journal.CapturedParts(accepted.Container.Digest))).Count);
    }

    [Fact]
    public async Task What_can_be_had_only_later_is_not_asked_for_before()
    {
        var source = new ScriptedCapture("officials", (subject, _) => Task.FromResult(subject.Gathered.Count > 0
            ? Harvest()
            : Harvest() with { Gaps = [new CaptureGap("officials", CaptureCodes.Grace, null, true)], AskAgain = subject.Since.AddHours(12) }));
        var region = await OpenAsync(captures: source);
        var accepted = await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromHours(11));
        Assert.Equal((1, CaptureState.Owed), (source.Asked, (await CaptureOf(region.Tula, accepted.Container))!.State));
        await region.RunAsync(TimeSpan.FromHours(2));
        Assert.Equal((2, CaptureState.Done), (source.Asked, (await CaptureOf(region.Tula, accepted.Container))!.State));
    }

    [Fact]
    public async Task A_node_that_died_and_one_that_was_restored_still_owe_it()
    {
        var up = false;
        var source = new ScriptedCapture("officials", (_, _) => Task.FromResult(up ? Harvest() : Missing("officials")));
        var region = await OpenAsync(captures: source);
        var backup = region.BackUp("efremov");
        var accepted = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await region.RestartAsync("tula");
        await region.RestoreAsync(backup);
        up = true;
        await region.RunAsync(TimeSpan.FromHours(2));

        Assert.Equal(CaptureState.Done, (await CaptureOf(region.Tula, accepted.Container))!.State);
        Assert.Equal(CaptureState.Done, (await CaptureOf(region.EfremovNode, accepted.Container))!.State);
    }

    private static ScriptedCapture Right(string name = "officials") => new(name, (_, _) => Task.FromResult(Harvest()));

    private static CaptureHarvest Harvest() => new(new Dictionary<string, byte[]> { ["revocation/a.crl"] = List }, []);

    private static CaptureHarvest Missing(string source) =>
        new(new Dictionary<string, byte[]>(), [new CaptureGap(source, CaptureCodes.Revocation, "a.sig", true)]);

    private static Task<CaptureRow?> CaptureOf(VirtualNode node, ContainerRow container) => node.ReadAsync(journal => journal.FindCapture(container.Digest));
}
