using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Delivery.Webhooks;
using Sed.Exchange.Tests.Doubles;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

public sealed class WebhookTests
{
    private static readonly WebhookAnswer.Failed Broken = new(WebhookCodes.Status, "500");

    private readonly ScriptedHooks _hooks = new();

    [Fact]
    public async Task A_receiver_is_told_the_feed_of_its_organisation_and_nothing_else_in_order()
    {
        var region = await OpenAsync();
        await AddAsync(region.Tula, "delo", Government);
        await SendAsync(region.Tula, Government, [Efremov, Moscow]);
        await SendAsync(region.Tula, Moscow, [Government]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        await region.EfremovNode.TakeAllAsync(Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        var feed = await FeedAsync(region.Tula, Government);
        Assert.Contains(feed, row => row.Kind == "Collected");
        Assert.Equal(feed.Select(row => $"1-{row.Number}"), _hooks.Told("delo"));
        Assert.Equal(feed, _hooks.Calls.Select(call => call.Event));
        Assert.Empty(await region.Tula.ReadAsync(journal => journal.WaitingWebhooks()));
    }

    [Fact]
    public async Task What_is_not_confirmed_is_told_again_and_the_next_waits_for_it()
    {
        var region = await OpenAsync();
        await AddAsync(region.Tula, "delo", Government);
        var failures = 3;
        _hooks.Answer = _ => Task.FromResult<WebhookAnswer>(failures-- > 0 ? Broken : new WebhookAnswer.Confirmed());
        await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromMinutes(2));

        var feed = (await FeedAsync(region.Tula, Government)).Select(row => $"1-{row.Number}").ToList();
        Assert.Equal([feed[0], feed[0], feed[0], .. feed], _hooks.Told("delo"));
        var hook = (await region.Tula.ReadAsync(journal => journal.FindWebhook("delo")))!;
        Assert.Equal((0, (DateTimeOffset?)null, (string?)null), (hook.Attempts, hook.FailingSince, hook.LastError));
    }

    [Fact]
    public async Task A_node_that_died_tells_again_what_it_had_not_written_down_and_leaves_nothing_out()
    {
        var region = await OpenAsync();
        await AddAsync(region.Tula, "delo", Government);
        for (var letter = 0; letter < 5; letter++) await SendAsync(region.Tula, Government, [Moscow]);

        // The receiver confirms the third call, and nobody hears it: the node is dead.
        var never = new TaskCompletionSource<WebhookAnswer>();
        _hooks.Answer = _ => _hooks.Calls.Count == 3 ? never.Task : Task.FromResult<WebhookAnswer>(new WebhookAnswer.Confirmed());
        _ = region.Tula.Gateway.Dispatcher.LookAsync(CancellationToken.None);
        Assert.Equal(3, _hooks.Calls.Count);
        await region.RestartAsync("tula");
        await region.RunAsync(TimeSpan.FromMinutes(1));

        var feed = (await FeedAsync(region.Tula, Government)).Select(row => $"1-{row.Number}").ToList();
        Assert.Equal([.. feed[..3], .. feed[2..]], _hooks.Told("delo"));
    }

    [Fact]
    public async Task A_receiver_that_hangs_delays_neither_another_nor_anybodys_mail()
    {
        var region = await OpenAsync();
        await AddAsync(region.Tula, "dead", Government);
        await AddAsync(region.Tula, "delo", Government);
        var never = new TaskCompletionSource<WebhookAnswer>();
        _hooks.Answer = call => call.Hook.Id == "dead" ? never.Task : Task.FromResult<WebhookAnswer>(new WebhookAnswer.Confirmed());
        var sent = await SendAsync(region.Tula, Government, [Efremov]);
        for (var look = 0; look < 20; look++)
        {
            await region.Tula.Gateway.Dispatcher.LookAsync(CancellationToken.None);
            region.Time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(DeliveryState.Delivered, await region.Tula.StateAsync(sent.Container.MessageId, Efremov));
        Assert.Single(_hooks.Told("dead"));
        Assert.Equal((await FeedAsync(region.Tula, Government)).Select(row => $"1-{row.Number}"), _hooks.Told("delo"));
        never.SetResult(Broken);
    }

    [Fact]
    public async Task Long_failure_ends_in_an_alarm_and_enabled_again_it_goes_on_where_it_stood()
    {
        var region = await OpenAsync(new DeliveryOptions { WebhookGiveUp = TimeSpan.FromHours(3) });
        await AddAsync(region.Tula, "delo", Government);
        await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        _hooks.Answer = _ => Task.FromResult<WebhookAnswer>(Broken);
        await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromHours(4));

        var calls = _hooks.Calls.Count;
        Assert.InRange(calls, 20, 60);
        var hook = (await region.Tula.ReadAsync(journal => journal.FindWebhook("delo")))!;
        Assert.NotNull(hook.DisabledAt);
        var alarm = Assert.Single(await region.Tula.ReadAsync(journal => journal.EventsAfter(0, null, 1000).Where(row => row.Kind == EventKinds.Alarm).ToList()));
        Assert.StartsWith("webhook delo is not called any more: failing since 2026-03-02", alarm.Detail, StringComparison.Ordinal);
        await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal(calls, _hooks.Calls.Count);

        _hooks.Answer = _ => Task.FromResult<WebhookAnswer>(new WebhookAnswer.Confirmed());
        await region.Tula.Journal.CommitAsync(
            journal =>
            {
                journal.Put(hook with { DisabledAt = null, FailingSince = null, NextAttemptAt = null, Attempts = 0 });
                return true;
            },
            CancellationToken.None);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((await FeedAsync(region.Tula, Government)).Select(row => $"1-{row.Number}"), _hooks.Told("delo").Distinct());
    }

    [Fact]
    public async Task Days_that_the_clock_jumped_over_are_no_days_of_failing()
    {
        var region = await OpenAsync();
        await AddAsync(region.Tula, "delo", Government);
        _hooks.Answer = _ => Task.FromResult<WebhookAnswer>(Broken);
        await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromHours(2));
        region.Skews["tula"] = TimeSpan.FromDays(21);
        await region.RestartAsync("tula");
        await region.RunAsync(TimeSpan.FromHours(2));
        Assert.Null((await region.Tula.ReadAsync(journal => journal.FindWebhook("delo")))!.DisabledAt);

        _hooks.Answer = _ => Task.FromResult<WebhookAnswer>(new WebhookAnswer.Confirmed());
        region.Skews.Remove("tula");
        await region.RunAsync(TimeSpan.FromHours(2));
        Assert.Equal((await FeedAsync(region.Tula, Government)).Select(row => $"1-{row.Number}"), _hooks.Told("delo").Distinct());
    }

    [Fact]
    public async Task What_the_administrator_wrote_meanwhile_stands()
    {
        var region = await OpenAsync();
        await AddAsync(region.Tula, "delo", Government);
        _hooks.Answer = async _ =>
        {
            await region.Tula.Journal.CommitAsync(
                journal =>
                {
                    journal.RemoveWebhook("delo");
                    return true;
                },
                CancellationToken.None);
            return new WebhookAnswer.Confirmed();
        };
        await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Single(_hooks.Calls);
        Assert.Empty(await region.Tula.ReadAsync(journal => journal.Webhooks()));
    }

    [Fact]
    public async Task After_a_restore_it_is_told_in_the_new_epoch_from_where_the_backup_stood()
    {
        var region = await OpenAsync();
        await AddAsync(region.Tula, "delo", Government);
        await SendAsync(region.Tula, Government, [Moscow]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var backup = region.BackUp("tula");
        var before = _hooks.Calls.Count;
        await SendAsync(region.Tula, Government, [Efremov]);
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var lost = _hooks.Calls.Count;

        await region.RestoreAsync(backup);
        await region.RunAsync(TimeSpan.FromHours(1));

        // The letter that only Efremov knew is known again, and told again under numbers of the new life.
        var again = _hooks.Calls.Skip(lost).ToList();
        Assert.NotEmpty(again);
        Assert.All(again, call => Assert.Equal(2, call.Epoch));
        var feed = await FeedAsync(region.Tula, Government);
        Assert.Equal(feed.Skip(before).Select(row => $"2-{row.Number}"), again.Select(call => call.Id));
    }

    private async Task<VirtualRegion> OpenAsync(DeliveryOptions? options = null) => await OpenTellingAsync(_hooks, options);

    private static Task<bool> AddAsync(VirtualNode node, string id, Guid organisation) => node.Journal.CommitAsync(
        journal =>
        {
            journal.Put(new WebhookRow
            {
                Id = id,
                Organisation = organisation,
                Url = new Uri("https://receiver.example.test/"),
                Secret = WebhookSecret.Of(new byte[32]),
                AddedAt = Start,
                Cursor = journal.LastEvent(),
            });
            return true;
        },
        CancellationToken.None);

    private static Task<List<EventRow>> FeedAsync(VirtualNode node, Guid organisation) =>
        node.ReadAsync(journal => journal.EventsAfter(0, [organisation], 10000).ToList());
}
