using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <content>What waits in mailboxes, by the kind of its containers.</content>
public abstract partial class JournalContract
{
    [Fact]
    public async Task Of_waiting_mail_one_kind_is_found_behind_the_other()
    {
        await Commit(journal =>
        {
            for (var number = 1; number <= 6; number++)
            {
                journal.Add(Rows.Container(number) with { Kind = number % 2 == 0 ? EnvelopeKind.Report : EnvelopeKind.Document });
                journal.Add(Rows.Inbound(number, number, Rows.Id(1)) with { PoisonSince = number > 3 ? Rows.Noon : null });
            }
        });

        Assert.Equal([Rows.Id(2)], (await Read(journal => journal.Waiting([Rows.Id(1)], 1, EnvelopeKind.Report))).Select(row => row.DeliveryId));
        Assert.Equal([Rows.Id(1), Rows.Id(3)], (await Read(journal => journal.Waiting([Rows.Id(1)], 10, EnvelopeKind.Document))).Select(row => row.DeliveryId));
        Assert.Equal([Rows.Id(4), Rows.Id(6)], (await Read(journal => journal.Poisoned([Rows.Id(1)], 10, EnvelopeKind.Report))).Select(row => row.DeliveryId));
        Assert.Equal([Rows.Id(5)], (await Read(journal => journal.Poisoned([Rows.Id(1)], 1, EnvelopeKind.Document))).Select(row => row.DeliveryId));
        Assert.Empty(await Read(journal => journal.Waiting([Rows.Id(2)], 10, EnvelopeKind.Document)));
    }
}
