using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Clock;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Packages;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Wall time is compared with monotonic time, the journal and the neighbours; in doubt nobody says that it is too late (DESIGN section 4).</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly Pulse _work = new();
    private TimeSpan _ahead;

    [Fact]
    public void How_far_back_a_clock_was_set_is_believed_of_itself_and_within_bounds_of_neighbours()
    {
        var watch = Watch();
        watch.Hear([-TimeSpan.FromDays(3000)], isWhole: true, watch.Changes);
        Assert.Equal(ClockWatch.LongestToldBehind, watch.Behind);
        watch.Hear([-TimeSpan.FromDays(4000)], isWhole: true, watch.Changes);
        Assert.Equal(ClockWatch.LongestToldBehind, watch.Behind);

        _ahead = -TimeSpan.FromDays(365);
        Assert.False(watch.IsSure);
        Assert.Equal(365, watch.Behind.TotalDays, 3);
    }

    [Theory]
    [InlineData(4 * 24 * 60)]
    [InlineData(-60)]
    [InlineData(6)]
    public void A_jump_raises_a_doubt_and_neighbours_that_agree_end_it(int minutes)
    {
        var watch = Watch();
        Assert.True(watch.IsSure);

        _ahead = TimeSpan.FromMinutes(minutes);
        Assert.False(watch.IsSure);
        Assert.Equal(ClockDoubtKind.Jumped, watch.CurrentDoubt!.Kind);
        Assert.Equal(minutes, (int)Math.Round(watch.CurrentDoubt.Ahead.TotalMinutes));

        watch.Hear([TimeSpan.FromSeconds(2)], isWhole: true, watch.Changes);
        Assert.True(watch.IsSure);
    }

    [Fact]
    public void Whoever_notices_a_jump_wakes_the_dispatcher_to_ask_the_neighbours()
    {
        var watch = Watch();
        var beat = _work.Next;
        Assert.True(watch.IsSure);
        Assert.False(beat.IsCompleted);

        _ahead = TimeSpan.FromDays(5);
        Assert.NotNull(watch.Shut);
        Assert.True(beat.IsCompleted);
    }

    [Fact]
    public void Small_steps_add_up_and_slewing_does_not()
    {
        var watch = Watch();
        for (var day = 0; day < 100; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            _ahead += TimeSpan.FromSeconds(43);
            Assert.True(watch.IsSure);
        }

        for (var step = 0; step < 2; step++) _ahead += TimeSpan.FromMinutes(2);
        Assert.True(watch.IsSure);
        _ahead += TimeSpan.FromMinutes(2);
        Assert.False(watch.IsSure);
    }

    [Fact]
    public void One_liar_neither_raises_a_doubt_nor_ends_one()
    {
        var watch = Watch();
        watch.Hear([TimeSpan.Zero, TimeSpan.FromDays(3)], isWhole: true, watch.Changes);
        Assert.True(watch.IsSure);

        watch.Hear([TimeSpan.FromDays(3), TimeSpan.FromDays(3), TimeSpan.Zero], isWhole: true, watch.Changes);
        Assert.Equal(ClockDoubtKind.Contradicted, watch.CurrentDoubt!.Kind);
        Assert.Equal(ProblemCodes.ClockUnsure, watch.Shut!.Code);

        watch.Hear([TimeSpan.Zero, TimeSpan.FromDays(3)], isWhole: true, watch.Changes);
        Assert.False(watch.IsSure);
        watch.Hear([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromDays(3)], isWhole: true, watch.Changes);
        Assert.True(watch.IsSure);
    }

    [Fact]
    public void Answers_to_a_clock_that_has_jumped_since_count_for_nothing()
    {
        var watch = Watch();
        _ahead = TimeSpan.FromHours(2);
        var before = watch.Changes;
        _ahead = TimeSpan.FromDays(2);

        watch.Hear([TimeSpan.Zero], isWhole: true, before);

        Assert.False(watch.IsSure);
    }

    [Fact]
    public void A_node_that_nobody_answers_believes_its_clock_after_a_day_and_shuts_no_door()
    {
        var watch = Watch();
        _ahead = TimeSpan.FromDays(2);
        Assert.NotNull(watch.Shut);
        watch.Hear([], isWhole: false, watch.Changes);
        Assert.Null(watch.Shut);

        _time.Advance(Patience - TimeSpan.FromMinutes(1));
        watch.Hear([], isWhole: false, watch.Changes);
        Assert.False(watch.IsSure);
        _time.Advance(TimeSpan.FromMinutes(1));
        watch.Hear([], isWhole: false, watch.Changes);
        Assert.True(watch.IsSure);
    }

    [Fact]
    public void Who_else_answers_takes_back_nothing_that_a_neighbour_said_whose_line_fails()
    {
        var watch = Watch();
        watch.Hear([TimeSpan.FromHours(-12)], isWhole: true, watch.Changes);

        // Another one answers, who doubts itself and is no witness.
        watch.Hear([], isWhole: false, watch.Changes);
        Assert.NotNull(watch.Shut);
    }

    [Fact]
    public void A_line_that_fails_takes_back_nothing_that_was_said_over_it()
    {
        var watch = Watch();
        watch.Hear([TimeSpan.FromDays(3)], isWhole: true, watch.Changes);
        watch.Hear([], isWhole: false, watch.Changes);
        Assert.NotNull(watch.Shut);

        // Its neighbour doubts itself by now, and is no witness.
        watch.Hear([], isWhole: true, watch.Changes);
        Assert.Null(watch.Shut);

        watch.Hear([TimeSpan.FromDays(3)], isWhole: true, watch.Changes);
        _time.Advance(Patience);
        watch.Hear([], isWhole: false, watch.Changes);
        Assert.Null(watch.Shut);
        Assert.True(watch.IsSure);
    }

    [Theory]
    [InlineData(0, true, true)]
    [InlineData(14, true, true)]
    [InlineData(-4, true, true)]
    [InlineData(16, true, false)]
    [InlineData(-6, true, false)]
    [InlineData(0, false, false)]
    public void A_start_compares_itself_with_what_the_journal_noted(int minutesLater, bool wasSure, bool isSure) =>
        Assert.Equal(isSure, Watch(new ClockRow(Start.AddMinutes(-minutesLater), wasSure)).IsSure);

    [Fact]
    public void How_far_a_clock_was_set_back_is_remembered()
    {
        var watch = Watch(new ClockRow(Start, IsSure: true, TimeSpan.FromHours(3)));
        Assert.Equal(TimeSpan.FromHours(3), watch.Behind);

        _ahead = TimeSpan.FromHours(-17);
        Assert.False(watch.IsSure);
        _ahead = TimeSpan.Zero;
        Assert.False(watch.IsSure);

        Assert.Equal(TimeSpan.FromHours(17), watch.Behind);
    }

    [Fact]
    public async Task A_clock_that_jumps_by_days_ends_nothing_and_what_it_put_off_goes_when_it_is_right_again()
    {
        var region = await OpenAsync();
        region.Stop("efremov");
        var letter = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(30));

        region.Skews["tula"] = TimeSpan.FromDays(4);
        await region.RunAsync(TimeSpan.FromHours(20));
        Assert.False(region.Tula.Gateway.Clock.IsSure);
        Assert.Equal(DeliveryState.Queued, await region.Tula.StateAsync(letter.Container.MessageId, Efremov));

        // In doubt it is restarted: that makes nobody surer.
        await region.RestartAsync("tula");
        Assert.False(region.Tula.Gateway.Clock.IsSure);

        region.Skews["tula"] = TimeSpan.Zero;
        await region.RestartAsync("efremov");
        await region.RunAsync(TimeSpan.FromMinutes(30));
        Assert.True(region.Tula.Gateway.Clock.IsSure);
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(letter.Container.MessageId, Efremov));
    }

    [Fact]
    public async Task A_node_whose_neighbours_contradict_it_seals_nothing_and_refuses_nothing_for_time()
    {
        var region = await OpenAsync();
        await region.RunAsync(TimeSpan.FromMinutes(1));
        region.Skews["efremov"] = TimeSpan.FromDays(5);
        await region.RunAsync(TimeSpan.FromMinutes(5));

        var own = await region.EfremovNode.Gateway.Admission.SubmitAsync(Letter(Efremov, [Government]), CancellationToken.None);
        Assert.Equal(ProblemCodes.ClockUnsure, Assert.IsType<AdmissionResult.NotTaken>(own).Problem.Code);
        var letter = await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal(DeliveryState.Queued, await region.Tula.StateAsync(letter.Container.MessageId, Efremov));

        region.Skews["efremov"] = TimeSpan.Zero;
        await region.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(letter.Container.MessageId, Efremov));
    }

    [Fact]
    public async Task What_a_clock_weeks_ahead_sealed_ends_at_once_though_it_comes_home_and_its_octets_have_changed()
    {
        var region = await OpenAsync();
        await region.RunAsync(TimeSpan.FromMinutes(1));

        // Nobody answers, so that it goes on with the clock it has.
        region.Stop("efremov");
        region.Skews["tula"] = TimeSpan.FromDays(28);
        await region.RunAsync(TimeSpan.FromMinutes(5));
        var letter = await SendAsync(region.Tula, Government, [Efremov]);
        region.Tula.Blobs.Corrupt(letter.Container.Blob, octets =>
        {
            octets[octets.AsSpan().IndexOf("a letter"u8)] ^= 1;
            return octets;
        });
        await TakeAsync(Successor(2, node => node, row => row.Id == Efremov ? row with { Node = "tula" } : row), region.Tula);
        await region.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(DeliveryState.Queued, await region.Tula.StateAsync(letter.Container.MessageId, Efremov));

        region.Skews["tula"] = TimeSpan.Zero;
        await region.RestartAsync("efremov");
        await region.RunAsync(TimeSpan.FromHours(2));

        // By the times that they bear: its Accepted was signed weeks ahead.
        Assert.Equal(["Undelivered tula", "Accepted tula"], await region.Tula.TimelineAsync(letter.Container.MessageId, Efremov));
    }

    [Fact]
    public async Task A_jump_while_a_letter_is_taken_gets_into_no_seal_and_no_receipt()
    {
        var region = await OpenAsync();
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var letter = Letter(Government, [Efremov]);
        var jumping = letter with
        {
            Files = [.. letter.Files.Select(file => new PackageFile(file.Name, file.Length, () =>
            {
                region.Skews["tula"] = TimeSpan.FromDays(5);
                return file.Open();
            }))],
        };

        var taken = await region.Tula.Gateway.Admission.SubmitAsync(jumping, CancellationToken.None);
        Assert.Equal(ProblemCodes.ClockUnsure, Assert.IsType<AdmissionResult.NotTaken>(taken).Problem.Code);

        region.Skews["tula"] = TimeSpan.Zero;
        await region.RunAsync(TimeSpan.FromSeconds(5));
        Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
    }

    [Fact]
    public async Task A_clock_that_was_set_right_is_believed_within_seconds()
    {
        var region = await OpenAsync();
        await region.RunAsync(TimeSpan.FromMinutes(1));
        foreach (var ahead in (TimeSpan[])[TimeSpan.FromDays(5), TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.Zero])
        {
            region.Skews["tula"] = ahead;
            await region.RunAsync(TimeSpan.FromSeconds(3));
            Assert.Equal(ahead == TimeSpan.Zero, region.Tula.Gateway.Clock.IsSure);
        }
    }

    [Fact]
    public async Task A_neighbour_that_doubts_its_own_clock_shuts_nobodys_door()
    {
        var region = await OpenAsync();
        await region.RunAsync(TimeSpan.FromMinutes(1));
        region.Skews["efremov"] = TimeSpan.FromDays(5);
        await region.RunAsync(TimeSpan.FromHours(1));
        Assert.False(region.EfremovNode.Gateway.Clock.IsSure);

        Assert.True(region.LobanovoNode.Gateway.Clock.IsSure);
        await SendAsync(region.LobanovoNode, Lobanovo, [Government]);
    }

    [Fact]
    public async Task Clocks_that_are_doubted_after_a_blackout_confirm_each_other()
    {
        var region = await OpenAsync();
        await region.RunAsync(TimeSpan.FromMinutes(15));
        foreach (var id in new[] { "tula", "efremov", "lobanovo" }) region.Stop(id);
        region.Time.Advance(TimeSpan.FromHours(3));
        foreach (var id in new[] { "tula", "efremov", "lobanovo" }) await region.RestartAsync(id);
        Assert.All(region.Nodes, node => Assert.False(node.Gateway.Clock.IsSure));

        await region.RunAsync(TimeSpan.FromMinutes(2));

        Assert.All(region.Nodes, node => Assert.True(node.Gateway.Clock.IsSure));
    }

    [Fact]
    public async Task A_clock_that_goes_on_while_it_is_read_leaves_the_loop_nothing_to_spin_for()
    {
        var region = await OpenAsync();
        region.Time.AutoAdvanceAmount = TimeSpan.FromMicroseconds(1);

        DateTimeOffset? next = null;
        for (var look = 0; look < 5; look++) next = await region.Tula.Gateway.Dispatcher.LookAsync(CancellationToken.None);

        Assert.True(next is null || next > region.Time.GetUtcNow() + TimeSpan.FromSeconds(1), $"due again at {next:O}");
    }

    private ClockWatch Watch(ClockRow? noted = null) => new(new SkewedClock(_time, () => _ahead), Patience, NullLogger.Instance, noted, _work);
}
