using Microsoft.Extensions.Logging;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>
/// How many octets of refused copies are kept of each peer in a day. They are evidence and lie in the quarantine for a year: whoever goes on sending what nobody
/// can take must not fill the disk of everybody else with it (promise 6). What was said of a copy, and its digest, are kept in any case.
/// </summary>
internal sealed class RefusedOctets(GatewayParts parts)
{
    private readonly long _aDay = parts.Options.RefusedBytesPerDay;
    private readonly ILogger _logger = parts.Logging.CreateLogger<RefusedOctets>();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (double Left, long At, bool IsTold)> _peers = new(StringComparer.Ordinal);

    /// <summary>Whether a copy is kept if it is refused. The one that uses up what is left is; only time that passes gives some back.</summary>
    /// <param name="dispositions">What becomes of it for each recipient; without a refusal among them nothing is taken.</param>
    /// <param name="revised">What becomes of it instead, by recipient, because another container has the key.</param>
    /// <param name="peer">Who brought it.</param>
    /// <param name="length">Its octets.</param>
    /// <param name="message">What it was brought as.</param>
    /// <param name="now">The time of the alarm.</param>
    /// <returns>False: it is not; and the alarm to enter, once until half of a day's octets are left again.</returns>
    public (bool Keeps, EventRow? Alarm) Take(
        List<Disposition> dispositions, IReadOnlyDictionary<Guid, Disposition> revised, string peer, long length, Guid message, DateTimeOffset now)
    {
        if (!dispositions.Exists(disposition => revised.GetValueOrDefault(disposition.Recipient, disposition) is Disposition.Refusal)) return (true, null);
        bool keeps, isNews;
        lock (_gate)
        {
            var ticks = parts.Time.GetTimestamp();
            var (left, at, isTold) = _peers.GetValueOrDefault(peer, (_aDay, ticks, false));
            left = Math.Min(_aDay, left + (_aDay * (parts.Time.GetElapsedTime(at, ticks) / TimeSpan.FromDays(1))));
            keeps = left > 0;
            isNews = !keeps && !isTold;
            _peers[peer] = (keeps ? left - length : left, ticks, !keeps || (isTold && left < _aDay / 2));
        }

        if (!isNews) return (keeps, null);
        Log.RefusedNotKept(_logger, peer, _aDay);
        return (keeps, new EventRow
        {
            At = now,
            Kind = EventKinds.Alarm,
            MessageId = message,
            Detail = $"refused copies of {peer} are not kept for now: too many octets in a day",
        });
    }
}
