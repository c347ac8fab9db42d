using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <content>Receivers of feeds.</content>
public abstract partial class JournalContract
{
    [Fact]
    public async Task A_webhook_comes_back_as_it_went_in_and_is_replaced_and_removed()
    {
        var full = Rows.Webhook("full", 1) with
        {
            Inner = true,
            Cursor = 17,
            ConfirmedAt = Rows.Noon.AddHours(1),
            Attempts = 3,
            NextAttemptAt = Rows.Noon.AddHours(2),
            FailingSince = Rows.Noon.AddHours(3),
            LastError = "hook-status: 500",
            DisabledAt = Rows.Noon.AddHours(4),
        };
        await Commit(journal =>
        {
            journal.Put(full);
            journal.Put(Rows.Webhook("bare", 2));
        });

        Assert.Equal(full, await Read(journal => journal.FindWebhook("full")));
        Assert.Equal([Rows.Webhook("bare", 2), full], await Read(journal => journal.Webhooks()));
        Assert.Null(await Read(journal => journal.FindWebhook("none")));

        var moved = full with { Cursor = 18, DisabledAt = null, Url = new Uri("https://other.example.test/hook?x=1") };
        await Commit(journal => journal.Put(moved));
        Assert.Equal(moved, await Read(journal => journal.FindWebhook("full")));

        await Commit(journal =>
        {
            journal.RemoveWebhook("full");
            journal.RemoveWebhook("none");
        });
        Assert.Equal([Rows.Webhook("bare", 2)], await Read(journal => journal.Webhooks()));
    }

    [Fact]
    public async Task Webhooks_wait_that_have_something_to_hear_and_were_not_given_up()
    {
        Assert.Equal(0, await Read(journal => journal.LastEvent()));
        await Commit(journal =>
        {
            journal.Put(Rows.Webhook("a-new", 1));
            journal.Put(Rows.Webhook("b-failing", 1) with { NextAttemptAt = Rows.Noon.AddHours(1) });
            journal.Put(Rows.Webhook("c-disabled", 1) with { DisabledAt = Rows.Noon });
            journal.Put(Rows.Webhook("d-other", 2));
            journal.Append(new EventRow { At = Rows.Noon, Kind = EventKinds.Arrived, Organisation = Rows.Id(1) });
            journal.Append(new EventRow { At = Rows.Noon, Kind = EventKinds.Alarm });
        });

        Assert.Equal(2, await Read(journal => journal.LastEvent()));
        Assert.Equal([("a-new", DateTimeOffset.MinValue), ("b-failing", Rows.Noon.AddHours(1))], await Read(journal => journal.WaitingWebhooks()));

        await Commit(journal => journal.Put(Rows.Webhook("a-new", 1) with { Cursor = 1 }));
        Assert.Equal(["b-failing"], (await Read(journal => journal.WaitingWebhooks())).Select(hook => hook.Id));
    }

    [Fact]
    public async Task What_was_removed_for_its_age_counts_on_in_the_numbers_by_which_webhooks_wait()
    {
        await Commit(journal =>
        {
            journal.Put(Rows.Webhook("all-told", 1) with { Cursor = 2 });
            for (var number = 0; number < 2; number++) journal.Append(new EventRow { At = Rows.Noon, Kind = EventKinds.Arrived, Organisation = Rows.Id(1) });
        });
        await Commit(journal => journal.RemoveEvents(Rows.Noon, null, 10));
        Assert.Equal(2, await Read(journal => journal.LastEvent()));
        Assert.Empty(await Read(journal => journal.WaitingWebhooks()));

        await Commit(journal => journal.Append(new EventRow { At = Rows.Noon, Kind = EventKinds.Arrived, Organisation = Rows.Id(1) }));
        Assert.Equal(3, await Read(journal => journal.LastEvent()));
        Assert.Equal(["all-told"], (await Read(journal => journal.WaitingWebhooks())).Select(hook => hook.Id));
    }
}
