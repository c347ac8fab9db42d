using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Commands;

/// <summary>A status for people.</summary>
internal static class StatusText
{
    public static void Write(StatusDocument status, CommandSurroundings around)
    {
        var words = around.Words;
        var output = around.Output;
        output.WriteLine($"{status.Subject ?? words[$"kind.{status.Kind}"]}  {status.MessageId}");
        output.WriteLine(words.With("status.from", status.Sender.Name ?? status.Sender.Id.ToString(), Time(status.SentAt), Time(status.DeliverBy)));
        if (status.MadeFrom is not null) output.WriteLine(words["inbox.madeByNode"]);
        if (status.Control is { } control) output.WriteLine(ControlText.Line(control, words));
        if (status.MetadataPurgedAt is { } metadata) output.WriteLine(words.With("status.metadataPurged", Time(metadata)));
        else if (status.ContentPurgedAt is { } content) output.WriteLine(words.With("status.contentPurged", Time(content)));
        if (status.Hold is { } hold) output.WriteLine(words.With("status.hold", Time(hold.Since), hold.Reason));
        foreach (var delivery in status.Deliveries)
        {
            output.WriteLine();
            output.WriteLine($"→ {delivery.Recipient.Name ?? delivery.Recipient.Id.ToString()}: {StateText.Of(delivery, words)}");
            foreach (var entry in delivery.Timeline)
            {
                var mark = entry.Verified ? string.Empty : $"  {words["status.unverified"]}";
                var reason = entry.Reason is null ? string.Empty : $"  {entry.Reason}";
                output.WriteLine($"    {Time(entry.At)}  {entry.Node,-14} {EventText.Of(entry, words)}{reason}{mark}");
            }

            foreach (var line in OwedReportText.Lines(delivery.OwedReports, words, Time)) output.WriteLine($"    {line.Text}");
            if (delivery.LastError is { } error) output.WriteLine($"    {words.With("status.lastError", delivery.Attempts, error)}");
            if (delivery.PoisonSince is { } poison) output.WriteLine($"    {words.With("status.poison", delivery.Leases, Time(poison))}");
            if (delivery.NextAttemptAt is { } next) output.WriteLine($"    {words.With("status.next", Time(next))}");
        }
    }

    /// <summary>A time for people: UTC, to the second.</summary>
    internal static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
