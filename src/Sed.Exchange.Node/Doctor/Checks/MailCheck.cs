using System.Globalization;
using Sed.Exchange.Delivery.Lanes;

namespace Sed.Exchange.Node.Doctor.Checks;

/// <summary>Mail and receipts that do not move, what is held and not verified, messages nobody collects, stamps that no authority gives, and the alarms of the last days.</summary>
internal static class MailCheck
{
    private static readonly TimeSpan Stuck = TimeSpan.FromHours(1);

    public static IEnumerable<DoctorFinding> Look(Patient patient)
    {
        if (patient.Journal is not { } journal) return [];
        return [.. Moving(journal, patient.Configuration.Delivery.Uncollected, patient.Now), .. Alarms(journal)];
    }

    private static IEnumerable<DoctorFinding> Moving(JournalView journal, TimeSpan uncollected, DateTimeOffset now)
    {
        var found = 0;
        foreach (var hop in journal.Underway.Where(row => row.State == DeliveryState.Queued && now - row.CreatedAt > Stuck).GroupBy(row => row.NextHop ?? "–").OrderBy(hop => hop.Key, StringComparer.Ordinal))
        {
            found++;
            var oldest = hop.MinBy(row => row.CreatedAt)!;
            yield return DoctorCodes.MailStuck.About(hop.Key, hop.Count(), oldest.MessageId, $"{oldest.CreatedAt:u}", oldest.LastError ?? "–");
        }

        if (journal.Held.Where(row => now - row.At > Stuck).ToList() is { Count: > 0 } held)
        {
            found++;
            var oldest = held.MinBy(row => row.At)!;
            yield return DoctorCodes.MailHeld.About(null, held.Count, oldest.MessageId, oldest.From, $"{oldest.At:u}", oldest.LastError ?? "–");
        }

        if (journal.OldestWaiting is { } waiting && now - waiting.CreatedAt > uncollected)
        {
            found++;
            yield return DoctorCodes.MailUncollected.About(waiting.Recipient.ToString(), waiting.MessageId, $"{waiting.CreatedAt:u}");
        }

        if (journal.Poisoned is [var poison, ..])
        {
            found++;
            yield return DoctorCodes.MailPoison.About(poison.Recipient.ToString(), journal.Poisoned.Count, poison.MessageId, poison.Leases);
        }

        foreach (var node in journal.Owed.Where(row => now - row.Since > Stuck).GroupBy(row => row.ToNode).OrderBy(node => node.Key, StringComparer.Ordinal))
        {
            found++;
            var oldest = node.MinBy(row => row.Since)!;
            yield return DoctorCodes.MailOwed.About(node.Key, node.Count(), $"{oldest.Since:u}", oldest.LastError ?? "–");
        }

        if (journal.OldestUnstamped is { } stamp && now - stamp.MadeAt > Stuck)
        {
            found++;
            yield return DoctorCodes.MailUnstamped.About(null, $"{stamp.MadeAt:u}", stamp.Attempts.ToString(CultureInfo.InvariantCulture), stamp.LastError ?? "–");
        }

        if (found == 0) yield return DoctorCodes.MailOk.About(null, journal.Underway.Count, journal.Owed.Count);
    }

    private static IEnumerable<DoctorFinding> Alarms(JournalView journal)
    {
        if (journal.Alarms.Count == 0) yield return DoctorCodes.AlarmOk.About(null);
        foreach (var kind in journal.Alarms.GroupBy(row => (row.Detail ?? "–").Split(' ')[0]).OrderByDescending(kind => kind.Count()))
        {
            var last = kind.Last();
            yield return DoctorCodes.AlarmSome.About(kind.Key, kind.Count().ToString(CultureInfo.InvariantCulture), $"{last.At:u}", last.Detail, last.MessageId?.ToString() ?? "–");
        }
    }
}
