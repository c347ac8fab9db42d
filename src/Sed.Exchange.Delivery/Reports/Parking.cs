using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Reports;

/// <summary>
/// Keeps reports back that arrived before their document (DESIGN 3.4): they stay held, with Relayed said for them, because Delivered means that it
/// waits in the mailbox.
/// </summary>
internal static class Parking
{
    // Of the time to deliver, what is left for handing over: the Delivered that ends it must reach the origin in time.
    private const double Share = 0.9;

    /// <summary>Until when a report may be kept back.</summary>
    /// <param name="options">How long reports are parked.</param>
    /// <param name="at">When it became durable here.</param>
    /// <param name="deliverBy">Until when Delivered is due.</param>
    public static DateTimeOffset Until(DeliveryOptions options, DateTimeOffset at, DateTimeOffset deliverBy)
    {
        var longest = at + options.ParkReports;
        var inTime = at + ((deliverBy - at) * Share);
        return longest < inTime ? longest : inTime;
    }

    /// <summary>True for a report that goes into mailboxes here and nowhere else: what goes on, or is refused, waits for nothing.</summary>
    public static bool MayWait(DeliveryOptions options, IReadOnlyCollection<Disposition> dispositions) =>
        options.ParkReports > TimeSpan.Zero && dispositions.Count > 0 && dispositions.All(disposition => disposition is Disposition.ToMailbox);

    /// <summary>
    /// Parks a verified report, part of the commit that would else hand it over: null when its document is known, when it waited long enough, when too
    /// many wait already, or when it must not wait.
    /// </summary>
    /// <param name="journal">The commit.</param>
    /// <param name="options">How long reports are parked.</param>
    /// <param name="arrival">The report.</param>
    /// <param name="rows">It as it is held, for each of its mailboxes here.</param>
    /// <param name="directory">The directory in force.</param>
    /// <param name="now">Now.</param>
    /// <returns>Until when it is parked.</returns>
    public static DateTimeOffset? Park(
        IJournalTransaction journal, DeliveryOptions options, Arrival arrival, IReadOnlyList<HeldRow> rows, ExchangeDirectory directory, DateTimeOffset now)
    {
        // A clock that was ahead when it came must not keep it for longer than a right one.
        var at = rows[0].At < now ? rows[0].At : now;
        var until = Until(options, at, arrival.Row.DeliverBy);
        if (arrival.Row.Kind != EnvelopeKind.Report || now >= until) return null;
        var claim = ReportClaim.Of(arrival.Row, arrival.Envelope.Recipients);
        if (claim.FindDocument(journal, directory) is not null) return null;
        if (rows.Any(row => journal.ParkedReports(claim.Reporter, row.Recipient).Count >= options.ParkedAtOnce)) return null;
        foreach (var row in rows)
        {
            journal.Update(row with { NextAttemptAt = until, LastError = null });
            journal.Put(new ParkedReportRow(
                row.Container, row.Recipient, claim.Reporter, claim.InReplyTo, claim.ReturnCode, claim.DocumentUid, claim.Subject, row.At, until));
        }

        return until;
    }

    /// <summary>Makes reports due that waited for this document, in the order they came; whether they mean it is looked at again then.</summary>
    public static void Release(IJournalTransaction journal, ContainerRow document, Guid recipient)
    {
        foreach (var parked in journal.ParkedReports(recipient, document.Sender))
        {
            var claim = new ReportClaim(parked.Reporter, [parked.Recipient], parked.InReplyTo, parked.ReturnCode, parked.DocumentUid, parked.Subject);
            if (claim.MayMean(document) && journal.FindHeld(parked.Container, parked.Recipient) is { } held) journal.Update(held with { NextAttemptAt = parked.At });
        }
    }
}
